"""Milliseconds per stage over real photos, warm, and what starting costs."""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline import ShopTheLook

STAGES = ("decode", "gender", "pose", "detect", "embed", "search", "total")


@dataclass(frozen=True)
class Latency:
    """name -> milliseconds: median and 95th percentile over `count` measurements."""

    name: str
    p50_ms: float
    p95_ms: float
    count: int


def stages(shop: ShopTheLook, photos: list[Path], rounds: int) -> list[Latency]:
    """Every stage of `analyse`, photo by photo, after one warm-up round."""
    for photo in photos[:3]:
        shop.analyse(photo)
    runs = [shop.analyse(photo).timings_ms for _ in range(rounds) for photo in photos]
    return [summary(stage, [run[stage] for run in runs]) for stage in STAGES]


def slider_move(shop: ShopTheLook, photos: list[Path]) -> Latency:
    """`analysis.look(k=20)` with other settings each time."""
    values = []
    for photo in photos:
        analysis = shop.analyse(photo)
        for k, confidence in ((20, 0.1), (19, 0.2), (20, 0.3), (18, 0.4)):
            start = time.perf_counter()
            analysis.look(k=k, confidence=confidence)
            values.append((time.perf_counter() - start) * 1000)
    return summary("slider move", values)


def cold_start(photo: Path, rounds: int) -> Latency:
    """`python -m pipeline look PHOTO`, from process start to its end."""
    values = []
    for _ in range(rounds):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", "pipeline", "look", photo], check=True, capture_output=True)
        values.append((time.perf_counter() - start) * 1000)
    return summary("command line, start to JSON", values)


def resident_mb() -> float:
    """Largest resident memory of this process so far, MB (Linux gives kilobytes)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def summary(name: str, values: list[float]) -> Latency:
    p50, p95 = np.percentile(values, [50, 95])
    return Latency(name, round(float(p50), 2), round(float(p95), 2), len(values))
