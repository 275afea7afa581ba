"""Turns: never more at once than there are places, and nobody overtakes."""

from __future__ import annotations

import threading
import time

import pytest

from pipeline.turns import Turns


def test_those_who_come_again_and_again_get_equal_shares():
    turns, done, end = Turns(2), [0] * 8, time.monotonic() + 0.6

    def come_again(who: int) -> None:
        while time.monotonic() < end:
            with turns:
                time.sleep(0.005)
            done[who] += 1

    in_parallel([lambda who=who: come_again(who) for who in range(8)])
    assert sum(done) > 40
    assert max(done) <= min(done) + 3


def test_served_in_the_order_of_arrival():
    turns, order = Turns(1), []

    def wait(who: int) -> None:
        with turns:
            order.append(who)

    with turns:
        threads = []
        for who in range(6):
            threads.append(threading.Thread(target=wait, args=(who,)))
            threads[-1].start()
            while len(turns._waiting) <= who:
                time.sleep(0.001)
    for thread in threads:
        thread.join(10)
    assert order == list(range(6))


def test_never_more_than_places():
    turns, lock, now, most = Turns(3), threading.Lock(), 0, 0

    def work() -> None:
        nonlocal now, most
        for _ in range(20):
            with turns:
                with lock:
                    now += 1
                    most = max(most, now)
                time.sleep(0.001)
                with lock:
                    now -= 1

    in_parallel([work] * 9)
    assert most == 3


def test_an_error_gives_the_place_back():
    turns = Turns(1)
    for _ in range(3):
        with pytest.raises(KeyError), turns:
            raise KeyError
    with turns:
        pass


@pytest.mark.parametrize("called", [False, True])
def test_who_stops_waiting_loses_no_place(called):
    """As by Ctrl-C, just before or just after its turn came."""
    turns = Turns(1)
    turns.__enter__()
    ticket = threading.Lock()
    ticket.acquire()
    turns._waiting.append(ticket)
    if called:
        turns.__exit__(None, None, None)
        turns._leave(ticket)
    else:
        turns._leave(ticket)
        turns.__exit__(None, None, None)
    with turns:
        pass


def in_parallel(works) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert not any(thread.is_alive() for thread in threads)
