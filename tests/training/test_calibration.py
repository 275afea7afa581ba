"""Calibration arithmetic against values that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.gender.calibration import (
    balanced_accuracy,
    class_weights,
    confusion,
    expected_calibration_error,
    fit_temperature,
    lowest_confidence,
    softmax,
)


def test_class_weights_make_every_class_count_the_same() -> None:
    labels = np.array([0, 1, 1, 1])
    weights = class_weights(labels, 2)
    assert weights.mean() == pytest.approx(1)
    assert weights[labels == 0].sum() == pytest.approx(weights[labels == 1].sum())


def test_temperature_of_overconfident_logits_is_found_again() -> None:
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 1.5, (20_000, 2))
    labels = (rng.random(20_000) < softmax(honest)[:, 1]).astype(int)
    assert fit_temperature(3 * honest, labels, np.ones(20_000)) == pytest.approx(3, rel=0.06)


@pytest.mark.parametrize(
    ("probability", "right", "error"),
    [(0.9, 9, 0.0), (0.9, 5, 0.4), (0.65, 10, 0.35)],
    ids=["calibrated", "overconfident", "underconfident"],
)
def test_expected_calibration_error(probability: float, right: int, error: float) -> None:
    probabilities = np.tile([probability, 1 - probability], (10, 1))
    labels = np.array([0] * right + [1] * (10 - right))
    assert expected_calibration_error(probabilities, labels) == pytest.approx(error)


def test_balanced_accuracy_ignores_how_common_a_class_is() -> None:
    labels = np.array([0] * 2 + [1] * 98)
    assert balanced_accuracy(np.ones(100, int), labels) == pytest.approx(0.5)
    assert confusion(np.ones(100, int), labels, 2) == [[0, 2], [0, 98]]


def test_lowest_confidence_keeps_only_what_is_right_often_enough() -> None:
    confidence = np.array([0.55, 0.6, 0.7, 0.8, 0.9, 0.95])
    labels = np.array([1, 0, 0, 1, 0, 1])
    predicted_zero = np.array([1, 0, 1, 0, 1, 0], bool)  # right at 0.7 and above
    probabilities = np.where(predicted_zero, confidence, 1 - confidence)
    assert lowest_confidence(np.stack([probabilities, 1 - probabilities], 1), labels) == pytest.approx(0.61, abs=0.011)
