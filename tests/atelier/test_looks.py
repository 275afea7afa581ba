"""The demo looks: what is worn, how it is posed, how boxes are read. No Blender."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from atelier.design import GROUPS
from atelier.lines import all_designs
from atelier.looks import pose
from atelier.looks.pose import Pose
from atelier.looks.shoot import Quality, record
from atelier.looks.table import FRAMINGS, LOOKS, Look
from atelier.looks.truth import Item, box_of, code_colour, items, read_codes

CATALOGUE = {d.title: d for d in all_designs()}


def test_there_are_at_least_twelve_looks_of_both_genders_in_three_places() -> None:
    assert len(LOOKS) >= 12
    assert len({look.name for look in LOOKS}) == len(LOOKS)
    assert min(Counter(look.gender for look in LOOKS)[g] for g in ("men", "women")) >= 4
    assert {look.place for look in LOOKS} == {"street", "studio", "interior"}


@pytest.mark.parametrize("look", LOOKS, ids=lambda k: k.name)
def test_a_look_is_wearable(look: Look) -> None:
    designs = look.designs(CATALOGUE)
    groups = [d.group for d in designs]
    assert len(groups) == len(set(groups))
    assert set(groups) <= set(GROUPS)
    assert "footwear" in groups
    assert "dress" in groups or {"bottomwear"} < set(groups) & {"topwear", "bottomwear", "outerwear"}
    assert {d.gender for d in designs} <= {look.gender, "unisex"}
    assert abs(look.yaw) <= 40
    assert look.framing in FRAMINGS


def test_every_group_is_worn_by_somebody() -> None:
    assert {d.group for look in LOOKS for d in look.designs(CATALOGUE)} == set(GROUPS)


def test_an_unknown_title_is_an_error() -> None:
    with pytest.raises(KeyError):
        Look("x", "men", ("no such thing",), "street").designs(CATALOGUE)


def test_codes_survive_the_picture_and_lone_pixels_are_no_garment() -> None:
    picture = np.zeros((40, 30, 3))
    picture[5:25, 10:20] = code_colour(0)
    picture[30:39, 2:28] = code_colour(7)
    picture[0, 0] = code_colour(0)
    codes = read_codes(np.rint(picture * 255).astype(np.uint8))
    worn = [("topwear", "TW-1")] + [("bag", f"BG-{k}") for k in range(6)] + [("footwear", "FW-1")]
    assert items(codes, worn) == [
        Item("topwear", "TW-1", (10, 5, 20, 25)), Item("footwear", "FW-1", (2, 30, 28, 39)),
    ]  # fmt: skip


def test_code_colours_are_distinct_and_never_black() -> None:
    colours = [code_colour(k) for k in range(26)]
    assert len(set(colours)) == 26
    assert (0.0, 0.0, 0.0) not in colours


def test_a_garment_of_a_few_pixels_has_no_box() -> None:
    mask = np.zeros((20, 20), bool)
    mask[3:6, 3:6] = True
    assert box_of(mask) is None


@pytest.mark.parametrize("seed", range(5))
def test_a_box_lies_inside_the_picture_and_is_tight(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = np.zeros((50, 70), bool)
    x0, y0 = rng.integers(0, 40, 2)
    mask[y0 : y0 + 25, x0 : x0 + 45] = True
    x1, y1 = min(70, x0 + 45), min(50, y0 + 25)
    assert box_of(mask) == (x0, y0, x1, y1)


def test_record_is_the_documented_entry() -> None:
    entry = record(LOOKS[0], [Item("topwear", "TW-1", (1, 2, 3, 4))], Quality())
    assert list(entry) == ["id", "file", "gender", "width", "height", "items"]
    assert entry["items"] == [{"group": "topwear", "product_id": "TW-1", "box": (1, 2, 3, 4)}]


def test_bending_an_elbow_moves_the_forearm_only_and_keeps_its_length() -> None:
    origin, along = pose.arm_axis(1, 20)
    points = np.array([origin + t * along for t in (0.0, 0.1, 0.2, 0.45, 0.6)] + [[0.0, 0.0, 1.2], [0.12, 0.0, 0.5]])
    bent = pose.bend_elbow(points, 1, 20, 40)
    moved = np.linalg.norm(bent - points, axis=1)
    assert np.all(moved[[0, 1, 2, 5, 6]] < 1e-9)
    assert np.all(moved[[3, 4]] > 0.05)
    assert np.isclose(np.linalg.norm(bent[4] - bent[3]), 0.15)
    assert bent[4, 1] < points[4, 1], "the hand comes forwards, towards -y"


def test_a_step_swings_the_legs_apart_and_leaves_the_torso() -> None:
    points = np.array([[-0.1, 0.0, 0.2], [0.1, 0.0, 0.2], [0.0, 0.0, 1.3]])
    stepped = pose.step_legs(points, 5)
    assert stepped[0, 1] < -0.03 < 0.03 < stepped[1, 1]
    assert np.allclose(stepped[2], points[2])


def test_a_straight_pose_changes_nothing_and_the_grip_hangs_below_the_shoulder() -> None:
    points = np.random.default_rng(0).normal(size=(20, 3))
    assert np.allclose(pose.apply(points, Pose((0, 0), 0), 20), points)
    assert pose.grip(1, Pose(), 20)[2] < 0.9
    assert pose.grip(-1, Pose(), 20)[0] < 0
