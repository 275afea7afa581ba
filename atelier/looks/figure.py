"""The visible mannequin of the looks: torso and limbs of the draping body, a plain head with a nose, jointed hands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from atelier import mesh
from atelier.accessories.grids import loft as loft_rings
from atelier.accessories.grids import offset_ring
from atelier.accessories.pieces import surface
from atelier.accessories.shoe_nets import Last
from atelier.body import ARM_ALONG, ARM_RADIUS, HEAD, LEG_PATH, LEG_RADIUS, TORSO, Section, limb, loft
from atelier.geometry import Array
from atelier.looks import pose, weights
from atelier.looks.pose import WRIST_M, Stand
from atelier.looks.weights import Weights

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


def torso(kind: str, stand: Stand) -> mesh.Object:
    """Neck to ankles, arms to the wrists, built in its pose."""
    rings = [((0, y, z), (w, 0, 0), (0, d, 0)) for z, w, d, y in TORSO[kind]]
    vertices, faces = loft(rings)
    parts: list[Part] = [(pose.apply(vertices, weights.torso(vertices), stand), faces)]
    thin = SLIM[kind]
    for side in pose.SIDES:
        origin, along = pose.arm_axis(side, stand.arm_degrees)
        t = np.r_[
            np.linspace(-0.03, 0.20, 6), np.linspace(0.23, 0.37, 9), np.linspace(0.41, WRIST_M, 5), WRIST_M + 0.02
        ]
        radius = np.interp(t, [*ARM_ALONG[:8], WRIST_M, WRIST_M + 0.02], [
            *ARM_RADIUS[:3], *(r * thin for r in ARM_RADIUS[3:8]), 0.0265 * thin, 0.012])  # fmt: skip
        path = pose.apply(origin + t[:, None] * along, weights.limb_arm(t, side), stand)
        parts.append(tube(path, radius))
        parts.append(_leg(side, thin, stand))
    return _fuse("mannequin", parts, 0.007, 8)


def _leg(side: int, thin: float, stand: Stand) -> Part:
    corner = np.array([*LEG_PATH[:-2], (0.117, 0.024, 0.15), (0.118, 0.024, 0.03)]) * [side, 1, 1]
    thickness = [*(r * (thin if z < 0.6 else 1) for r, (_, _, z) in zip(LEG_RADIUS, LEG_PATH[:-2], strict=False)),
                 0.034 * thin, 0.029 * thin]  # fmt: skip
    z = np.r_[np.linspace(0.90, 0.60, 7), np.linspace(0.57, 0.43, 8), np.linspace(0.39, 0.03, 9)]
    path = np.stack([np.interp(-z, -corner[:, 2], corner[:, k]) for k in range(3)], 1)
    return tube(pose.apply(path, weights.limb_leg(z, side), stand), np.interp(-z, -corner[:, 2], thickness))


def tube(path: Array, radii: ArrayLike, n: int = 24) -> Part:
    """A round closed limb along a path (n, 3) that may point anywhere."""
    ahead = np.gradient(path, axis=0)
    ahead /= np.linalg.norm(ahead, axis=1)[:, None]
    across = np.cross(ahead[0], [0.0, 1.0, 0.0])
    rings: list[Section] = []
    for centre, direction, r in zip(path, ahead, np.asarray(radii, float), strict=True):
        across = pose.unit(across - direction * (across @ direction))
        rings.append((centre, across * r, np.cross(direction, across) * r))
    return loft(rings, n, 2.0)


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


def hand(side: int, stand: Stand) -> mesh.Object:
    """A relaxed hand below the wrist, thumb forwards, palm to the thigh, fingers a little curled; in its pose."""
    origin, down = pose.arm_axis(side, stand.arm_degrees)
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
    made = _fuse("hand", parts, 0.0028, 3)
    points = mesh.positions(made)
    mesh.move_to(made, pose.apply(points, Weights.rigid(len(points), fore=pose.SIDES.index(side)), stand))
    return made


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
