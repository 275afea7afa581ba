"""Arithmetic of training boxes: clipping, visible share, YOLO numbers, extents. No training package needed."""

from __future__ import annotations

import numpy as np
import pytest

from training.detector.geometry import GarmentBox, Window, extent, overlap, touches, visible_in

BOX = GarmentBox("dress", 10, 20, 30, 60)


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param((0, 0, 100, 100), (10, 20, 30, 60), id="inside"),
        pytest.param((20, 0, 100, 100), (20, 20, 30, 60), id="left half cut"),
        pytest.param((0, 30, 100, 50), (10, 30, 30, 50), id="top and bottom cut"),
        pytest.param((15, 25, 25, 55), (15, 25, 25, 55), id="window inside the box"),
    ],
)
def test_clipped(window: Window, expected: tuple[int, ...]) -> None:
    part = BOX.clipped(window)
    assert (part.x0, part.y0, part.x1, part.y1) == expected
    assert part.group == "dress"


def test_clipped_outside_is_empty() -> None:
    assert BOX.clipped((40, 0, 100, 100)).area == 0


@pytest.mark.parametrize(
    ("window", "expected"),
    [
        pytest.param((5, 10, 105, 110), [(5, 10, 25, 50)], id="whole, in the crop's coordinates"),
        pytest.param((0, 0, 400, 36), [(10, 20, 30, 36)], id="0.4 visible is kept"),
        pytest.param((0, 0, 400, 35), [], id="under 0.4 and small is dropped"),
        pytest.param((0, 10, 50, 32), [(10, 10, 30, 22)], id="0.3 visible but large in the crop is kept"),
        pytest.param((0, 20, 30, 27), [], id="under 0.2 is dropped however large"),
        pytest.param((50, 50, 90, 90), [], id="outside"),
    ],
)
def test_visible_in(window: Window, expected: list[tuple[int, ...]]) -> None:
    found = [(box.x0, box.y0, box.x1, box.y1) for box in visible_in([BOX], window)]
    assert found == expected


def test_to_yolo_is_centre_and_size_in_shares() -> None:
    assert BOX.to_yolo(40, 80) == (0.5, 0.5, 0.5, 0.5)


def test_grown_and_moved() -> None:
    grown = BOX.grown(0.5)
    assert (grown.x0, grown.y0, grown.x1, grown.y1) == (0, 0, 40, 80)
    moved = BOX.moved(2, 1, -1)
    assert (moved.x0, moved.y0, moved.x1, moved.y1) == (21, 39, 61, 119)


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        pytest.param(BOX, 1.0, id="itself"),
        pytest.param(GarmentBox("bag", 30, 20, 50, 60), 0.0, id="touching"),
        pytest.param(GarmentBox("bag", 20, 20, 40, 60), 1 / 3, id="half over half"),
    ],
)
def test_overlap(other: GarmentBox, expected: float) -> None:
    assert overlap(BOX, other) == pytest.approx(expected)
    assert overlap(other, BOX) == pytest.approx(expected)


def test_touches() -> None:
    assert touches([BOX], (29, 59, 100, 100))
    assert not touches([BOX], (30, 60, 100, 100))
    assert not touches([], (0, 0, 10, 10))


def test_extent() -> None:
    mask = np.zeros((10, 20), bool)
    assert extent(mask) is None
    mask[3, 5] = mask[7, 11] = True
    assert extent(mask) == (5, 3, 12, 8)
