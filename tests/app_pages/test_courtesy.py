"""The rest of a page waits while others wait for their first result, and no longer."""

from __future__ import annotations

import threading
import time

import pytest

from app_pages import courtesy
from app_pages.queueing import Line
from tests.app_pages.test_queueing import occupy


@pytest.fixture
def line(monkeypatch) -> Line:
    line = Line()
    monkeypatch.setattr(courtesy, "line", lambda: line)
    return line


def seconds_of(**limits: float) -> float:
    begun = time.monotonic()
    courtesy.others_first(**limits)
    return time.monotonic() - begun


@pytest.mark.usefixtures("line")
def test_nobody_waits_for_nobody():
    assert seconds_of(arrival_s=60, most_s=60) < 1


def test_others_come_first_and_a_moment_is_left_for_their_pages(line):
    until = threading.Event()
    occupy(line, until)
    threading.Timer(0.3, until.set).start()
    took = seconds_of(arrival_s=0.4, most_s=60)
    assert 0.55 <= took < 20


def test_who_keeps_the_models_busy_does_not_keep_others_waiting_for_ever(line):
    until = threading.Event()
    occupy(line, until)
    assert 0.4 <= seconds_of(arrival_s=0.2, most_s=0.4) < 20
    until.set()


def test_nobody_waits_for_who_comes_later(line):
    first, later = threading.Event(), threading.Event()
    occupy(line, first)

    def follow() -> None:
        first.set()
        occupy(line, later)

    threading.Timer(0.3, follow).start()
    assert 0.3 <= seconds_of(arrival_s=0.2, together_s=0.1, most_s=60) < 20
    later.set()
