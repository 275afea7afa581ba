"""A whole catalogue of n products, built and opened by the code that serves: what the app would feel."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from benchmarks.scale.measure import beyond_the_map_mb, quantiles
from benchmarks.scale.vectors import Vectors
from pipeline.catalogue import SCHEMA, Catalogue, rows_of
from pipeline.catalogue_write import AnnoyIndexing, write_files
from pipeline.filters import Filters
from pipeline.gender import PRODUCT_GENDERS
from pipeline.index import MAX_K, exact_nearest

K = 10
CHECKED = 200  # searches compared with exact search


def build(source: pa.Table, stored: NDArray[np.float32], folder: Path) -> None:
    """Write the catalogue, the products those of the source over and over."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = np.arange(len(stored)) % source.num_rows
    table = source.select(SCHEMA.names).take(pa.array(rows)).combine_chunks()
    numbers = pa.array([f"{row:08d}" for row in range(len(stored))])
    table = table.set_column(0, SCHEMA.field("product_id"), numbers)
    facts = {"name": "scale", "embedder_sha256": "", "crops": {}, "rejected": 0}
    write_files(folder, table, np.asarray(stored), facts, AnnoyIndexing())


def measure(folder: Path, vectors: Vectors) -> dict[str, Any]:
    """Opened and searched as the app does: a garment of the largest group in every gender, the 50 nearest each."""
    before = beyond_the_map_mb()
    start, cpu = time.perf_counter(), time.process_time()
    catalogue = Catalogue.open(folder)
    opened, opened_cpu = time.perf_counter() - start, time.process_time() - cpu
    group = pc.value_counts(catalogue.table["group"]).to_pylist()
    largest = max(group, key=lambda each: each["counts"])["values"]
    of_group = pc.equal(catalogue.table["group"], largest).to_numpy()
    queries = vectors.queries[of_group[vectors.origins]]
    for query in queries[:50]:
        _search(catalogue, query, largest, None)
    times, own, found = [], [], []
    for query in queries:
        start, cpu = time.perf_counter(), time.thread_time()
        found.append(_search(catalogue, query, largest, None))
        times.append(time.perf_counter() - start)
        own.append(time.thread_time() - cpu)
    added_mb = beyond_the_map_mb() - before  # what follows compares and filters: it is not the search's
    rows = {gender: rows_of(catalogue.table, largest, gender) for gender in PRODUCT_GENDERS}
    checked = list(zip(queries, found, strict=True))[:CHECKED]
    hits = sum(_hits(catalogue, query, rows, each) for query, each in checked)
    prices = catalogue.table["price"].to_numpy()
    middle = float(np.nanmedian(prices)) if not np.isnan(prices).all() else 0.0
    colour = max(catalogue.choices().colours.items(), key=lambda each: each[1], default=("", 0))[0]
    return {
        "open_s": round(opened, 3),
        "open_cpu_s": round(opened_cpu, 3),
        "resident_mb_beyond_map": round(added_mb),
        "group": largest,
        "group_products": sum(map(len, rows.values())),
        "query_ms": quantiles(times),
        "query_cpu_ms": quantiles(own),
        "recall": round(hits / (K * sum(1 for each in rows.values() if len(each) >= K) * len(checked)), 4),
        "filtered_by_colour_cpu_ms": _filtered(catalogue, queries, largest, Filters(colours=frozenset({colour}))),
        "filtered_by_price_cpu_ms": _filtered(catalogue, queries, largest, Filters(min_price=middle)),
    }


def _filtered(catalogue: Catalogue, queries: NDArray[np.float32], group: str, filters: Filters) -> dict[str, float]:
    """Processor time. The first search with a filter finds its rows; the others have them."""
    start = time.thread_time()
    _search(catalogue, queries[0], group, filters)
    first = time.thread_time() - start
    times = []
    for query in queries[1:101]:
        start = time.thread_time()
        _search(catalogue, query, group, filters)
        times.append(time.thread_time() - start)
    return {"first": round(first * 1000, 2), **quantiles(times)}


def _search(
    catalogue: Catalogue, query: NDArray[np.float32], group: str, filters: Filters | None
) -> dict[str, list[int]]:
    found = {gender: catalogue.search(query, group, gender, MAX_K, filters) for gender in PRODUCT_GENDERS}
    return {gender: [each.row for each in neighbours] for gender, neighbours in found.items()}


def _hits(catalogue: Catalogue, query: NDArray[np.float32], rows: dict[str, Any], found: dict[str, list[int]]) -> int:
    """How many of the true K nearest of every gender were found among the first K."""
    hits = 0
    for gender, mine in rows.items():
        if len(mine) >= K:
            truth, _ = exact_nearest(catalogue.embeddings, mine, query, K)
            hits += len(set(truth.tolist()) & set(found[gender][:K]))
    return hits
