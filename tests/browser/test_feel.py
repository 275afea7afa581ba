"""How it feels in a real Chromium: nothing jumps, a photo seen before is there at once, boxes move by keyboard."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_journey import LOOKS, arrived, cards, dots, rows, sample_file, upload

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]
NEAR_PX = 8
# Frame by frame: where everything begins that is seen of the title, the outline, the photo and the first row.
WATCH = """() => {
    window._seen = [];
    const tops = keys => [...document.querySelectorAll(keys)].filter(each => each.checkVisibility(
        {visibilityProperty: true})).map(each => Math.round(each.getBoundingClientRect().top));
    const look = () => {
        window._seen.push({
            title: tops('h1'), outline: tops('.st-key-outline'), row: tops('.bone + .row-waiting, .st-key-row_1'),
            photo: tops('.photo-waiting, .st-key-photo_place'),
        });
        requestAnimationFrame(look);
    };
    look();
}"""

NAMELESS = """[...document.querySelectorAll('button')].filter(button => button.checkVisibility() &&
    !(button.innerText.trim() || button.getAttribute('aria-label'))).map(button => button.outerHTML.slice(0, 200))"""


def watched(page: Page) -> list[dict[str, list[int]]]:
    """What was seen from the first frame that shows something of the result."""
    page.wait_for_timeout(1500)
    seen: list[dict[str, list[int]]] = page.evaluate("window._seen")
    return seen[next(n for n, frame in enumerate(seen) if frame["row"]) :]


@pytest.mark.parametrize(("width", "height"), [(1440, 1000), (390, 844)])
def test_nothing_jumps_when_a_result_arrives(visit, width, height):
    page = visit(width, height)
    page.evaluate(WATCH)
    upload(page, sample_file())
    arrived(page)
    seen = watched(page)
    assert seen[0]["outline"], "the outline comes first"
    assert not seen[-1]["outline"]
    for place in ("title", "photo", *(["row"] if width > 640 else [])):  # on a phone the rows lie below the screen
        assert all(frame[place] for frame in seen), "there is no empty page in between"
        tops = [top for frame in seen for top in frame[place]]
        assert max(tops) - min(tops) <= NEAR_PX, place


def test_a_photo_seen_before_is_there_at_once(visit):
    page = visit()
    upload(page, sample_file())
    arrived(page)
    page.get_by_role("button", name="Change photo").click()
    other = json.loads((LOOKS / "looks.json").read_text("utf-8"))[1]["file"]
    first = page.locator(".st-key-row_1 .crop img").get_attribute("src")
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(LOOKS / other)
    expect(page.locator(".st-key-row_1 .crop img")).not_to_have_attribute("src", first or "")
    expect(page.locator(".st-key-outline")).to_have_count(0)
    page.evaluate(WATCH)
    page.get_by_role("button", name="Change photo").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").last.set_input_files(sample_file())
    expect(page.locator(".st-key-row_1 .crop img")).to_have_attribute("src", first or "")
    assert not any(frame["outline"] for frame in watched(page)), "no model runs for it"


def test_a_box_moves_by_keyboard(visit):
    page = visit()
    upload(page, sample_file())
    arrived(page)
    page.get_by_role("button", name="Edit", exact=True).click()
    expect(page.get_by_text("Drag a box to move it")).to_be_visible()
    found = rows(page).count()
    dots(page).first.focus()
    page.keyboard.press("Enter")
    left = page.get_by_label("Left", exact=True).last  # while the page changes the former one is there, too
    before = int(left.input_value())
    page.keyboard.press("ArrowRight")
    expect(left).not_to_have_value(str(before))
    assert int(left.input_value()) > before
    expect(page.get_by_text("Your own box")).to_be_visible()
    expect(rows(page)).to_have_count(found)
    page.get_by_role("button", name="Done", exact=True).click()
    expect(left).to_have_count(0)


def test_every_picture_and_every_button_has_a_name(visit):
    page = visit()
    upload(page, sample_file())
    arrived(page)
    page.locator(".st-key-shop_look").get_by_role("button").click()
    page.locator(".st-key-basket_button").get_by_role("button").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    expect(page.get_by_role("button", name="Download a page to share")).to_be_visible()
    assert page.evaluate("[...document.images].filter(image => !image.hasAttribute('alt')).length") == 0
    expect(page.get_by_role("dialog").get_by_role("button", name="Remove ").first).to_be_visible()
    assert page.evaluate(NAMELESS) == []
    expect(cards(page).first.locator("img")).to_have_attribute("alt", "")  # the title beside it names it
