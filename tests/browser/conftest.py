"""The app as a process of its own, and a real browser to drive it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.places import ROOT

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SCREENSHOTS = ROOT / "build" / "screenshots"
START_S = 180
PATIENCE_MS = 60_000  # a busy machine is slow, not wrong


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """The app's home folder: it must stay empty."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def app_url(home) -> Iterator[str]:
    """The app on a free port, started as `make run` starts it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py"]
    options = [f"--server.port={port}", "--server.address=127.0.0.1"]
    environment = {**os.environ, "HOME": str(home), "XDG_CACHE_HOME": "", "XDG_CONFIG_HOME": ""}
    server = subprocess.Popen([*command, *options], cwd=ROOT, env=environment)
    try:
        _wait_until_healthy(f"http://127.0.0.1:{port}/_stcore/health", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("NO CHROMIUM HERE: the journeys in a real browser are skipped. `apt-get install chromium`.")
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # Chromium refuses its sandbox to root, which is what containers and CI run as.
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
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
        page.get_by_role("heading", name=heading).wait_for()
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


def _wait_until_healthy(url: str, server: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        assert server.poll() is None, "the app ended at its start"
        try:
            with urllib.request.urlopen(url, timeout=5) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise AssertionError(f"the app did not answer within {START_S} s")
