"""So many at once, the others in the order of arrival."""

from __future__ import annotations

import threading
from collections import deque
from types import TracebackType


class Turns:
    """As a context manager: a place for as long as it is held.

    A semaphore has no order: whoever gives its place back and asks again overtakes those who wait.
    """

    def __init__(self, places: int) -> None:
        self._free = places
        self._lock = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()

    def __enter__(self) -> None:
        with self._lock:
            if self._free:
                self._free -= 1
                return
            called = threading.Lock()
            called.acquire()
            self._waiting.append(called)
        try:
            called.acquire()
        except BaseException:  # as by Ctrl-C: the place must not be lost with who waited for it
            self._leave(called)
            raise

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._pass_on()

    def _pass_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._free += 1

    def _leave(self, called: threading.Lock) -> None:
        with self._lock:
            if called in self._waiting:
                self._waiting.remove(called)
            else:  # it had been called already
                self._pass_on()
