"""Triplet loss against a plain NumPy loop."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("keras")

from training.embedder.triplet import mask_loss, triplet_loss

pytestmark = pytest.mark.training


def reference(anchors: np.ndarray, positives: np.ndarray, same: np.ndarray, margin: float, semi_hard: bool) -> float:
    count, losses = len(anchors), []
    everything = np.concatenate([anchors, positives])
    for row in range(2 * count):
        partner = (row + count) % (2 * count)
        own = ((everything[row] - everything[partner]) ** 2).sum()
        negatives = [
            ((everything[row] - everything[other]) ** 2).sum()
            for other in range(2 * count)
            if not same[row % count, other % count]
        ]
        if not negatives:
            continue
        farther = [distance for distance in negatives if distance > own]
        nearest = min(farther) if semi_hard and farther else min(negatives)
        losses.append(max(0.0, margin + own - nearest))
    return float(np.mean(losses)) if losses else 0.0


def unit(rng: np.random.Generator, count: int) -> np.ndarray:
    vectors = rng.normal(size=(count, 16)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


@pytest.mark.parametrize("mining", ["hard", "semi-hard"])
@pytest.mark.parametrize("seed", range(4))
def test_loss_equals_the_reference(mining: str, seed: int) -> None:
    rng = np.random.default_rng(seed)
    anchors = unit(rng, 7)
    positives = anchors + 0.3 * unit(rng, 7)
    positives /= np.linalg.norm(positives, axis=1, keepdims=True)
    same = np.eye(7, dtype=np.float32)
    same[0, 1] = same[1, 0] = 1  # two rows of one product are no negatives of each other
    expected = reference(anchors, positives, same, 0.9, mining == "semi-hard")
    assert float(triplet_loss(anchors, positives, same, 0.9, mining)) == pytest.approx(expected, abs=1e-5)


def test_perfect_pairs_far_from_each_other_cost_nothing() -> None:
    vectors = np.eye(6, dtype=np.float32)
    assert float(triplet_loss(vectors, vectors, np.eye(6, dtype=np.float32), 0.5)) == 0.0


def test_collapsed_embeddings_cost_the_margin() -> None:
    vectors = np.tile(np.eye(1, 6, dtype=np.float32), (4, 1))
    assert float(triplet_loss(vectors, vectors, np.eye(4, dtype=np.float32), 0.5)) == pytest.approx(0.5)


def test_batch_of_one_product_teaches_nothing() -> None:
    vectors = np.eye(3, dtype=np.float32)
    assert float(triplet_loss(vectors, vectors, np.ones((3, 3), np.float32), 0.5)) == 0.0


def test_mask_loss_counts_known_rows_only() -> None:
    logits = np.stack([np.full((2, 2), 20.0), np.full((2, 2), -20.0)]).astype(np.float32)
    targets = np.ones((2, 2, 2), np.float32)
    assert float(mask_loss(logits, targets, np.array([1, 0], np.float32))) == pytest.approx(0, abs=1e-6)
    assert float(mask_loss(logits, targets, np.array([0, 1], np.float32))) == pytest.approx(20, abs=1e-3)
    assert float(mask_loss(logits, targets, np.zeros(2, np.float32))) == 0.0
