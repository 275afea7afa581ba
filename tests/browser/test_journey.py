"""Journeys of a visitor in a real Chromium, on the embedded models and catalogue."""

from __future__ import annotations

import csv
import json
import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from app_pages.opened import CATALOGUE_VARIABLE
from pipeline.shop import DEFAULT_CATALOGUE
from pipeline.taxonomy import GROUPS
from tests.places import ROOT, SHARED, needs_shared

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
LOOKS = Path(os.environ.get(CATALOGUE_VARIABLE, DEFAULT_CATALOGUE)) / "looks"
SIDEWAYS = """Math.max(...[document.documentElement, document.querySelector('[data-testid=stMain]')].map(
    element => element.scrollWidth - element.clientWidth))"""


def sample_file() -> Path:
    entry = json.loads((LOOKS / "looks.json").read_text("utf-8"))[0]
    return LOOKS / entry["file"]


def street_photo() -> Path:
    """One that no model was trained on."""
    with (ROOT / "training" / "splits.csv").open(newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file) if (row["source"], row["split"]) == ("street", "test")]
    return SHARED / "data" / "street" / "photos" / f"{ids[0]}.webp"


def upload(page: Page, *paths: Path) -> None:
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(list(paths))


def dots(page: Page) -> Locator:
    return page.get_by_role("button", name=re.compile(r"^\d+: .* percent confidence$"))


def rows(page: Page) -> Locator:
    return page.locator('[class*="st-key-row_"]')


def cards(page: Page) -> Locator:
    return page.locator(".card")


def slider(page: Page, key: str) -> Locator:
    return page.locator(f".st-key-{key} input[type=range]")


def arrived(page: Page) -> None:
    # The outline has the same heading, and for a moment both are there.
    expect(page.locator(".st-key-head").get_by_role("heading", name="Your look")).to_be_visible()
    expect(dots(page).first).to_be_visible()
    expect(cards(page).first.locator("img")).to_be_visible()
    expect(slider(page, "k")).to_be_visible()
    expect(page.get_by_role("button", name="Download JSON")).to_be_visible()


def test_from_a_photo_to_products(visit, photograph, home):
    page = visit()
    photograph(page, "first-visit-1440")
    upload(page, sample_file())
    arrived(page)
    photograph(page, "result-1440")
    assert dots(page).count() == rows(page).count() >= 2

    dots(page).nth(1).focus()
    page.keyboard.press("Enter")
    expect(dots(page).nth(1)).to_have_attribute("aria-pressed", "true")
    expect(page.locator("h3").nth(1)).to_have_css("text-decoration-line", "underline")
    photograph(page, "selected-1440")
    page.keyboard.press("Escape")
    expect(dots(page).nth(1)).to_have_attribute("aria-pressed", "false")

    before = cards(page).count()
    slider(page, "k").focus()
    page.keyboard.press("ArrowRight")
    expect(cards(page).nth(before)).to_be_visible()

    found = rows(page).count()
    slider(page, "confidence").focus()
    page.keyboard.press("End")
    expect(rows(page)).not_to_have_count(found)
    assert rows(page).count() < found
    page.keyboard.press("Home")
    expect(rows(page).nth(found - 1)).to_be_visible()

    page.get_by_role("radio", name="Women", exact=True).click()
    expect(page.get_by_text("Searching the women’s department and unisex")).to_be_visible()
    assert {"k=5", "department=Women", "confidence=15"} <= set(page.url.split("?")[1].split("&"))

    with page.expect_download() as download:
        page.get_by_role("button", name="Download JSON").click()
    check_look(json.loads(Path(download.value.path()).read_text("utf-8")), rows(page).count())
    assert not [path for path in home.rglob("*") if path.is_file()], "the app wrote outside its folder"


def test_the_look_goes_into_the_basket_and_out_as_files(visit, photograph):
    page = visit(query="?look=" + json.loads((LOOKS / "looks.json").read_text("utf-8"))[0]["id"], heading="Your look")
    arrived(page)
    page.locator(".st-key-shop_look").get_by_role("button").click()
    expect(page.get_by_text("added.")).to_be_visible()
    expect(page.locator(".title").first).to_have_css("font-weight", "600")  # the toast leaves the style sheet alone
    page.locator(".st-key-basket_button").get_by_role("button").click()
    for key, start in (("export_csv", "product_id,"), ("export_json", "{"), ("export_page", "<!doctype html>")):
        with page.expect_download() as download:
            page.locator(f".st-key-{key}").get_by_role("button").click()
        assert Path(download.value.path()).read_text("utf-8").startswith(start)
    photograph(page, "basket-1440")


def test_a_box_is_drawn_and_matched(visit, photograph):
    page = visit(query="?look=" + json.loads((LOOKS / "looks.json").read_text("utf-8"))[0]["id"], heading="Your look")
    arrived(page)
    found = rows(page).count()
    page.locator(".st-key-edit_button").get_by_role("button").click()
    expect(page.get_by_text("Drag a box to move it")).to_be_visible()
    photo = page.locator("figure.photo").bounding_box()
    page.mouse.move(photo["x"] + 4, photo["y"] + 4)
    page.mouse.down()
    page.mouse.move(photo["x"] + photo["width"] * 0.1, photo["y"] + photo["height"] * 0.1, steps=4)
    page.mouse.move(photo["x"] + photo["width"] * 0.2, photo["y"] + photo["height"] * 0.15, steps=4)
    page.mouse.up()
    page.locator(".st-key-edit").get_by_text("Bag", exact=True).click()
    expect(page.get_by_text("Your own box")).to_be_visible()
    expect(rows(page)).to_have_count(found + 1)
    photograph(page, "drawn-1440")


def test_an_unreadable_photo_is_explained_and_nothing_is_lost(visit, photograph, tmp_path):
    text = tmp_path / "outfit.jpg"
    text.write_text("I am a letter, not a photo.")
    page = visit()
    upload(page, text)
    expect(page.get_by_text("This photo cannot be used")).to_be_visible()
    expect(page.get_by_text("outfit.jpg")).to_have_count(0)
    photograph(page, "unreadable-1440")
    page.get_by_role("button", name="Use sample look 1", exact=True).click()
    arrived(page)
    expect(page.get_by_text("This photo cannot be used")).to_have_count(0)
    page.get_by_role("button", name="Change photo").click()
    upload(page, text)
    expect(page.get_by_text("This photo cannot be used")).to_be_visible()
    expect(cards(page).first).to_be_visible()
    page.get_by_role("button", name="Change photo").click()
    photograph(page, "change-photo-1440")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_everything_without_scrolling_sideways(visit, photograph, scheme):
    page = visit(390, 844, scheme)
    photograph(page, f"first-visit-390-{scheme}")
    assert page.evaluate(SIDEWAYS) <= 0
    page.get_by_role("button", name="Use sample look 1", exact=True).click()
    arrived(page)
    photograph(page, f"result-390-{scheme}")
    assert page.evaluate(SIDEWAYS) <= 0
    dots(page).first.click()
    expect(rows(page).first).to_be_in_viewport()
    photograph(page, f"row-390-{scheme}")
    assert page.evaluate(SIDEWAYS) <= 0


def test_a_link_brings_the_settings_back(visit):
    page = visit(query="?k=2&confidence=20&department=All")
    page.get_by_role("button", name="Use sample look 1", exact=True).click()
    arrived(page)
    expect(page.get_by_text("Searching every department")).to_be_visible()
    expect(rows(page).first.locator(".card")).to_have_count(2)
    expect(slider(page, "confidence")).to_have_value("20")


def test_two_sessions_do_not_see_each_other(visit):
    first, second = visit(), visit()
    first.get_by_role("button", name="Use sample look 1", exact=True).click()
    arrived(first)
    expect(second.get_by_role("heading", name="Shop the look")).to_be_visible()
    second.get_by_role("button", name="Use sample look 2", exact=True).click()
    arrived(second)
    photo = 'document.querySelector(".st-key-row_1 .crop img").src'
    assert first.evaluate(photo) != second.evaluate(photo)


@needs_shared
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light")])
def test_a_street_photo(visit, photograph, width, scheme):
    page = visit(width, 1000 if width > 640 else 844, scheme)
    upload(page, street_photo())
    arrived(page)
    photograph(page, f"street-{width}-{scheme}")
    assert page.evaluate(SIDEWAYS) <= 0
    assert rows(page).count() >= 2


def check_look(look: dict, items: int) -> None:
    """The JSON's contract."""
    assert list(look) == ["photo", "gender", "pose", "items", "timings_ms", "models", "catalogue"]
    assert look["photo"]["name"] == "photo"
    assert look["gender"]["searched"] == ["women", "unisex"]
    assert len(look["items"]) == items
    for item in look["items"]:
        x0, y0, x1, y1 = item["box"]
        assert 0 <= x0 < x1 <= look["photo"]["width"]
        assert 0 <= y0 < y1 <= look["photo"]["height"]
        assert item["group"] in GROUPS
        assert len(item["matches"]) <= 5
        for match in item["matches"]:
            assert match["group"] == item["group"]
            assert match["gender"] in ("women", "unisex")
            assert -1 <= match["similarity"] <= 1
    assert set(look["models"]) >= {"gender", "detector", "embedder"}
    assert all(len(model["sha256"]) == 64 for model in look["models"].values())
