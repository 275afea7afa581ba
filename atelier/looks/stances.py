"""Natural poses by name: how the weight is carried, what each arm does.  No Blender here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from atelier.looks.pose import ELBOW_M, SHOULDER, SIDES, WRIST_M, Arm, Foot, Pose, mirrored, reach

ARMS = ("hang", "loose", "bent", "forward", "crook", "hip", "pocket", "crossed")
LEGS = ("even", "wide", "left", "right", "walk left", "walk right", "together")


def _straight(out: float, ahead: float, bend_out: float, bend_ahead: float, turn: float = 0.0) -> Callable[..., Arm]:
    """An arm of the left side given by tangents off the vertical: upper arm, then forearm."""

    def made(side: int, bulk: float) -> Arm:
        return Arm((side * (out + bulk), -ahead, -1.0), (side * (bend_out + bulk), -bend_ahead, -1.0), side * turn)

    return made


def _reaching(target: tuple[float, float, float], pole: tuple[float, float, float], turn: float) -> Callable[..., Arm]:
    """An arm of the left side whose wrist is at a place (m, at rest)."""

    def made(side: int, _bulk: float) -> Arm:
        mirror = np.array([side, 1, 1])
        upper, fore = reach(
            SHOULDER * mirror, np.array(target) * mirror, np.array(pole) * mirror, ELBOW_M, WRIST_M - ELBOW_M
        )
        return Arm(tuple(upper), tuple(fore), side * turn)

    return made


_ARM: dict[str, Callable[..., Arm]] = {
    "hang": _straight(0.20, 0.02, 0.13, 0.14),
    "loose": _straight(0.27, 0.08, 0.20, 0.30),
    "bent": _straight(0.22, 0.10, 0.10, 1.0),
    "forward": _straight(0.20, 0.30, 0.10, 0.55),
    "back": _straight(0.20, -0.28, 0.14, -0.10),
    "crook": _straight(0.20, 0.06, -0.6, 6.0),
    "hip": _reaching((0.205, -0.035, 1.045), (1.0, 0.55, 0.0), 55),
    "pocket": _reaching((0.172, -0.062, 0.955), (0.55, 1.0, 0.0), 0),
    "over": _reaching((-0.085, -0.238, 1.165), (1.0, 0.1, -0.6), 70),
    "under": _reaching((-0.075, -0.176, 1.135), (1.0, 0.1, -0.6), 70),
}


def stance(
    legs: str, arms: tuple[str, str], bulk: float = 0.0, head_turn: float = 0.0, sway: float = 0.0, hips: float = 0.0
) -> Pose:
    """The pose of that name.

    legs: one of LEGS; arms: of ARMS, (right, left), "crossed" for both; bulk: how much further out arms hang in thick
    cloth (tangent); head_turn in degrees to the wearer's left; sway: -1..1, a personal touch to all angles; hips: how
    much further apart hanging arms are because of a wide skirt (tangent).
    """
    words = ("under", "over") if arms == ("crossed", "crossed") else arms
    if legs.startswith("walk") and words == ("hang", "hang"):  # arms swing against the legs
        words = ("back", "forward") if legs == "walk right" else ("forward", "back")
    made = tuple(
        _ARM[word](side, bulk + (hips if word in ("hang", "loose", "forward", "back") else 0.0))
        for side, word in zip(SIDES, words, strict=True)
    )
    pose = replace(_legs(legs, sway), arms=(made[0], made[1]))
    return replace(pose, head_turn=pose.head_turn + head_turn, twist=pose.twist + 3 * sway)


def _legs(word: str, sway: float) -> Pose:
    nobody = (Arm((0, 0, -1), (0, 0, -1)), Arm((0, 0, -1), (0, 0, -1)))
    if word == "even":
        return Pose(nobody, (Foot(-0.118, 0.024, 10), Foot(0.122, 0.018 - 0.02 * sway, 9)), roll=0.6 * sway)
    if word == "wide":
        return Pose(nobody, (Foot(-0.20, 0.03, 14), Foot(0.20, 0.01, 12)), roll=0.8 * sway)
    if word == "together":
        return Pose(nobody, (Foot(-0.085, 0.03, 6), Foot(0.085, 0.01, 8)), roll=1.5 * sway)
    if word == "left":
        feet = (Foot(-0.155, -0.055 - 0.02 * sway, 24), Foot(0.085, 0.035, 7))
        return Pose(nobody, feet, shift=0.030, roll=4.5 + sway, twist=3, head_turn=-4)
    if word == "walk left":
        feet = (Foot(-0.085, 0.215 + 0.03 * sway, 7, 34), Foot(0.085, -0.155 - 0.02 * sway, 4))
        return Pose(nobody, feet, shift=0.012, roll=2.0, twist=7)
    if word in ("right", "walk right"):
        return mirrored(_legs(word.replace("right", "left"), sway))
    raise KeyError(word)
