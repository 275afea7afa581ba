"""Measured milliseconds and their summary."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Latency:
    """name -> milliseconds: median and 95th percentile over `count` measurements."""

    name: str
    p50_ms: float
    p95_ms: float
    count: int


def summary(name: str, values_ms: Sequence[float]) -> Latency:
    p50, p95 = np.percentile(values_ms, [50, 95])
    return Latency(name, round(float(p50), 2), round(float(p95), 2), len(values_ms))


def milliseconds(action: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000
