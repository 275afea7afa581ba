"""recall@k, mAP and the random baseline on rankings that can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

for package in ("cv2", "keras"):
    pytest.importorskip(package)

from pipeline.crop import cut  # noqa: E402
from tests.pipeline.fakes import fake_detector  # noqa: E402
from training.embedder.evaluate import as_detected  # noqa: E402
from training.embedder.retrieval import (  # noqa: E402
    RetrievalSet,
    Shown,
    mean_average_precision,
    measure,
    random_recall,
    recall,
)
from training.embedder.views import CROP_MARGIN  # noqa: E402

pytestmark = pytest.mark.training
HITS = [np.array([1, 0, 0, 0], bool), np.array([0, 0, 1, 1], bool)]


@pytest.mark.parametrize(("k", "share"), [(1, 0.5), (2, 0.5), (3, 1.0)])
def test_recall(k: int, share: float) -> None:
    assert recall(HITS, k) == share


def test_mean_average_precision() -> None:
    assert mean_average_precision(HITS) == pytest.approx((1 + (1 / 3 + 2 / 4) / 2) / 2)


def test_random_recall_equals_a_simulation() -> None:
    rng = np.random.default_rng(0)
    simulated = np.mean([[rng.permutation(row)[:2].any() for row in HITS] for _ in range(4000)])
    assert random_recall(HITS, 2) == pytest.approx(simulated, abs=0.02)


def shown(name: str, product: str, group: str, grey: int) -> Shown:
    return Shown(name, product, group, np.full((8, 8, 3), grey, np.uint8))


def by_grey(crops: list[np.ndarray]) -> dict[str, np.ndarray]:
    """An "embedder" that sees the mean grey as an angle; the second head is blind."""
    angle = np.array([crop.mean() for crop in crops]) / 255 * np.pi / 2
    return {"bag": np.stack([np.cos(angle), np.sin(angle)], 1), "dress": np.tile([1.0, 0.0], (len(crops), 1))}


def test_query_never_finds_its_own_picture_and_stays_in_its_group() -> None:
    views = (shown("a1", "a", "bag", 10), shown("a2", "a", "bag", 14), shown("b1", "b", "bag", 90))
    other = shown("c1", "c", "dress", 11)
    within = RetrievalSet("bags", views[:2], (*views, other), within_group=True)
    assert measure(within, by_grey)["recall@1"] == 1.0
    everything = RetrievalSet("all", views[:2], (*views, other), within_group=False)
    report = measure(everything, by_grey)
    assert report["recall@1"] == 0.0  # the dress is nearer than the other view
    assert report["recall@5"] == 1.0
    assert report["groups"]["bag"]["queries"] == 2


def test_detected_crops_are_cut_from_the_whole_picture(tmp_path: Path) -> None:
    whole = np.full((100, 100, 3), 255, np.uint8)
    whole[10:90, 20:80] = np.random.default_rng(1).integers(0, 90, (80, 60, 3))
    (tmp_path / "shop/images").mkdir(parents=True)
    Image.fromarray(whole).save(tmp_path / "shop/images/a1.png")
    trimmed = Shown("a1.png", "a", "topwear", whole[10:90, 20:80])
    detector = fake_detector([("topwear", 0.9, (30, 20, 50, 60))])  # in the whole picture, which is of its size
    found = as_detected(RetrievalSet("shop", (trimmed,), (trimmed,), within_group=False), tmp_path, detector)
    (query,), (entry,) = found.queries, found.gallery
    assert query is entry
    assert (query.pixels == cut(whole, (30, 20, 50, 60), CROP_MARGIN)).all()
