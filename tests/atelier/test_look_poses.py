"""The mannequin's bends: feet on the floor, bones of one length, cloth told apart by its pattern. No Blender."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from atelier.garments.upper_cut import CUTS
from atelier.looks import pose, weights
from atelier.looks.stances import ARMS, LEGS, stance
from atelier.looks.weights import Weights

HANGING = ("hang", "hang")


def _stand(legs: str = "even", arms: tuple[str, str] = HANGING, sway: float = 0.0) -> pose.Stand:
    return pose.stand(stance(legs, arms, sway=sway), arm_degrees=20)


@pytest.mark.parametrize(("legs", "sway"), list(itertools.product(LEGS, (-1.0, 0.0, 1.0))))
def test_both_ankles_stand_where_the_feet_are(legs: str, sway: float) -> None:
    stand = _stand(legs, sway=sway)
    found = pose.joints(stand)
    for word, ankle in zip(("right", "left"), stand.ankles, strict=True):
        assert np.allclose(found[f"{word}_ankle"], ankle, atol=0.006)
    assert 0 <= stand.drop < 0.12


@pytest.mark.parametrize("arms", [*((a, "hang") for a in ARMS if a != "crossed"), ("crossed", "crossed")])
@pytest.mark.parametrize("legs", LEGS)
def test_bones_keep_their_length(legs: str, arms: tuple[str, str]) -> None:
    found = pose.joints(_stand(legs, arms))
    for word in ("right", "left"):
        ends = [found[f"{word}_{joint}"] for joint in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")]
        spans = [float(np.linalg.norm(b - a)) for a, b in itertools.pairwise(ends)]
        rest = [np.linalg.norm(pose.HIP - pose.KNEE), np.linalg.norm(pose.KNEE - pose.ANKLE)]
        assert np.allclose(spans[:2], [pose.ELBOW_M, pose.WRIST_M - pose.ELBOW_M], atol=1e-6)
        assert np.allclose(spans[3:], rest, atol=1e-6)


def test_arms_do_what_their_word_says() -> None:
    hip = pose.joints(_stand(arms=("hip", "hang")))
    assert hip["right_elbow"][0] < -0.35 < -0.25 < hip["right_wrist"][0], "the elbow points out, the hand rests"
    crossed = pose.joints(_stand(arms=("crossed", "crossed")))
    assert crossed["left_wrist"][0] < 0 < crossed["right_wrist"][0]
    assert crossed["left_wrist"][1] < crossed["right_wrist"][1] < -0.15, "one forearm lies over the other"
    carried = pose.joints(_stand(arms=("hang", "crook")))
    assert carried["left_wrist"][1] < carried["left_elbow"][1] - 0.2, "the forearm points forwards"


def test_the_free_leg_stands_out_and_the_hip_rises_over_the_other() -> None:
    left = pose.joints(_stand("left"))
    assert left["left_hip"][2] > left["right_hip"][2]
    assert left["left_shoulder"][2] < left["right_shoulder"][2], "the shoulders lean the other way"
    assert left["right_ankle"][1] < left["left_ankle"][1]


def test_a_mirrored_pose_mirrors_the_joints() -> None:
    there = pose.joints(_stand("walk left", ("hip", "forward"), 0.4))
    mirrored = pose.mirrored(_stand("walk left", ("hip", "forward"), 0.4).pose)
    back = pose.joints(pose.stand(mirrored, 20))
    assert np.allclose(there["left_wrist"] * [-1, 1, 1], back["right_wrist"], atol=1e-6)
    assert np.allclose(there["right_knee"] * [-1, 1, 1], back["left_knee"], atol=1e-6)


def test_reach_ends_at_the_target() -> None:
    start, target = np.array([0.1, 0.0, 1.4]), np.array([0.2, -0.2, 1.1])
    upper, fore = pose.reach(start, target, (1, 0, 0), 0.30, 0.265)
    assert np.allclose(start + 0.30 * upper + 0.265 * fore, target, atol=1e-9)


def test_a_sleeve_is_an_arm_and_the_waist_beside_it_is_not() -> None:
    cut = CUTS["long_m"]
    pattern = np.array([[0.42, 1.10], [-0.42, 1.10], [0.20, 1.05], [0.0, 1.2]])
    points = np.array([[0.35, 0, 1.05], [-0.35, 0, 1.05], [0.20, 0, 1.05], [0.0, -0.1, 1.2]])
    found = weights.upper(points, pattern, cut.shoulder, cut.armpit)
    assert np.allclose(found.arm, [[0, 1], [1, 0], [0, 0], [0, 0]])


def test_trouser_legs_follow_their_own_side() -> None:
    points = np.array([[-0.1, 0, 0.3], [0.1, 0, 0.3], [0.0, 0, 1.0]])
    found = weights.trousers(points, points[:, [0, 2]])
    assert np.allclose(found.leg, [[1, 0], [0, 1], [0, 0]])
    assert np.allclose(found.shin, [[1, 0], [0, 1], [0, 0]])


def test_a_head_turns_as_one_piece() -> None:
    stand = pose.stand(stance("even", HANGING, head_turn=30), 20)
    matrix = pose.rigid_matrix(Weights.rigid(4, head=1), stand)
    assert np.allclose(matrix[:3, :3] @ matrix[:3, :3].T, np.eye(3), atol=1e-9)
    nose = pose.joints(stand)["nose"]
    assert nose[0] > 0.03, "to the wearer's left"
