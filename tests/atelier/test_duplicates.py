"""Distances between products, with vectors made by hand. No model."""

from __future__ import annotations

import numpy as np

from atelier.design import Design
from atelier.duplicates import neighbours

DESIGNS = [Design(t, "men", "topwear", "t-shirt", "red", "cotton", "solid", "m:f", {"cut": t}) for t in "abc"]


def vectors(*degrees: float) -> np.ndarray:
    turn = np.radians(degrees)
    return np.stack([np.cos(turn), np.sin(turn)], 1).astype(np.float32)


def test_pairs_above_the_limit_are_named_closest_first() -> None:
    report = neighbours("topwear", DESIGNS, vectors(0, 5, 7), 0.985)
    assert [(a.title, b.title) for _, a, b in report.pairs] == [("b", "c"), ("a", "b"), ("a", "c")]
    assert np.isclose(report.nearest, 1 - np.cos(np.radians(2)), atol=1e-6)
    assert np.isclose(report.median, 1 - np.cos(np.radians(2)), atol=1e-6)


def test_different_products_are_no_pair() -> None:
    report = neighbours("topwear", DESIGNS, vectors(0, 60, 150), 0.985)
    assert report.pairs == ()
    assert np.isclose(report.nearest, 0.5, atol=1e-6)
    assert report.products == 3
