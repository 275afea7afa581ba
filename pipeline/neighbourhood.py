"""How a group's products lie to each other: pairs that are nearly the same, and hubs that are everybody's neighbour."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

K = 10
MOST_PRODUCTS = 20_000  # 20,000 x 256 by blocks: seconds; more is a job for the command line
BLOCK = 1024
LEVELS = tuple(percent / 100 for percent in range(80, 101))  # from which cosine on two may be called nearly the same
ROUNDING = 1e-6  # by so much the cosine of two copies may miss 1


@dataclass(frozen=True)
class Pair:
    """Two rows of the vectors given, first < second, and their cosine."""

    first: int
    second: int
    similarity: float


@dataclass(frozen=True, eq=False)
class Neighbourhood:
    """n products of one group among themselves.

    occurrences: int64 (n,), in how many of the others' K nearest each is. skewness: of occurrences; 0 where everybody
    is chosen alike, above about 1.4 hubs crowd others out (Radovanović et al., JMLR 2010). nearest: each product with
    its nearest other one, most alike first, every pair once. alike: int64, how many of all pairs reach each of LEVELS.
    """

    k: int
    occurrences: NDArray[np.int64]
    skewness: float
    nearest: tuple[Pair, ...]
    alike: NDArray[np.int64]

    def pairs_from(self, level: float) -> int:
        """How many pairs have at least this cosine, one of LEVELS; of ten copies all 45."""
        return int(self.alike[LEVELS.index(level)])


def neighbourhood(vectors: NDArray[np.float32], k: int = K) -> Neighbourhood:
    """Compare n unit vectors (n, d), n >= 1, with each other, exactly; n² cosines, by blocks."""
    n = len(vectors)
    k = min(k, n - 1)
    occurrences, alike = np.zeros(n, np.int64), np.zeros(len(LEVELS), np.int64)
    pairs: dict[tuple[int, int], float] = {}
    for start in range(0, n, BLOCK):
        similarities = vectors[start : start + BLOCK] @ vectors.T
        own = np.arange(len(similarities))
        similarities[own, start + own] = -np.inf
        if k > 0:
            near = np.argpartition(-similarities, k - 1, axis=1)[:, :k]
            occurrences += np.bincount(near.ravel(), minlength=n)
            best = similarities.argmax(axis=1)
            for row, other, value in zip(start + own, best, similarities[own, best], strict=True):
                pairs[min(row, other), max(row, other)] = float(value)
        alike += _alike(similarities[:, start:])
    ordered = sorted(pairs.items(), key=lambda pair: (-pair[1], pair[0]))
    nearest = tuple(Pair(int(first), int(second), value) for (first, second), value in ordered)
    return Neighbourhood(k, occurrences, _skewness(occurrences), nearest, alike)


def _alike(similarities: NDArray[np.float32]) -> NDArray[np.int64]:
    """How many cosines above the diagonal reach each of LEVELS."""
    least = np.array(LEVELS) - ROUNDING
    later = np.triu(similarities >= least[0], 1)
    below = np.searchsorted(np.sort(similarities[later]), least)
    return np.asarray(np.count_nonzero(later) - below, np.int64)


def _skewness(values: NDArray[np.int64]) -> float:
    deviation = float(values.std())
    return float(np.mean((values - values.mean()) ** 3)) / deviation**3 if deviation > 0 else 0.0
