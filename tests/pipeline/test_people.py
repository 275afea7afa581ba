"""Who wears what: one person, several, passers-by."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.detector import Detection
from pipeline.people import main_person, people
from pipeline.taxonomy import GROUPS


def seen(group: str, x0: int, y0: int, x1: int, y1: int) -> Detection:
    return Detection(group, 0.8, (x0, y0, x1, y1))


LEFT = [seen("topwear", 60, 100, 180, 300), seen("bottomwear", 80, 280, 170, 600)]
RIGHT = [seen("dress", 300, 110, 420, 520)]
SHOES_LEFT, SHOES_RIGHT = seen("footwear", 70, 590, 190, 640), seen("footwear", 310, 580, 400, 630)
BAG_BETWEEN = seen("bag", 205, 300, 240, 380)
WIDE_COAT, NARROW_SKIRT = seen("outerwear", 40, 90, 240, 420), seen("bottomwear", 110, 300, 170, 600)
PASSER_BY = seen("outerwear", 500, 200, 540, 300)


@pytest.mark.parametrize(
    ("detections", "wearing"),
    [
        ([], []),
        ([SHOES_LEFT], []),
        (LEFT, [LEFT]),
        ([seen("outerwear", 40, 90, 200, 420), *LEFT, SHOES_LEFT], [[*LEFT, SHOES_LEFT, "outerwear"]]),
        ([WIDE_COAT, NARROW_SKIRT], [[WIDE_COAT, NARROW_SKIRT]]),
        ([*LEFT, BAG_BETWEEN], [[*LEFT, BAG_BETWEEN]]),
        ([*RIGHT, *LEFT, SHOES_RIGHT, SHOES_LEFT], [[*LEFT, SHOES_LEFT], [*RIGHT, SHOES_RIGHT]]),
        ([*RIGHT, *LEFT, BAG_BETWEEN], [[*LEFT, BAG_BETWEEN], RIGHT]),
        ([*LEFT, PASSER_BY], [LEFT]),
    ],
    ids=[
        "nobody",
        "only shoes",
        "one",
        "a coat over all",
        "narrow under wide",
        "a bag",
        "two",
        "a bag between two",
        "a passer-by",
    ],
)
def test_who_wears_what(detections, wearing):
    found = people(detections)
    assert len(found) == len(wearing)
    for person, garments in zip(found, wearing, strict=True):
        assert len(person.detections) == len(garments)
        assert {each for each in garments if isinstance(each, Detection)} <= set(person.detections)


def test_the_box_holds_every_garment():
    (person,) = people([*LEFT, SHOES_LEFT])
    assert person.box == (60, 100, 190, 640)


def test_the_photo_is_of_the_largest():
    small = [seen("topwear", 300, 200, 350, 300), seen("bottomwear", 305, 300, 345, 480)]
    found = people([*small, *LEFT])
    assert len(found) == 2
    assert main_person(found).box == (60, 100, 180, 600)


@pytest.mark.parametrize(
    "other",
    [[seen("topwear", 0, 200, 50, 300), seen("bottomwear", 5, 300, 45, 480)], [seen("dress", 5, 80, 45, 640)]],
    ids=["a smaller one on the left", "a taller one of less width"],
)
def test_the_photo_is_of_the_largest_wherever_it_stands(other):
    found = people([*other, *LEFT])
    assert [person.box[0] for person in found] == [other[0].box[0], 60]
    assert main_person(found).box == (60, 100, 180, 600)


@st.composite
def detections(draw):
    x0, y0 = draw(st.integers(0, 500)), draw(st.integers(0, 700))
    box = x0, y0, x0 + draw(st.integers(1, 200)), y0 + draw(st.integers(1, 300))
    return Detection(draw(st.sampled_from(GROUPS)), 0.5, box)


@given(st.lists(detections(), max_size=8, unique=True), st.randoms())
def test_everybody_wears_something_of_their_own_whatever_the_order(some, random):
    found = people(some)
    worn = [each for person in found for each in person.detections]
    assert len(worn) == len(set(worn)) <= len(some)
    assert set(worn) <= set(some)
    shuffled = random.sample(some, len(some))
    assert len(people(shuffled)) == len(found)
