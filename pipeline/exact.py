"""Annoy, or Milvus, against exact search over the same vectors: are the ids the same, and what does each cost?"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue import Catalogue, Neighbour, rows_of
from pipeline.index import GroupIndex

REPEATS = 5
# (vector, k) -> neighbours, best first.
Search = Callable[[NDArray[np.float32], int], tuple[Neighbour, ...]]


@dataclass(frozen=True)
class Comparison:
    """The k nearest by both ways, best first; the milliseconds are the median of REPEATS runs.

    search_k: how many nodes Annoy looked at; 0 where Milvus answered. products: how many vectors the exact search
    looked at.
    """

    approximate: tuple[Neighbour, ...]
    exact: tuple[Neighbour, ...]
    approximate_ms: float
    exact_ms: float
    search_k: int
    products: int

    @property
    def recall(self) -> float:
        """Share of the exact neighbours that were found too, 0..1; 1 where there is none to find."""
        truth = {each.row for each in self.exact}
        return len(truth & {each.row for each in self.approximate}) / len(truth) if truth else 1.0

    @property
    def is_same(self) -> bool:
        """The same products in the same order."""
        return [each.row for each in self.approximate] == [each.row for each in self.exact]


def compare(
    catalogue: Catalogue,
    vector: NDArray[np.float32],
    group: str,
    genders: Sequence[str],
    k: int,
    search_k: int | None = None,
) -> Comparison:
    """Search one group of a catalogue both ways.

    Args:
        vector: float32 (d,), unit length. genders: of the products, as Gender.searched gives them.
        search_k: per index; default what the catalogue was tuned to. Without effect where Milvus answers.
    Raises:
        ArtefactError: Milvus does not answer.
    """
    rows = [rows_of(catalogue.table, group, gender) for gender in genders]
    stored = [catalogue.embeddings[each] for each in rows]  # fetched before the clock starts, as Annoy's are mapped
    if catalogue.searched_by == "Annoy":
        search, used = _annoy(catalogue, group, genders, search_k)
    else:
        search, used = partial(_elsewhere, catalogue, group, genders), 0
    approximate, approximate_ms = _timed(partial(search, vector, k))
    exact, exact_ms = _timed(partial(_exact, stored, rows, vector, k))
    return Comparison(approximate, exact, approximate_ms, exact_ms, used, sum(map(len, rows)))


def _annoy(catalogue: Catalogue, group: str, genders: Sequence[str], search_k: int | None) -> tuple[Search, int]:
    """The search in the indexes of a group, and the search_k that it is made with."""
    entries = [
        entry for entry in catalogue.manifest["indexes"] if entry["group"] == group and entry["gender"] in genders
    ]
    rows = [rows_of(catalogue.table, group, entry["gender"]) for entry in entries]
    indexes = [
        GroupIndex(
            catalogue.directory / entry["file"],
            catalogue.manifest["dimensions"],
            entry["items"],
            search_k or entry["search_k"],
        )
        for entry in entries
    ]
    used = search_k or max((entry["search_k"] for entry in entries), default=0)
    return partial(_approximate, indexes, rows), used


def _elsewhere(
    catalogue: Catalogue, group: str, genders: Sequence[str], vector: NDArray[np.float32], k: int
) -> tuple[Neighbour, ...]:
    return _best([each for gender in genders for each in catalogue.search(vector, group, gender, k)], k)


def _approximate(
    indexes: list[GroupIndex], rows: list[NDArray[np.int64]], vector: NDArray[np.float32], k: int
) -> tuple[Neighbour, ...]:
    found = []
    for index, own in zip(indexes, rows, strict=True):
        items, similarities = index.search(vector, k)
        found += [Neighbour(int(own[i]), float(value)) for i, value in zip(items, similarities, strict=True)]
    return _best(found, k)


def _exact(
    stored: list[NDArray[np.float32]], rows: list[NDArray[np.int64]], vector: NDArray[np.float32], k: int
) -> tuple[Neighbour, ...]:
    found = []
    for vectors, own in zip(stored, rows, strict=True):
        similarities = vectors @ vector
        best = np.argsort(-similarities, kind="stable")[:k]
        found += [Neighbour(int(own[i]), float(similarities[i])) for i in best]
    return _best(found, k)


def _best(found: list[Neighbour], k: int) -> tuple[Neighbour, ...]:
    """Equal similarities in table order. Rounded: the two ways differ in the last bits of a float."""
    return tuple(sorted(found, key=lambda each: (-round(each.similarity, 5), each.row))[:k])


def _timed(search: Callable[[], tuple[Neighbour, ...]]) -> tuple[tuple[Neighbour, ...], float]:
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        found = search()
        times.append((time.perf_counter() - start) * 1000)
    return found, float(np.median(times))
