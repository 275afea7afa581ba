"""The row's own script, alone in a page: what is drawn, what stays, what is reported, and that data is no markup."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from app_pages.garment_row import HTML
from app_pages.look_photo import ASSETS

pytestmark = pytest.mark.browser
EVIL = '<img src=x onerror="window.hit = 1"><b>bold</b>'
# The script of the app, by which the row knows where the app stands; this page has none.
PAGE = f'<script type="module" src="https://shop.example/at/static/js/index.js"></script><div id="place">{HTML}</div>'
DRAW = """async ([code, data]) => {
    window.row ??= (await import(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})))).default;
    window.sent = [];
    window.row({data, parentElement: document.getElementById('place'), setTriggerValue: (...all) => sent.push(all)});
}"""


def product(number: int, **changes: Any) -> dict[str, Any]:
    facts = {"id": f"p{number}", "picture": f"media/{number}.webp", "title": f"Piece {number}", "link": None}
    facts |= {"brand": "Maker", "price": "€39.90", "similarity": "Close · 0.83", "inside": False}
    return facts | changes


def row(*cards: dict[str, Any], **changes: Any) -> dict[str, Any]:
    facts = {"number": 2, "name": "Top", "colour": "#D55E00", "ink": "#111111", "note": "", "tile": "data:,"}
    facts |= {"caption": "Confidence 83%", "tiles": 5, "cards": list(cards), "full": False, "nothing": None}
    return facts | changes


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.route("**/*", lambda route: route.abort())
    page.set_content(PAGE)
    yield page
    page.close()


@pytest.fixture
def draw(page: Page) -> Callable[[dict[str, Any]], None]:
    code = (ASSETS / "garment_row.js").read_text("utf-8")
    return lambda data: page.evaluate(DRAW, [code, data])


def test_a_card_says_what_the_catalogue_says(page, draw):
    draw(row(product(1, link="https://shop.example/p1?a=1&b=2"), product(2)))
    first, second = page.locator(".card").all()
    for words in ("Piece 1", "Maker", "€39.90", "Close · 0.83"):
        expect(first).to_contain_text(words)
    expect(first.get_by_role("link")).to_have_attribute("href", "https://shop.example/p1?a=1&b=2")
    expect(second.get_by_role("link")).to_have_count(0)
    expect(first.locator("img")).to_have_attribute("src", "https://shop.example/at/media/1.webp")
    expect(page.get_by_role("button", name="Add Piece 2")).to_be_enabled()
    expect(page.get_by_role("img", name="Top, cut from your photo")).to_have_count(1)


@pytest.mark.parametrize("field", ["title", "brand", "price", "similarity", "link"])
def test_what_the_catalogue_says_is_never_markup(page, draw, field):
    draw(row(product(1, **{field: EVIL}), note=EVIL, caption=EVIL, name=EVIL))
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert page.locator(".garment-row img").count() == 2
    assert page.get_by_text("<b>bold</b>").count() >= 3


def test_what_is_pressed_is_reported_by_its_id(page, draw):
    draw(row(product(1), product(2)))
    page.get_by_role("button", name="Add Piece 2").click()
    page.locator(".why").first.click()
    assert page.evaluate("window.sent") == [["add", "p2"], ["why", "p1"]]


def test_what_stays_the_same_is_not_drawn_again(page, draw):
    draw(row(product(1), product(2)))
    page.get_by_role("button", name="Add Piece 1").focus()
    page.evaluate("document.querySelector('.card').known = true")
    draw(row(product(1, inside=True), product(2), product(3)))
    assert page.evaluate("document.querySelector('.card').known")
    expect(page.get_by_role("button", name="In basket Piece 1")).to_be_focused()
    expect(page.locator(".card")).to_have_count(3)
    draw(row(product(4)))
    expect(page.locator(".card")).to_have_count(1)
    expect(page.get_by_role("button", name="Add Piece 4")).to_be_enabled()


def test_a_picture_that_could_not_be_had_is_asked_for_again(page, draw):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for _ in range(2):
        draw(row(product(1)))
        page.wait_for_function("document.querySelector('.card img').complete")
    assert asked.count("https://shop.example/at/media/1.webp") == 2


def test_a_link_that_is_gone_is_gone(page, draw):
    draw(row(product(1, link="https://shop.example/p1")))
    draw(row(product(2)))
    expect(page.get_by_role("link", name="Piece")).to_have_count(0)
    expect(page.locator(".title")).to_have_text("Piece 2")


def test_a_full_basket_gives_back_only(page, draw):
    draw(row(product(1), product(2, inside=True), full=True))
    expect(page.get_by_role("button", name="Add Piece 1")).to_be_disabled()
    expect(page.get_by_role("button", name="In basket Piece 2")).to_be_enabled()


def test_a_garment_without_products_says_why(page, draw):
    draw(row(nothing=["No top under these filters.", "Change or clear them above the rows."]))
    expect(page.locator(".none")).to_be_visible()
    draw(row(product(1)))
    expect(page.locator(".none")).to_be_hidden()
