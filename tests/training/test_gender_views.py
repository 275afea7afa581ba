"""Views of a drawn person: parts where they belong, a face that cannot be read, nothing made up where data lacks."""

from __future__ import annotations

import json
import random
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("cv2")

from pipeline.photo import read_photo
from tests.pipeline.fakes import fake_detector
from training.gender.views import (
    LABELS,
    PART_SIZE,
    PARTS,
    SIZE,
    STRIDE,
    TRAINING_VIEWS,
    WHITE,
    Person,
    app_view,
    framed,
    framed_as,
    hide_face,
    look_people,
    part_of,
    training_views,
)

# The drawn person fills a photo of 200 x 400: head at 40, shoulders at 90, hips at 200, feet at 380.
POINTS = np.array(
    [[100, 40]] * 5 + [[130, 90], [70, 90]] + [[140, 150], [60, 150]] * 2 + [[120, 200], [80, 200]]
    + [[120, 290], [80, 290], [120, 380], [80, 380]], float,
)  # fmt: skip
TOP = ("topwear", 0.9, (30, 22, 70, 50))
TROUSERS = ("bottomwear", 0.9, (35, 50, 65, 97))


def person(folder: Path, masked: bool = True, points: np.ndarray | None = POINTS) -> Person:
    """Red above the hips, blue below, on green."""
    pixels = np.full((400, 200, 3), (0, 160, 0), np.uint8)
    pixels[20:200, 50:150], pixels[200:390, 60:140] = (200, 0, 0), (0, 0, 200)
    Image.fromarray(pixels).save(folder / "photo.png")
    mask = np.zeros((400, 200), np.uint8)
    mask[20:200, 50:150], mask[200:390, 60:140] = 1, 2
    Image.fromarray(mask).save(folder / "mask.png")
    return Person("p", folder / "photo.png", folder / "mask.png" if masked else None, 0, points)


def test_the_model_is_shown_the_person_in_its_own_shape(tmp_path):
    view = app_view(read_photo(person(tmp_path).photo), fake_detector([TOP, TROUSERS]))
    high, wide, _ = view.shape
    assert high > 1.5 * wide
    assert high % STRIDE == wide % STRIDE == 0
    assert 0.97 * PART_SIZE**2 <= high * wide < 1.4 * SIZE**2
    assert 0.2 < (view[..., 0] > 150).mean() < 0.5
    assert 0.2 < (view[..., 2] > 150).mean() < 0.5


def test_every_training_view_comes_where_all_is_known(tmp_path):
    views = list(training_views(person(tmp_path), TRAINING_VIEWS, fake_detector([TOP, TROUSERS]), 1))
    assert len(views) == len(TRAINING_VIEWS)
    assert all(side % STRIDE == 0 for view in views for side in view.shape[:2])


def test_a_photo_cropped_to_half_the_body(tmp_path):
    upper, lower = (framed(person(tmp_path), view).pixels for view in ("upper", "lower"))
    red, blue = (lambda pixels: (pixels[..., 0] > 150).mean()), (lambda pixels: (pixels[..., 2] > 150).mean())
    assert red(upper) > 4 * blue(upper)
    assert blue(lower) > 2 * red(lower)


def test_a_stretched_part_keeps_its_end_of_the_person():
    assert part_of((0, 0, 10, 100), "upper", 1.1) == pytest.approx((0, 0, 10, 60.5))
    assert part_of((0, 0, 10, 100), "lower", 1.1) == pytest.approx((0, 39.5, 10, 100))
    assert part_of((0, 0, 10, 100), "whole", 1.1) == (0, 0, 10, 100)


@pytest.mark.parametrize(
    ("masked", "points", "left"),
    [(False, POINTS, [v for v in TRAINING_VIEWS if not v.startswith(WHITE)]), (False, None, list(PARTS))],
    ids=["no mask", "neither mask nor keypoints"],
)
def test_views_that_need_what_is_not_known_are_left_out(tmp_path, masked, points, left):
    one = person(tmp_path, masked, points)
    assert len(list(training_views(one, TRAINING_VIEWS, fake_detector([TOP, TROUSERS]), 1))) == len(left)


def test_on_white_ground_no_street_is_left(tmp_path):
    (view,) = training_views(person(tmp_path), (f"{WHITE}torso",), fake_detector([TOP, TROUSERS]), 3)
    green = (view[..., 1].astype(int) - np.maximum(view[..., 0], view[..., 2])) > 40
    assert green.mean() < 0.01


def test_a_view_without_head_begins_below_it():
    for name in ("torso", "headless"):
        _, top, _, bottom = framed_as(name, (50, 0, 150, 400), POINTS, random.Random(0))
        assert 40 < top < 90
        assert bottom == 400 if name == "headless" else bottom < 280


def test_a_hidden_face_shows_no_detail_and_the_body_stays():
    noise = np.random.default_rng(0).integers(0, 256, (400, 200, 3), np.uint8)
    hidden = hide_face(noise, POINTS)
    assert hidden[20:60, 80:120].std() < 0.3 * noise[20:60, 80:120].std()
    assert np.array_equal(hidden[95:], noise[95:])
    assert hide_face(noise, None) is noise


def test_a_look_with_a_picture_and_a_department_is_a_person(tmp_path):
    Image.new("RGB", (20, 30)).save(tmp_path / "a.webp")
    entry = {"id": "a", "file": "a.webp", "gender": "women", "keypoints": [[1, 2, 2]] * 17}
    others = [entry | {"id": "b", "file": "gone.webp"}, entry | {"id": "c", "gender": "unisex"}]
    (tmp_path / "looks.json").write_text(json.dumps([entry, *others]))
    (found,) = look_people(tmp_path)
    assert (found.name, LABELS[found.label], found.mask) == ("a", "women", None)
    assert found.keypoints.shape == (17, 2)


def test_no_looks_are_no_people(tmp_path):
    assert look_people(tmp_path) == []
