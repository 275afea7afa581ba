"""Plane geometry of sewing patterns: curves, outlines, distances.  Metres, x to the wearer's left as seen, z up."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]
Outline = list[tuple[str, Array]]  # (tag, polyline (n, 2)); tags: seam, or an open edge: neck, cuff, hem, waist, open

FAR_M = 9.0  # "no such edge nearby"


def smoothstep(low: float, high: float, x: ArrayLike) -> Array:
    """Return 0 below `low`, 1 above `high`, a cubic ramp between them."""
    t = np.clip((np.asarray(x, float) - low) / (high - low), 0, 1)
    return t * t * (3 - 2 * t)


def bezier(a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, n: int = 24) -> Array:
    """Return n + 1 points of the cubic Bezier curve with control points a, b, c, d."""
    t = np.linspace(0, 1, n + 1)[:, None]
    pa, pb, pc, pd = (np.asarray(p, float) for p in (a, b, c, d))
    return (1 - t) ** 3 * pa + 3 * (1 - t) ** 2 * t * pb + 3 * (1 - t) * t * t * pc + t**3 * pd


def spline(*points: ArrayLike, n: int = 10) -> Array:
    """Return a Catmull-Rom curve through the points, n samples per span (two points give a straight line)."""
    p = np.array([np.asarray(q, float) for q in points])
    if len(p) == 2:
        return p
    q = np.vstack([2 * p[0] - p[1], p, 2 * p[-1] - p[-2]])
    t = np.linspace(0, 1, n, endpoint=False)[:, None]
    spans = []
    for a, b, c, d in zip(q[:-3], q[1:-2], q[2:-1], q[3:], strict=True):
        spans.append(0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3))
    return np.vstack([*spans, p[-1:]])


def resample(points: ArrayLike, step: float) -> Array:
    """Return the polyline with vertices about `step` apart, ends kept."""
    p = np.asarray(points, float)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(p, axis=0), axis=1))]
    t = np.linspace(0, along[-1], max(1, round(along[-1] / step)) + 1)
    return np.stack([np.interp(t, along, p[:, k]) for k in range(p.shape[1])], axis=1)


def flip(points: ArrayLike) -> Array:
    """Return the polyline mirrored to the other half of the pattern (x -> -x)."""
    return np.asarray(points, float) * [-1, 1]


def mirror(half: Sequence[tuple[str, ArrayLike]]) -> Outline:
    """Close a half outline, drawn from centre top over the right side to centre bottom."""
    right = [(tag, np.asarray(p, float)) for tag, p in half]
    return right + [(tag, flip(p)[::-1]) for tag, p in reversed(right)]


def inside(points: Array, polygon: Array) -> NDArray[np.bool_]:
    """Tell which points lie inside the polygon (even-odd rule)."""
    x, y = points.T
    odd = np.zeros(len(points), bool)
    for (x0, y0), (x1, y1) in zip(polygon, np.roll(polygon, -1, 0), strict=True):
        if y0 != y1:
            crosses = (y0 > y) != (y1 > y)
            odd ^= crosses & (x < (x1 - x0) * (y - y0) / (y1 - y0) + x0)
    return odd


def distance_to(points: Array, line: ArrayLike) -> Array:
    """Return each point's distance to the polyline, capped at FAR_M."""
    best = np.full(len(points), FAR_M)
    p = np.asarray(line, float)
    for a, b in itertools.pairwise(p):
        ab = b - a
        t = np.clip(((points - a) @ ab) / max(float(ab @ ab), 1e-12), 0, 1)
        best = np.minimum(best, np.linalg.norm(points - a - t[:, None] * ab, axis=1))
    return best


def segments(outline: Outline, tag: str) -> list[Array]:
    """Return the polylines of an outline that carry the tag."""
    return [p for name, p in outline if name == tag]
