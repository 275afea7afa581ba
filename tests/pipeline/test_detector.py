"""What becomes of a detector's raw output."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.detector import MAX_DETECTIONS, Detector
from pipeline.photo import read_photo
from pipeline.recording import RecordingModel
from pipeline.taxonomy import GROUPS
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


@pytest.mark.parametrize(
    ("group", "kept"), [("topwear", ["topwear"]), ("outerwear", ["topwear", "outerwear"])], ids=["same", "another"]
)
def test_two_thirds_in_common_is_too_much_for_one_group_alone(group, kept):
    detector = fake_detector([("topwear", 0.9, (30, 20, 60, 50)), (group, 0.6, (36, 20, 66, 50))])
    assert [each.group for each in detector.detect(read_photo(outfit()))] == kept


def test_the_labels_are_the_models_own_in_its_order():
    detector = fake_detector([(GROUPS[0], 0.9, (30, 20, 60, 50))])
    detector.model.spec.entry["labels"] = list(GROUPS[::-1])
    assert [each.group for each in detector.detect(read_photo(outfit()))] == [GROUPS[-1]]


def test_a_score_at_the_floor_is_kept():
    assert fake_detector([]).score_floor == 0.1
    assert len(fake_detector([("bag", 0.1, (20, 20, 30, 30))]).detect(read_photo(outfit()))) == 1


def test_of_many_garments_the_best_are_kept(monkeypatch):
    places = [(18 + 12 * column, 2 + 15 * row) for row in range(6) for column in range(5)]
    scores = [0.3 + 0.02 * (7 * number % 30) for number in range(30)]
    detector = fake_detector(
        [("bag", score, (x, y, x + 10, y + 10)) for score, (x, y) in zip(scores, places, strict=True)]
    )
    best = sorted(scores, reverse=True)
    assert [each.score for each in detector.detect(read_photo(outfit()))] == pytest.approx(best[:MAX_DETECTIONS])
    monkeypatch.setattr("pipeline.detector.MAX_CANDIDATES", 10)
    assert [each.score for each in detector.detect(read_photo(outfit()))] == pytest.approx(best[:10])


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
