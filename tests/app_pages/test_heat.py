"""The glow over a picture: it lies where hiding costs, and a picture of which no part counts has none."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from app_pages.heat import GLOW, LEAST_LOSS, heated, shares
from app_pages.pictures import TILE_PX
from pipeline.agreement import CELLS, Support

SIDE = 40 * CELLS


def losses(**at: float) -> np.ndarray:
    """Nothing but for the cells named r<row>c<column>."""
    found = np.zeros((CELLS, CELLS), np.float32)
    for name, loss in at.items():
        found[int(name[1]), int(name[3])] = loss
    return found


def drawn(given: np.ndarray, colour: tuple[int, int, int] = (120, 120, 120), size: tuple[int, int] = (SIDE, SIDE)):
    pixels = np.full((size[1], size[0], 3), colour, np.uint8)
    with Image.open(io.BytesIO(heated(Support(pixels, given)))) as image:
        assert image.format == "JPEG"
        return np.asarray(image.convert("RGB"), np.float32)


def towards_glow(picture: np.ndarray, row: int, column: int) -> float:
    """How much nearer to the glow's colour than plain grey, in the middle of a cell."""
    pixel = picture[row * 40 + 20, column * 40 + 20]
    grey = np.array([120, 120, 120])
    return float(np.linalg.norm(grey - GLOW) - np.linalg.norm(pixel - GLOW))


def test_the_part_that_counts_most_has_a_share_of_one():
    found = shares(losses(r0c0=0.3, r1c2=0.15, r2c2=-0.4))
    assert found[0, 0] == 1
    assert found[1, 2] == pytest.approx(0.5)
    assert found[2, 2] == 0
    assert found.dtype == np.float32


def test_where_every_part_weighs_little_none_is_made_to_count():
    assert shares(losses(r0c0=LEAST_LOSS / 4)).max() == pytest.approx(0.25)
    assert shares(losses()).max() == 0


def test_the_glow_lies_where_hiding_costs():
    picture = drawn(losses(r1c4=0.3, r4c1=0.1, r4c4=-0.3))
    strong, weak = towards_glow(picture, 1, 4), towards_glow(picture, 4, 1)
    assert strong > 2 * weak > 20
    assert abs(towards_glow(picture, 4, 4)) < 6  # what speaks against the match does not glow
    assert abs(towards_glow(picture, 0, 0)) < 6


def test_without_losses_the_picture_is_only_paler():
    picture = drawn(losses(), (200, 40, 40))
    red, green, blue = picture[SIDE // 2, SIDE // 2]
    assert 40 < green < red < 200
    assert abs(green - blue) < 6
    assert np.ptp(picture.reshape(-1, 3), axis=0).max() < 6


def test_a_large_picture_is_reduced_and_keeps_its_shape():
    picture = drawn(losses(r0c0=0.3), size=(2400, 1200))
    height, width = picture.shape[:2]
    assert (width, height) == (2 * TILE_PX[0], TILE_PX[0])
