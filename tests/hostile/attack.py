"""Ten thousand damaged pictures through the door, in a process of their own: `python -m tests.hostile.attack`.

Prints what came of them as JSON; ends with a traceback at the first that is neither pixels nor a typed error.
"""

from __future__ import annotations

import json
import time
from pathlib import Path

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import PhotoError
from pipeline.photo import read_photo
from tests.hostile.pictures import formats, modes, orientations, profiles

EXAMPLES = 10_000
SEEDS = [case.data for group in (formats, modes, profiles, orientations) for case in group() if len(case.data) < 50_000]
# Numbers at which readers of lengths and sizes go wrong, and the marks that begin a piece.
WORDS = [b"\x00", b"\xff",
         b"\x00\x00\x00\x00", b"\xff\xff\xff\xff", b"\x7f\xff\xff\xff", b"\x80\x00\x00\x00", b"\x00\x01",
         b"\xff\xda", b"\xff\xd9", b"\xff\xd8", b"IDAT", b"IEND", b"VP8X", b"\x21\xf9", b"\x2c", b"\x3b"]  # fmt: skip
places = st.floats(0, 1)
edits = st.one_of(
    st.tuples(st.just("flip"), places, st.integers(0, 7)),
    st.tuples(st.just("write"), places, st.sampled_from(WORDS) | st.binary(min_size=1, max_size=4)),
    st.tuples(st.just("insert"), places, st.sampled_from(WORDS) | st.binary(min_size=1, max_size=64)),
    st.tuples(st.just("remove"), places, st.integers(1, 64)),
    st.tuples(st.just("cut"), places, st.none()),
    st.tuples(st.just("repeat"), places, st.integers(1, 200)),
    st.tuples(st.just("splice"), places, st.sampled_from(SEEDS)),
)


def edited(data: bytes, kind: str, place: float, what: object) -> bytes:
    at = int(place * len(data))
    if kind == "flip" and at < len(data):
        return data[:at] + bytes([data[at] ^ (1 << int(what))]) + data[at + 1 :]  # type: ignore[call-overload]
    if kind == "write":
        return data[:at] + what + data[at + len(what) :]  # type: ignore[operator, arg-type]
    if kind == "insert":
        return data[:at] + what + data[at:]  # type: ignore[operator]
    if kind == "remove":
        return data[:at] + data[at + what :]  # type: ignore[operator]
    if kind == "repeat":
        return data[:at] + data[at : at + 40] * what + data[at:]  # type: ignore[operator]
    if kind == "splice":
        return data[:at] + what[at:]  # type: ignore[index]
    return data[:at]


slowest: list[float] = [0.0]
messages: set[str] = set()
answers = {"photo": 0, "error": 0}


@settings(
    max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck)
)
@given(seed=st.sampled_from(SEEDS), changes=st.lists(edits, min_size=1, max_size=4))
def attack(seed, changes):
    data = seed
    for change in changes:
        data = edited(data, *change)
    start = time.thread_time()
    try:
        photo = read_photo(data)
        answers["photo"] += 1
        assert photo.pixels.dtype == np.uint8
        assert photo.pixels.shape == (photo.height, photo.width, 3)
    except PhotoError as error:
        answers["error"] += 1
        messages.add(str(error))
    slowest[0] = max(slowest[0], time.thread_time() - start)


def peak_mb() -> float:
    """The most memory that this process ever held. (A child's ru_maxrss begins with its parent's.)"""
    (line,) = (each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


if __name__ == "__main__":
    attack()
    print(json.dumps({**answers, "messages": sorted(messages), "slowest_s": slowest[0], "peak_mb": round(peak_mb())}))
