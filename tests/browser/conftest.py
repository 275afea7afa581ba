"""The app as a process of its own, and a real browser to drive it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from benchmarks.browser import launch_options
from benchmarks.served import served
from tests.places import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
PATIENCE_MS = 60_000  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """The app's home folder: it must stay empty."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def app_url(home, tmp_path_factory) -> Iterator[str]:
    """The app on a free port, started as `make run` starts it."""
    log = tmp_path_factory.mktemp("app") / "log"
    with served(log, HOME=str(home), XDG_CACHE_HOME="", XDG_CONFIG_HOME="") as server:
        yield server.url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    options = launch_options()
    if options is None:
        pytest.skip("NO CHROMIUM HERE: the journeys in a real browser are skipped. `apt-get install chromium`.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**options)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium, app_url) -> Iterator[Callable[..., Page]]:
    """Open the app in a new session; at the end, the pages must have asked nobody but the app for anything."""
    contexts, strangers = [], []

    def open_page(
        width: int = 1440,
        height: int = 1000,
        scheme: str = "light",
        query: str = "",
        heading: str = "Shop the look",
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        local = (app_url, app_url.replace("http", "ws"), "data:", "blob:")
        page.on("request", lambda request: request.url.startswith(local) or strangers.append(request.url))
        page.goto(f"{app_url}/{query}")
        page.get_by_role("heading", name=heading).first.wait_for()
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not strangers


@pytest.fixture
def photograph() -> Callable[[Page, str], None]:
    """Keep a picture of the page among the test's artefacts."""

    def take(page: Page, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        page.wait_for_timeout(500)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")

    return take
