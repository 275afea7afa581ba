"""How close a similarity is, measured against the catalogue itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from app_pages.per_catalogue import per_catalogue
from pipeline.catalogue import Catalogue

# A cosine means nothing by itself: 0.8 is close among shoes and common among white shirts. So the words say how
# many in 100 pairs of different products of the same group are less alike.
LEVELS: tuple[tuple[int, str], ...] = ((99, "Very close"), (95, "Close"), (80, "Similar"))
FARTHER = "Distant"
SAMPLE = 400  # products per group: 79,800 pairs fix a percentile well
SEED = 20261121


@dataclass(frozen=True)
class Closeness:
    """How alike different products of one group are: the similarities (-1..1) at percentiles 0 to 100, rising."""

    curve: tuple[float, ...]

    def percentile(self, similarity: float) -> float:
        """How many in 100 pairs are less alike."""
        return float(np.interp(similarity, self.curve, range(len(self.curve))))

    def level(self, similarity: float) -> tuple[int, str]:
        """(percentile, words) of a similarity; percentile 0 for FARTHER."""
        for percentile, words in LEVELS:
            if similarity >= self.curve[percentile]:
                return percentile, words
        return 0, FARTHER


@per_catalogue
def closeness_by_group(catalogue: Catalogue) -> Mapping[str, Closeness]:
    """Group -> its measure; groups of fewer than two products have none."""
    groups = catalogue.table["group"]
    measured = {}
    for group in groups.unique().to_pylist():
        rows = np.flatnonzero(pc.equal(groups, group).to_numpy())
        if len(rows) > 1:
            measured[group] = measure(catalogue.embeddings[_sample(rows)])
    return measured


def measure(vectors: NDArray[np.float32]) -> Closeness:
    """Percentiles of the similarities of all pairs of unit vectors (n, d), n > 1."""
    pairs = (vectors @ vectors.T)[np.triu_indices(len(vectors), k=1)]
    return Closeness(tuple(float(value) for value in np.percentile(pairs, range(101))))


def _sample(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(rows) <= SAMPLE:
        return rows
    return np.sort(np.random.default_rng(SEED).choice(rows, SAMPLE, replace=False))
