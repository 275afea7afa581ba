"""Approximate nearest neighbours of unit vectors with Annoy: one index per group and gender."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from annoy import AnnoyIndex
from numpy.typing import NDArray

from pipeline.errors import ArtefactError

log = logging.getLogger(__name__)

REMEDY = "Rebuild the catalogue with `python -m pipeline catalogue build`."
METRIC: Final = "angular"
SEED = 20261121
TREES = (10, 20, 40, 80, 160)
RECALL_TARGET = 0.99
RECALL_AT = 10
MAX_K = 50
MOST_SEARCH_K = 50_000  # a query that looks at more takes longer than comparing all
EXACT_CHUNK = 65_536
SAMPLE = 150
# Queries of the recall measurement are stored vectors moved by noise of these lengths: a crop of a street photo never
# equals a stored vector (cosine 0.96 to it, and 0.55 as between a crop and a merely alike product).
QUERY_NOISE = (0.3, 1.5)

# Queries (m, d) and the positions (m, RECALL_AT) of their exact neighbours.
Kind = tuple[NDArray[np.float32], NDArray[np.int64]]


@dataclass(frozen=True)
class IndexParameters:
    """How an index was built and is searched.

    recall: recall@10 against exact search, measured at build time; the lowest over the kinds of queries.
    """

    trees: int
    search_k: int
    recall: float


class GroupIndex:
    """A built index, memory-mapped and read-only."""

    def __init__(self, path: Path, dimensions: int, items: int, search_k: int) -> None:
        self._annoy = AnnoyIndex(dimensions, METRIC)
        try:
            self._annoy.load(str(path))
        except OSError as error:
            raise ArtefactError(f"{path} cannot be opened ({error}). {REMEDY}") from error
        if self._annoy.get_n_items() != items:
            raise ArtefactError(
                f"{path} holds {self._annoy.get_n_items()} vectors, its manifest says {items}. {REMEDY}"
            )
        self.items = items
        self._search_k = search_k

    def search(self, vector: NDArray[np.float32], k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k nearest items of a unit vector (d,): positions (min(k, items),) and cosine similarities, best first.

        search_k is fixed at build time, so a larger k only makes the list longer, up to MAX_K; beyond it (a filter
        that looks deeper) the search widens with k.
        """
        search_k = self._search_k if k <= MAX_K else max(self._search_k, self._annoy.get_n_trees() * k)
        return _search(self._annoy, vector, k, search_k)


def exact_nearest(
    vectors: NDArray[np.float32], rows: NDArray[np.int64], query: NDArray[np.float32], k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    """The k nearest of some rows of unit vectors (n, d), by comparing all of them: rows and similarities, best first.

    Piece by piece, so that a memory-mapped million is never copied as a whole; equal similarities in row order.
    """
    best, similarities = np.empty(0, np.int64), np.empty(0, np.float32)
    for start in range(0, len(rows), EXACT_CHUNK):
        piece = rows[start : start + EXACT_CHUNK]
        best = np.concatenate([best, piece])
        similarities = np.concatenate([similarities, vectors[piece] @ query])
        order = np.argsort(-similarities, kind="stable")[:k]
        best, similarities = best[order], similarities[order]
    return best, similarities


def build_index(vectors: NDArray[np.float32], path: Path, others: NDArray[np.float32] | None = None) -> IndexParameters:
    """Write an index of float32 (n, d) unit vectors, with the fewest trees that reach the recall target.

    The target holds for every kind of query by itself: near a stored vector, far from it, and near one of `others`
    (m, d), which are searched for here though they lie elsewhere: the same group in another department.
    search_k grows first, as it costs no space; then trees. Where the most of both does not reach the target, the log
    says so and the index is kept. Single-threaded and seeded: same vectors, same bytes.
    """
    kinds = [(queries, _exact(vectors, queries)) for queries in _queries(vectors, others)]
    parameters = IndexParameters(TREES[0], len(vectors), 0.0)
    for trees in TREES:
        annoy = _build(vectors, trees)
        parameters = _tune(annoy, kinds, trees, len(vectors))
        if parameters.recall >= RECALL_TARGET:
            break
    else:
        log.warning("%s finds %.4f of the ten nearest, under %s", path.name, parameters.recall, RECALL_TARGET)
    annoy.save(str(path))
    return parameters


def _build(vectors: NDArray[np.float32], trees: int) -> AnnoyIndex:
    annoy = AnnoyIndex(vectors.shape[1], METRIC)
    annoy.set_seed(SEED)
    for item, vector in enumerate(vectors):
        annoy.add_item(item, vector)
    annoy.build(trees, n_jobs=1)
    return annoy


def _tune(annoy: AnnoyIndex, kinds: list[Kind], trees: int, items: int) -> IndexParameters:
    """Double search_k until the target is reached, every item is looked at, or a query would take too long.

    An item is met at most once per tree, so trees * MAX_K candidates are MAX_K different items at least.
    """
    search_k = trees * MAX_K
    while True:
        recall = min(_recall(annoy, *kind, search_k) for kind in kinds)
        if recall >= RECALL_TARGET or search_k >= 4 * trees * items or search_k >= MOST_SEARCH_K:
            return IndexParameters(trees, search_k, round(recall, 4))
        search_k *= 2


def _recall(annoy: AnnoyIndex, queries: NDArray[np.float32], exact: NDArray[np.int64], search_k: int) -> float:
    found = [set(annoy.get_nns_by_vector(query, exact.shape[1], search_k)) for query in queries]
    hits = sum(len(ids & set(truth.tolist())) for ids, truth in zip(found, exact, strict=True))
    return hits / exact.size


def _queries(vectors: NDArray[np.float32], others: NDArray[np.float32] | None) -> list[NDArray[np.float32]]:
    """SAMPLE queries (SAMPLE, d) of every kind."""
    random = np.random.default_rng(SEED)
    near, far = QUERY_NOISE
    kinds = [_moved(vectors, near, random), _moved(vectors, far, random)]
    return kinds if others is None or not len(others) else [*kinds, _moved(others, near, random)]


def _moved(vectors: NDArray[np.float32], length: float, random: np.random.Generator) -> NDArray[np.float32]:
    chosen = vectors[random.permutation(len(vectors))[:SAMPLE]]
    noise = random.standard_normal(chosen.shape, np.float32)
    noise *= np.float32(length) / np.linalg.norm(noise, axis=1, keepdims=True)
    return np.asarray(chosen + noise, np.float32)


def _exact(vectors: NDArray[np.float32], queries: NDArray[np.float32]) -> NDArray[np.int64]:
    """The k nearest (m, k) of every query, in no order: recall asks only which they are."""
    k = min(RECALL_AT, len(vectors))
    return np.argpartition(-(queries @ vectors.T), k - 1, axis=1)[:, :k]


def _search(
    annoy: AnnoyIndex, vector: NDArray[np.float32], k: int, search_k: int
) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    items, distances = annoy.get_nns_by_vector(vector, k, search_k, include_distances=True)
    # Annoy's angular distance is sqrt(2 (1 - cosine)): github.com/spotify/annoy, "full Python API".
    similarities = 1 - np.square(np.asarray(distances, np.float32)) / np.float32(2)
    return np.asarray(items, np.int64), np.asarray(similarities, np.float32)
