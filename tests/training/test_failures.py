"""Failures are what they say: missed, wrong, another product; and a sheet shows different kinds first."""

from __future__ import annotations

import pytest
from PIL import Image

from training.failures import TILE_PX, Failure, sheet, without_partner, worst

pytestmark = pytest.mark.training


def failure(kind: str, weight: float, colour: str = "red", pictures: int = 1) -> Failure:
    return Failure((Image.new("RGB", (30, 40), colour),) * pictures, f"{kind}\n{weight}", weight, kind)


def test_a_box_without_another_of_its_group_over_half_of_it_is_alone():
    worn = [("topwear", (0, 0, 100, 100)), ("bag", (0, 0, 100, 100)), ("dress", (0, 0, 100, 100))]
    found = [("topwear", (0, 0, 100, 90)), ("bag", (0, 0, 100, 40))]
    assert without_partner(worn, found) == worn[1:]
    assert without_partner(found, worn) == found[1:]


def test_no_failures_are_none_to_show():
    assert worst([]) == []


def test_the_worst_of_each_kind_comes_before_the_second_worst_of_another():
    picture = sheet(worst([failure("a", 9, "red"), failure("a", 8, "lime"), failure("b", 1, "blue")], most=2))
    first, second = (picture.getpixel((x, TILE_PX[1] // 2)) for x in (TILE_PX[0] // 2, picture.width - TILE_PX[0] // 2))
    assert (first, second) == ((255, 0, 0), (0, 0, 255))


def test_more_of_a_kind_where_there_is_no_other():
    picture = sheet(worst([failure("a", 2), failure("a", 1)], most=4))
    assert picture.width > 2 * TILE_PX[0]
