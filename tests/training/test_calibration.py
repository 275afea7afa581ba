"""Calibration arithmetic against values that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from training.gender.calibration import (
    balanced_accuracy,
    calibrated,
    class_weights,
    confusion,
    expected_calibration_error,
    fit_temperature_and_bias,
    lowest_confidence,
    reliability,
    softmax,
)


def test_class_weights_make_every_class_count_the_same() -> None:
    labels = np.array([0, 1, 1, 1])
    weights = class_weights(labels, 2)
    assert weights.mean() == pytest.approx(1)
    assert weights[labels == 0].sum() == pytest.approx(weights[labels == 1].sum())


def test_temperature_and_bias_of_wrong_logits_are_found_again() -> None:
    rng = np.random.default_rng(0)
    honest = rng.normal(0, 1.5, (20_000, 2))
    labels = (rng.random(20_000) < softmax(honest)[:, 1]).astype(int)
    wrong = 3 * honest + [-1.2, 0.0]
    temperature, bias = fit_temperature_and_bias(wrong, labels, np.ones(20_000))
    assert temperature == pytest.approx(3, rel=0.06)
    assert bias == pytest.approx(1.2, abs=0.2)
    assert calibrated(wrong, 3.0, 1.2) == pytest.approx(softmax(honest))


def test_the_reliability_curve_tells_confidence_accuracy_and_size_of_each_bin() -> None:
    sure, unsure = np.tile([0.95, 0.05], (4, 1)), np.tile([0.6, 0.4], (5, 1))
    curve = reliability(np.concatenate([sure, unsure]), np.array([0, 0, 0, 1, 0, 0, 1, 1, 1]))
    assert curve == [pytest.approx((0.6, 0.4, 5)), pytest.approx((0.95, 0.75, 4))]


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
    predicted = np.array([0, 1, 0, 1, 0, 1])
    labels = np.array([1, 0, 0, 1, 0, 1])  # wrong at 0.55 and 0.6, right from 0.7 on
    first = np.where(predicted == 0, confidence, 1 - confidence)
    probabilities = np.stack([first, 1 - first], 1)
    assert lowest_confidence(probabilities, labels) == pytest.approx(0.61)


def test_lowest_confidence_never_gives_up_a_class() -> None:
    probabilities = np.array([[0.55, 0.45], [0.4, 0.6], [0.1, 0.9]])
    assert lowest_confidence(probabilities, np.array([1, 1, 1])) == pytest.approx(0.56)
    assert lowest_confidence(probabilities, np.array([1, 0, 1])) == 0.9
