"""Garments alone on white, from a picture of which garment is where."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

for package in ("cv2", "keras"):
    pytest.importorskip(package)

from training.embedder.masked import pairs  # noqa: E402

pytestmark = pytest.mark.training
BOX = [20, 20, 60, 80]


def write_look(folder: Path, covered: tuple[int, int, int, int]) -> None:
    """One red look whose second garment covers a rectangle (x0, y0, x1, y1) of the mask."""
    Image.new("RGB", (90, 100), "red").save(folder / "one.png")
    items = [{"product_id": name, "group": group, "box": BOX} for name, group in (("T-1", "topwear"), ("B-1", "bag"))]
    (folder / "looks.json").write_text(json.dumps([{"id": "one", "file": "one.png", "items": items}]))
    places = np.zeros((100, 90), np.uint8)
    places[20:80, 20:60] = 1
    x0, y0, x1, y1 = covered
    places[y0:y1, x0:x1] = 2
    Image.fromarray(places).save(folder / "one.masks.png")


def test_only_the_garment_is_left(tmp_path: Path):
    write_look(tmp_path, (30, 30, 40, 50))
    top, bag = pairs(tmp_path, tmp_path)
    assert [each.product for each in (*top, *bag)] == ["T-1", "T-1", "B-1", "B-1"]
    worn, alone = bag
    assert worn.pixels.shape == alone.pixels.shape
    assert (worn.pixels == (255, 0, 0)).all()
    assert (alone.pixels != 255).any(axis=-1).sum() == 10 * 20


def test_masks_of_another_look_are_refused(tmp_path: Path):
    write_look(tmp_path, (70, 90, 80, 95))
    with pytest.raises(ValueError, match="the masks show no bag"):
        list(pairs(tmp_path, tmp_path))
