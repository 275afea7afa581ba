"""Embeddings of real product pictures, multiplied with small noise to any number, and queries with their truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SEED = 20261121
# Lengths of the noise added to unit vectors, before they are brought back to unit length: a copy is a product that
# looks much alike (cosine about 0.95 to its original), a query a crop of a street photo.
COPY_NOISE, QUERY_NOISE = 0.33, 0.3
TUNING, MEASURED = 300, 700
K = 10
PIECE = 50_000


@dataclass(frozen=True)
class Vectors:
    """stored float32 (n, d); queries float32 (TUNING + MEASURED, d), the first for tuning.

    origins int64 (queries,): the stored row that each query was made from. truth int64 (queries, K), by exact search.
    """

    stored: NDArray[np.float32]
    queries: NDArray[np.float32]
    origins: NDArray[np.int64]
    truth: NDArray[np.int64]


def make(source: NDArray[np.float32], count: int, folder: Path, with_truth: bool = True) -> None:
    """Write `count` unit vectors made from the source's, queries near some of them, and the queries' neighbours."""
    random = np.random.default_rng(SEED)
    stored = np.lib.format.open_memmap(folder / "stored.npy", "w+", np.float32, (count, source.shape[1]))
    for start in range(0, count, PIECE):
        rows = np.arange(start, min(count, start + PIECE)) % len(source)
        noise = COPY_NOISE if count > len(source) else 0.0
        stored[start : start + len(rows)] = _moved(source[rows], noise, random)
    origins = random.integers(0, count, TUNING + MEASURED)
    queries = _moved(stored[origins], QUERY_NOISE, random)
    stored.flush()
    np.save(folder / "origins.npy", origins)
    np.save(folder / "queries.npy", queries)
    np.save(folder / "truth.npy", exact(stored, queries, K) if with_truth else np.empty((0, K), np.int64))


def load(folder: Path) -> Vectors:
    small = [np.load(folder / f"{name}.npy") for name in ("queries", "origins", "truth")]
    return Vectors(np.load(folder / "stored.npy", mmap_mode="r"), *small)


def exact(stored: NDArray[np.float32], queries: NDArray[np.float32], k: int) -> NDArray[np.int64]:
    """The k nearest of every query (m, d) -> (m, k), best first, by comparing everything piece by piece."""
    best = np.empty((len(queries), 0), np.int64)
    values = np.empty((len(queries), 0), np.float32)
    for start in range(0, len(stored), PIECE):
        piece = queries @ stored[start : start + PIECE].T
        top = np.argpartition(-piece, min(k, piece.shape[1] - 1), axis=1)[:, :k]
        best = np.concatenate([best, top + start], axis=1)
        values = np.concatenate([values, np.take_along_axis(piece, top, axis=1)], axis=1)
        order = np.argsort(-values, axis=1, kind="stable")[:, :k]
        best, values = np.take_along_axis(best, order, axis=1), np.take_along_axis(values, order, axis=1)
    return best


def _moved(vectors: NDArray[np.float32], length: float, random: np.random.Generator) -> NDArray[np.float32]:
    noise = random.standard_normal(vectors.shape, np.float32)
    noise *= np.float32(length) / np.linalg.norm(noise, axis=1, keepdims=True)
    moved = vectors + noise
    return np.asarray(moved / np.linalg.norm(moved, axis=1, keepdims=True), np.float32)
