"""Surfaces of accessories as grids of points, computed with numpy alone.

A shoe, a hat or a bag is modelled by a small control net (rings x columns, metres) through which a bicubic surface
runs; a strap, a temple or a lace is a cross-section swept along a path. Axes: x right, y away from the camera, z up.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Points = NDArray[np.float64]


def closed_ring(half: ArrayLike, medial: float = 1.0) -> Points:
    """Mirror half a ring (n, 3), running from y = 0 to y = 0, into a closed one (2n - 2, 3).

    `medial` scales the width of the mirrored side: the inner side of a foot is flatter than the outer one.
    """
    points = np.asarray(half, float)
    return np.vstack([points, points[-2:0:-1] * [1, -medial, 1]])


def catmull_closed(rings: Points, per_cell: int) -> Points:
    """Periodic Catmull-Rom along axis 1: (rings, n, 3) -> (rings, n * per_cell, 3)."""
    before, after = np.roll(rings, 1, 1), np.roll(rings, -1, 1)
    far = np.roll(rings, -2, 1)
    t = np.linspace(0, 1, per_cell, endpoint=False)[None, None, :, None]
    a, b, c, d = (p[:, :, None, :] for p in (before, rings, after, far))
    cells = 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
    return cells.reshape(len(rings), -1, 3)


def loft(rings: Points, spacing: float = 0.004, ends_flat: bool = False) -> Points:
    """Cubic Hermite through the rings along axis 0, knots by mean distance: a row about every `spacing` metres."""
    step = np.linalg.norm(np.diff(rings, axis=0), axis=2).mean(1)
    knots = np.r_[0, np.cumsum(np.maximum(step, 1e-5))]
    slope = np.gradient(rings, knots, axis=0, edge_order=1)
    if ends_flat:
        slope[0] = slope[-1] = 0
    rows = []
    for k in range(len(rings) - 1):
        length = knots[k + 1] - knots[k]
        count = max(2, round(length / spacing))
        for t in np.linspace(0, 1, count, endpoint=False):
            rows.append(
                (2 * t**3 - 3 * t**2 + 1) * rings[k]
                + (t**3 - 2 * t**2 + t) * length * slope[k]
                + (-2 * t**3 + 3 * t**2) * rings[k + 1]
                + (t**3 - t**2) * length * slope[k + 1]
            )
    return np.array([*rows, rings[-1]])


def spline(points: ArrayLike, count: int = 40, closed: bool = False) -> Points:
    """Catmull-Rom through the points (n, d), resampled to `count` points at equal arc length."""
    p = np.asarray(points, float)
    control = np.vstack([p[-1:], p, p[:2]]) if closed else np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, 12, endpoint=False)[:, None]
    cells = [
        0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)
        for a, b, c, d in zip(control[:-3], control[1:-2], control[2:-1], control[3:], strict=True)
    ]
    dense = np.vstack([*cells, p[:1] if closed else p[-1:]])
    return resample(dense, count)


def resample(points: ArrayLike, count: int) -> Points:
    """`count` points at equal arc length along a polyline (n, d)."""
    p = np.asarray(points, float)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    at = np.linspace(0, along[-1], count)
    return np.stack([np.interp(at, along, p[:, k]) for k in range(p.shape[1])], 1)


def rounded_section(width: float, thickness: float, count: int = 12, power: float = 4.0) -> Points:
    """Cross-section of a strap (count, 2): a superellipse of the given width and thickness in metres."""
    angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
    c, s = np.cos(angle), np.sin(angle)
    return np.stack(
        [
            width / 2 * np.sign(c) * np.abs(c) ** (2 / power),
            thickness / 2 * np.sign(s) * np.abs(s) ** (2 / power),
        ],
        1,
    )


def sweep(path: ArrayLike, section: Points, up: ArrayLike = (0, 0, 1), scale: ArrayLike = 1.0) -> Points:
    """Cross-section (m, 2) carried along a path (n, 3) -> rings (n, m, 3).

    The section's first axis lies across the path and across `up` ((3,) or (n, 3)); its second points towards `up`.
    `scale` ((), (n,) or (n, 2)) widens or narrows it on the way.
    """
    p = np.asarray(path, float)
    tangent = np.gradient(p, axis=0)
    tangent /= np.linalg.norm(tangent, axis=1, keepdims=True)
    across = np.cross(tangent, np.broadcast_to(np.asarray(up, float), p.shape))
    across /= np.maximum(np.linalg.norm(across, axis=1, keepdims=True), 1e-9)
    normal = np.cross(across, tangent)
    size = np.asarray(scale, float)
    size = np.broadcast_to(size if size.ndim == 2 else size.reshape(-1, 1), (len(p), 2))
    return (
        p[:, None]
        + across[:, None] * (section[None, :, :1] * size[:, None, :1])
        + normal[:, None] * (section[None, :, 1:] * size[:, None, 1:])
    )


def offset_ring(ring: Points, distance: float | NDArray[np.float64]) -> Points:
    """A closed ring (n, 3) moved outwards (positive) or inwards in the ground plane by `distance` metres."""
    tangent = np.roll(ring, -1, 0) - np.roll(ring, 1, 0)
    normal = np.stack([tangent[:, 1], -tangent[:, 0]], 1)
    normal /= np.maximum(np.linalg.norm(normal, axis=1, keepdims=True), 1e-9)
    area = np.sum(ring[:, 0] * np.roll(ring[:, 1], -1) - np.roll(ring[:, 0], -1) * ring[:, 1])
    moved = ring.copy()
    moved[:, :2] += normal * np.sign(area) * np.reshape(distance, (-1, 1))
    return moved


def moved(point: ArrayLike, dx: float, dy: float, dz: float) -> Points:
    """A point (3,) shifted by so many metres."""
    return np.asarray(point, float) + np.array([dx, dy, dz])


def superellipse(a: float, b: float, count: int, power: float = 2.0) -> Points:
    """Closed plane curve (count, 2) with half axes a and b; power 2 is an ellipse, 4 and more a rounded rectangle."""
    return rounded_section(2 * a, 2 * b, count, power)


def arch(points: Sequence[Sequence[float]], count: int) -> Points:
    """A symmetrical path through half its points (x >= 0 first): the mirror image is added, then splined."""
    half = np.asarray(points, float)
    return spline(np.vstack([half * [-1, 1, 1], half[::-1][1:]]), count)
