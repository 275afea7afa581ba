"""What a detector's figures count: hits, misses, false boxes, and what must not be scored."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

for package in ("cv2", "pycocotools", "torch"):
    pytest.importorskip(package)

from pipeline.detector import Detection  # noqa: E402
from training.detector.evaluate import CURVE_STEP, _group_figures, _mean, _right_group  # noqa: E402
from training.detector.geometry import GarmentBox  # noqa: E402
from training.detector.street import GROUPS, MaskedBox, StreetPhoto  # noqa: E402
from training.detector.truth import ground_truth, score  # noqa: E402

pytestmark = pytest.mark.training

BAG, DRESS = GROUPS.index("bag"), GROUPS.index("dress")
BOX = (10, 10, 50, 50)
HIT = Detection("bag", 0.9, BOX)
TIGHT = Detection("bag", 0.9, (10, 10, 50, 35))  # IoU 0.625: a hit at 0.5, none at 0.75
BLOCKED = Detection("bag", 0.8, (62, 10, 98, 50))
ELSEWHERE = Detection("bag", 0.7, (10, 60, 30, 80))


@pytest.fixture
def photo(tmp_path: Path) -> StreetPhoto:
    """A bag in a photo of 100 x 80, and at its right side, beyond the edge, where another may be."""
    Image.new("L", (100, 80)).save(tmp_path / "mask.png")
    bag = MaskedBox(GarmentBox("bag", *map(float, BOX)), "bag")
    region = GarmentBox("bag", 60.0, -20.0, 200.0, 52.0)
    return StreetPhoto("one", tmp_path / "one.png", tmp_path / "mask.png", (bag,), (region,))


def test_blocked_regions_are_crowds_inside_the_picture(photo: StreetPhoto) -> None:
    sure, blocked = ground_truth([photo, photo]).dataset["annotations"][:2]
    assert (sure["bbox"], sure["iscrowd"], sure["image_id"], sure["category_id"]) == ([10, 10, 40, 40], 0, 1, BAG + 1)
    assert (blocked["bbox"], blocked["iscrowd"], blocked["area"]) == ([60, 0, 40, 52], 1, 40 * 52)
    assert [image["id"] for image in ground_truth([photo, photo]).dataset["images"]] == [1, 2]


@pytest.mark.parametrize(
    ("found", "precision", "recall", "ap50", "ap75"),
    [
        pytest.param((HIT,), 1, 1, 1, 1, id="a hit"),
        pytest.param((TIGHT,), 1, 1, 1, 0, id="a loose hit"),
        pytest.param((ELSEWHERE,), 0, 0, 0, 0, id="a miss"),
        pytest.param((HIT, BLOCKED), 1, 1, 1, 1, id="in a blocked region: neither right nor wrong"),
        pytest.param((BLOCKED,), 0, 0, 0, 0, id="nothing but that"),
        pytest.param((HIT, ELSEWHERE), 0.5, 1, 1, 1, id="a false box beside it, less sure"),
        pytest.param((HIT, Detection("bag", 0.2, ELSEWHERE.box)), 1, 1, 1, 1, id="a false one below the threshold"),
        pytest.param((Detection("bag", 0.2, BOX),), 0, 0, 1, 1, id="found, but below the threshold"),
        pytest.param((HIT, Detection("bag", 0.8, BOX)), 0.5, 1, 1, 1, id="twice the same"),
    ],
)
def test_figures_of_a_group(photo, found, precision, recall, ap50, ap75) -> None:
    figures = _group_figures(score(ground_truth([photo]), {1: found}), BAG, confidence=0.35)
    assert figures["boxes"] == 1
    assert (figures["precision"], figures["recall"]) == (precision, recall)
    assert (figures["ap50"], figures["ap75"]) == pytest.approx((ap50, ap75), abs=1e-6)
    assert len(figures["precision_at_recall"]) == 100 // CURVE_STEP + 1


def test_a_blocked_region_excuses_its_own_group_only(photo: StreetPhoto) -> None:
    dress = MaskedBox(GarmentBox("dress", 10.0, 55.0, 50.0, 79.0), "dress")
    both = StreetPhoto(photo.name, photo.photo_path, photo.mask_path, (*photo.boxes, dress), photo.blocked)
    found = (Detection("dress", 0.9, (10, 55, 50, 79)), Detection("dress", 0.8, BLOCKED.box), HIT)
    evaluation = score(ground_truth([both]), {1: found})
    assert _group_figures(evaluation, DRESS, 0.35)["precision"] == 0.5
    assert _group_figures(evaluation, BAG, 0.35)["precision"] == 1


def test_photos_count_together(photo: StreetPhoto) -> None:
    evaluation = score(ground_truth([photo, photo]), {1: (HIT,), 2: ()})
    figures = _group_figures(evaluation, BAG, 0.35)
    assert (figures["boxes"], figures["precision"], figures["recall"]) == (2, 1, 0.5)
    assert _mean([figures, {**figures, "recall": 1.0}])["recall"] == 0.75


@pytest.mark.parametrize(
    ("found", "group_found", "best_box_right", "anything_found"),
    [
        pytest.param((HIT,), 1, 1, 1, id="right and best"),
        pytest.param((Detection("dress", 0.95, BOX), HIT), 1, 0, 1, id="right, another is surer"),
        pytest.param((Detection("dress", 0.95, BOX),), 0, 0, 1, id="another group"),
        pytest.param((Detection("bag", 0.2, BOX),), 0, 1, 0, id="right, below the threshold"),
        pytest.param((), 0, 0, 0, id="nothing"),
    ],
)
def test_the_right_group(found, group_found, best_box_right, anything_found) -> None:
    wanted = {"group_found": group_found, "best_box_right": best_box_right, "anything_found": anything_found}
    alone = _right_group([found], ["bag"], 0.35)
    assert alone == {"pictures": 1, **wanted, "groups": {"bag": wanted}}
    both = _right_group([found, (Detection("dress", 0.9, BOX),)], ["bag", "dress"], 0.35)
    assert both["group_found"] == np.mean([group_found, 1])
    assert both["groups"]["dress"] == {"group_found": 1, "best_box_right": 1, "anything_found": 1}
