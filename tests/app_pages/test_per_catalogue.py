"""What is computed of a catalogue is computed once, and goes with it."""

from __future__ import annotations

import copy
import gc
import threading
import time
import weakref

import pytest

from app_pages.atlas import atlas_of
from app_pages.catalogue_health import neighbourhood_of
from app_pages.closeness import closeness_by_group
from app_pages.filter_panel import catalogue_choices
from app_pages.per_catalogue import per_catalogue
from app_pages.price_slider import price_format


class Value:
    """Can be watched while it is there."""


def test_a_value_is_computed_once_for_each_catalogue_and_argument(catalogue):
    asked = []

    @per_catalogue
    def work(of, group):
        asked.append((of, group))
        time.sleep(0.05)
        return Value()

    threads = [threading.Thread(target=work, args=(catalogue, "topwear")) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert work(catalogue, "topwear") is work(catalogue, "topwear")
    assert work(catalogue, "bag") is not work(catalogue, "topwear")
    other = copy.copy(catalogue)
    assert work(other, "bag") is not work(catalogue, "bag")
    assert len(asked) == 3


def test_a_value_goes_with_its_catalogue(catalogue):
    work = per_catalogue(lambda _: Value())
    own = copy.copy(catalogue)
    value = weakref.ref(work(own))
    assert value() is not None
    del own
    gc.collect()
    assert value() is None


@pytest.mark.parametrize(
    "work",
    [
        closeness_by_group,
        catalogue_choices,
        price_format,
        lambda own: atlas_of(own, "topwear"),
        lambda own: neighbourhood_of(own, "topwear"),
    ],
)
def test_nothing_that_the_pages_compute_keeps_a_catalogue(catalogue, work):
    own = copy.copy(catalogue)
    work(own)
    gone = weakref.ref(own)
    del own
    gc.collect()
    assert gone() is None
