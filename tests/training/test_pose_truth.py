"""Framing follows from what a cut keeps; samples keep their keypoints on the person; agreement is a share."""

from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")

from PIL import Image

from pipeline.pose import FACINGS, FRAMINGS
from training.pose.samples import MIRRORED, SIZE, STREET_CUTS, cut_for, samples
from training.pose.truth import UNKNOWN, Posed, agreement, framing_of

WIDTH, HEIGHT = 300, 500


def standing() -> np.ndarray:
    """Keypoints of somebody who fills a photo of 300 x 500: head at 50, ankles at 450."""
    ys = [50, 45, 45, 48, 48, 110, 110, 170, 170, 230, 230, 250, 250, 350, 350, 450, 450]
    xs = [150, 156, 144, 165, 135, 185, 115, 200, 100, 205, 95, 172, 128, 170, 130, 168, 132]
    return np.column_stack([xs, ys, np.ones(17)]).astype(float)


@pytest.fixture
def posed(tmp_path: Path) -> Posed:
    """A photo with a red dot on every keypoint of the left side and a blue one on the right."""
    picture = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    for index, (x, y, _) in enumerate(standing().astype(int)):
        picture[y - 4 : y + 5, x - 4 : x + 5] = (255, 0, 0) if index % 2 else (0, 0, 255)
    Image.fromarray(picture).save(tmp_path / "photo.png")
    return Posed("a", tmp_path / "photo.png", standing(), FACINGS.index("front"), FRAMINGS.index("full"))


@pytest.mark.parametrize(
    ("rectangle", "framing"),
    [
        ((0, 0, 300, 500), "full"),
        ((0, 80, 300, 500), "full"),
        ((0, 0, 300, 300), "upper"),
        ((0, 0, 300, 420), "upper"),
        ((0, 0, 300, 200), "detail"),
        ((0, 200, 300, 500), "lower"),
        ((0, 200, 300, 400), "lower"),
        ((0, 300, 300, 500), "lower"),
        ((0, 400, 300, 500), "detail"),
        ((0, 140, 300, 220), "detail"),
        ((0, 0, 120, 500), "detail"),
    ],
    ids=["all", "headless", "to the thighs", "to the shins", "portrait", "waist to feet", "waist to shins",
         "knees to feet", "feet", "chest", "one arm"],
)  # fmt: skip
def test_framing_of_a_cut(rectangle, framing):
    assert FRAMINGS[framing_of(standing(), rectangle)] == framing


@pytest.mark.parametrize("edge", [105, 252, 349, 455])
def test_a_cut_through_a_joint_leaves_the_framing_open(edge):
    assert framing_of(standing(), (0, 0, 300, edge)) == UNKNOWN


@pytest.mark.parametrize("kind", ["upper", "lower", "any", "detail", "full"])
def test_cuts_stay_in_the_photo(posed, kind):
    for seed in range(50):
        x0, y0, x1, y1 = cut_for(kind, posed, WIDTH, HEIGHT, random.Random(seed))
        assert 0 <= x0 < x1 <= WIDTH
        assert 0 <= y0 < y1 <= HEIGHT


def test_upper_and_lower_cuts_show_what_they_are_called(posed):
    for kind in ("upper", "lower"):
        found = [framing_of(standing(), cut_for(kind, posed, WIDTH, HEIGHT, random.Random(seed))) for seed in range(80)]
        sure = [FRAMINGS[each] for each in found if each != UNKNOWN]
        assert sure.count(kind) > 0.8 * len(sure) > 40


@pytest.mark.parametrize("seed", range(6))
def test_keypoints_stay_on_the_person_in_every_cut(posed, seed):
    for each in samples(posed, STREET_CUTS, seed):
        left_is_red = set()
        for index, (x, y, weight) in enumerate(each.points):
            on_the_head = index < 5  # where the dots cover one another
            if weight == 0 or on_the_head or each.pixels.std(axis=-1).max() < 20:  # outside, or a grey picture
                continue
            red, _, blue = each.pixels[min(SIZE - 1, int(y * SIZE)), min(SIZE - 1, int(x * SIZE))].astype(int)
            assert abs(red - blue) > 60, "there is a dot at the keypoint"
            left_is_red.add((red > blue) == bool(index % 2))
        assert len(left_is_red) <= 1, "in a mirror, every left is a right"


def test_a_mirror_of_a_mirror_changes_nothing():
    assert [MIRRORED[index] for index in MIRRORED] == list(range(17))


def test_agreement_counts_sure_points_within_the_share():
    truth = standing()
    truth[15:, 2] = 0.1
    found = standing()
    found[0] += (0, 20, 0)
    found[1] += (0, 80, 0)
    found[15] += (200, 0, 0)
    assert agreement([found], [truth], 0.1)["all"] == pytest.approx(14 / 15)
