"""Thresholds reject the stated share of what is there, and the report says how much of what is not."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("cv2")

from training.embedder.absent import ENOUGH, Best, operating_point, thresholds


def test_a_group_with_enough_products_has_its_own_threshold():
    tops = [Best("topwear", "present", value) for value in np.linspace(0.5, 1, 101)]
    bags = [Best("bag", "present", 0.9)] * (ENOUGH - 1)
    below = thresholds([*tops, *bags])
    assert below["topwear"] == pytest.approx(0.525)
    everything = [each.similarity for each in (*tops, *bags)]
    assert below["bag"] == below["dress"] == pytest.approx(np.quantile(everything, 0.05), abs=1e-3)


def test_the_operating_point_tells_each_kind_apart():
    found = [Best("bag", "present", 0.8), Best("bag", "present", 0.4), Best("bag", "street", 0.3)]
    told = operating_point(found, {"bag": 0.5})
    assert told["present"] == {"crops": 2, "called absent": 0.5}
    assert told["street"] == {"crops": 1, "called absent": 1.0}
