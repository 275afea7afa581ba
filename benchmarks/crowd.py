"""`python -m benchmarks.crowd [--sessions 10]`: so many real browsers at once on a real server, or one alone.

Each gives a photo of its own at the same moment, under settings of its own; every page is compared with what a single
user gets. Writes benchmarks/crowd.json; exits with 1 when one failed, saw something else, or waited too long.
"""

from __future__ import annotations

import argparse
import asyncio
import hashlib
import json
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

from app_pages.markup import name_of
from app_pages.pictures import photo_uri
from benchmarks.browser import launch_options
from benchmarks.guest import Sight, Wish, visit
from benchmarks.served import ROOT, served
from benchmarks.soak import essence, look_photos
from pipeline import Look, ShopTheLook

FEWEST, MOST = 2, 9  # products per garment, after the slider was moved
PERCENTS = (20, 25, 30, 35, 40, 45)
SLOWEST_S = 6.0  # first result, on two cores that have nothing else to do


@dataclass
class Crowd:
    """What happened. first_result_s: per session, from handing in the photo to the first product's picture;
    slider_s: from a slider's move by one to the product that it adds. analysis_alone_ms: median of these photos just
    before, one after the other in this process: how fast the machine was."""

    sessions: int
    first_result_s: list[float] = field(default_factory=list)
    slider_s: list[float] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest_allowed_s: float = SLOWEST_S
    median_s: float = 0.0
    analysis_alone_ms: float = 0.0
    errors: list[str] = field(default_factory=list)
    mismatches: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return not self.errors and not self.mismatches

    @property
    def is_within(self) -> bool:
        return self.slowest_s <= self.slowest_allowed_s

    def facts(self) -> dict[str, Any]:
        """What benchmarks/crowd.json holds."""
        return {**asdict(self), "is_within": self.is_within}


def wishes(sessions: int) -> list[Wish]:
    """A photo for each session that no other has, and settings that its neighbours do not have."""
    photos = look_photos()
    if sessions > len(photos):
        raise ValueError(f"There are {len(photos)} photos: no more sessions than that.")
    apart = [photos[n * len(photos) // sessions] for n in range(sessions)]
    span = MOST - FEWEST + 1
    return [Wish(photo, FEWEST + n % span, PERCENTS[n % len(PERCENTS)]) for n, photo in enumerate(apart)]


def expected(shop: ShopTheLook, wish: Wish) -> Look:
    """What a single user gets."""
    return shop.analyse(wish.photo).look(k=wish.k, confidence=wish.percent / 100)


def differences(wish: Wish, look: Look, sight: Sight) -> list[str]:
    """In what a page differs from what its own visitor asked for."""
    rows = sorted((name_of(item.detection.group), [each.product.title for each in item.matches]) for item in look.items)
    checks = {
        "photo": sight.photo_uri == photo_uri(look.photo.pixels),
        "photo of the JSON": sight.look["photo"]["sha256"] == hashlib.sha256(wish.photo).hexdigest(),
        "garments and products": sorted(sight.rows) == rows,
        "garments and products of the JSON": essence(sight.look) == essence(look.to_dict()),
        "settings": (sight.k, sight.percent) == (wish.k, wish.percent),
    }
    return [name for name, is_same in checks.items() if not is_same]


async def gather(url: str, wanted: Sequence[Wish]) -> list[Sight | BaseException]:
    """Let everybody in at once; an error in the place of whoever failed."""
    options = launch_options()
    if options is None:
        raise SystemExit("There is no chromium here. `apt-get install chromium`.")
    together = asyncio.Barrier(len(wanted))
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options)
        guests = (visit(browser, url, wish, together) for wish in wanted)
        sights = await asyncio.gather(*guests, return_exceptions=True)
        await browser.close()
    return list(sights)


def crowd(url: str, wanted: Sequence[Wish], looks: Sequence[Look], slowest_s: float = SLOWEST_S) -> Crowd:
    """Measure and compare. looks: what a single user gets, wish by wish; slowest_s: how long anybody may wait."""
    result = Crowd(len(wanted), slowest_allowed_s=slowest_s)
    for n, sight in enumerate(asyncio.run(gather(url, wanted)), start=1):
        if isinstance(sight, BaseException):
            result.errors.append(f"session {n}: {type(sight).__name__}: {sight}"[:300])
            continue
        result.first_result_s.append(round(sight.seconds, 2))
        result.slider_s.append(round(sight.move_s, 2))
        result.errors.extend(f"session {n}: {each}"[:300] for each in sight.complaints)
        result.mismatches.extend(
            f"session {n}: another {each}" for each in differences(wanted[n - 1], looks[n - 1], sight)
        )
    if result.first_result_s:
        result.slowest_s = max(result.first_result_s)
        result.median_s = round(statistics.median(result.first_result_s), 2)
    return result


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.crowd", description=__doc__)
    parser.add_argument("--sessions", type=int, default=10)
    parser.add_argument("--slowest", type=float, default=SLOWEST_S, help="seconds that the slowest may wait")
    parser.add_argument("--out", type=Path, default=ROOT / "benchmarks" / "crowd.json")
    options = parser.parse_args()
    wanted, shop = wishes(options.sessions), ShopTheLook.open()
    looks, times = [], []
    for wish in wanted:
        started = time.perf_counter()
        looks.append(expected(shop, wish))
        times.append(time.perf_counter() - started)
    with tempfile.TemporaryDirectory(prefix="crowd-") as folder:
        log = Path(folder, "server.log")
        with served(log) as server:
            result = crowd(server.url, wanted, looks, options.slowest)
        mishaps = log.read_text().count("mishap")
    result.analysis_alone_ms = round(statistics.median(times) * 1000, 1)
    text = json.dumps({**result.facts(), "log_lines_of_mishaps": mishaps}, indent=1)
    print(text)
    options.out.write_text(text + "\n")
    return 0 if result.is_right and result.is_within else 1


if __name__ == "__main__":
    raise SystemExit(main())
