"""Probabilities that mean what they say: temperature, expected calibration error, and the confidence to ask for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]


def softmax(logits: Floats) -> Floats:
    """Row-wise softmax, (n, classes) -> (n, classes)."""
    shifted = np.exp(logits - logits.max(1, keepdims=True))
    return shifted / shifted.sum(1, keepdims=True)


def negative_log_likelihood(logits: Floats, labels: Labels, weights: Floats) -> float:
    """Weighted mean of -log p(label)."""
    chosen = softmax(logits)[np.arange(len(labels)), labels]
    return float(-(np.log(np.clip(chosen, 1e-12, 1)) * weights).sum() / weights.sum())


def class_weights(labels: Labels, classes: int) -> Floats:
    """Weight of each sample so that every class counts the same; mean 1."""
    counts = np.bincount(labels, minlength=classes)
    return (len(labels) / (np.count_nonzero(counts) * np.maximum(counts, 1)))[labels]


def fit_temperature(logits: Floats, labels: Labels, weights: Floats) -> float:
    """Temperature T > 0 that minimises the likelihood loss of softmax(logits / T) (Guo et al., ICML 2017)."""
    grid = np.geomspace(0.25, 8, 141)
    return float(grid[np.argmin([negative_log_likelihood(logits / t, labels, weights) for t in grid])])


def expected_calibration_error(probabilities: Floats, labels: Labels, bins: int = 10) -> float:
    """Mean gap between confidence and accuracy over equally wide confidence bins, weighted by their size."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    of = np.minimum((confidence * bins).astype(int), bins - 1)
    gaps = [abs(confidence[of == b].mean() - right[of == b].mean()) * (of == b).mean() for b in set(of.tolist())]
    return float(sum(gaps))


def balanced_accuracy(predicted: Labels, labels: Labels) -> float:
    """Mean recall over the classes that occur."""
    return float(np.mean([(predicted[labels == c] == c).mean() for c in np.unique(labels)]))


def confusion(predicted: Labels, labels: Labels, classes: int) -> list[list[int]]:
    """Rows: truth; columns: prediction."""
    table = np.zeros((classes, classes), int)
    np.add.at(table, (labels, predicted), 1)
    return table.tolist()


def lowest_confidence(probabilities: Floats, labels: Labels, target: float = 0.97) -> float:
    """Smallest confidence in 0.5..0.95 above which the balanced accuracy of the kept samples reaches `target`.

    Below it the app searches both departments. 0.95 when no step reaches the target.
    """
    for step in np.arange(0.5, 0.951, 0.01):
        kept = probabilities.max(1) >= step
        if kept.any() and balanced_accuracy(probabilities[kept].argmax(1), labels[kept]) >= target:
            return round(float(step), 2)
    return 0.95
