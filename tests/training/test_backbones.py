"""The measures of the comparison, and heads that learn on frozen features."""

from __future__ import annotations

import numpy as np
import pytest

for package in ("cv2", "keras", "tensorflow"):
    pytest.importorskip(package)

import keras  # noqa: E402

from pipeline.taxonomy import GROUPS  # noqa: E402
from training.embedder.backbones import Heads, cosine, euclidean, table  # noqa: E402
from training.embedder.retrieval import RetrievalSet, Shown  # noqa: E402

pytestmark = pytest.mark.training
QUERY = np.array([1.0, 0.0], np.float32)
LONG_BUT_ALIGNED, NEAR_BUT_ASIDE = (9.0, 0.0), (1.0, 0.5)
GALLERY = np.array([LONG_BUT_ALIGNED, NEAR_BUT_ASIDE], np.float32)


@pytest.mark.parametrize(("nearness", "nearest"), [(cosine, 0), (euclidean, 1)])
def test_measures_rank_by_angle_or_by_distance(nearness, nearest):
    assert np.argmax(nearness(GALLERY, QUERY)) == nearest


class Pixel:
    """A frozen "network" that sees the first pixel."""

    def features(self, crops):
        return np.stack([crop[0, 0] / 255 for crop in crops]).astype(np.float32)


def crop(kind: int, noise: int) -> np.ndarray:
    """What tells products apart is a tenth of what does not."""
    return np.full((2, 2, 3), (noise, 10 * kind, 0), np.uint8)


def test_heads_learn_what_tells_products_apart():
    keras.utils.set_random_seed(1)
    heads, rng = Heads(Pixel()), np.random.default_rng(1)
    crops = [[crop(kind, int(rng.integers(256))) for kind in range(4)] for _ in range(2)]
    features = heads.network.features(crops[0] + crops[1])
    queries, gallery = (
        tuple(Shown(f"{side}-{n}", str(n), "bag", each) for n, each in enumerate(some))
        for side, some in enumerate(crops)
    )
    found = RetrievalSet("bags", queries, gallery, within_group=True)
    first = heads.train([(GROUPS.index("bag"), features, np.eye(4, dtype=np.float32))])
    last = heads.train([(GROUPS.index("bag"), features, np.eye(4, dtype=np.float32))] * 40)
    assert last < first
    vectors = heads(crops[0])["bag"]
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    *_, row = table([found], iter([("bags | cosine", heads, cosine)]))
    assert row.startswith("| bags | cosine | 1.000")
