"""Several browsers at once: each sees its own photo under its own settings, and the measurement notices where not."""

from __future__ import annotations

import threading

import pytest

from benchmarks.crowd import Crowd, crowd, expected, wishes
from pipeline import ShopTheLook

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]


@pytest.mark.usefixtures("chromium")
def test_two_browsers_at_once_get_what_each_would_get_alone(app_url):
    shop, wanted, results = ShopTheLook.open(), wishes(2), []
    looks = [expected(shop, wish) for wish in wanted]
    # In a thread of its own: the other browser tests keep an event loop in this one.
    thread = threading.Thread(target=lambda: results.append(crowd(app_url, wanted, looks)))
    thread.start()
    thread.join()
    (found,) = results
    assert isinstance(found, Crowd)
    assert (found.errors, found.mismatches) == ([], [])
    assert len(found.first_result_s) == 2
    assert all(each > 0 for each in found.slider_s)
    assert 0 < found.median_s <= found.slowest_s
