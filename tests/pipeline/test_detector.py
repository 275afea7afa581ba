"""What becomes of a detector's raw output."""

from __future__ import annotations

from pipeline.photo import read_photo
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


def test_a_batch_is_one_run_and_gives_the_same():
    detector = fake_detector([("topwear", 0.9, (36, 20, 63, 50))])
    photos = [read_photo(outfit()), read_photo(outfit(300, 200))]
    batch = detector.detect_batch(photos)
    assert detector.model.runs == 1
    assert batch == [detector.detect(photo) for photo in photos]
