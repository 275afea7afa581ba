"""Poses as functions of points: body, garments and hands go through the same bends.  No Blender here.

The person faces -y and stands on z = 0; side +1 is x > 0 (the wearer's left), -1 the right.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from atelier.geometry import Array, smoothstep

SHOULDER = np.array([0.172, 0.010, 1.388])
HIP_Z = 0.90
ELBOW_M, WRIST_M, GRIP_M = 0.30, 0.565, 0.655  # along the arm from the shoulder joint


@dataclass(frozen=True)
class Pose:
    """Angles in degrees: how far each elbow is bent forwards (right, left), how far the right leg steps forwards."""

    elbows: tuple[float, float] = (14.0, 14.0)
    step: float = 0.0


def arm_axis(side: int, arm_degrees: float) -> tuple[Array, Array]:
    """Shoulder joint and unit direction of a straight arm hanging `arm_degrees` off the vertical."""
    a = math.radians(arm_degrees)
    return SHOULDER * [side, 1, 1], np.array([side * math.sin(a), 0.0, -math.cos(a)])


def bend_elbow(points: Array, side: int, arm_degrees: float, bend_degrees: float) -> Array:
    """Turn forearm, hand and sleeve forwards about the elbow; points (n, 3) away from that arm stay."""
    origin, along = arm_axis(side, arm_degrees)
    offset = points - origin
    t = offset @ along
    beside = np.linalg.norm(offset - t[:, None] * along, axis=1)
    weight = smoothstep(ELBOW_M - 0.07, ELBOW_M + 0.05, t) * (1 - smoothstep(0.085, 0.115, beside))
    axis = np.cross(along, [0.0, -1.0, 0.0])
    return rotate(points, origin + ELBOW_M * along, axis / np.linalg.norm(axis), np.radians(bend_degrees) * weight)


def rotate(points: Array, centre: Array, axis: Array, radians: Array | float) -> Array:
    """Rodrigues' rotation of points (n, 3) about an axis through `centre`, by one angle or one per point."""
    rel = points - centre
    angle = np.broadcast_to(np.asarray(radians, float), len(points))[:, None]
    turned = rel * np.cos(angle) + np.cross(axis, rel) * np.sin(angle)
    return centre + turned + axis * (rel @ axis)[:, None] * (1 - np.cos(angle))


def step_legs(points: Array, degrees: float) -> Array:
    """Swing the right leg forwards and the left one back about the hips; what lies between blends."""
    below = 1 - smoothstep(HIP_Z - 0.12, HIP_Z + 0.06, points[:, 2])
    which = 1 - 2 * smoothstep(-0.03, 0.03, points[:, 0])  # 1 right, -1 left
    centre = np.array([0.0, 0.01, HIP_Z])
    return rotate(points, centre, np.array([1.0, 0.0, 0.0]), -np.radians(degrees) * below * which)


def apply(points: Array, pose: Pose, arm_degrees: float) -> Array:
    """All bends of a pose."""
    out = step_legs(points, pose.step) if pose.step else points.copy()
    for side, bend in zip((-1, 1), pose.elbows, strict=True):
        if bend:
            out = bend_elbow(out, side, arm_degrees, bend)
    return out


def grip(side: int, pose: Pose, arm_degrees: float) -> Array:
    """Where a hand closes round a handle, (3,)."""
    origin, along = arm_axis(side, arm_degrees)
    return apply((origin + GRIP_M * along)[None], pose, arm_degrees)[0]


def ankle(side: int, pose: Pose) -> Array:
    """The middle of an ankle, (3,)."""
    return apply(np.array([[side * 0.118, 0.024, 0.07]]), pose, 20.0)[0]
