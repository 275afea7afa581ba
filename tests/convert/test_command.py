"""`python -m convert`: without a name it converts all models, in order."""

from __future__ import annotations

import json
import sys

import numpy as np
import pytest

pytest.importorskip("keras")
pytest.importorskip("tf2onnx")

import keras

from convert import __main__ as command
from convert.forms import form_path
from convert.to_onnx import ParityError
from tests.convert.test_manifest import ENTRY


@pytest.mark.conversion
@pytest.mark.parametrize(
    ("names", "converted"),
    [([], ["gender", "embedder", "pose", "detector"]), (["detector"], ["detector"]), (["gender", "embedder"],) * 2],
    ids=["none means all", "one", "two"],
)
def test_which_models_are_converted(monkeypatch, names, converted):
    done = []
    monkeypatch.setattr(command, "export_keras", lambda name, *_: done.append(name))
    monkeypatch.setattr(command, "export_detector", lambda *_: done.append("detector"))
    monkeypatch.setattr(sys, "argv", ["convert", *names])
    command.main()
    assert done == converted


def test_an_unknown_name_is_refused(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["convert", "parser"])
    with pytest.raises(SystemExit) as stop:
        command.main()
    assert stop.value.code == 2
    assert "no model parser" in capsys.readouterr().err


@pytest.mark.conversion
def test_forms_stay_as_they_were_where_the_file_is_not_the_model(monkeypatch, tmp_path):
    pixels = keras.Input((8, 8, 3), name="input")
    maps = keras.layers.GlobalAveragePooling2D()(keras.layers.Conv2D(4, 3)(pixels))
    outputs = keras.layers.Dense(2, name="probabilities")(maps)
    (tmp_path / "gender").mkdir()
    keras.Model(pixels, outputs).save(tmp_path / "gender/gender.keras")
    (tmp_path / "gender/training.json").write_text(json.dumps({}))
    earlier = form_path("gender", "fp32", tmp_path / "forms")
    earlier.parent.mkdir(parents=True)
    earlier.write_bytes(b"earlier")
    picture = np.random.default_rng(1).integers(0, 256, (2, 8, 8, 3), np.uint8)
    monkeypatch.setattr(command, "keras_pictures", lambda *_: [picture])
    monkeypatch.setitem(command.ENTRIES, "gender", lambda _: {**ENTRY, "metrics": {}})
    places = ("gender", tmp_path, tmp_path / "out", tmp_path, tmp_path / "forms")
    monkeypatch.setattr(command, "LOOSER_TOLERANCE", -1)
    with pytest.raises(ParityError):
        command.export_keras(*places)
    assert [path.read_bytes() for path in earlier.parent.iterdir()] == [b"earlier"]
    assert not (tmp_path / "out").exists()
    monkeypatch.setattr(command, "LOOSER_TOLERANCE", 1e9)
    written = command.export_keras(*places)
    assert (tmp_path / "out" / written["file"]).read_bytes() == earlier.read_bytes() != b"earlier"
