"""Lines of delimited text -> rows of cells, where a broken row never takes its neighbours with it."""

from __future__ import annotations

import codecs
import csv
from collections import deque
from collections.abc import Iterable, Iterator

LONGEST_CELL = 256 * 1024
# What bytes become that are no text in the file's encoding: a code point that no text holds.
BROKEN = "\udc80"
ERRORS = "mark-broken"


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Goes on behind the broken bytes in every encoding; Python's own surrogateescape stops in UTF-16."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    return BROKEN, error.end


codecs.register_error(ERRORS, _mark)


class _Lines:
    """The lines of a file, of which some can be given back. taken: those since it was last emptied."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._back.popleft() if self._back else next(self._lines)
        self.taken.append(line)
        return line

    def give_back(self, lines: list[str]) -> None:
        self._back.extendleft(reversed(lines))


def read_delimited_rows(lines: Iterable[str], delimiter: str, width: int) -> Iterator[list[str] | str]:
    """The cells of every row, or in words why it is none; empty lines are left out.

    A quotation mark that is never closed would swallow the rows after it: reading goes on at the first line within
    the broken row that has `width` cells by itself.
    """
    csv.field_size_limit(LONGEST_CELL)
    source = _Lines(lines)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    while True:
        source.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = f"this is no row of a table: {error}"
        else:
            if len(cells) in (0, width):
                if cells:
                    yield cells
                continue
            reason = f"it has {len(cells)} cells, the header {width}"
        swallowed = source.taken[1:]
        whole = next((place for place, line in enumerate(swallowed) if _width(line, delimiter) == width), None)
        if whole is not None:
            source.give_back(swallowed[whole:])
            reason += "; a quotation mark is opened and not closed"
        yield reason


def _width(line: str, delimiter: str) -> int:
    """How many cells a line has by itself; 0 where it is no row."""
    try:
        rows = list(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error:
        return 0
    return len(rows[0]) if len(rows) == 1 else 0
