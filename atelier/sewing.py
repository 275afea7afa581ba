"""Sew a front and a back panel into one closed garment with open neck, cuffs and hem."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from atelier import mesh
from atelier.geometry import FAR_M, Array, Outline, distance_to
from atelier.panel import inflate, triangulate

Depth = Callable[[Array, Array, int], Array]  # (radius, pattern points (n, 2), side -1 front / 1 back) -> |y| metres


def soft_depth(radius: Array, _points: Array, _side: int) -> Array:
    """Flatten a circular section towards a body's: a torso comes out 0.15 m deep, a sleeve 0.08."""
    return radius / np.sqrt(1 + (radius / 0.2) ** 2)


def sew(name: str, front: Outline, back: Outline, step: float = 0.010, depth: Depth = soft_depth) -> mesh.Object:
    """Return the garment as a mesh object whose panels share the vertices of their `seam` edges.

    Attributes per vertex: d_<tag> = pattern distance to the nearest edge of that tag (m), px, pz = pattern
    position, side = -1 front, 0 seam, 1 back. `obj["canvas"]` is the frame for canvas.Canvas; the UV map
    lays the front left and the back right.
    """
    tags = sorted({tag for tag, _ in front + back})
    vertices: list[tuple[float, float, float]] = []
    values: dict[str, list[float]] = {f"d_{tag}": [] for tag in tags}
    values |= {"side": [], "seam_number": [], "seam_place": []}
    seam_index: dict[tuple[float, float], int] = {}
    triangles: list[np.ndarray] = []
    order: dict[tuple[float, float], tuple[int, int]] = {}
    for side, outline in ((-1, front), (1, back)):
        points, faces, pieces = triangulate(outline, step)
        reach = {tag: _nearest(points, pieces, tag) for tag in tags}
        on_seam = reach["seam"] < 1e-5
        order = order or _seam_order(pieces)
        y = side * depth(inflate(points, faces, on_seam, step), points, side)
        index = np.empty(len(points), int)
        for k, (x, z) in enumerate(points):
            key = (round(x, 4), round(z, 4))
            if on_seam[k] and key in seam_index:
                index[k] = seam_index[key]
                continue
            index[k] = len(vertices)
            if on_seam[k]:
                seam_index[key] = index[k]
            vertices.append((x, 0.0 if on_seam[k] else y[k], z))
            values["side"].append(0 if on_seam[k] else side)
            number, place = order.get(key, (-1, -1)) if on_seam[k] else (-1, -1)
            values["seam_number"].append(number)
            values["seam_place"].append(place)
            for tag in tags:
                values[f"d_{tag}"].append(reach[tag][k])
        triangles.append(index[faces] if side < 0 else index[faces][:, ::-1])
    xyz = np.array(vertices)
    arrays = {k: np.array(v) for k, v in values.items()} | {"px": xyz[:, 0].copy(), "pz": xyz[:, 2].copy()}
    obj = mesh.make(name, xyz, np.vstack(triangles), arrays)
    _lay_out_uv(obj, xyz, np.vstack(triangles), len(triangles[0]))
    return mesh.relax(obj, 6, 0.5, near=("d_seam", 0.03))


def _seam_order(pieces: Outline) -> dict[tuple[float, float], tuple[int, int]]:
    """Return (number of the seam, place along it) by rounded position."""
    seams = [p for tag, p in pieces if tag == "seam"]
    return {(round(x, 4), round(z, 4)): (n, k) for n, p in enumerate(seams) for k, (x, z) in enumerate(p)}


def straighten_seams(obj: mesh.Object, sigma_m: float = 0.028, reach_m: float = 0.06, step: float = 0.010) -> None:
    """Smooth each seam along itself after draping and carry the cloth beside it along: silhouettes without lumps.

    Ends of seams stay where they are.
    """
    xyz, number, place = mesh.positions(obj), mesh.value(obj, "seam_number"), mesh.value(obj, "seam_place")
    pattern = np.c_[mesh.value(obj, "px"), mesh.value(obj, "pz")]
    shift = np.zeros_like(xyz)
    weight = np.zeros(len(xyz))
    for n in range(int(number.max()) + 1):
        line = np.nonzero(number == n)[0]
        line = line[np.argsort(place[line])]
        if len(line) < 5:
            continue
        moved = _smooth_line(xyz[line], sigma_m / step) - xyz[line]
        near = np.nonzero(mesh.value(obj, "d_seam") < reach_m)[0]
        gaps = np.linalg.norm(pattern[near, None] - pattern[line][None], axis=2)
        closest, gap = gaps.argmin(1), gaps.min(1)
        better = np.clip(1 - gap / reach_m, 0, 1) ** 2 * (3 - 2 * np.clip(1 - gap / reach_m, 0, 1))
        k = better > weight[near]
        shift[near[k]], weight[near[k]] = moved[closest[k]], better[k]
    mesh.move_to(obj, xyz + shift * weight[:, None])


def _smooth_line(points: Array, sigma: float) -> Array:
    """Filter a polyline with a Gaussian (sigma in vertices), point-reflected at the ends so that they stay."""
    m = min(len(points) - 1, int(3 * sigma) + 1)
    padded = np.vstack([2 * points[0] - points[m:0:-1], points, 2 * points[-1] - points[-2 : -m - 2 : -1]])
    t = np.arange(-m, m + 1)
    kernel = np.exp(-0.5 * (t / sigma) ** 2)
    kernel /= kernel.sum()
    return np.stack([np.convolve(padded[:, c], kernel, "valid") for c in range(3)], axis=1)


def _nearest(points: Array, pieces: Outline, tag: str) -> Array:
    distances = [distance_to(points, p) for name, p in pieces if name == tag]
    return np.min(distances, 0) if distances else np.full(len(points), FAR_M)


def _lay_out_uv(obj: mesh.Object, xyz: Array, triangles: np.ndarray, front_count: int) -> None:
    x0, z0 = xyz[:, 0].min() - 0.02, xyz[:, 2].min() - 0.02
    width, height = xyz[:, 0].max() + 0.02 - x0, xyz[:, 2].max() + 0.02 - z0
    loops = triangles.ravel()
    is_back = np.repeat(np.arange(len(triangles)) >= front_count, 3)
    uv = np.c_[(xyz[loops, 0] - x0 + width * is_back) / (2 * width), (xyz[loops, 2] - z0) / height]
    obj.data.uv_layers.new(name="UVMap").data.foreach_set("uv", uv.astype(np.float32).ravel())
    obj["canvas"] = [x0, z0, width, height]
