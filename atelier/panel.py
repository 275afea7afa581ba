"""One panel of cloth: a triangulated outline and its inflated depth."""

from __future__ import annotations

import bpy  # noqa: F401  (mathutils exists only once bpy is imported)
import numpy as np
from mathutils import Vector
from mathutils.geometry import delaunay_2d_cdt

from atelier.geometry import Array, Outline, distance_to, inside, resample


def _hexagonal_points(polygon: Array, step: float) -> Array:
    """Return interior points on a hexagonal grid, clear of the border."""
    low, high = polygon.min(0), polygon.max(0)
    rows = []
    for j, z in enumerate(np.arange(low[1], high[1], step * 0.866)):
        x = np.arange(low[0] - step, high[0] + step, step) + (step / 2 if j % 2 else 0)
        rows.append(np.c_[x, np.full(len(x), z)])
    points = np.vstack(rows)
    points = points[inside(points, polygon)]
    return points[distance_to(points, np.vstack([polygon, polygon[:1]])) > step * 1.4]


def _inset_ring(polygon: Array, step: float) -> Array:
    """Return one ring of points just inside the border: without it seams come out saw-toothed."""
    tangent = np.roll(polygon, -1, 0) - np.roll(polygon, 1, 0)
    tangent /= np.linalg.norm(tangent, axis=1)[:, None]
    following = np.roll(polygon, -1, 0)
    area = np.sum(polygon[:, 0] * following[:, 1] - following[:, 0] * polygon[:, 1])
    ring = polygon + np.c_[-tangent[:, 1], tangent[:, 0]] * (1 if area > 0 else -1) * step * 0.87
    ring = ring[inside(ring, polygon)]
    return ring[distance_to(ring, np.vstack([polygon, polygon[:1]])) > step * 0.7]


def triangulate(outline: Outline, step: float) -> tuple[Array, np.ndarray, Outline]:
    """Return vertices (n, 2), triangles (m, 3) counter-clockwise, and the outline resampled at `step`."""
    pieces = [(tag, resample(p, step)) for tag, p in outline]
    border = np.vstack([p[:-1] for _, p in pieces])
    n = len(border)
    cloud = np.vstack([border, _inset_ring(border, step), _hexagonal_points(border, step)])
    # output type 1: only triangles inside the constraints
    found, _, triangles, *_ = delaunay_2d_cdt(
        [Vector(q) for q in cloud], [(i, (i + 1) % n) for i in range(n)], [], 1, 1e-7
    )
    vertices = np.array([tuple(q) for q in found])
    faces = np.array([t for t in triangles if len(t) == 3])
    ab, ac = vertices[faces[:, 1]] - vertices[faces[:, 0]], vertices[faces[:, 2]] - vertices[faces[:, 0]]
    area = ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0]
    faces[area < 0] = faces[area < 0][:, ::-1]
    return vertices, faces[np.abs(area) > 1e-9], pieces


def inflate(vertices: Array, faces: np.ndarray, fixed: np.ndarray, step: float) -> Array:
    """Return each vertex's depth (metres): the radius of a circular section that is 0 on the fixed seams.

    Solves laplace(u) = -1 by conjugate gradients; sqrt(2 u) is exact for a strip. Open edges are free.
    """
    sides = np.vstack([faces[:, [0, 1]], faces[:, [1, 2]], faces[:, [2, 0]]])
    i, j = np.unique(np.sort(sides, 1), axis=0).T
    n, free = len(vertices), ~fixed

    def laplacian(u: Array) -> Array:
        u = u * free
        return (np.bincount(i, u[i] - u[j], n) + np.bincount(j, u[j] - u[i], n)) * free

    residual = np.full(n, 1.5 * step * step) * free
    solution, direction, energy = np.zeros(n), residual.copy(), float(residual @ residual)
    for _ in range(900):
        image = laplacian(direction)
        alpha = energy / max(float(direction @ image), 1e-30)
        solution += alpha * direction
        residual -= alpha * image
        following = float(residual @ residual)
        if following < 1e-14 * n * step:
            break
        direction = residual + (following / energy) * direction
        energy = following
    return np.sqrt(np.maximum(2 * solution, 0))
