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


def calibrated(logits: Floats, temperature: float, bias: float) -> Floats:
    """Probabilities (n, classes); the bias goes to the first class."""
    return softmax((logits + np.eye(1, logits.shape[1]) * bias) / temperature)


def negative_log_likelihood(probabilities: Floats, labels: Labels, weights: Floats) -> float:
    """Weighted mean of -log p(label), p (n, classes)."""
    chosen = probabilities[np.arange(len(labels)), labels]
    return float(-(np.log(np.clip(chosen, 1e-12, 1)) * weights).sum() / weights.sum())


def class_weights(labels: Labels, classes: int) -> Floats:
    """Weight of each sample so that every class counts the same; mean 1."""
    counts = np.bincount(labels, minlength=classes)
    return (len(labels) / (np.count_nonzero(counts) * np.maximum(counts, 1)))[labels]


def fit_temperature_and_bias(logits: Floats, labels: Labels, weights: Floats) -> tuple[float, float]:
    """Temperature T > 0 and bias b (added to the first logit) that minimise the loss of softmax((logits + [b, 0]) / T).

    Temperature scaling after Guo et al., ICML 2017. A network that has learned its rarer class by heart gives unseen
    members of it too little; the bias gives that back. A grid is exact enough for a few hundred samples.
    """
    tried = [
        (negative_log_likelihood(calibrated(logits, temperature, bias), labels, weights), temperature, bias)
        for temperature in np.geomspace(0.25, 8, 61)
        for bias in np.linspace(-3, 3, 61)
    ]
    _, temperature, bias = min(tried)
    return float(temperature), float(bias)


def reliability(probabilities: Floats, labels: Labels, bins: int = 10) -> list[tuple[float, float, int]]:
    """Per confidence bin that is not empty, lowest first: its mean confidence, its accuracy and its size."""
    confidence, right = probabilities.max(1), probabilities.argmax(1) == labels
    of = np.minimum((confidence * bins).astype(int), bins - 1)
    members = [of == b for b in sorted(set(of.tolist()))]
    return [(float(confidence[each].mean()), float(right[each].mean()), int(each.sum())) for each in members]


def expected_calibration_error(probabilities: Floats, labels: Labels, bins: int = 10) -> float:
    """Mean gap between confidence and accuracy over equally wide confidence bins, weighted by their size."""
    curve = reliability(probabilities, labels, bins)
    return sum(abs(confidence - accuracy) * size for confidence, accuracy, size in curve) / len(labels)


def balanced_accuracy(predicted: Labels, labels: Labels) -> float:
    """Mean recall over the classes that occur."""
    return float(np.mean([(predicted[labels == c] == c).mean() for c in np.unique(labels)]))


def confusion(predicted: Labels, labels: Labels, classes: int) -> list[list[int]]:
    """Rows: truth; columns: prediction."""
    table = np.zeros((classes, classes), int)
    np.add.at(table, (labels, predicted), 1)
    return table.tolist()


def lowest_confidence(probabilities: Floats, labels: Labels, target: float = 0.95) -> float:
    """Smallest confidence in 0.5..0.95 above which the balanced accuracy of the kept samples reaches `target`.

    Below it the app searches both departments. 0.9 when no step keeps every class and reaches the target.
    """
    for percent in range(50, 96):
        kept = probabilities.max(1) >= percent / 100
        complete = len(np.unique(labels[kept])) == len(np.unique(labels))
        if complete and balanced_accuracy(probabilities[kept].argmax(1), labels[kept]) >= target:
            return percent / 100
    return 0.9
