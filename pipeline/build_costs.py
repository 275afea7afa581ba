"""What a picture costs in a build, stage by stage: milliseconds on the clock, and of a processor."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

Stage = Literal["decoding", "finding", "embedding", "thumbnail"]
STAGES: tuple[Stage, ...] = get_args(Stage)


@dataclass(frozen=True)
class Cost:
    """clock_ms: with the waiting for a core that others use; processor_ms: of the thread alone."""

    clock_ms: float
    processor_ms: float


Costs = Mapping[Stage, Cost]


class Laps:
    """Counts from one `done` to the next, on the thread that does the work: a model of one thread runs on it too."""

    def __init__(self) -> None:
        self.costs: dict[Stage, Cost] = {}
        self._last = _now()

    def done(self, stage: Stage) -> None:
        now = _now()
        self.costs[stage] = Cost(now.clock_ms - self._last.clock_ms, now.processor_ms - self._last.processor_ms)
        self._last = now


def mean_costs(pictures: Collection[Costs]) -> dict[Stage, Cost]:
    """What one picture costs, in the mean; empty where there was none."""
    if not pictures:
        return {}
    count = len(pictures)
    return {
        stage: Cost(
            sum(each[stage].clock_ms for each in pictures) / count,
            sum(each[stage].processor_ms for each in pictures) / count,
        )
        for stage in STAGES
    }


def _now() -> Cost:
    return Cost(time.perf_counter() * 1000, time.thread_time() * 1000)
