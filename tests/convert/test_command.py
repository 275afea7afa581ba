"""`python -m convert`: without a name it converts all models, in order."""

from __future__ import annotations

import sys

import pytest

pytest.importorskip("keras")

from convert import __main__ as command


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
