"""What is measured of a whole catalogue: the memory that opening and searching it adds, and nothing beside."""

from __future__ import annotations

import numpy as np
import pyarrow.parquet as pq

from benchmarks.scale import shop_size, vectors
from tests.places import CATALOGUE

PRODUCTS = 600


def test_memory_is_what_opening_and_searching_added(tmp_path, monkeypatch):
    vectors.make(np.load(CATALOGUE / "embeddings.npy"), PRODUCTS, tmp_path, with_truth=False)
    loaded, folder = vectors.load(tmp_path), tmp_path / "catalogue"
    shop_size.build(pq.read_table(CATALOGUE / "products.parquet"), loaded.stored, folder)
    steps = []

    def noted(name, result):
        steps.append(name)
        return result

    held_mb = iter((100.0, 130.0))
    opened, hits = shop_size.Catalogue.open, shop_size._hits
    monkeypatch.setattr(shop_size, "beyond_the_map_mb", lambda: noted("memory", next(held_mb)))
    monkeypatch.setattr(shop_size.Catalogue, "open", lambda path: noted("open", opened(path)))
    monkeypatch.setattr(shop_size, "_hits", lambda *given: noted("compare", hits(*given)))
    facts = shop_size.measure(folder, loaded)
    assert facts["resident_mb_beyond_map"] == 30
    assert steps[:3] == ["memory", "open", "memory"]
    assert set(steps[3:]) == {"compare"}
    assert facts["recall"] >= 0.97
