"""The line before the models: in order, visible, bounded, and not stopped by one that hangs."""

from __future__ import annotations

import threading
import time
from types import SimpleNamespace

import pytest

from app_pages import opened, session
from app_pages.queueing import Line
from pipeline.decode import cost_mb
from pipeline.errors import BusyError, StuckError
from tests.app_pages.conftest import change_photo, encoded, upload
from tests.app_pages.rows import rows
from tests.pipeline.fakes import outfit


def silent(_: int) -> None:
    pass


def occupy(line: Line, until: threading.Event) -> threading.Thread:
    """Hold the turn on another thread until told to let go."""
    held = threading.Event()

    def work() -> None:
        with line.turn(silent):
            held.set()
            until.wait(120)

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    assert held.wait(10)
    return thread


def wait_for(condition) -> None:
    deadline = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_one_at_a_time_in_the_order_of_arrival():
    line, until, order, running = Line(), threading.Event(), [], []
    occupy(line, until)

    def work(number: int) -> None:
        with line.turn(silent):
            running.append(number)
            assert len(running) == 1
            order.append(number)
            time.sleep(0.01)
            running.remove(number)

    threads = []
    for number in range(8):
        threads.append(threading.Thread(target=work, args=(number,), daemon=True))
        threads[-1].start()
        wait_for(lambda number=number: len(line._waiting) == number + 1)
    until.set()
    for thread in threads:
        thread.join(10)
    assert order == list(range(8))


def test_the_place_is_told_and_moves_up():
    line, first, second = Line(), threading.Event(), threading.Event()
    occupy(line, first)
    threading.Thread(target=lambda: line.run(lambda: second.wait(10), silent), daemon=True).start()
    wait_for(lambda: len(line._waiting) == 1)
    told: list[int] = []
    third = threading.Thread(target=lambda: line.run(lambda: None, told.append), daemon=True)
    third.start()
    wait_for(lambda: 2 in told)
    first.set()
    wait_for(lambda: told[-1] == 1)
    second.set()
    third.join(10)
    assert not third.is_alive()


def test_nobody_is_told_anything_where_there_is_no_line():
    told: list[int] = []
    assert Line().run(lambda: 7, told.append) == 7
    assert not told


def test_a_long_line_refuses_politely_and_goes_on():
    line, until = Line(most_waiting=1), threading.Event()
    holder = occupy(line, until)
    waiting = threading.Thread(target=lambda: line.run(lambda: None, silent), daemon=True)
    waiting.start()
    wait_for(lambda: len(line._waiting) == 1)
    with pytest.raises(BusyError, match="Try again"):
        line.run(lambda: None, silent)
    until.set()
    holder.join(10)
    waiting.join(10)
    assert line.run(lambda: "served", silent) == "served"


def test_one_that_hangs_is_given_up_and_stops_nobody():
    line, never = Line(limit_s=0.2), threading.Event()
    start = time.monotonic()
    with pytest.raises(StuckError, match="given up"):
        line.run(lambda: never.wait(60), silent)
    assert time.monotonic() - start < 10
    assert line.stuck == 1
    assert line.run(lambda: "served", silent) == "served"


def test_a_turn_that_is_never_given_back_is_taken():
    line, never, served = Line(limit_s=0.2), threading.Event(), threading.Event()
    occupy(line, never)
    threading.Thread(target=lambda: line.run(served.set, silent), daemon=True).start()
    assert served.wait(10)
    never.set()


def test_who_leaves_the_line_frees_the_place():
    line, until = Line(), threading.Event()
    occupy(line, until)

    def leave(_: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        line.run(lambda: None, leave)
    assert not line._waiting
    until.set()
    assert line.run(lambda: "served", silent) == "served"


def test_an_error_of_the_work_reaches_who_asked_for_it():
    line = Line()
    with pytest.raises(ZeroDivisionError):
        line.run(lambda: 1 / 0, silent)
    assert line.run(lambda: "served", silent) == "served"


def test_a_line_knows_who_works_or_waits():
    line, until = Line(), threading.Event()
    assert not line.present()
    holder = occupy(line, until)
    first = line.present()
    assert len(first) == 1
    threading.Thread(target=lambda: line.run(lambda: None, silent), daemon=True).start()
    wait_for(lambda: len(line.present()) == 2)
    assert first < line.present()
    until.set()
    holder.join(10)
    wait_for(lambda: not line.present())


def test_the_place_in_the_line_does_not_stay_under_an_error(monkeypatch):
    drawn: list[str] = []
    spot = SimpleNamespace(html=drawn.append, empty=drawn.clear)
    monkeypatch.setattr(opened.st, "empty", lambda: spot)

    def wait() -> None:
        with opened._place() as tell:
            tell(3)
            assert "3 photos are before yours" in drawn[0]
            raise BusyError("Try again in a minute.")

    with pytest.raises(BusyError):
        wait()
    assert not drawn


@pytest.mark.parametrize(("before", "words"), [(1, "One photo is before yours"), (2, "2 photos are before yours")])
def test_the_place_is_told_in_words(monkeypatch, before, words):
    drawn: list[str] = []
    monkeypatch.setattr(opened.st, "empty", lambda: SimpleNamespace(html=drawn.append, empty=lambda: None))
    with opened._place() as tell:
        tell(before)
        tell(before)  # a moment later: nothing is drawn for it
    assert len(drawn) == 1
    assert words in drawn[0]


@pytest.mark.parametrize(("stuck", "anew"), [(1, 0), (2, 1)])
def test_the_models_are_opened_anew_when_several_pieces_of_work_hang(monkeypatch, stuck, anew):
    def hang(*_: object) -> None:
        raise StuckError("It took too long.")

    cleared: list[None] = []
    monkeypatch.setattr(opened, "line", lambda: SimpleNamespace(run=hang, stuck=stuck))
    monkeypatch.setattr(opened, "open_shop", SimpleNamespace(clear=lambda: cleared.append(None)))
    with pytest.raises(StuckError):
        opened.in_line(lambda: None)
    assert len(cleared) == anew


def test_a_photo_is_looked_at_only_where_its_memory_is_to_be_had(app, shop, monkeypatch):
    asked: list[float] = []

    def full(needed_mb: float) -> None:
        asked.append(needed_mb)
        raise BusyError("There is no room for this.")

    monkeypatch.setattr(opened, "check_memory", full)
    upload(app, data := encoded(outfit()))
    assert asked == [cost_mb(data)]
    assert [each.value for each in app.warning] == ["There is no room for this."]
    assert shop.model_runs == 0


def test_pixels_of_photos_that_are_not_shown_are_forgotten(app, shop, monkeypatch):
    monkeypatch.setattr(session, "KEPT_PIXELS", 200 * 300)
    upload(app, encoded(outfit()))
    change_photo(app, encoded(outfit(colour="#2030a0")))
    assert [view is not None for view in app.session_state["views"].values()] == [True]
    assert app.session_state["shown"] in app.session_state["views"]
    runs = shop.model_runs
    app.button(key="show_1").click().run()
    assert shop.model_runs == runs + 3, "it is looked at again"
    assert len(rows(app)) == 2
