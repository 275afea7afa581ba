"""How long a model takes here and now."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from pipeline.models import Model

WARM_UP, RUNS = 2, 15
SEED = 20261121


@dataclass(frozen=True)
class Latency:
    """Milliseconds of one picture through a model, the filling of its tensor included, over RUNS runs."""

    median_ms: float
    slowest_ms: float
    runs: int


def latency(model: Model, runs: int = RUNS) -> Latency:
    """Measure with a picture of noise: these networks take the same time for every content."""
    size = model.spec.input.size_px
    square = np.random.default_rng(SEED).integers(0, 256, (size, size, 3), np.uint8)
    times = []
    for number in range(WARM_UP + runs):
        start = time.perf_counter()
        model.run([square])
        if number >= WARM_UP:
            times.append((time.perf_counter() - start) * 1000)
    return Latency(float(np.median(times)), max(times), runs)
