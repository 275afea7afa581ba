"""The name of kept feature maps changes with the weights that make them and the tables that choose pictures."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

for package in ("cv2", "keras", "tensorflow"):
    pytest.importorskip(package)

import keras  # noqa: E402

from training.backbones import Backbone  # noqa: E402
from training.gender import __main__ as gender  # noqa: E402
from training.pose import __main__ as pose  # noqa: E402

pytestmark = pytest.mark.training


class StoppedError(Exception):
    """Nothing is trained here."""


def lower_half(value: float) -> keras.Model:
    pixels = keras.Input((None, None, 3))
    return keras.Model(pixels, keras.layers.Conv2D(1, 1, kernel_initializer=keras.initializers.Constant(value))(pixels))


def of_gender(monkeypatch: pytest.MonkeyPatch, value: float) -> list[Path]:
    names: list[Path] = []

    def train(_backbone, training, held_out, *_):
        training()
        held_out()
        raise StoppedError

    monkeypatch.setattr(gender, "gender_backbone", lambda *_: Backbone("small", lower_half(value), None, 1))
    monkeypatch.setattr(gender, "people_of", lambda *_: [])
    monkeypatch.setattr(gender, "cached", lambda path, _: names.append(path))
    monkeypatch.setattr(gender, "train", train)
    with pytest.raises(StoppedError):
        gender.main()
    return names


def of_pose(monkeypatch: pytest.MonkeyPatch, value: float) -> list[Path]:
    names: list[Path] = []

    def keep(*given):
        names.append(given[-1])
        raise StoppedError

    monkeypatch.setattr(pose, "lower_network", lambda _: (lower_half(value), None))
    monkeypatch.setattr(pose, "street_poses", lambda *_: [])
    monkeypatch.setattr(pose, "shop_poses", lambda *_: [])
    monkeypatch.setattr(pose, "keep", keep)
    with pytest.raises(StoppedError):
        pose.main()
    return names


@pytest.mark.parametrize("names", [of_gender, of_pose])
def test_everything_that_maps_are_made_from_is_in_their_name(monkeypatch, tmp_path, names):
    for folder in ("one", "two"):
        for table in ("street/keypoints.csv", "shop/products.csv"):
            (tmp_path / folder / "data" / table).parent.mkdir(parents=True)
            (tmp_path / folder / "data" / table).write_text("id")
    monkeypatch.setattr(sys, "argv", ["training", "--shared", str(tmp_path / "one"), "--weights", "none"])
    found = [names(monkeypatch, 0.5)]
    assert names(monkeypatch, 0.5) == found[0]
    found.append(names(monkeypatch, 0.6))
    for table in ("street/keypoints.csv", "shop/products.csv"):
        (tmp_path / "one/data" / table).write_text(f"id {table}")
        found.append(names(monkeypatch, 0.5))
        (tmp_path / "one/data" / table).write_text("id")
    monkeypatch.setattr(sys, "argv", ["training", "--shared", str(tmp_path / "two"), "--weights", "none"])
    found.append(names(monkeypatch, 0.5))
    assert len({tuple(each) for each in found}) == len(found) == 5
