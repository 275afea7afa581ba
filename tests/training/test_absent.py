"""Thresholds reject the stated share of what is there, and the report says how much of what is not."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("cv2")

from pipeline.catalogue import Catalogue
from pipeline.shop import DEFAULT_CATALOGUE
from training.embedder import absent
from training.embedder.absent import ENOUGH, Best, best_matches, operating_point, other_views, thresholds
from training.embedder.retrieval import Shown
from training.splits import held_out


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


def test_views_count_of_products_that_training_did_not_see(tmp_path):
    names = [f"P-{number}" for number in range(40)]
    kept = [name for name in names if held_out(name)]
    for name in names:
        Image.new("RGB", (48, 64)).save(tmp_path / f"{name}-2.webp")
    found = other_views(tmp_path, dict.fromkeys(names[:-1], "bag"))
    assert sorted(each.product for each in found) == sorted(set(kept) - {names[-1]})
    assert 0 < len(found) < len(names)
    assert {each.group for each in found} == {"bag"}


def test_a_garment_is_looked_for_with_its_own_product_and_without(monkeypatch, tmp_path):
    catalogue = Catalogue.open(DEFAULT_CATALOGUE)
    product, other = catalogue.products([0, 1])
    assert product.group == other.group
    pixels = np.zeros((4, 4, 3), np.uint8)
    monkeypatch.setattr(absent, "seen_in_looks", lambda _: [Shown("look", product.product_id, product.group, pixels)])
    monkeypatch.setattr(absent, "street", lambda *_: [Shown("photo", "a stranger's", product.group, pixels)])
    monkeypatch.setattr(absent, "shop", lambda *_: [])
    own = catalogue.embeddings[0]

    def embed(crops):
        return {product.group: np.stack([own for _ in crops])}

    present, taken_out, street = best_matches(embed, catalogue, tmp_path / "no views", tmp_path, None)
    same_group = [
        row for row, each in enumerate(catalogue.products(range(len(catalogue)))) if each.group == product.group
    ]
    twin = max(float(catalogue.embeddings[row] @ own) for row in same_group if row)
    assert present == Best(product.group, "present", pytest.approx(1.0, abs=1e-5))
    assert taken_out == Best(product.group, "taken out", pytest.approx(twin, abs=1e-5))
    assert street == Best(product.group, "street", pytest.approx(1.0, abs=1e-5))
