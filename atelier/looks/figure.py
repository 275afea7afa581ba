"""The visible mannequin of the looks: torso and limbs of the draping body, a plain head with a nose, jointed hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from atelier import mesh
from atelier.accessories.grids import loft as loft_rings
from atelier.accessories.grids import offset_ring
from atelier.accessories.pieces import surface
from atelier.accessories.shoe_nets import Last
from atelier.body import ARM_ALONG, ARM_RADIUS, HEAD, LEG_PATH, LEG_RADIUS, TORSO, limb, loft
from atelier.geometry import Array
from atelier.looks.pose import WRIST_M, arm_axis

Part = tuple[Array, list[tuple[int, ...]]]
SLIM = {"m": 0.95, "f": 0.86}  # women's arms and legs are thinner than the draping body's


def _fuse(name: str, parts: Sequence[Part], voxel_m: float, rounds: int) -> mesh.Object:
    """Melt overlapping closed parts into one smooth skin."""
    faces: list[tuple[int, ...]] = []
    count = 0
    for vertices, part_faces in parts:
        faces += [tuple(i + count for i in face) for face in part_faces]
        count += len(vertices)
    made = mesh.make(name, np.vstack([v for v, _ in parts]), faces)
    remesh = made.modifiers.new("remesh", "REMESH")
    remesh.mode, remesh.voxel_size = "VOXEL", voxel_m
    smooth = made.modifiers.new("smooth", "SMOOTH")
    smooth.iterations, smooth.factor = rounds, 0.5
    mesh.bake(made)
    made.data.shade_smooth()
    return made


def torso(kind: str, arm_degrees: float) -> mesh.Object:
    """Neck to ankles, arms to the wrists."""
    parts: list[Part] = [loft([((0, y, z), (w, 0, 0), (0, d, 0)) for z, w, d, y in TORSO[kind]])]
    thin = SLIM[kind]
    for side in (1, -1):
        origin, along = arm_axis(side, arm_degrees)
        reach = [*ARM_ALONG[:8], WRIST_M, WRIST_M + 0.02]
        radius = [*ARM_RADIUS[:3], *(r * thin for r in ARM_RADIUS[3:8]), 0.0265 * thin, 0.012]
        parts.append(limb([origin + along * t for t in reach], radius))
        upper = [(side * x, y, z) for x, y, z in LEG_PATH[:-2]]
        thickness = [r * (thin if z < 0.6 else 1) for r, (_, _, z) in zip(LEG_RADIUS, upper, strict=False)]
        ankle = [(side * 0.117, 0.024, 0.15), (side * 0.118, 0.024, 0.03)]
        parts.append(limb([*upper, *ankle], [*thickness, 0.034 * thin, 0.029 * thin]))
    return _fuse("mannequin", parts, 0.007, 10)


def head() -> mesh.Object:
    """An egg with a nose and ears: enough for glasses and hats, no face."""
    skull = loft([((0, y, z - 0.022), (w * 1.04, 0, 0), (0, d * 1.06, 0)) for z, w, d, y in HEAD], power=2.0)
    neck = limb([(0, 0.004, 1.50), (0, 0.002, 1.60)], [0.050, 0.050])
    nose = limb(
        [(0, -0.094, 1.672), (0, -0.108, 1.648), (0, -0.116, 1.628), (0, -0.100, 1.616)], [0.006, 0.008, 0.012, 0.008]
    )
    ears = []
    for s in (1, -1):
        rings = [((s * (0.074 + 0.004 * t), 0.012 + 0.004 * t, 1.645 + 0.032 * t), (0.006 * q, 0, 0), (0, 0.015 * q, 0))
                 for t, q in ((-1, 0.25), (-0.6, 0.75), (0, 1), (0.6, 1.0), (1, 0.4))]  # fmt: skip
        ears.append(loft(rings, 20, 2.0))
    return _fuse("head", [skull, neck, nose, *ears], 0.004, 5)


def hand(side: int, arm_degrees: float) -> mesh.Object:
    """A relaxed hand below the wrist, thumb forwards, palm to the thigh, fingers a little curled."""
    origin, down = arm_axis(side, arm_degrees)
    wrist = origin + WRIST_M * down
    front = np.array([0.0, -1.0, 0.0])
    inward = np.cross(front, down) * side
    inward /= np.linalg.norm(inward)
    if inward[0] * side > 0:
        inward = -inward

    def at(length: float, forward: float, into: float) -> Array:
        return wrist + down * length + front * forward + inward * into

    palm = [
        (at(t, f, 0), front * w, inward * h)
        for t, f, w, h in (
            (-0.012, 0, 0.023, 0.021), (0.02, 0, 0.027, 0.019), (0.05, 0.002, 0.038, 0.016),
            (0.085, 0.003, 0.041, 0.014), (0.102, 0.003, 0.037, 0.010),
        )
    ]  # fmt: skip
    parts: list[Part] = [loft(palm, 24, 2.2)]
    for k, length in enumerate((0.066, 0.078, 0.074, 0.058)):
        f = 0.033 - 0.0205 * k
        finger = [
            at(0.09, f, 0),
            at(0.10 + length * 0.4, f * 1.04, 0.008),
            at(0.10 + length * 0.75, f * 1.02, 0.022),
            at(0.10 + length * 0.92, f, 0.036),
        ]
        parts.append(limb(finger, [0.0092, 0.0088, 0.008, 0.006]))
    thumb = [at(0.025, 0.020, 0.006), at(0.055, 0.046, 0.016), at(0.085, 0.055, 0.024), at(0.105, 0.054, 0.030)]
    parts.append(limb(thumb, [0.014, 0.0115, 0.0098, 0.007]))
    return _fuse("hand", parts, 0.0028, 3)


def foot(last: Last, lift: float, kind: str, stuff: Any) -> mesh.Object:
    """The instep between a low shoe's opening and the leg, in the shoe's own frame."""
    rim = offset_ring(last.rim, -0.0035)
    rim[:, 2] -= 0.004
    count = len(rim)
    angle = np.pi + np.linspace(0, 2 * np.pi, count, endpoint=False)
    centre = ankle_x(last)

    def collar(z: float, radius: float, stretch: float) -> Array:
        return np.stack([centre + radius * stretch * np.cos(angle), radius * np.sin(angle), np.full(count, z)], 1)

    thin = SLIM[kind]
    low = float(rim[:, 2].max()) * 0.5 + (0.07 + lift) * 0.5 + 0.035
    waist = collar(low, 0.031 * thin, 1.28)
    middle = 0.45 * rim + 0.55 * waist
    below = rim.copy()
    below[:, 2] -= 0.012
    below[:, :2] = below[:, :2].mean(0) + (below[:, :2] - below[:, :2].mean(0)) * 0.96
    rings = np.array([below, rim, middle, waist, collar(low + 0.05, 0.0335 * thin, 1.03)])
    return surface("foot", loft_rings(rings, 0.005), stuff)


def ankle_x(last: Last) -> float:
    """Where the leg stands above the sole, metres from the back of the shoe."""
    return float(0.18 * last.feather[:, 0].max())
