"""A flat map of embeddings: the two directions in which a group's products differ most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

SAMPLE = 4000  # more rows hardly turn the axes
SEED = 20261121


@dataclass(frozen=True, eq=False)
class Projection:
    """Principal components (Pearson 1901), computed once per group. mean: (d,). axes: (2, d), unit length.

    share: of the variance that the two axes show together, 0..1.
    """

    mean: NDArray[np.float32]
    axes: NDArray[np.float32]
    share: float

    def place(self, vectors: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n, d) -> (n, 2)."""
        return np.asarray((vectors - self.mean) @ self.axes.T, np.float32)


def project(vectors: NDArray[np.float32]) -> Projection:
    """The map of n vectors (n, d), n >= 1. Each axis points to where its strongest coordinate is positive.

    In float64, so that the float32 result does not depend on the order in which threads add.
    """
    chosen = np.asarray(vectors[sampled(len(vectors))], np.float64)
    mean = chosen.mean(axis=0)
    _, strengths, directions = np.linalg.svd(chosen - mean, full_matrices=False)
    axes = np.zeros((2, vectors.shape[1]))
    axes[: len(directions[:2])] = directions[:2]
    signs = np.sign(axes[np.arange(2), np.abs(axes).argmax(axis=1)])
    variance = np.square(strengths)
    share = float(variance[:2].sum() / variance.sum()) if variance.sum() > 0 else 1.0
    return Projection(np.asarray(mean, np.float32), np.asarray(axes * signs[:, None], np.float32), share)


def sampled(count: int) -> NDArray[np.int64]:
    """Which of so many rows the map is computed from: all, or SAMPLE of them."""
    if count <= SAMPLE:
        return np.arange(count)
    return np.random.default_rng(SEED).choice(count, SAMPLE, replace=False)
