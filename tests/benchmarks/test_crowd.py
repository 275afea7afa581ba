"""What the crowd's measurement gives to whom, and what it takes for a mix-up."""

from __future__ import annotations

import io
import itertools

import pytest

from app_pages.markup import name_of
from app_pages.pictures import photo_uri
from benchmarks.crowd import Crowd, differences, expected, wishes
from benchmarks.guest import Sight, Wish
from tests.pipeline.fakes import outfit


def wish(colour: str, k: int = 3, percent: int = 35) -> Wish:
    file = io.BytesIO()
    outfit(colour=colour).save(file, "PNG")
    return Wish(file.getvalue(), k, percent)


def sight_of(look, given: Wish) -> Sight:
    rows = [(name_of(item.detection.group), [each.product.title for each in item.matches]) for item in look.items]
    return Sight(1.0, 0.1, photo_uri(look.photo.pixels), rows, given.k, given.percent, look.to_dict(), [])


def test_a_page_of_ones_own_differs_in_nothing(shop):
    own = wish("#a02030")
    look = expected(shop, own)
    assert differences(own, look, sight_of(look, own)) == []


@pytest.mark.parametrize(
    ("other", "noticed"),
    [
        (
            wish("#2030a0"),
            ["photo", "photo of the JSON", "garments and products", "garments and products of the JSON"],
        ),
        (wish("#a02030", k=4), ["garments and products", "garments and products of the JSON", "settings"]),
        (wish("#a02030", percent=70), ["garments and products", "garments and products of the JSON", "settings"]),
        (wish("#a02030", percent=36), ["settings"]),
    ],
)
def test_the_page_of_another_is_noticed(shop, other, noticed):
    own = wish("#a02030")
    look = expected(shop, own)
    assert differences(own, look, sight_of(expected(shop, other), other)) == noticed


def test_an_error_or_a_mix_up_is_not_right():
    assert Crowd(1).is_right
    assert not Crowd(1, errors=["session 1: a"]).is_right
    assert not Crowd(1, mismatches=["session 1: another photo"]).is_right


def test_no_two_sessions_have_the_same_photo_or_the_settings_of_their_neighbour():
    wanted = wishes(10)
    assert len({wish.photo for wish in wanted}) == 10
    for one, other in itertools.pairwise(wanted):
        assert one.k != other.k
        assert one.percent != other.percent
