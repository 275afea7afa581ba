"""Hard batches: who looks alike to the network, and batches of them; and the validation set of worn products."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

for package in ("cv2", "keras"):
    pytest.importorskip(package)

from pipeline.shop import DEFAULT_CATALOGUE  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from tests.training.test_embedder_pairs import drawn  # noqa: E402
from training.embedder import batches, worn  # noqa: E402
from training.embedder.batches import PairMaker  # noqa: E402
from training.embedder.lookalikes import lookalikes  # noqa: E402
from training.embedder.retrieval import Shown  # noqa: E402
from training.embedder.worn import looks_set, worn_set  # noqa: E402
from training.splits import held_out  # noqa: E402

pytestmark = pytest.mark.training


def colour_network(pixels: np.ndarray, training: bool) -> dict[str, np.ndarray]:
    """Stands for a network that sees nothing but the colour in the middle."""
    assert not training
    middle = pixels[:, 96, 96] / 255 - 0.5
    vectors = middle / np.linalg.norm(middle, axis=1, keepdims=True)
    return {"embeddings": np.repeat(vectors[:, None], len(GROUPS), axis=1)}


@pytest.fixture
def maker() -> PairMaker:
    shop = [drawn("shop", "bottomwear", number, f"sku{number}") for number in range(12)]
    return PairMaker(shop + [drawn("street", "topwear", number, str(number)) for number in range(12)], 4)


def test_the_nearest_others_come_first_and_only_where_two_entries_are_two_products(maker):
    found = lookalikes(colour_network, maker.products)
    assert list(found) == [("bottomwear", "shop")]
    near = found["bottomwear", "shop"]
    assert near["shop-0"][0] == "shop-1"
    assert near["shop-6"][0] in ("shop-5", "shop-7")
    assert all(name not in others and len(set(others)) == 11 for name, others in near.items())


def test_a_batch_of_lookalikes_is_one_product_and_its_nearest(maker, monkeypatch):
    monkeypatch.setattr(batches, "LOOKALIKE_BATCHES", 1.0)
    near = {f"shop-{n}": [f"shop-{(n + step) % 12}" for step in (1, 2, 3, 4)] for n in range(12)}
    maker.lookalikes = {("bottomwear", "shop"): near}
    for seed in range(20):
        first, *others = maker.choose("bottomwear", "shop", np.random.default_rng(seed))
        assert len(set(others)) == 3
        assert set(others) <= set(near[first])


def test_a_batch_larger_than_the_lookalikes_takes_them_all(maker, monkeypatch):
    monkeypatch.setattr(batches, "LOOKALIKE_BATCHES", 1.0)
    maker.pairs = 8
    maker.lookalikes = {("bottomwear", "shop"): {f"shop-{n}": [f"shop-{(n + 1) % 12}"] for n in range(12)}}
    first, *others = maker.choose("bottomwear", "shop", np.random.default_rng(1))
    assert others == maker.lookalikes["bottomwear", "shop"][first]


def test_worn_products_that_training_knows_are_no_queries(tmp_path: Path):
    names = [f"tee-{number}" for number in range(12)]
    (tmp_path / "products").mkdir()
    (tmp_path / "training_looks").mkdir()
    with (tmp_path / "products.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["product_id", "group", "category", "image"])
        table.writerows([name, "topwear", "t-shirt", f"{name}.webp"] for name in names)
    for name in names:
        Image.new("RGB", (60, 80), "white").save(tmp_path / f"products/{name}.webp")
    Image.new("RGB", (100, 100), "grey").save(tmp_path / "training_looks/one.webp")
    items = [{"product_id": name, "group": "topwear", "box": [10, 10, 60, 70]} for name in names]
    items.append({"product_id": names[0], "group": "topwear", "box": [10, 10, 20, 70]})
    (tmp_path / "training_looks/looks.json").write_text(json.dumps([{"id": "1", "file": "one.webp", "items": items}]))
    found = worn_set(tmp_path)
    assert [each.product for each in found.queries] == [name for name in names if held_out(name)]
    assert 0 < len(found.queries) < len(names)
    assert [each.product for each in found.gallery] == names
    assert found.within_group


def test_the_demo_looks_are_looked_for_among_the_products_that_they_wear(monkeypatch):
    blank = np.zeros((2, 2, 3), np.uint8)  # 1,328 pictures would be opened for nothing
    monkeypatch.setattr(worn, "product_shown", lambda path, name, group: Shown(path.name, name, group, blank))
    found = looks_set(DEFAULT_CATALOGUE)
    products = {each.product for each in found.gallery}
    assert len(found.queries) > 300
    assert {each.product for each in found.queries} <= products
    assert len(products) == len(found.gallery)
