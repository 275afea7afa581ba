"""Annoy behind our own rules: enough recall, and top-k a prefix of top-(k+1)."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.errors import ArtefactError
from pipeline.index import RECALL_TARGET, GroupIndex, build_index


def unit_vectors(count: int, dimensions: int = 32, seed: int = 1) -> np.ndarray:
    vectors = np.random.default_rng(seed).standard_normal((count, dimensions)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    vectors = unit_vectors(3000)
    path = tmp_path_factory.mktemp("index") / "topwear-men.ann"
    parameters = build_index(vectors, path)
    return vectors, path, parameters


def open_index(built) -> GroupIndex:
    vectors, path, parameters = built
    return GroupIndex(path, vectors.shape[1], len(vectors), parameters.search_k)


def test_recall_reaches_the_target_on_other_queries(built):
    vectors, _, parameters = built
    assert parameters.recall >= RECALL_TARGET
    index, queries = open_index(built), unit_vectors(100, seed=2)
    exact = np.argsort(-(queries @ vectors.T), axis=1)[:, :10]
    found = [set(index.search(query, 10)[0].tolist()) for query in queries]
    hits = sum(len(ids & set(truth.tolist())) for ids, truth in zip(found, exact, strict=True))
    assert hits / exact.size >= 0.97


def test_a_target_that_cannot_be_reached_is_said(tmp_path, monkeypatch, caplog):
    monkeypatch.setattr("pipeline.index.TREES", (1,))
    monkeypatch.setattr("pipeline.index.MOST_SEARCH_K", 1)
    parameters = build_index(unit_vectors(3000), tmp_path / "bag-men.ann")
    assert parameters.recall < RECALL_TARGET
    assert f"bag-men.ann finds {parameters.recall:.4f}" in caplog.text


@pytest.mark.parametrize("dull", ["stored", "others"])
def test_the_kind_of_query_that_is_hardest_decides(tmp_path, monkeypatch, dull):
    """Queries near stored vectors lie across the last direction, those near the others along it."""
    vectors, others = unit_vectors(200), np.eye(32, dtype=np.float32)[[31] * 200]
    vectors[:, 31] = 0

    def recall(_, queries, __, search_k):
        kind = "others" if queries[:, 31].mean() > 0.5 else "stored"
        return 1.0 if kind != dull else search_k / 4000

    monkeypatch.setattr("pipeline.index._recall", recall)
    assert build_index(vectors, tmp_path / "bag-men.ann", others).search_k == 4000


def test_top_k_is_a_prefix_of_top_k_plus_one(built):
    index = open_index(built)
    for query in unit_vectors(20, seed=3):
        longest = index.search(query, 50)[0].tolist()
        for k in range(1, 50):
            assert index.search(query, k)[0].tolist() == longest[:k]


def test_similarities_are_cosines(built):
    vectors, _, _ = built
    items, similarities = open_index(built).search(vectors[17], 5)
    assert items[0] == 17
    assert similarities == pytest.approx(vectors[items] @ vectors[17], abs=1e-5)


def test_same_vectors_same_bytes(built, tmp_path):
    vectors, path, parameters = built
    again = tmp_path / "again.ann"
    assert build_index(vectors, again) == parameters
    assert again.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("count", [1, 2, 9])
def test_fewer_products_than_asked_for(tmp_path, count):
    vectors = unit_vectors(count)
    parameters = build_index(vectors, tmp_path / "small.ann")
    index = GroupIndex(tmp_path / "small.ann", vectors.shape[1], count, parameters.search_k)
    assert sorted(index.search(vectors[0], 10)[0].tolist()) == list(range(count))


def test_another_number_of_vectors_is_refused(built):
    vectors, path, _ = built
    with pytest.raises(ArtefactError, match=r"topwear-men\.ann holds 3000"):
        GroupIndex(path, vectors.shape[1], 2999, 100)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(ArtefactError, match=r"absent\.ann"):
        GroupIndex(tmp_path / "absent.ann", 32, 10, 100)
