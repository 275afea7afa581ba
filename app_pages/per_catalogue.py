"""What is computed of a catalogue once and kept with it: of a visitor's own nothing stays after its session."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar
from weakref import WeakKeyDictionary

from pipeline.catalogue import Catalogue

Rest = ParamSpec("Rest")
Result = TypeVar("Result")


class _Kept:
    """The values of one catalogue. The lock: they are computed once, however many visitors come at the same time."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.values: dict[object, object] = {}


def per_catalogue(
    work: Callable[Concatenate[Catalogue, Rest], Result],
) -> Callable[Concatenate[Catalogue, Rest], Result]:
    """Remember results for as long as the catalogue lives, which no result may refer to.

    Streamlit's own caches hold what is in them until the process ends, or throw out what others still need.
    """
    kept: WeakKeyDictionary[Catalogue, _Kept] = WeakKeyDictionary()
    lock = threading.Lock()

    @wraps(work)
    def remembered(catalogue: Catalogue, /, *rest: Rest.args, **named: Rest.kwargs) -> Result:
        with lock:
            own = kept.setdefault(catalogue, _Kept())
        key = rest, tuple(sorted(named.items()))
        with own.lock:
            if key not in own.values:
                own.values[key] = work(catalogue, *rest, **named)
            return own.values[key]  # type: ignore[return-value]

    return remembered
