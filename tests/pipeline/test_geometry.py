"""Laws of letterboxing, cropping and suppression."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from pipeline import boxes as box_math
from pipeline.crop import cut, grow, holds_middle
from pipeline.preprocess import letterbox

sides = st.integers(32, 400)


@given(width=sides, height=sides, size=st.sampled_from([64, 224, 416]), data=st.data())
def test_letterbox_and_back_is_the_identity_within_a_pixel(width, height, size, data):
    square = letterbox(np.zeros((height, width, 3), np.uint8), size, 114)
    x0, x1 = sorted(data.draw(st.tuples(st.integers(0, width), st.integers(0, width))))
    y0, y1 = sorted(data.draw(st.tuples(st.integers(0, height), st.integers(0, height))))
    inside = np.array([[x0, y0, x1, y1]], np.float32) * square.scale
    inside += [square.pad_x, square.pad_y, square.pad_x, square.pad_y]
    assert np.abs(square.to_source(inside) - [[x0, y0, x1, y1]]).max() <= 1


@given(width=sides, height=sides)
def test_letterbox_keeps_the_shape_and_fills_the_rest(width, height):
    square = letterbox(np.full((height, width, 3), 7, np.uint8), 96, 200)
    filled = (square.pixels == 7).all(axis=2)
    assert square.pixels.shape == (96, 96, 3)
    assert (square.pixels[~filled] == 200).all()
    rows, columns = filled.any(axis=1).sum(), filled.any(axis=0).sum()
    assert max(rows, columns) == 96
    assert abs(columns / rows - width / height) <= (width / height + 1) / min(rows, columns)


@given(width=sides, height=sides)
def test_a_stride_pads_no_further_than_it_must(width, height):
    boxed = letterbox(np.full((height, width, 3), 7, np.uint8), 96, 200, stride=32)
    assert max(boxed.pixels.shape[:2]) == 96
    rows, columns = ((boxed.pixels == 7).all(axis=2).any(axis=axis).sum() for axis in (1, 0))
    for side, filled, pad in zip(boxed.pixels.shape[:2], (rows, columns), (boxed.pad_y, boxed.pad_x), strict=True):
        assert side % 32 == 0
        assert 0 <= side - filled < 32
        assert pad == (side - filled) // 2


@given(width=sides, height=sides)
def test_fitted_by_area_every_shape_is_as_many_pixels(width, height):
    assume(max(width, height) <= 16 * min(width, height))
    boxed = letterbox(np.full((height, width, 3), 7, np.uint8), 96, 200, stride=32, fit="area")
    filled = (boxed.pixels == 7).all(axis=2)
    rows, columns = filled.any(axis=1).sum(), filled.any(axis=0).sum()
    assert abs(rows * columns - 96**2) <= rows + columns
    assert abs(rows - height * boxed.scale) <= 1
    assert abs(columns - width * boxed.scale) <= 1
    assert all(side % 32 == 0 for side in boxed.pixels.shape[:2])
    assert boxed.pixels.shape[0] - rows < 32 > boxed.pixels.shape[1] - columns


@pytest.mark.parametrize(("width", "height"), [(2_000_000, 1), (1, 2_000_000), (40_000, 700)])
def test_fitted_by_area_a_strip_stays_small(width, height):
    boxed = letterbox(np.full((height, width, 3), 7, np.uint8), 96, 200, stride=32, fit="area")
    assert sorted(boxed.pixels.shape) == [3, 32, 4 * 96]
    assert boxed.scale == 4 * 96 / max(width, height)


@given(
    box=st.tuples(*[st.integers(-50, 250)] * 4),
    margin=st.floats(0, 0.5),
    width=st.integers(1, 200),
    height=st.integers(1, 200),
)
def test_a_crop_is_never_empty_and_stays_inside(box, margin, width, height):
    x0, y0, x1, y1 = grow(box, margin, width, height)
    assert 0 <= x0 < x1 <= width
    assert 0 <= y0 < y1 <= height


@pytest.mark.parametrize(
    ("box", "margin", "expected"),
    [
        ((10, 10, 20, 30), 0.0, (10, 10, 20, 30)),
        ((10, 10, 20, 30), 0.1, (9, 8, 21, 32)),
        ((0, 0, 100, 100), 0.1, (0, 0, 100, 100)),
        ((90, 95, 100, 100), 0.2, (88, 94, 100, 100)),
    ],
    ids=["no margin", "grows each side by its own length", "whole picture", "corner"],
)
def test_grow(box, margin, expected):
    assert grow(box, margin, 100, 100) == expected


def test_cut_has_the_box_pixels():
    pixels = np.arange(10 * 10 * 3, dtype=np.uint8).reshape(10, 10, 3)
    assert np.array_equal(cut(pixels, (2, 3, 5, 7), 0.0), pixels[3:7, 2:5])


@pytest.mark.parametrize(
    ("other", "held"),
    [
        ((20, 10, 30, 20), True),
        ((0, 0, 40, 40), True),
        ((5, 10, 14, 20), False),
        ((36, 10, 45, 20), False),
        ((20, 0, 30, 9), False),
        ((20, 31, 30, 40), False),
        ((30, 20, 40, 40), True),
    ],
    ids=["inside", "around", "left", "right", "above", "below", "on the corner"],
)
def test_whose_middle_a_box_holds(other, held):
    assert holds_middle((10, 5, 35, 30), other) is held


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 0, 10, 10), (0, 0, 10, 10), 1.0),
        ((0, 0, 10, 10), (10, 0, 20, 10), 0.0),
        ((0, 0, 10, 10), (5, 0, 15, 10), 1 / 3),
        ((0, 0, 10, 10), (2, 2, 4, 4), 0.04),
        ((5, 5, 5, 5), (5, 5, 5, 5), 0.0),
    ],
    ids=["same", "touching", "half", "inside", "empty"],
)
def test_iou(first, second, expected):
    value = box_math.iou(np.array(first, np.float32), np.array([second], np.float32))
    assert value[0] == pytest.approx(expected)


@st.composite
def detections(draw):
    count = draw(st.integers(0, 25))
    corners = draw(arrays(np.float32, (count, 2), elements=st.floats(0, 80, width=32)))
    lengths = draw(arrays(np.float32, (count, 2), elements=st.floats(1, 60, width=32)))
    scores = draw(arrays(np.float32, count, elements=st.floats(0, 1, width=32), unique=True))
    labels = draw(arrays(np.int64, count, elements=st.integers(0, 2)))
    return np.hstack([corners, corners + lengths]).astype(np.float32), scores, labels


@given(detections())
def test_suppression_is_idempotent(found):
    boxes, scores, labels = found
    kept = box_math.suppress(boxes, scores, labels, 0.5, 0.8)
    again = box_math.suppress(boxes[kept], scores[kept], labels[kept], 0.5, 0.8)
    assert len(again) == len(kept) == len(set(kept.tolist()))


@given(detections(), st.randoms(use_true_random=False))
def test_suppression_does_not_depend_on_order(found, random):
    boxes, scores, labels = found
    order = list(range(len(boxes)))
    random.shuffle(order)
    kept = box_math.suppress(boxes, scores, labels, 0.5, 0.8)
    shuffled = box_math.suppress(boxes[order], scores[order], labels[order], 0.5, 0.8)
    assert kept.tolist() == [order[i] for i in shuffled]


@given(detections(), st.floats(0, 1))
def test_a_higher_threshold_only_removes(found, threshold):
    boxes, scores, labels = found
    kept = box_math.suppress(boxes, scores, labels, 0.5, 0.8)
    (above,) = np.nonzero(scores >= threshold)
    kept_above = above[box_math.suppress(boxes[above], scores[above], labels[above], 0.5, 0.8)]
    assert kept_above.tolist() == [i for i in kept if scores[i] >= threshold]


@given(
    corners=arrays(np.float32, st.tuples(st.integers(0, 25), st.just(4)), elements=st.floats(0, 200, width=32)),
    data=st.data(),
)
def test_every_dropped_box_has_a_better_kept_one_that_overlaps_it_too_much(corners, data):
    n = len(corners)
    boxes = np.concatenate([np.minimum(corners[:, :2], corners[:, 2:]), np.maximum(corners[:, :2], corners[:, 2:])], 1)
    scores = data.draw(arrays(np.float32, n, elements=st.floats(0, 1, width=32)))
    labels = data.draw(arrays(np.int64, n, elements=st.integers(0, 2)))
    by = box_math.suppressors(boxes, scores, labels, 0.5, 0.8)
    assert set(box_math.suppress(boxes, scores, labels, 0.5, 0.8)) == set(np.flatnonzero(by == box_math.KEPT))
    for index in np.flatnonzero(by != box_math.KEPT):
        better = by[index]
        limit = 0.5 if labels[better] == labels[index] else 0.8
        assert by[better] == box_math.KEPT
        assert scores[better] >= scores[index]
        assert box_math.iou(boxes[index], boxes[better][None])[0] > limit
