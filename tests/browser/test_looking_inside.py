"""Journeys of a data scientist and of a shop's owner in a real Chromium."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from pipeline.catalogue import Catalogue
from pipeline.models import read_specs
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS
from tests.browser.test_journey import LOOKS, SIDEWAYS, arrived, sample_file, upload

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
SAMPLE = json.loads((LOOKS / "looks.json").read_text("utf-8"))[0]["id"]
BUILD_MS = 300_000
HEADER = "product_id,title,brand,gender,group,category,colour,price,currency,url,image"


def go_to(page: Page, name: str) -> None:
    """By the navigation, as a new address would begin a new session."""
    if page.viewport_size["width"] <= 640:
        page.get_by_test_id("stExpandSidebarButton").click()
        page.get_by_role("link", name=name, exact=True).click()
        page.get_by_test_id("stSidebarCollapseButton").click()
    else:
        page.get_by_role("link", name=name, exact=True).click()


def settled(page: Page, key: str) -> None:
    """The page is drawn down to a section."""
    expect(page.locator(f"#{key}")).to_be_attached()
    expect(page.get_by_test_id("stStatusWidget")).to_have_count(0)


def fifty_rows() -> tuple[bytes, bytes]:
    """50 rows, three of them bad, and a ZIP: pictures of the embedded catalogue as somebody's own goods."""
    catalogue = Catalogue.open(DEFAULT_CATALOGUE)
    file, lines = io.BytesIO(), [HEADER]
    with zipfile.ZipFile(file, "w") as archive:
        every_group = range(0, len(catalogue), len(catalogue) // 50)[:50]
        for n, product in enumerate(catalogue.products(every_group)):
            archive.write(catalogue.image_path(product), f"{n}.webp")
            price = "a lot" if n == 11 else str(10 + n)
            image = "lost.webp" if n == 22 else f"{n}.webp"
            title = "" if n == 33 else f"Our piece {n}"
            lines.append(f"own-{n},{title},Ours,unisex,{product.group},,,{price},EUR,,{image}")
    return "\n".join(lines).encode(), file.getvalue()


def looking_inside(visit: Callable[..., Page]) -> Page:
    """The Inside page of the first sample look, drawn to its end."""
    page = visit()
    upload(page, sample_file())
    arrived(page)
    go_to(page, "Inside")
    settled(page, "identity")
    return page


def test_inside_every_stage_is_shown_and_the_tensors_can_be_had(
    visit: Callable[..., Page], photograph: Callable[[Page, str], None]
) -> None:
    page = looking_inside(visit)
    photograph(page, "inside-1440")
    expect(
        page.locator('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg').first
    ).to_be_visible()
    page.get_by_role("button", name="Show what it rests on").click()
    expect(page.get_by_text("hiding it costs")).to_be_visible()
    page.get_by_role("button", name="Downloads").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tensors as NPZ").click()
    arrays = np.load(Path(download.value.path()), allow_pickle=False)
    assert arrays["0_detector_input"].shape == (1, 3, 416, 320), "padded to the stride, not to a square"
    assert arrays["embeddings"].shape[1] == read_specs(DEFAULT_MODELS)["embedder"].entry["dimensions"]
    assert np.allclose(np.linalg.norm(arrays["embeddings"], axis=1), 1, atol=1e-3)


def test_a_product_on_the_map_and_a_candidate_can_be_chosen(
    visit: Callable[..., Page], photograph: Callable[[Page, str], None]
) -> None:
    page = looking_inside(visit)
    drawn = page.get_by_role("img", name="The photo with the chosen candidates’ boxes")
    before = drawn.get_attribute("src")
    table = page.locator(".st-key-inside_listing")
    table.scroll_into_view_if_needed()
    table.click(position={"x": 18, "y": 52})  # the box before the first row; the table is drawn on a canvas
    expect(drawn).not_to_have_attribute("src", before or "")

    chart = page.locator('[class*="st-key-map_"]')
    chart.scroll_into_view_if_needed()
    expect(page.get_by_text("The chosen product")).to_have_count(0)
    chart.locator('path[aria-roledescription="circle"]').first.click(force=True)
    expect(page.get_by_text("The chosen product")).to_be_visible()
    photograph(page, "map-1440")


def test_bring_a_catalogue_with_bad_rows_and_shop_from_it(
    visit: Callable[..., Page], photograph: Callable[[Page, str], None]
) -> None:
    page = visit()
    upload(page, sample_file())
    arrived(page)
    go_to(page, "Catalogue")
    settled(page, "own")
    photograph(page, "catalogue-1440")
    table, archive = fifty_rows()
    inputs = page.locator("#own").locator("xpath=ancestor::*[contains(@class, 'st-key-section_own')]").get_by_test_id(
        "stFileUploaderDropzoneInput"
    )  # fmt: skip
    inputs.nth(0).set_input_files([{"name": "ours.csv", "mimeType": "text/csv", "buffer": table}])
    expect(page.get_by_text("The first rows as they were read")).to_be_visible()
    inputs.nth(1).set_input_files([{"name": "ours.zip", "mimeType": "application/zip", "buffer": archive}])
    page.get_by_label("Name", exact=True).fill("Our goods")
    page.get_by_label("Name", exact=True).press("Enter")
    page.get_by_role("button", name="Build the catalogue").click()
    expect(page.get_by_text("47 products, 3 rows left out")).to_be_visible(timeout=BUILD_MS)
    expect(page.get_by_role("heading", name="Our goods")).to_be_visible()
    for row in ("12", "23", "34"):
        expect(page.locator(".st-key-own_rejected td", has_text=row).first).to_be_visible()
    photograph(page, "own-catalogue-1440")
    go_to(page, "Shop")
    arrived(page)
    expect(page.locator(".card").first).to_contain_text("Our piece")

    other = visit()
    go_to(other, "Catalogue")
    settled(other, "own")
    expect(other.get_by_role("heading", name="Our goods")).to_have_count(0)


def test_a_link_opens_the_inside_page_as_it_was(visit: Callable[..., Page]) -> None:
    page = visit(query=f"inside?look={SAMPLE}", heading="Inside this look")
    settled(page, "identity")
    page.locator(".dot").nth(1).click()
    expect(page).to_have_url(re.compile("garment=2"))
    page.locator(".st-key-inside_outcomes").get_by_role("button", name="Kept").click()
    expect(page).to_have_url(re.compile("inside_outcomes=Below"))
    other = visit(query=page.url.rpartition("/")[2], heading="Inside this look")
    settled(other, "identity")
    expect(other.locator(".dot.on")).to_have_text(re.compile("^2"))
    kept = other.locator(".st-key-inside_outcomes").get_by_role("button", name="Kept")
    expect(kept).to_have_attribute("aria-pressed", "false")
    assert other.url == page.url


def test_a_link_opens_the_catalogue_as_it_was(visit: Callable[..., Page]) -> None:
    page = visit(query="catalogue", heading="Demo boutique")
    settled(page, "own")
    first = page.locator(".tile-text b").first
    for choice, name, address in (
        ("browse_groups", "Shoes", "browse_groups=Shoes"),
        ("browse_page", "Page 2", "browse_page=2"),
    ):
        before = first.inner_text()
        page.locator(f".st-key-{choice}").get_by_role("button", name=name).click()
        expect(page).to_have_url(re.compile(address))
        expect(first).not_to_have_text(before)
    shown = first.inner_text()
    other = visit(query=page.url.rpartition("/")[2], heading="Demo boutique")
    settled(other, "own")
    expect(other.locator(".tile-text b").first).to_have_text(shown)
    assert other.url == page.url


@pytest.mark.parametrize(("words", "pages"), [("midi", 2), ("striped", 3)])
def test_every_page_of_the_catalogue_is_in_reach(visit: Callable[..., Page], words: str, pages: int) -> None:
    page = visit(query=f"catalogue?browse_text={words}", heading="Demo boutique")
    buttons = page.locator(".st-key-browse_page").get_by_role("button", name=re.compile(r"^Page \d+"))
    expect(buttons).to_have_count(pages)


def test_the_corners_of_a_box_are_as_round_on_any_photo(visit: Callable[..., Page], tmp_path: Path) -> None:
    small = tmp_path / "small.png"
    with Image.open(sample_file()) as look:
        look.resize((75, 100)).save(small)
    page = visit()
    page.locator('input[type="file"]').first.set_input_files(small)
    box = page.locator("figure.photo rect.box").first
    box.wait_for(state="attached")
    shown = page.locator("figure.photo").bounding_box()
    assert shown
    assert float(box.get_attribute("rx") or 0) == pytest.approx(5 * 75 / shown["width"], rel=0.05)


def test_a_product_has_an_address_of_its_own(visit: Callable[..., Page]) -> None:
    page = visit()
    go_to(page, "Catalogue")
    settled(page, "own")
    page.locator('[class*="st-key-pick_"] .stButton button').first.click()
    expect(page.get_by_role("button", name="All products")).to_be_visible()
    assert "product=" in page.url
    title = page.locator(".product-title").inner_text()
    page.goto(page.url)
    expect(page.locator(".product-title")).to_have_text(title)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_shows_the_pages_without_scrolling_sideways(
    visit: Callable[..., Page], photograph: Callable[[Page, str], None], scheme: str
) -> None:
    page = visit(390, 844, scheme)
    page.get_by_role("button", name="Use sample look 1", exact=True).click()
    arrived(page)
    for name, last in (("Inside", "identity"), ("Catalogue", "own"), ("Models", "fairness")):
        go_to(page, name)
        settled(page, last)
        photograph(page, f"{name.lower()}-390-{scheme}")
        assert page.evaluate(SIDEWAYS) <= 0, name
