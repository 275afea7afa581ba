"""One engine, one number of products, in a process of its own: what it costs to build, to open and to ask."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.scale.engines import ENGINES, Search
from benchmarks.scale.vectors import MEASURED, TUNING, Vectors, load

RECALL = 0.99
LIMIT_S = 60.0  # of the measured queries: the slow ones get fewer


def build(engine: str, data: Path, folder: Path) -> dict[str, Any]:
    stored = load(data).stored
    folder.mkdir(parents=True, exist_ok=True)
    return cost(lambda: ENGINES[engine].build(stored, folder), folder, len(stored))


def cost(job: Callable[[], None], folder: Path, products: int) -> dict[str, Any]:
    """What a job that fills a folder takes: time on the clock, time of the processor, bytes."""
    start, cpu = time.perf_counter(), time.process_time()
    job()
    seconds, own = time.perf_counter() - start, time.process_time() - cpu
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    return {
        "build_s": round(seconds, 2),
        "build_cpu_s": round(own, 2),
        "bytes_per_product": round(size / products, 1),
    }


def search(engine: str, data: Path, folder: Path) -> dict[str, Any]:
    """Opened, tuned to the recall on TUNING queries, measured on MEASURED others."""
    vectors = load(data)
    before = beyond_the_map_mb()
    start = time.perf_counter()
    ask = ENGINES[engine].open(folder)
    ask(vectors.queries[0], ENGINES[engine].efforts[0])
    opened = time.perf_counter() - start
    effort = _tuned(ask, engine, vectors)
    times, own, hits = [], [], 0
    for place in range(TUNING, TUNING + MEASURED):
        start, cpu = time.perf_counter(), time.thread_time()
        found = ask(vectors.queries[place], effort)
        times.append(time.perf_counter() - start)
        own.append(time.thread_time() - cpu)
        hits += len(set(map(int, found)) & set(vectors.truth[place].tolist()))
        if sum(times) > LIMIT_S:
            break
    return {
        "open_s": round(opened, 3),
        "effort": effort,
        "recall": round(hits / (len(times) * vectors.truth.shape[1]), 4),
        "queries": len(times),
        "query_ms": quantiles(times),
        "query_cpu_ms": quantiles(own),
        "resident_mb_beyond_map": round(beyond_the_map_mb() - before),
    }


def _tuned(ask: Search, engine: str, vectors: Vectors) -> int:
    """The least effort that reaches the recall on the tuning queries; the most where none does."""
    efforts = ENGINES[engine].efforts
    for effort in efforts[:-1]:
        hits = sum(
            len(set(map(int, ask(vectors.queries[place], effort))) & set(vectors.truth[place].tolist()))
            for place in range(TUNING)
        )
        if hits / (TUNING * vectors.truth.shape[1]) >= RECALL:
            return effort
    return efforts[-1]


def quantiles(seconds: list[float]) -> dict[str, float]:
    p50, p99 = np.percentile(seconds, [50, 99]) * 1000
    return {"p50": round(float(p50), 3), "p99": round(float(p99), 3)}


def beyond_the_map_mb() -> float:
    """Memory of this process that is not a file's (Linux: Anonymous of smaps_rollup), MB."""
    for line in Path("/proc/self/smaps_rollup").read_text().splitlines():
        if line.startswith("Anonymous:"):
            return int(line.split()[1]) / 1024
    return float("nan")
