"""What becomes of a detector's raw output."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.detector import Detector
from pipeline.photo import read_photo
from pipeline.recording import RecordingModel
from tests.pipeline.fakes import fake_detector, outfit


def test_boxes_come_back_in_photo_pixels():
    # 200 x 300 in a square of 100: scale 1/3, 67 px wide, 16 px of padding on the left.
    detector = fake_detector([("topwear", 0.9, (36, 20, 63, 50))])
    (found,) = detector.detect(read_photo(outfit()))
    assert (found.group, round(found.score, 3), found.box) == ("topwear", 0.9, (60, 60, 141, 150))


def test_best_first_below_the_floor_nothing_and_one_box_per_garment():
    detector = fake_detector(
        [
            ("footwear", 0.5, (30, 80, 60, 95)),
            ("topwear", 0.9, (36, 20, 63, 50)),
            ("topwear", 0.6, (36, 22, 63, 52)),
            ("outerwear", 0.7, (36, 20, 63, 51)),
            ("bag", 0.09, (20, 20, 30, 30)),
        ]
    )
    found = detector.detect(read_photo(outfit()))
    assert [each.group for each in found] == ["topwear", "footwear"]


def test_boxes_are_clipped_and_empty_ones_dropped():
    detector = fake_detector([("dress", 0.8, (-50, -50, 150, 150)), ("bag", 0.8, (0, 40, 10, 50))])
    found = detector.detect(read_photo(outfit()))
    assert [each.box for each in found] == [(0, 0, 200, 300)]


def test_nothing_found_is_an_empty_result():
    assert fake_detector([]).detect(read_photo(outfit())) == ()


@pytest.mark.parametrize(("width", "height", "seen"), [(200, 300, (96, 64, 3)), (300, 100, (32, 96, 3))])
def test_a_photo_is_padded_to_the_stride_only(width, height, seen):
    detector = fake_detector([], size_px=96)
    spec = detector.model.spec
    detector.model.spec = replace(spec, input=replace(spec.input, stride=32))
    recorded = RecordingModel(detector.model)
    Detector(recorded).detect(read_photo(outfit(width, height)))
    assert [call.squares.shape[1:] for call in recorded.calls] == [seen]
