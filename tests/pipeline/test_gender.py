"""Which departments are searched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.detector import Detection
from pipeline.errors import SettingError
from pipeline.person import person_box, person_view
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
        (0.6, "women", ("women", "unisex")),
        (0.6, "men", ("men", "unisex")),
        (0.9, "all", ("men", "women", "unisex")),
    ],
    ids=["sure of men", "sure of women", "not sure", "just sure", "overruled", "told", "confirmed", "all"],
)
def test_searched(men, choice, searched):
    gender = fake_gender(men).predict(read_photo(outfit()))
    assert gender.searched(choice) == searched


def test_label_is_the_likelier_one():
    gender = fake_gender(0.25).predict(read_photo(outfit()))
    assert (gender.label, gender.probability) == ("women", 0.75)


def test_the_labels_are_the_models_own_in_its_order():
    classifier = fake_gender(0.9)
    classifier.model.spec.entry["labels"] = ["women", "men"]
    assert classifier.predict(read_photo(outfit())).probabilities == pytest.approx({"women": 0.9, "men": 0.1})


def test_unknown_choice():
    with pytest.raises(SettingError, match="auto, men, women, all"):
        fake_gender(0.5).predict(read_photo(outfit())).searched("kids")


GARMENTS = (Detection("topwear", 0.9, (60, 60, 140, 150)), Detection("bottomwear", 0.8, (70, 150, 130, 270)))


@pytest.mark.parametrize(
    ("garments", "box"),
    [
        (GARMENTS, (52, 26, 148, 276)),
        ((*GARMENTS, Detection("headwear", 0.7, (80, 20, 120, 60))), (52, 15, 148, 277)),
        ((*GARMENTS, Detection("eyewear", 0.7, (80, 20, 120, 60))), (52, 15, 148, 277)),
        ((Detection("dress", 0.9, (0, 0, 200, 300)),), (0, 0, 200, 300)),
    ],
    ids=["room for a head", "the head is there", "so are the eyes", "stays inside"],
)
def test_person_box(garments, box):
    assert person_box(read_photo(outfit()), garments) == box


def test_the_model_sees_the_person_alone():
    photo = read_photo(outfit())
    assert person_view(photo, GARMENTS).shape == (250, 96, 3)
    assert person_view(photo, ()) is photo.pixels


@pytest.mark.parametrize(
    ("garments", "area"), [(GARMENTS, 64**2), (GARMENTS[:1], 32**2)], ids=["in full length", "half a person"]
)
def test_half_a_person_is_shown_at_a_size_of_its_own(garments, area):
    classifier, seen = fake_gender(0.9), []
    model = classifier.model
    given = replace(model.spec.input, size_px=64, stride=4, fit="area")
    model.spec = replace(model.spec, input=given)
    model.spec.entry["settings"]["part_size_px"] = 32
    answer = model.answer
    model.answer = lambda squares: seen.extend(squares) or answer(squares)
    classifier.predict(read_photo(outfit()), garments)
    (picture,) = seen
    assert 0.9 * area < picture.shape[0] * picture.shape[1] < 1.4 * area


def test_one_inference_tells_the_department():
    classifier = fake_gender(0.9)
    assert classifier.predict(read_photo(outfit()), GARMENTS).probability == pytest.approx(0.9)
    assert classifier.model.runs == 1
