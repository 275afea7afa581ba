"""Annoy against exact search, a box that is a little off, the flat map, and what a model's answer rests on."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.catalogue import Catalogue, Product
from pipeline.catalogue_write import AnnoyIndexing, Contents, write_catalogue
from pipeline.crop import cut
from pipeline.embedded import Embedded, Key
from pipeline.exact import compare
from pipeline.occlusion import gender_occlusion, hide_each
from pipeline.projection import project
from pipeline.stability import MOVES, TOP, stability
from tests.pipeline.fakes import FakeModel, outfit, spec


def unit(*values: float) -> np.ndarray:
    vector = np.array(values, np.float32)
    return vector / np.linalg.norm(vector)


def test_both_ways_find_the_same_products_as_the_catalogue_does(shop):
    catalogue = shop.catalogue
    vector = catalogue.embeddings[3]
    found = compare(catalogue, vector, "bottomwear", ("men", "unisex"), 6)
    rows = catalogue.table.to_pylist()
    wanted = [n for n, row in enumerate(rows) if row["group"] == "bottomwear" and row["gender"] != "women"]
    ranked = sorted(wanted, key=lambda n: (-float(catalogue.embeddings[n] @ vector), n))[:6]
    assert [each.row for each in found.exact] == ranked
    assert found.is_same
    assert (found.recall, found.products) == (1.0, len(wanted))
    assert found.exact_ms > 0 < found.approximate_ms


def test_too_small_a_search_k_is_seen_in_the_recall(tmp_path):
    vectors = np.random.default_rng(1).standard_normal((3000, 32)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = [Product(f"p{n}", "t", "", "men", "bag", "", "", None, "", "", "one.webp") for n in range(len(vectors))]
    outfit().save(tmp_path / "one.webp")
    entries = [Embedded(Key(f"{n}", "bag"), "bag", "whole", vector) for n, vector in enumerate(vectors)]
    write_catalogue(tmp_path, Contents("noise", rows, entries, (), {"embedder": "x"}), AnnoyIndexing())
    catalogue = Catalogue.open(tmp_path)
    query = unit(*np.random.default_rng(2).standard_normal(32))
    few = compare(catalogue, query, "bag", ("men",), 10, search_k=10)
    many = compare(catalogue, query, "bag", ("men",), 10, search_k=100_000)
    assert few.recall < 0.9
    assert not few.is_same
    assert many.recall == 1


def test_nothing_to_search_is_no_error(shop):
    found = compare(shop.catalogue, unit(*[1.0] * 8), "eyewear", ("men",), 5)
    assert (found.exact, found.approximate, found.recall) == ((), (), 1.0)


def test_a_box_that_is_a_little_off_is_embedded_again_in_one_run(shop):
    analysis = shop.analyse(outfit())
    candidate, runs = analysis.candidates[0], shop.model_runs
    variants = stability(analysis.photo, candidate, shop.embedder, shop.catalogue, ("men", "unisex"))
    assert shop.model_runs == runs + 1
    assert [each.name for each in variants] == list(MOVES)
    x0, y0, x1, y1 = candidate.detection.box
    for each in variants:
        assert 0 <= each.shared <= each.of == TOP
        assert -1 <= each.similarity <= 1.0001
        moved = cut(analysis.photo.pixels, each.box, shop.embedder.crop_margin)
        (vector,) = shop.embedder.embed([moved], [candidate.detection.group])
        assert each.similarity == pytest.approx(float(vector @ candidate.embedding), abs=1e-5)
    left, right, *_, smaller, larger = (each.box for each in variants)
    assert left[0] == x0 - round(0.1 * (x1 - x0))
    assert right[0] == x0 + round(0.1 * (x1 - x0))
    assert smaller[2] - smaller[0] == round(0.9 * (x1 - x0))
    assert larger[3] - larger[1] == round(1.1 * (y1 - y0))


def test_the_map_shows_the_two_directions_that_differ_most():
    random = np.random.default_rng(0)
    vectors = np.zeros((500, 12), np.float32)
    vectors[:, 4], vectors[:, 7] = random.normal(2, 3, 500), random.normal(0, 1, 500)
    flat = project(vectors)
    assert flat.share == pytest.approx(1)
    assert abs(flat.axes[0, 4]) > 0.99 < abs(flat.axes[1, 7])
    assert flat.place(vectors).std(axis=0) == pytest.approx([3, 1], rel=0.1)


@given(st.integers(1, 6), st.integers(2, 9))
@settings(max_examples=30)
def test_any_number_of_products_has_a_map(count, dimensions):
    vectors = np.random.default_rng(count).standard_normal((count, dimensions)).astype(np.float32)
    places = project(vectors).place(vectors)
    assert places.shape == (count, 2)
    assert np.isfinite(places).all()


def test_hiding_what_the_answer_rests_on_costs_the_most():
    def answer(squares):
        """The more red in the upper left quarter, the surer of men."""
        men = np.array([square[:16, :16, 0].mean() / 255 for square in squares], np.float32)
        return {"probabilities": np.stack([men, 1 - men], axis=1)}

    model = FakeModel(spec("gender", 32, ("men", "women"), settings={"min_probability": 0.75}), answer)
    square = np.full((32, 32, 3), 240, np.uint8)
    found = gender_occlusion(model, square, label=0, cells=4)
    assert found.probability == pytest.approx(240 / 255)
    assert (found.losses[:2, :2] > 0.05).all()
    assert found.losses[2:] == pytest.approx(0, abs=1e-6)
    assert gender_occlusion(model, square, label=1, cells=4).losses[0, 0] < 0


def test_each_part_is_hidden_once_whatever_the_size():
    square = np.full((30, 30, 3), 9, np.uint8)
    hidden = hide_each(square, 4, 200)
    assert sum((copy == 200).all(axis=2).astype(int) for copy in hidden).min() == 1
    assert sum((copy == 200).all(axis=2).astype(int) for copy in hidden).max() == 1
    assert (square == 9).all()
