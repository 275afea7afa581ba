"""What a visitor sees of an error that nobody foresaw, what the log gets, and how ended sessions are forgotten."""

from __future__ import annotations

import asyncio
import gc
import logging
import re
import threading
import tomllib
import weakref
from collections.abc import Iterator
from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager

from app_pages import housekeeping, mishaps
from app_pages.housekeeping import MEMORY_LIMIT_MB, SWEEP_EVERY_S, check_memory, resident_mb, sweep, tidy
from pipeline.errors import BusyError
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import encoded, upload
from tests.app_pages.test_shop_page import html
from tests.pipeline.fakes import outfit
from tests.places import ROOT


@pytest.fixture
def logged() -> Iterator[list[logging.LogRecord]]:
    records: list[logging.LogRecord] = []
    handler = logging.Handler()
    handler.emit = records.append
    mishaps.log.addHandler(handler)
    yield records
    mishaps.log.removeHandler(handler)


def break_models(monkeypatch, error: Exception) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ShopTheLook, "analyse", fail)


def test_an_unforeseen_error_shows_a_number_and_no_stack_trace(app, monkeypatch, logged):
    break_models(monkeypatch, ZeroDivisionError("secret words"))
    upload(app, encoded(outfit()))
    assert not app.exception
    (error,) = app.error
    (number,) = re.findall(r"number: ([0-9a-f]{8})\.", error.value)
    assert "secret" not in error.value
    assert "Traceback" not in error.value
    assert "bone photo-waiting" not in html(app), "the outline would hide what is said"
    (record,) = logged
    assert number in record.getMessage()
    assert record.exc_info[0] is ZeroDivisionError


def test_the_next_photo_is_answered_after_a_mishap(app, monkeypatch):
    with monkeypatch.context() as broken:
        break_models(broken, ZeroDivisionError())
        upload(app, encoded(outfit()))
    app.run()
    upload(app, encoded(outfit()))
    assert not app.error
    assert [title.value for title in app.title] == ["Your look"]


def test_what_we_say_ourselves_is_shown_and_not_logged(app, monkeypatch, logged):
    break_models(monkeypatch, BusyError("Many people are here. Try again."))
    upload(app, encoded(outfit()))
    assert not app.exception
    assert "Many people are here" in [*app.warning, *app.error][0].value
    assert not logged


def test_nothing_logs_the_photo_or_its_name(app, caplog, logged):
    with caplog.at_level(logging.DEBUG):
        upload(app, encoded(outfit()), "me at home.png")
        upload_again = b"I am a letter about me at home."
        app.button(key="change").click().run()
        app.button(key="change").click()
        upload(app, upload_again, "me at home.png")
    assert not [record for record in caplog.records if "home" in record.getMessage()]
    assert not logged


class Session:
    """Stands in for Streamlit's session, with a photo in its state."""

    def __init__(self, name: str = "one") -> None:
        self.id = name
        self.photo = np.zeros(10)
        self.me = self  # a session and its parts refer to each other
        self.ended = False

    def shutdown(self) -> None:
        self.ended = True


def managed(now: list[float]) -> WebsocketSessionManager:
    """Streamlit's own keeper of sessions, with the time that `now` says."""
    storage = MemorySessionStorage(ttl_seconds=40)
    storage._cache._timer = lambda: now[0]
    return WebsocketSessionManager(storage, None, None, None)


def disconnect(manager: WebsocketSessionManager, session: Session) -> None:
    manager._session_storage.save(SimpleNamespace(session=session))


def test_an_ended_session_is_swept_with_its_photo():
    now = [0.0]
    manager, session = managed(now), Session()
    disconnect(manager, session)
    photo = weakref.ref(session.photo)
    now[0] = 39
    assert sweep(manager, set()) == 0
    assert manager._session_storage.get("one") is not None, "who comes back soon finds everything"
    now[0] = 41
    assert sweep(manager, set()) == 1
    assert session.ended
    del session
    gc.collect()
    assert photo() is None


def test_a_session_that_streamlit_dropped_between_two_sweeps_is_swept_too():
    now, seen = [0.0], set()
    manager, first, second = managed(now), Session("first"), Session("second")
    disconnect(manager, first)
    assert sweep(manager, seen) == 0
    now[0] = 41
    disconnect(manager, second)
    assert sweep(manager, seen) == 1
    assert (first.ended, second.ended) == (True, False)
    assert sweep(manager, seen) == 0
    assert seen == {second}


def test_a_session_that_does_not_end_keeps_no_other(caplog):
    class Stubborn(Session):
        def shutdown(self) -> None:
            raise RuntimeError("not now")

    now = [0.0]
    manager, other = managed(now), Session("other")
    for session in (Stubborn(), other):
        disconnect(manager, session)
    now[0] = 41
    with caplog.at_level(logging.ERROR):
        assert sweep(manager, set()) == 2
    assert other.ended
    assert "did not end" in caplog.text


def test_the_sweeping_goes_on_after_a_failure(monkeypatch, caplog):
    rounds = []

    async def fail_once(*_: object) -> int:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            raise RuntimeError("not now")
        return 0

    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    naps = iter([None, None, lambda: loop.call_soon_threadsafe(loop.stop)])

    def nap(_: float) -> None:
        if (end := next(naps)) is not None:
            end()
            thread.join(10)
            loop.close()

    monkeypatch.setattr(housekeeping, "_sweep", fail_once)
    monkeypatch.setattr(housekeeping.time, "sleep", nap)
    with caplog.at_level(logging.ERROR):
        housekeeping._sweep_for_ever(SimpleNamespace(_get_async_objs=lambda: SimpleNamespace(eventloop=loop)))
    assert rounds == [0, 1], "and ends with the server's event loop"
    assert "not swept" in caplog.text


def test_a_photo_is_gone_within_a_minute():
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))
    assert config["server"]["disconnectedSessionTTL"] + SWEEP_EVERY_S < 60


def test_a_full_server_refuses_and_an_empty_one_does_not(monkeypatch):
    monkeypatch.setattr(housekeeping, "CGROUP_LIMITS", ())
    assert 10 < resident_mb() < 5000
    check_memory(limit_mb=100_000)
    with pytest.raises(BusyError, match="Try again"):
        check_memory(limit_mb=1)
    monkeypatch.setattr(housekeeping, "resident_mb", lambda: 1000)
    check_memory(100)
    with pytest.raises(BusyError, match="no room"):
        check_memory(800)


@pytest.mark.parametrize(
    ("written", "limit_mb"),
    [
        ("1000000000\n", 850),
        ("max\n", MEMORY_LIMIT_MB),
        ("9223372036854771712\n", MEMORY_LIMIT_MB),
        (None, MEMORY_LIMIT_MB),
    ],
)
def test_a_small_container_lowers_the_limit(monkeypatch, tmp_path, written, limit_mb):
    path = tmp_path / "memory.max"
    if written is not None:
        path.write_text(written)
    monkeypatch.setattr(housekeeping, "CGROUP_LIMITS", (path,))
    monkeypatch.setattr(housekeeping, "resident_mb", lambda: limit_mb - 50)
    check_memory(40)
    with pytest.raises(BusyError):
        check_memory(60)


def test_tidying_frees_what_earlier_tidying_had_set_aside():
    session = Session()
    session.itself = session
    photo = weakref.ref(session.photo)
    tidy()
    assert photo() is not None
    del session
    gc.collect()
    assert photo() is not None, "what is set aside is not looked at by every collection"
    tidy()
    assert photo() is None
    gc.unfreeze()
