"""What the crowd's measurement gives to whom, and what it takes for a mix-up."""

from __future__ import annotations

import io
import itertools
import json

import pytest

from app_pages.markup import name_of
from app_pages.pictures import photo_uri
from benchmarks.crowd import Crowd, differences, expected, wishes
from benchmarks.guest import Sight, Wish
from tests.pipeline.fakes import outfit
from tests.places import ROOT


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


def test_the_file_says_what_was_allowed_and_whether_it_held():
    held, missed = Crowd(1, slowest_s=6.0).facts(), Crowd(1, slowest_s=6.1).facts()
    assert (held["slowest_allowed_s"], held["is_within"]) == (6.0, True)
    assert not missed["is_within"]
    assert Crowd(1, slowest_s=6.1, slowest_allowed_s=7.0).is_within


def test_the_page_says_of_the_recorded_run_what_its_file_says():
    facts = json.loads((ROOT / "benchmarks" / "crowd.json").read_text("utf-8"))
    page = " ".join((ROOT / "docs" / "security.md").read_text("utf-8").split())
    assert set(facts) == {*Crowd(1).facts(), "log_lines_of_mishaps"}
    assert facts["is_within"] == (facts["slowest_s"] <= facts["slowest_allowed_s"])
    verdict = "within" if facts["is_within"] else "over"
    assert f"slowest {facts['slowest_s']:.1f} s, {verdict} the bar of {facts['slowest_allowed_s']:.0f} s" in page


def test_no_two_sessions_have_the_same_photo_or_the_settings_of_their_neighbour():
    wanted = wishes(10)
    assert len({wish.photo for wish in wanted}) == 10
    for one, other in itertools.pairwise(wanted):
        assert one.k != other.k
        assert one.percent != other.percent
