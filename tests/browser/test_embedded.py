"""Inside the iframe of another site, as a Space shows the app: cookies do not get through, uploads must."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import PATIENCE_MS
from tests.browser.test_journey import sample_file

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.fixture
def other_site(app_url) -> Iterator[str]:
    """A page on another site (localhost against 127.0.0.1) that holds the app in an iframe."""
    body = f'<!doctype html><title>Host</title><iframe src="{app_url}" width="1300" height="900"></iframe>'.encode()

    class Page(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}/"
    server.shutdown()


def test_a_photo_can_be_uploaded_inside_the_iframe_of_another_site(chromium: Browser, other_site):
    context = chromium.new_context(viewport={"width": 1350, "height": 950})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(other_site)
    app = page.frame_locator("iframe")
    app.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(sample_file())
    expect(app.locator(".st-key-head").get_by_role("heading", name="Your look")).to_be_visible()
    context.close()
