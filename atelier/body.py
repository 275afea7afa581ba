"""The mannequin: an invisible collider for draping, and the visible figure of the looks."""

from __future__ import annotations

import math
from collections.abc import Sequence

import bpy
import numpy as np
from mathutils import Vector
from mathutils.bvhtree import BVHTree
from numpy.typing import ArrayLike

from atelier import mesh
from atelier.geometry import Array, smoothstep

Section = tuple[ArrayLike, ArrayLike, ArrayLike]  # centre, half axis a, half axis b

# height, half width, half depth, y offset (metres), from hip to chin
TORSO: dict[str, list[tuple[float, float, float, float]]] = {
    "m": [
        (0.80, 0.150, 0.105, 0.010), (0.92, 0.172, 0.118, 0.012), (1.00, 0.160, 0.110, 0.004),
        (1.10, 0.150, 0.104, 0.000), (1.20, 0.158, 0.110, 0.000), (1.30, 0.170, 0.118, 0.000),
        (1.38, 0.176, 0.106, 0.008), (1.425, 0.165, 0.082, 0.014), (1.455, 0.115, 0.066, 0.016),
        (1.48, 0.070, 0.060, 0.014), (1.54, 0.058, 0.060, 0.004), (1.60, 0.056, 0.058, -0.006),
    ],
    "f": [
        (0.80, 0.155, 0.105, 0.010), (0.92, 0.180, 0.120, 0.014), (1.00, 0.160, 0.108, 0.004),
        (1.10, 0.125, 0.092, 0.000), (1.20, 0.140, 0.105, -0.006), (1.28, 0.152, 0.122, -0.014),
        (1.36, 0.155, 0.100, 0.002), (1.415, 0.148, 0.075, 0.012), (1.445, 0.105, 0.060, 0.014),
        (1.475, 0.060, 0.052, 0.012), (1.54, 0.049, 0.052, 0.002), (1.60, 0.048, 0.050, -0.006),
    ],
}  # fmt: skip
HEAD = [
    (1.56, 0.020, 0.020, -0.005), (1.575, 0.045, 0.055, -0.012), (1.60, 0.058, 0.075, -0.014),
    (1.65, 0.071, 0.092, -0.008), (1.70, 0.077, 0.098, 0.000), (1.75, 0.072, 0.090, 0.004),
    (1.785, 0.052, 0.066, 0.006), (1.803, 0.022, 0.030, 0.006),
]  # fmt: skip
ARM_ALONG = [-0.03, 0, 0.06, 0.15, 0.27, 0.33, 0.42, 0.51, 0.56, 0.62, 0.68, 0.72]
ARM_RADIUS = [0.040, 0.053, 0.053, 0.050, 0.042, 0.043, 0.040, 0.030, 0.027, 0.035, 0.028, 0.012]
LEG_PATH = [
    (0.088, 0.012, 0.90), (0.092, 0.010, 0.80), (0.098, 0.004, 0.66), (0.104, 0, 0.50),
    (0.108, 0.012, 0.40), (0.112, 0.022, 0.28), (0.116, 0.024, 0.14), (0.118, 0.024, 0.07),
]  # fmt: skip
LEG_RADIUS = [0.088, 0.081, 0.068, 0.055, 0.054, 0.051, 0.038, 0.040]
FOOT_PATH = [(0.118, 0.06, 0.05), (0.122, 0.0, 0.05), (0.13, -0.10, 0.035), (0.135, -0.17, 0.025)]
FOOT_RADIUS = [0.03, 0.042, 0.042, 0.02]
SHOULDER = np.array([0.172, 0.010, 1.388])


def loft(sections: Sequence[Section], n: int = 40, power: float = 2.3) -> tuple[Array, list[tuple[int, ...]]]:
    """Return a closed tube through superellipse sections: vertices (len * n, 3) and faces."""
    angle = np.linspace(0, 2 * np.pi, n, endpoint=False)
    c, s = np.cos(angle), np.sin(angle)
    c, s = np.sign(c) * np.abs(c) ** (2 / power), np.sign(s) * np.abs(s) ** (2 / power)
    rings = [np.asarray(o) + c[:, None] * np.asarray(a) + s[:, None] * np.asarray(b) for o, a, b in sections]
    faces: list[tuple[int, ...]] = list(mesh.grid_faces(n, len(sections), closed=True))
    last = (len(sections) - 1) * n
    return np.vstack(rings), [*faces, tuple(range(n))[::-1], tuple(range(last, last + n))]


def limb(path: Sequence[ArrayLike], radii: Sequence[float]) -> tuple[Array, list[tuple[int, ...]]]:
    """Return a round limb along a path."""
    points = [np.array(p, float) for p in path]
    sections: list[Section] = []
    for i, (p, r) in enumerate(zip(points, radii, strict=True)):
        d = points[min(i + 1, len(points) - 1)] - points[max(i - 1, 0)]
        a = np.cross([0, 1, 0], d / np.linalg.norm(d))
        a /= np.linalg.norm(a)
        sections.append((p, a * r, np.cross(d / np.linalg.norm(d), a) * r))
    return loft(sections, 24, 2.0)


def make_body(
    kind: str = "m", arm_degrees: float = 42.0, voxel_m: float = 0.011, head: bool = False, feet: bool = False
) -> mesh.Object:
    """Return the mannequin ('m' or 'f') with straight arms `arm_degrees` from the vertical."""
    parts = [loft([((0, y, z), (w, 0, 0), (0, d, 0)) for z, w, d, y in TORSO[kind]])]
    angle = math.radians(arm_degrees)
    for side in (1, -1):
        along = np.array([side * math.sin(angle), 0, -math.cos(angle)])
        origin = SHOULDER * [side, 1, 1]
        arm = [origin + along * t + np.array([0, -0.06 * max(0, t - 0.27), 0]) for t in ARM_ALONG]
        parts.append(limb(arm, ARM_RADIUS))
        parts.append(limb([(side * x, y, z) for x, y, z in LEG_PATH], LEG_RADIUS))
        if feet:
            parts.append(limb([(side * x, y, z) for x, y, z in FOOT_PATH], FOOT_RADIUS))
    if head:
        skull: list[Section] = [((0, y, z - 0.022), (w * 1.08, 0, 0), (0, d * 1.06, 0)) for z, w, d, y in HEAD]
        parts.append(loft(skull, power=2.0))
    obj = _join(parts, voxel_m)
    obj["arm"] = arm_degrees
    return obj


def _join(parts: Sequence[tuple[Array, list[tuple[int, ...]]]], voxel_m: float) -> mesh.Object:
    faces: list[tuple[int, ...]] = []
    count = 0
    for vertices, part_faces in parts:
        faces += [tuple(i + count for i in face) for face in part_faces]
        count += len(vertices)
    obj = mesh.make("body", np.vstack([v for v, _ in parts]), faces)
    remesh = obj.modifiers.new("remesh", "REMESH")
    remesh.mode, remesh.voxel_size = "VOXEL", voxel_m
    smooth = obj.modifiers.new("smooth", "SMOOTH")
    smooth.iterations, smooth.factor = 14, 0.5
    mesh.bake(obj)
    obj.data.shade_smooth()
    return obj


def pose_arms(vertices: Array, from_degrees: float, to_degrees: float) -> Array:
    """Return body vertices with the arms swung about the shoulders (degrees from the vertical)."""
    v = vertices.copy()
    a = math.radians(from_degrees)
    for side in (1, -1):
        origin = SHOULDER * [side, 1, 1]
        offset = v - origin
        along = offset @ np.array([side * math.sin(a), 0, -math.cos(a)])
        across = offset @ np.array([math.cos(a) * side, 0, math.sin(a)])
        weight = smoothstep(-0.05, 0.09, along) * (v[:, 0] * side > 0.10) * smoothstep(-0.115, -0.06, across)
        turn = math.radians(from_degrees - to_degrees) * side * weight
        c, s = np.cos(turn), np.sin(turn)
        v[:, 0] = origin[0] + c * offset[:, 0] + s * offset[:, 2]
        v[:, 2] = origin[2] - s * offset[:, 0] + c * offset[:, 2]
    return v


def surface(obj: mesh.Object) -> BVHTree:
    """Return a search tree over the object's faces."""
    return BVHTree.FromPolygons([tuple(v) for v in mesh.positions(obj)], [tuple(p.vertices) for p in obj.data.polygons])


def push_out(vertices: Array, body: mesh.Object, gap_m: float) -> Array:
    """Return the points with those inside the body, or nearer than the gap, moved out to the gap."""
    tree, moved = surface(body), vertices.copy()
    for i, p in enumerate(moved):
        nearest, normal, _, distance = tree.find_nearest(Vector(p), 0.25)
        if nearest is None:
            continue
        if (Vector(p) - nearest).dot(normal) < 0 or distance < gap_m:
            moved[i] = nearest + normal * gap_m
    return moved


def tuck(body: mesh.Object, garments: Sequence[mesh.Object], near_m: float = 0.035, inward_m: float = 0.028) -> None:
    """Pull the visible body in wherever a garment lies close, so that no skin pokes through."""
    vertices, outward = mesh.positions(body), mesh.normals(body)
    best = np.full(len(vertices), 9.0)
    for garment in garments:
        tree = surface(garment)
        hits = [tree.find_nearest(Vector(v), near_m) for v in vertices]
        best = np.minimum(best, [9.0 if hit[0] is None else hit[3] for hit in hits])
    bare_neck = smoothstep(1.40, 1.45, vertices[:, 2]) * (np.abs(vertices[:, 0]) < 0.11)
    weight = (1 - smoothstep(near_m * 0.6, near_m, best)) * (1 - bare_neck)
    mesh.move_to(body, vertices - outward * (inward_m * weight)[:, None])


def remove(obj: mesh.Object) -> None:
    """Take an object out of the scene (a body left behind would be a second collider)."""
    bpy.data.objects.remove(obj)
