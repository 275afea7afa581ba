"""The photo and its rows say the same of a garment: number, name, colour, how sure it is, and what is in hand."""

from __future__ import annotations

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from app_pages import photo_strip
from app_pages.garment_row import NOT_CLOSE, SMALL, SMALL_CROP_PX, _note
from app_pages.look_words import nothing_found
from pipeline.detector import Detection
from pipeline.look import Item, Match
from tests.app_pages.conftest import change_photo, encoded
from tests.app_pages.rows import drag, photo, rows
from tests.app_pages.test_address import select
from tests.app_pages.test_basket import product
from tests.app_pages.test_catalogue_page import changed
from tests.app_pages.test_shop_page import html
from tests.pipeline.fakes import outfit


def test_every_dot_is_a_row(result):
    result.slider(key="confidence").set_value(15).run()
    dots, heads = photo(result)["items"], rows(result)
    shared = ("number", "name", "colour", "ink")
    assert [[each[name] for name in shared] for each in dots] == [[each[name] for name in shared] for each in heads]
    assert [each["percent"] for each in dots] == [60, 90, 20]
    assert [each["caption"] for each in heads] == ["Confidence 60%", "Confidence 90%", "Confidence 20%"]
    assert [each["box"][1::2] for each in dots] == [[60, 150], [150, 270], [120, 150]]
    assert not any(each["drawn"] for each in dots)


def test_a_garment_below_the_threshold_has_no_dot(result):
    result.slider(key="confidence").set_value(70).run()
    assert [each["number"] for each in photo(result)["items"]] == [2]


def test_the_boxes_are_drawn_until_they_are_switched_off(result):
    assert photo(result)["boxes"]
    assert not photo(result.toggle(key="boxes").set_value(False).run())["boxes"]


def test_the_photo_knows_what_is_in_hand_while_boxes_are_edited(result):
    assert photo(result)["edit"] is None
    result.button(key="edit_button").click().run()
    result.selectbox(key="edit_target").set_value(2).run()
    assert photo(result)["edit"] == {"number": 2, "box": None}
    drag(result, (10, 20, 90, 120))
    assert photo(result)["edit"] == {"number": 0, "box": [10, 20, 90, 120]}
    assert photo(result.button(key="edit_button").click().run())["edit"] is None


def test_the_row_of_the_garment_that_is_chosen_is_marked_in_its_colour(result):
    def marks() -> list[str]:
        return [each.value for each in result.get("html") if "text-decoration: underline 2px" in each.value]

    assert marks() == []
    select(result, 2)
    (mark,) = marks()
    assert ".st-key-row_2 h3" in mark
    assert f"outline: 3px solid {rows(result)[1]['colour']}" in mark


@pytest.mark.parametrize(("k", "tiles"), [(1, 5), (4, 5), (9, 10)])
def test_a_row_is_as_wide_as_its_tile_and_its_cards_and_never_narrow(result, k, tiles):
    result.slider(key="k").set_value(k).run()
    assert {each["tiles"] for each in rows(result)} == {tiles}


def item(side_px: int, *matches: Match, reason: str | None = None) -> Item:
    return Item(Detection("bag", 0.9, (5, 5, 5 + side_px, 9)), np.zeros(1), np.zeros(1), matches, reason)


@pytest.mark.parametrize(
    ("garment", "note"),
    [
        (item(SMALL_CROP_PX - 1, Match(product("a"), 0.9)), SMALL),
        (item(SMALL_CROP_PX, Match(product("a"), 0.9)), ""),
        (item(SMALL_CROP_PX - 1, Match(product("a"), 0.1), reason="far"), NOT_CLOSE),
        (item(SMALL_CROP_PX, reason="no product"), ""),
    ],
)
def test_one_thing_is_noted_of_a_garment(garment, note):
    assert _note(garment) == note


@pytest.mark.parametrize(
    ("url", "link"),
    [("https://shop.example/a", "https://shop.example/a"), ("javascript:alert(1)", None), ("", None)],
)
def test_a_card_leads_to_the_web_alone(open_app, make_shop, catalogue, url, link):
    app = open_app(make_shop().with_catalogue(changed(catalogue, url=[url] * len(catalogue))), look="sea")
    assert {each["link"] for row in rows(app) for each in row["cards"]} == {link}


def test_every_card_has_a_picture_of_its_own(result):
    pictures = [each["picture"] for row in rows(result) for each in row["cards"]]
    assert len(set(pictures)) == len(pictures) == 8


def test_the_controls_are_as_the_address_says(open_app, shop):
    app = open_app(shop, look="sea", k="2", confidence="70", department="Women")
    assert [len(row["cards"]) for row in rows(app)] == [2]
    assert "Searching the women’s department and unisex" in html(app)


@pytest.fixture
def tabs(monkeypatch) -> list[str]:
    """Keys of the containers of the small photos, in the order drawn."""
    drawn, real = [], photo_strip.st.container

    def note(*given, **options):
        if str(options.get("key")).startswith("photo_tab"):
            drawn.append(options["key"])
        return real(*given, **options)

    monkeypatch.setattr(photo_strip.st, "container", note)
    return drawn


def test_of_several_photos_the_one_shown_is_outlined(result, tabs):
    def outlined(app: AppTest) -> list[str]:
        tabs.clear()
        app.run()
        return tabs

    assert outlined(result) == []
    change_photo(result, encoded(outfit(colour="#2030a0")))
    assert outlined(result) == ["photo_tab_1", "photo_tab_2_shown"]
    result.button(key="show_1").click().run()
    assert outlined(result) == ["photo_tab_1_shown", "photo_tab_2"]


@pytest.mark.parametrize(
    ("score", "percent", "said"), [(0.21, 35, "with 21%"), (0.349, 35, "with 34%"), (0.9, 95, "with 90%")]
)
def test_the_surest_never_seems_to_reach_the_threshold(score, percent, said):
    words = nothing_found(Detection("bag", score, (0, 0, 9, 9)), percent, 10)
    assert f"No garment is as sure as {percent}%. The surest is bag {said}." in words
