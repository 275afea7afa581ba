"""How close a similarity is, measured against the catalogue itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow.compute as pc
import streamlit as st
from numpy.typing import NDArray

from pipeline.catalogue import Catalogue

# A cosine means nothing by itself: 0.8 is close among shoes and common among white shirts. So the words say how
# many in 100 pairs of different products of the same group are less alike.
LEVELS: tuple[tuple[int, str], ...] = ((99, "Very close"), (95, "Close"), (80, "Similar"))
FARTHER = "Distant"
SAMPLE = 400  # products per group: 79,800 pairs fix a percentile well
SEED = 20261121


@dataclass(frozen=True)
class Closeness:
    """Similarities (-1..1) above which a match of one group deserves each of LEVELS."""

    thresholds: tuple[float, ...]

    def level(self, similarity: float) -> tuple[int, str]:
        """(percentile, words) of a similarity; percentile 0 for FARTHER."""
        for (percentile, words), threshold in zip(LEVELS, self.thresholds, strict=True):
            if similarity >= threshold:
                return percentile, words
        return 0, FARTHER


@st.cache_resource(show_spinner=False, hash_funcs={Catalogue: lambda catalogue: catalogue.sha256})
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
    thresholds = np.percentile(pairs, [percentile for percentile, _ in LEVELS])
    return Closeness(tuple(float(value) for value in thresholds))


def _sample(rows: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(rows) <= SAMPLE:
        return rows
    return np.sort(np.random.default_rng(SEED).choice(rows, SAMPLE, replace=False))
