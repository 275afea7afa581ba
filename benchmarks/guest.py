"""One browser session of a crowd: gives a photo, moves a slider, and tells what its page then shows."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, Page

PATIENCE_MS = 180_000
STILL_S = 2.0  # ten browsers on two cores may pause for a second in the middle of an update
# Resolved by the first product's picture that is there to be seen. The page tells by itself: to ask ten browsers again
# and again takes time of the cores that they share with the app.
EXPECT_RESULT = """() => {
    window.firstResult = new Promise(resolve => document.addEventListener('load', ({target}) => {
        const isSeen = () => target.checkVisibility({visibilityProperty: true});
        const look = () => isSeen() ? resolve() : requestAnimationFrame(look);
        if (target.matches?.('.card img')) look();
    }, true));
}"""
FIRST_RESULT = "() => window.firstResult"
KTH_CARD = "k => document.querySelector(`.card[data-rank='${k}']`) !== null"
ROWS = """() => [...document.querySelectorAll('[class*="st-key-row_"]')].map(row => [
    row.querySelector('h3').innerText,
    [...row.querySelectorAll('.card .title')].map(title => title.title),
])"""


@dataclass(frozen=True)
class Wish:
    """What a session brings: its photo, and its own settings. k: after its slider was moved by one."""

    photo: bytes
    k: int
    percent: int


@dataclass(frozen=True)
class Sight:
    """What a session's page shows. rows: name of the garment, titles of its products, from the top.

    seconds: from the photo to the first product's picture. move_s: from the slider's move by one to the card that it
    adds. photo_uri: the photo on the page. k, percent: where the sliders stand. look: the JSON that it offers.
    """

    seconds: float
    move_s: float
    photo_uri: str
    rows: list[tuple[str, list[str]]]
    k: int
    percent: int
    look: dict[str, Any]
    complaints: list[str]


async def visit(browser: Browser, url: str, wish: Wish, together: asyncio.Barrier) -> Sight:
    """Come, wait for the others, hand in the photo, wait for the others, move the slider, and look.

    Raises:
        playwright.async_api.Error, TimeoutError: what was waited for did not come.
    """
    context = await browser.new_context(viewport={"width": 1440, "height": 1000}, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MS)
    try:
        page, complaints = await context.new_page(), []
        page.on("pageerror", lambda error: complaints.append(str(error)))
        await page.goto(f"{url}/?k={wish.k - 1}&confidence={wish.percent}")
        upload = page.get_by_test_id("stFileUploaderDropzoneInput")
        await upload.wait_for(state="attached")
        await page.evaluate(EXPECT_RESULT)
        await together.wait()
        begun = time.monotonic()
        await upload.set_input_files({"name": "me.jpg", "mimeType": "image/jpeg", "buffer": wish.photo})
        await asyncio.wait_for(page.evaluate(FIRST_RESULT), PATIENCE_MS / 1000)
        seconds = time.monotonic() - begun
        await together.wait()
        await _slider(page, "k").focus()
        begun = time.monotonic()
        await page.keyboard.press("ArrowRight")
        await page.wait_for_function(KTH_CARD, arg=wish.k, polling="raf")
        move_s = time.monotonic() - begun
        await _settled(page)
        return await _seen(page, (seconds, move_s), complaints)
    except BaseException:
        await together.abort()  # nobody is to wait for one who will not come
        raise
    finally:
        await context.close()


async def _settled(page: Page) -> None:
    """Wait until nothing runs and the rows have stopped changing."""
    before = None
    while (rows := await page.evaluate(ROWS)) != before or await page.get_by_test_id("stStatusWidget").count():
        before = rows
        await asyncio.sleep(STILL_S)


async def _seen(page: Page, waits_s: tuple[float, float], complaints: list[str]) -> Sight:
    async with page.expect_download() as download:
        await page.get_by_role("button", name="Download JSON").click()
    look = json.loads(Path(await (await download.value).path()).read_text("utf-8"))
    alerts = await page.get_by_test_id("stAlert").all_inner_texts()
    errors = await page.get_by_test_id("stException").all_inner_texts()
    uri = await page.locator("figure.photo img").get_attribute("src")
    rows = [(re.sub(r"\s+", " ", name), titles) for name, titles in await page.evaluate(ROWS)]
    k, percent = [int(await _slider(page, key).input_value()) for key in ("k", "confidence")]
    return Sight(*waits_s, uri or "", rows, k, percent, look, [*complaints, *alerts, *errors])


def _slider(page: Page, key: str) -> Any:
    return page.locator(f".st-key-{key} input[type=range]")
