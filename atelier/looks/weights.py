"""How much of each joint's bend a point takes part in.  No Blender here.

Sleeves and trouser legs are told from the rest by their place in the sewing pattern, where a sleeve that lies against
the waist in space is still far away from it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from atelier.geometry import Array, smoothstep

PATTERN_ARM = np.array([math.sin(math.radians(42)), -math.cos(math.radians(42))])
PATTERN_SHOULDER = np.array([0.172, 1.388])
ELBOW_M, WRIST_M = 0.30, 0.565


@dataclass(frozen=True)
class Weights:
    """0..1 per point: (n, 2) for right and left arm, forearm, twist of the upper arm, hand, leg, shin; (n,) others."""

    arm: Array
    fore: Array
    twist: Array
    hand: Array
    leg: Array
    shin: Array
    chest: Array
    head: Array

    @staticmethod
    def rigid(
        n: int, chest: float = 1.0, head: float = 0.0, arm: int | None = None, fore: int | None = None,
        leg: int | None = None, shin: int | None = None,
    ) -> Weights:  # fmt: skip
        """Points that follow one bone: `arm`, `fore`, `leg`, `shin` name a side (0 right, 1 left)."""

        def one(*sides: int | None) -> Array:
            made = np.zeros((n, 2))
            for k in sides:
                if k is not None:
                    made[:, k] = 1
            return made

        whole = one(arm, fore)
        return Weights(
            whole, one(fore), whole, one(fore), one(leg, shin), one(shin), np.full(n, chest), np.full(n, head)
        )

    def take(self, rows: np.ndarray) -> Weights:
        """The weights of chosen points."""
        return Weights(*(getattr(self, name)[rows] for name in self.__dataclass_fields__))


def chest_of(z: Array, arm: Array | float = 0.0) -> Array:
    """The spine bends between hips and ribs; arms go with the ribs."""
    above = smoothstep(0.98, 1.26, z)
    return np.asarray(above + (1 - above) * arm)


def _arms(t: Array, arm: Array, right: Array) -> tuple[Array, Array, Array, Array]:
    """Weights (n, 2) of arm, forearm, twist, hand from the place `t` along the arm (m)."""
    fore = arm * smoothstep(ELBOW_M - 0.07, ELBOW_M + 0.05, t)
    twist = arm * smoothstep(0.02, ELBOW_M - 0.03, t)
    hand = arm * smoothstep(ELBOW_M + 0.08, WRIST_M, t)
    sides = np.stack([right, 1 - right], 1)
    made = tuple(w[:, None] * sides for w in (arm, fore, twist, hand))
    return made[0], made[1], made[2], made[3]


def _legs(points: Array, half_m: float, thigh: float, shin: float) -> tuple[Array, Array]:
    """Weights (n, 2) of leg and shin; between the legs they blend over `half_m` to either side."""
    left = smoothstep(-half_m, half_m, points[:, 0])
    sides = np.stack([1 - left, left], 1)
    z = points[:, 2]
    return (thigh * (1 - smoothstep(0.78, 0.96, z)))[:, None] * sides, (shin * (1 - smoothstep(0.44, 0.56, z)))[
        :, None
    ] * sides


def upper(points: Array, pattern: Array, shoulder: tuple[float, float], armpit: tuple[float, float]) -> Weights:
    """A garment of the torso: points (n, 3) at rest, pattern (n, 2), its cut's shoulder and armpit in the pattern."""
    half = pattern * np.where(pattern[:, :1] < 0, [-1, 1], [1, 1])
    foot, head = np.array(armpit), np.array([shoulder[0] - 0.035, shoulder[1]])
    line = head - foot
    beyond = ((half - foot) @ np.array([line[1], -line[0]])) / np.linalg.norm(line)
    arm = smoothstep(-0.030, 0.055, beyond)
    t = (half - PATTERN_SHOULDER) @ PATTERN_ARM
    right = (pattern[:, 0] < 0).astype(float)
    leg, shin = _legs(points, 0.10, 0.8, 0.0)
    still = (1 - arm)[:, None]
    return Weights(
        *_arms(t, arm, right), leg * still, shin, chest_of(points[:, 2], arm), np.zeros(len(points))
    )  # fmt: skip


def trousers(points: Array, pattern: Array) -> Weights:
    """A garment with two legs: points (n, 3) at rest, pattern (n, 2)."""
    left = smoothstep(-0.03, 0.03, pattern[:, 0])
    sides = np.stack([1 - left, left], 1)
    z, n = points[:, 2], len(points)
    none = np.zeros((n, 2))
    leg = (1 - smoothstep(0.78, 0.96, z))[:, None] * sides
    shin = (1 - smoothstep(0.44, 0.56, z))[:, None] * sides
    return Weights(none, none, none, none, leg, shin, chest_of(z), np.zeros(n))


def skirt(points: Array) -> Weights:
    """A skirt follows both thighs loosely and no shin."""
    n = len(points)
    none = np.zeros((n, 2))
    leg, shin = _legs(points, 0.12, 0.8, 0.0)
    return Weights(none, none, none, none, leg, shin, chest_of(points[:, 2]), np.zeros(n))


def limb_arm(t: Array, side: int) -> Weights:
    """Points along a straight arm, `t` metres from the shoulder joint."""
    n = len(t)
    arm, fore, twist, hand = _arms(t, smoothstep(-0.05, 0.09, t), np.full(n, float(side < 0)))
    none = np.zeros((n, 2))
    return Weights(arm, fore, twist, hand, none, none, np.ones(n), np.zeros(n))


def limb_leg(z: Array, side: int) -> Weights:
    """Points along a leg at heights `z`."""
    n = len(z)
    points = np.stack([np.full(n, float(side)), np.zeros(n), z], 1)
    leg, shin = _legs(points, 0.03, 1.0, 1.0)
    none = np.zeros((n, 2))
    return Weights(none, none, none, none, leg, shin, np.zeros(n), np.zeros(n))


def torso(points: Array) -> Weights:
    """The trunk from the seat to the neck."""
    n = len(points)
    none = np.zeros((n, 2))
    return Weights(none, none, none, none, none, none, chest_of(points[:, 2]), np.zeros(n))
