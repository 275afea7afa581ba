"""The line before the models: one photo at a time, everybody's place visible, a polite refusal when it is long."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from pipeline.errors import BusyError, StuckError

Result = TypeVar("Result")
Tell = Callable[[int], None]

MOST_WAITING = 40  # at a third of a second each, the last waits a quarter of a minute
LIMIT_S = 60.0  # thirty times what the largest photo takes: whoever needs more will never be done
LOOK_AGAIN_S = 0.25


class Line:
    """One piece of work at a time, in the order of arrival: a model already uses every core.

    Whoever holds the turn for longer than the limit loses it, so that one that hangs stops nobody else.
    """

    def __init__(self, most_waiting: int = MOST_WAITING, limit_s: float = LIMIT_S) -> None:
        self._most_waiting = most_waiting
        self._limit_s = limit_s
        self._changed = threading.Condition()
        self._waiting: deque[object] = deque()
        self._holder: object | None = None
        self._since = 0.0
        self.stuck = 0  # how many pieces of work hung, one after the other

    def present(self) -> frozenset[object]:
        """Tickets of those who work or wait now."""
        with self._changed:
            return frozenset((*self._waiting, *(() if self._is_free() else (self._holder,))))

    @contextmanager
    def turn(self, tell: Tell) -> Iterator[None]:
        """Wait for the turn and hold it.

        Args:
            tell: called four times a second while waiting, with how many are before; what it raises ends the waiting.
        Raises:
            BusyError: too many wait already.
        """
        ticket = self._wait(tell)
        try:
            yield
        finally:
            with self._changed:
                if self._holder is ticket:
                    self._holder = None
                    self._changed.notify_all()

    def run(self, work: Callable[[], Result], tell: Tell) -> Result:
        """Do some work in its turn, on a thread of its own that is left behind when it hangs.

        Raises:
            BusyError: too many wait already. StuckError: the limit was reached. And whatever the work raises.
        """
        results: list[Result] = []
        errors: list[BaseException] = []

        def attempt() -> None:
            try:
                results.append(work())
            except BaseException as error:  # handed over to the thread that waits
                errors.append(error)

        with self.turn(tell):
            worker = threading.Thread(target=attempt, daemon=True, name="inference")
            worker.start()
            worker.join(self._limit_s)
            if worker.is_alive():
                self.stuck += 1
                raise StuckError("This took too long and was given up. Try again, or try another photo.")
        self.stuck = 0
        if errors:
            raise errors[0]
        return results[0]

    def _wait(self, tell: Tell) -> object:
        ticket = object()
        with self._changed:
            if len(self._waiting) >= self._most_waiting:
                raise BusyError("Many people are here just now. Try again in a minute.")
            self._waiting.append(ticket)
        try:
            while True:
                with self._changed:
                    if self._waiting[0] is ticket and self._is_free():
                        self._holder, self._since = ticket, time.monotonic()
                        return ticket
                    self._changed.wait(LOOK_AGAIN_S)
                    before = self._waiting.index(ticket) + 1
                    free = self._waiting[0] is ticket and self._is_free()
                if not free:
                    tell(before)
        finally:
            with self._changed:
                self._waiting.remove(ticket)
                self._changed.notify_all()

    def _is_free(self) -> bool:
        return self._holder is None or time.monotonic() - self._since > self._limit_s
