"""Near-duplicates and hubs, against cases that can be worked out by hand."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import neighbourhood as module
from pipeline.neighbourhood import neighbourhood


def units(*rows: tuple[float, ...]) -> np.ndarray:
    vectors = np.array(rows, np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_twins_come_first_and_every_pair_once():
    found = neighbourhood(units((1, 0, 0), (0, 1, 0), (1, 0.01, 0), (0, 1, 0.5)), k=1)
    assert [(pair.first, pair.second) for pair in found.nearest] == [(0, 2), (1, 3)]
    assert found.nearest[0].similarity > 0.999 > found.nearest[1].similarity


def test_of_ten_copies_every_two_are_a_pair(monkeypatch):
    monkeypatch.setattr(module, "BLOCK", 4)
    near = (0.9, math.sqrt(1 - 0.9**2), 0)  # at a cosine of 0.9 to each copy
    found = neighbourhood(units(*[(1, 0, 0)] * 10, near, (0, 0, 1)))
    assert [found.pairs_from(least) for least in (0.8, 0.89, 0.91, 1.0)] == [55, 55, 45, 45]


def test_a_hub_is_everybodys_neighbour():
    spokes = [(1.0, *(3.0 if n == at else 0.0 for n in range(6))) for at in range(6)]
    found = neighbourhood(units((1.0, *[0.9] * 6), *spokes), k=1)
    assert found.occurrences.tolist()[0] == 6
    assert found.occurrences.sum() == 7
    assert found.skewness > 1.4


@given(st.integers(1, 40), st.integers(1, 12))
def test_each_product_chooses_k_others_whatever_the_block(count, k):
    vectors = units(*np.random.default_rng(count).standard_normal((count, 5)).tolist())
    found = neighbourhood(vectors, k)
    assert found.occurrences.sum() == count * min(k, count - 1)
    assert all(0 <= pair.first < pair.second < count for pair in found.nearest)


def test_blocks_give_what_one_block_gives(monkeypatch):
    vectors = units(*np.random.default_rng(3).standard_normal((50, 6)).tolist())
    whole = neighbourhood(vectors)
    monkeypatch.setattr(module, "BLOCK", 7)
    by_sevens = neighbourhood(vectors)
    assert by_sevens.occurrences.tolist() == whole.occurrences.tolist()
    assert [(p.first, p.second) for p in by_sevens.nearest] == [(p.first, p.second) for p in whole.nearest]
    assert by_sevens.skewness == pytest.approx(whole.skewness)
