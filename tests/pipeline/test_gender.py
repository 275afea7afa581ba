"""Which departments are searched."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.detector import Detection
from pipeline.errors import SettingError
from pipeline.person import is_full_length, part_of, person_box, person_views
from pipeline.photo import read_photo
from tests.pipeline.fakes import fake_gender, outfit


@pytest.mark.parametrize(
    ("men", "choice", "searched"),
    [
        (0.9, "auto", ("men", "unisex")),
        (0.1, "auto", ("women", "unisex")),
        (0.6, "auto", ("men", "women", "unisex")),
        (0.75, "auto", ("men", "unisex")),
        (0.9, "women", ("women", "unisex")),
        (0.9, "all", ("men", "women", "unisex")),
    ],
    ids=["sure of men", "sure of women", "not sure", "just sure", "overruled", "all"],
)
def test_searched(men, choice, searched):
    gender = fake_gender(men).predict(read_photo(outfit()))
    assert gender.searched(choice) == searched


def test_label_is_the_likelier_one():
    gender = fake_gender(0.25).predict(read_photo(outfit()))
    assert (gender.label, gender.probability) == ("women", 0.75)


def test_unknown_choice():
    with pytest.raises(SettingError, match="auto, men, women, all"):
        fake_gender(0.5).predict(read_photo(outfit())).searched("kids")


GARMENTS = (Detection("topwear", 0.9, (60, 60, 140, 150)), Detection("bottomwear", 0.8, (70, 150, 130, 270)))


@pytest.mark.parametrize(
    ("garments", "box"),
    [
        (GARMENTS, (52, 26, 148, 276)),
        ((*GARMENTS, Detection("headwear", 0.7, (80, 20, 120, 60))), (52, 15, 148, 277)),
        ((Detection("dress", 0.9, (0, 0, 200, 300)),), (0, 0, 200, 300)),
    ],
    ids=["room for a head", "the head is there", "stays inside"],
)
def test_person_box(garments, box):
    assert person_box(read_photo(outfit()), garments) == box


def test_the_views_are_the_person_and_the_upper_and_lower_part():
    photo = read_photo(outfit())
    whole, upper, lower = person_views(photo, GARMENTS)
    assert whole.shape == (250, 96, 3)
    assert np.array_equal(upper, whole[:138])
    assert np.array_equal(lower, whole[112:])
    assert person_views(photo, ())[0] is photo.pixels


def test_half_a_person_has_no_lower_part():
    assert len(person_views(read_photo(outfit()), GARMENTS[:1])) == 2
    assert is_full_length((0, 0, 50, 100))
    assert not is_full_length((0, 0, 51, 100))


def test_three_views_are_sharpened_as_the_settings_say():
    classifier = fake_gender(0.9)
    classifier.model.spec.entry["settings"]["three_views"] = {"scale": 2.0, "shift": 0.5}
    classifier.model.answer = lambda squares: {"probabilities": np.tile(np.float32([0.6, 0.4]), (len(squares), 1))}
    two, three = (classifier.predict(read_photo(outfit()), each) for each in (GARMENTS[:1], GARMENTS))
    assert two.probabilities["men"] == pytest.approx(0.6, abs=1e-5)
    log_odds = 2 * np.log(0.6 / 0.4) + 0.5
    assert three.probabilities["men"] == pytest.approx(1 / (1 + np.exp(-log_odds)), abs=1e-5)


def test_a_stretched_part_keeps_its_end_of_the_person():
    assert part_of((0, 0, 10, 100), "upper", 1.1) == pytest.approx((0, 0, 10, 60.5))
    assert part_of((0, 0, 10, 100), "lower", 1.1) == pytest.approx((0, 39.5, 10, 100))
    assert part_of((0, 0, 10, 100), "whole", 1.1) == (0, 0, 10, 100)


def test_views_are_weighed_by_how_sure_they_are():
    classifier = fake_gender(0.9)
    classifier.model.answer = lambda _: {"probabilities": np.array([[0.99, 0.01], [0.4, 0.6]], np.float32)}
    gender = classifier.predict(read_photo(outfit()), GARMENTS)
    men, women = np.sqrt(0.99 * 0.4), np.sqrt(0.01 * 0.6)
    assert gender.probabilities["men"] == pytest.approx(men / (men + women), abs=1e-4)
    assert classifier.model.runs == 1
