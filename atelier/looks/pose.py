"""Poses as functions of points: body, garments and hands go through the same bends.  No Blender here.

The person faces -y and stands on z = 0; side +1 is x > 0 (the wearer's left), -1 the right. Pairs are (right, left).
Every point is bent from its fingertip inwards: elbow, shoulder, knee, hip, spine, pelvis, each about where the joint is
at rest and as far as the point's weight says.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from atelier.geometry import Array
from atelier.looks.weights import Weights

SIDES = (-1, 1)
SHOULDER = np.array([0.172, 0.010, 1.388])
HIP, KNEE, ANKLE = np.array([0.088, 0.012, 0.90]), np.array([0.104, 0.0, 0.50]), np.array([0.118, 0.024, 0.07])
PELVIS, WAIST, NECK = np.array([0.0, 0.01, 0.95]), np.array([0.0, 0.01, 1.10]), np.array([0.0, 0.012, 1.54])
ELBOW_M, WRIST_M, GRIP_M = 0.30, 0.565, 0.655  # along the arm from the shoulder joint
X, Y, Z = np.eye(3)


@dataclass(frozen=True)
class Arm:
    """Directions of upper arm and forearm in the chest's frame; `turn` rolls the hand about the forearm, degrees."""

    upper: tuple[float, float, float]
    fore: tuple[float, float, float]
    turn: float = 0.0


@dataclass(frozen=True)
class Foot:
    """Where the ankle stands over the floor (m), where the toes point (degrees outwards), how far the heel is up."""

    x: float
    y: float = 0.024
    out: float = 9.0
    heel: float = 0.0


@dataclass(frozen=True)
class Pose:
    """Angles in degrees. `roll` lifts the left hip (the spine leans back against it), `shift` moves the hips in x."""

    arms: tuple[Arm, Arm]
    feet: tuple[Foot, Foot] = (Foot(-0.118), Foot(0.118))
    shift: float = 0.0
    roll: float = 0.0
    twist: float = 0.0
    head_turn: float = 0.0
    nod: float = 0.0


@dataclass(frozen=True)
class Stand:
    """A pose with its ankles (right, left) and the drop of the pelvis worked out for a kind of shoe."""

    pose: Pose
    arm_degrees: float
    ankles: tuple[Array, Array]
    drop: float = 0.0


def unit(v: ArrayLike) -> Array:
    """The vector at length 1."""
    a = np.asarray(v, float)
    return np.asarray(a / np.linalg.norm(a))


def arm_axis(side: int, arm_degrees: float) -> tuple[Array, Array]:
    """Shoulder joint and unit direction of a straight arm hanging `arm_degrees` off the vertical."""
    a = math.radians(arm_degrees)
    return SHOULDER * [side, 1, 1], np.array([side * math.sin(a), 0.0, -math.cos(a)])


def rotate(points: Array, centre: Array, axis: Array, radians: Array | float) -> Array:
    """Rodrigues' rotation of points (n, 3) about an axis through `centre`, by one angle or one per point."""
    rel = points - centre
    angle = np.broadcast_to(np.asarray(radians, float), len(points))[:, None]
    turned = rel * np.cos(angle) + np.cross(axis, rel) * np.sin(angle)
    return np.asarray(centre + turned + axis * (rel @ axis)[:, None] * (1 - np.cos(angle)))


def reach(start: Array, target: Array, pole: ArrayLike, upper_m: float, fore_m: float) -> tuple[Array, Array]:
    """Directions of two bones from `start` that end at `target` (or as near as they get), the joint towards `pole`."""
    way = target - start
    distance = min(float(np.linalg.norm(way)), (upper_m + fore_m) * 0.998)
    ahead = unit(way)
    beside = unit(np.asarray(pole, float) - ahead * (np.asarray(pole, float) @ ahead))
    cosine = (upper_m**2 + distance**2 - fore_m**2) / (2 * upper_m * distance)
    angle = math.acos(max(-1.0, min(1.0, cosine)))
    first = ahead * math.cos(angle) + beside * math.sin(angle)
    return first, unit(ahead * distance - first * upper_m)


def shortest(a: Array, b: Array) -> tuple[Array, float]:
    """Axis and angle of the shortest rotation from unit vector a to b."""
    axis = np.cross(a, b)
    size = float(np.linalg.norm(axis))
    return (axis / size if size > 1e-9 else X), math.atan2(size, float(a @ b))


def bend_arm(points: Array, weights: Weights, side: int, arm: Arm, arm_degrees: float) -> Array:
    """Bend one arm: hand, elbow, twist of the upper arm, swing at the shoulder."""
    k = SIDES.index(side)
    origin, along = arm_axis(side, arm_degrees)
    upper, fore = unit(arm.upper), unit(arm.fore)
    hinge = unit(np.cross(along, -Y))
    axis, swing = shortest(along, upper)
    carried = rotate(hinge[None], np.zeros(3), axis, swing)[0]
    bend = shortest(upper, fore)[1]
    wanted = unit(np.cross(upper, fore)) if bend > 0.05 else carried
    twist = math.atan2(float(np.cross(carried, wanted) @ upper), float(carried @ wanted))
    out = rotate(points, origin, along, math.radians(arm.turn) * weights.hand[:, k])
    out = rotate(out, origin + ELBOW_M * along, hinge, bend * weights.fore[:, k])
    out = rotate(out, origin, along, twist * weights.twist[:, k])
    return rotate(out, origin, axis, swing * weights.arm[:, k])


def bend_leg(points: Array, weights: Weights, side: int, ankle: Array, out_degrees: float) -> Array:
    """Bend one leg so that its ankle comes to `ankle` (pelvis frame), the knee half-way towards the toes."""
    k = SIDES.index(side)
    mirror = np.array([side, 1, 1])
    hip, knee, rest = HIP * mirror, KNEE * mirror, ANKLE * mirror
    angles = np.linspace(0, 2.2, 221)
    bent = rotate(np.repeat(rest[None], len(angles), 0), knee, X, angles)
    lengths = np.linalg.norm(bent - hip, axis=1)
    top = int(lengths.argmax())
    bend = float(np.interp(-np.linalg.norm(ankle - hip), -lengths[top:], angles[top:]))
    there = rotate(rest[None], knee, X, bend)[0]
    half = side * math.radians(out_degrees) / 2
    turn = _frame(ankle - hip, np.array([math.cos(half), math.sin(half), 0])) @ _frame(there - hip, X).T
    angle = math.acos(max(-1.0, min(1.0, (float(np.trace(turn)) - 1) / 2)))
    skew = np.array([turn[2, 1] - turn[1, 2], turn[0, 2] - turn[2, 0], turn[1, 0] - turn[0, 1]])
    axis = unit(skew) if angle > 1e-6 else X
    moved = rotate(points, knee, X, bend * weights.shin[:, k])
    return rotate(moved, hip, axis, angle * weights.leg[:, k])


def _frame(ahead: Array, hinge: Array) -> Array:
    a = unit(ahead)
    h = unit(hinge - a * (hinge @ a))
    return np.stack([a, h, np.cross(a, h)], 1)


def _pelvis(points: Array, pose: Pose, drop: float) -> Array:
    return rotate(points, PELVIS, Y, -math.radians(pose.roll)) + np.array([pose.shift, 0, -drop])


def _into_pelvis(points: Array, pose: Pose, drop: float) -> Array:
    return rotate(points - np.array([pose.shift, 0, -drop]), PELVIS, Y, math.radians(pose.roll))


def stand(pose: Pose, arm_degrees: float, ball_m: float = 0.15, lift_m: float = 0.0) -> Stand:
    """Work out ankles over heels that are up, and lower the pelvis until both feet reach the floor.

    ball_m: from ankle to ball of the foot along the shoe; lift_m: height of the shoe's insole at the heel.
    """
    ankles = []
    for side, foot in zip(SIDES, pose.feet, strict=True):
        turn, heel = math.radians(foot.out) * side, math.radians(foot.heel)
        ahead = np.array([math.sin(turn), -math.cos(turn), 0])
        high = ANKLE[2] + lift_m
        forwards = ball_m - ball_m * math.cos(heel) + high * math.sin(heel)
        up = ball_m * math.sin(heel) + high * math.cos(heel) - high
        ankles.append(np.array([foot.x, foot.y, ANKLE[2] + up]) + ahead * forwards)
    longest = float(np.linalg.norm(HIP - KNEE) + np.linalg.norm(KNEE - ANKLE)) * 0.997
    drop = 0.0
    while drop < 0.2 and any(
        np.linalg.norm(_into_pelvis(a[None], pose, drop)[0] - HIP * [s, 1, 1]) > longest
        for s, a in zip(SIDES, ankles, strict=True)
    ):
        drop += 0.002
    return Stand(pose, arm_degrees, (ankles[0], ankles[1]), drop)


def apply(points: Array, weights: Weights, stand: Stand) -> Array:
    """All bends of a pose for points (n, 3) at rest."""
    pose, out = stand.pose, points.copy()
    for side, ankle, foot in zip(SIDES, stand.ankles, pose.feet, strict=True):
        target = _into_pelvis(ankle[None], pose, stand.drop)[0]
        out = bend_leg(out, weights, side, target, foot.out)
    for side, arm in zip(SIDES, pose.arms, strict=True):
        out = bend_arm(out, weights, side, arm, stand.arm_degrees)
    out = rotate(out, NECK, X, -math.radians(pose.nod) * weights.head)
    out = rotate(out, NECK, Z, math.radians(pose.head_turn) * weights.head)
    out = rotate(out, WAIST, Y, math.radians(1.7 * pose.roll) * weights.chest)
    out = rotate(out, WAIST, Z, math.radians(pose.twist) * weights.chest)
    return _pelvis(out, pose, stand.drop)


def mirrored(pose: Pose) -> Pose:
    """The same pose with right and left exchanged."""

    def arm(a: Arm) -> Arm:
        return replace(a, upper=(-a.upper[0], *a.upper[1:]), fore=(-a.fore[0], *a.fore[1:]), turn=-a.turn)

    def foot(f: Foot) -> Foot:
        return replace(f, x=-f.x)

    return Pose(
        (arm(pose.arms[1]), arm(pose.arms[0])), (foot(pose.feet[1]), foot(pose.feet[0])),
        -pose.shift, -pose.roll, -pose.twist, -pose.head_turn, pose.nod,
    )  # fmt: skip


def joints(stand: Stand) -> dict[str, Array]:
    """Places of the 17 COCO keypoints, by name, metres."""
    rest: dict[str, tuple[Array, Weights]] = {"nose": (np.array([0, -0.116, 1.630]), Weights.rigid(1, head=1))}
    for k, (side, word) in enumerate(zip(SIDES, ("right", "left"), strict=True)):
        m = np.array([side, 1, 1])
        origin, along = arm_axis(side, stand.arm_degrees)
        rest[f"{word}_eye"] = (np.array([0.032, -0.092, 1.668]) * m, Weights.rigid(1, head=1))
        rest[f"{word}_ear"] = (np.array([0.078, 0.012, 1.645]) * m, Weights.rigid(1, head=1))
        rest[f"{word}_shoulder"] = (origin, Weights.rigid(1))
        rest[f"{word}_elbow"] = (origin + ELBOW_M * along, Weights.rigid(1, arm=k))
        rest[f"{word}_wrist"] = (origin + WRIST_M * along, Weights.rigid(1, fore=k))
        rest[f"{word}_hip"] = (HIP * m, Weights.rigid(1, chest=0))
        rest[f"{word}_knee"] = (KNEE * m, Weights.rigid(1, chest=0, leg=k))
        rest[f"{word}_ankle"] = (ANKLE * m, Weights.rigid(1, chest=0, shin=k))
    return {name: apply(at[None], weights, stand)[0] for name, (at, weights) in rest.items()}


def rigid_matrix(weights: Weights, stand: Stand) -> Array:
    """The 4x4 matrix that points of constant weights go through; `weights` are for 4 points."""
    moved = apply(np.vstack([np.zeros(3), np.eye(3)]), weights, stand)
    matrix = np.eye(4)
    matrix[:3, :3] = (moved[1:] - moved[0]).T
    matrix[:3, 3] = moved[0]
    return matrix


def grip(side: int, stand: Stand, along_m: float = GRIP_M) -> Array:
    """Where a hand closes round a handle, or another place along the straight arm, (3,)."""
    origin, along = arm_axis(side, stand.arm_degrees)
    k = SIDES.index(side)
    return apply((origin + along_m * along)[None], Weights.rigid(1, fore=k), stand)[0]
