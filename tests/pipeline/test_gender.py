"""Which departments are searched."""

from __future__ import annotations

import pytest

from pipeline.errors import SettingError
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
