"""Skirts made as a loft around the body: pleated, flared, gathered, pencil and A-line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from atelier import folds, materials, mesh
from atelier.canvas import Canvas
from atelier.cloth import drape
from atelier.fabrics import paint
from atelier.garments.skirt_cut import CUTS, WAIST_Z, SkirtCut
from atelier.geometry import Array, smoothstep
from atelier.shapes import load_or_make

COLUMNS = 416  # vertices around


def _profile(cut: SkirtCut, z: Array) -> tuple[Array, Array]:
    """Return half width and half depth at heights z."""
    heights = [cut.hem_z, 0.92, 0.99, WAIST_Z]
    widths = []
    for k in (0, 1):
        bend = 0.5 * (cut.waist[k] + cut.hip[k]) + 0.010
        values = [cut.hem[k], cut.hip[k], bend, cut.waist[k]]
        if cut.knee:
            widths.append(np.interp(z, [cut.hem_z, 0.55, *heights[1:]], [values[0], cut.knee[k], *values[1:]]))
            continue
        widths.append(np.interp(z, heights, values))
    step = 0.012 * _tier_place(cut, z)  # each flounce starts narrower than the one above it ends
    return _soften(widths[0]) + step, _soften(widths[1]) + step


def _tier_place(cut: SkirtCut, z: Array) -> Array:
    """Return the place within its flounce, 0 at the seam above to 1 at its hem, shifted to mean 0."""
    if cut.tiers == 1:
        return np.zeros(len(z))
    return ((WAIST_Z - z) / (WAIST_Z - cut.hem_z) * cut.tiers - 1e-6) % 1 - 0.5


def _soften(values: Array) -> Array:
    padded = np.pad(values, 4, mode="reflect", reflect_type="odd")
    return np.convolve(padded, np.ones(9) / 9, "valid")


def _fold(cut: SkirtCut, angle: Array, t: Array) -> tuple[Array, Array]:
    """Return (radial offset, angular offset) of the folds; t runs from 0 at the waist to 1 at the hem."""
    grow = smoothstep(0.05, 1.0, t)
    if cut.style == "pleats":
        turns = angle / (2 * np.pi) * cut.count
        k, f = np.floor(turns), turns % 1
        face = f < 0.66  # knife pleat: a long outer face, a short return lying underneath
        place = np.where(face, f / 0.66 * 1.12, 1.12 - (f - 0.66) / 0.34 * 0.12)
        level = np.where(face, f / 0.66, 1 - (f - 0.66) / 0.34)
        radial = (0.0015 + cut.depth * grow) * (level - 0.5) * 2 * (0.9 + 0.2 * np.sin(k * 2.3))
        return radial, (k + place) * 2 * np.pi / cut.count - angle
    if cut.style == "waves":
        uneven = angle + 0.22 * np.sin(2 * angle + 0.7) + 0.15 * np.sin(3 * angle + 2.1)
        wave = np.cos(cut.count * uneven) * (0.75 + 0.35 * np.sin(3 * angle + 1.3))
        fine = 0.35 * np.cos(2.6 * cut.count * uneven + 1) * (1 - smoothstep(0.2, 0.8, t))
        return cut.depth * grow * wave + 0.10 * cut.depth * fine * smoothstep(0.03, 0.12, t), 0 * angle
    return 0.004 * grow * np.sin(2 * angle + 0.5), 0 * angle


def loft_skirt(cut: SkirtCut) -> list[mesh.Object]:
    """Return the skirt as a grid; a short fall under gravity settles the folds."""
    z = np.linspace(WAIST_Z, cut.hem_z, cut.rows)[:, None]
    angle = np.linspace(0, 2 * np.pi, COLUMNS, endpoint=False)[None] + 0 * z
    t = (WAIST_Z - z) / (WAIST_Z - cut.hem_z) + 0 * angle
    wide, deep = (v[:, None] for v in _profile(cut, z[:, 0]))
    radial, turn = _fold(cut, angle, t)
    dip = 0.006 * np.sin(angle) * smoothstep(0.5, 1, t)
    x = (wide + radial) * np.cos(angle + turn)
    y = (deep + radial) * np.sin(angle + turn)
    xyz = np.stack([x, y, z + 0 * angle + dip], -1).reshape(-1, 3)
    faces = [f[::-1] for f in mesh.grid_faces(COLUMNS, cut.rows, closed=True)]
    down = WAIST_Z - xyz[:, 2]
    values = {"d_waist": down, "d_hem": xyz[:, 2] - cut.hem_z, "around": angle.ravel(), "down": t.ravel()}
    skirt = mesh.make("skirt", xyz, faces, values, uv=np.c_[0 * angle.ravel(), 1 - t.ravel()])
    _wrap_uv(skirt, cut.rows)
    if cut.frames:
        drape(skirt, None, "woven", cut.frames, (down < 0.07) * 1.0, gravity=-4)
        mesh.relax(skirt, 1, 0.4)
    return [mesh.subdivide(skirt)]


def _wrap_uv(skirt: mesh.Object, rows: int) -> None:
    """Lay u from 0 to 1 around without a backward jump in the last column's faces."""
    loops = np.empty(len(skirt.data.loops), np.int32)
    skirt.data.loops.foreach_get("vertex_index", loops)
    u = (loops % COLUMNS) / COLUMNS
    face_u = u.reshape(-1, 4)
    face_u[(face_u.max(1) > 0.9)[:, None] & (face_u < 0.1)] = 1.0
    v = 1 - (loops // COLUMNS) / (rows - 1)
    skirt.data.uv_layers["UVMap"].data.foreach_set("uv", np.c_[face_u.ravel(), v].astype(np.float32).ravel())


def skirt(seed: int, cut: str, fabric: Mapping[str, Any], band: str | None = None) -> list[mesh.Object]:
    """Return a finished skirt; `band` is the waistband's colour (default: the fabric's own)."""
    shape = CUTS[cut]
    garment = load_or_make(f"skirt_{cut}-{shape.key}", lambda: loft_skirt(shape))[0]
    length = WAIST_Z - shape.hem_z
    around = np.pi * (shape.hem[0] + shape.hem[1])
    canvas = Canvas([0.0, 0.0, 0.5 * around, length], 900)
    # prints keep their size at the hem and are not squeezed at the waist: the cloth is cut, not stretched
    across = canvas.x + np.where(canvas.is_back, canvas.width_m, 0)
    if shape.style != "pleats":
        wide = np.interp(canvas.z / length, [0, 1], [1.0, sum(shape.waist) / sum(shape.hem)])
        across = (across - 0.75 * around) * wide
    canvas.colour, canvas.height = paint(fabric, across, canvas.z, np.random.default_rng(seed))
    _finish(canvas, shape, length, band)
    folds.ripple(garment, 0.0012 if shape.style != "smooth" else 0.002, 6, seed)
    if shape.style == "smooth":
        _hip_folds(garment, seed)
    folds.raise_edge(garment, "waist", 0.036, 1.5)
    materials.paint(garment, materials.cloth("cloth", canvas, **materials.finish_of(fabric)))
    mesh.thicken(garment, 0.0018)
    return [garment]


def _finish(canvas: Canvas, cut: SkirtCut, length: float, band: str | None) -> None:
    """Waistband, hem and, for pencil skirts, darts and seams."""
    top = smoothstep(length - 0.037, length - 0.035, canvas.z)
    if band:
        canvas.mix(top, band)
    canvas.height += top * 0.8
    canvas.stitch(np.exp(-(((canvas.z - length + 0.036) / 0.0015) ** 2)), depth_mm=1.2)
    canvas.stitch(np.exp(-(((canvas.z - 0.022) / 0.0013) ** 2)), depth_mm=0.6)
    for k in range(1, cut.tiers):
        seam = length * k / cut.tiers
        canvas.stitch(np.exp(-(((canvas.z - seam) / 0.0022) ** 2)), depth_mm=2.0)
        gathers = np.exp(-np.clip(seam - canvas.z, 0, None) / 0.03) * (canvas.z < seam)
        canvas.height += 1.6 * gathers * np.sin(canvas.x * 420 + 3 * np.sin(canvas.x * 60))
    if cut.style != "smooth":
        return
    u = (canvas.x + np.where(canvas.is_back, canvas.width_m, 0)) / (2 * canvas.width_m)
    for place in (0.68, 0.82):  # darts either side of the centre front (u = 0.75)
        dart = np.exp(-(((u - place) * 900) ** 2)) * (canvas.z > length - 0.15)
        canvas.stitch(dart, depth_mm=1.0)
    for place in (0.0, 0.5, 1.0):
        canvas.stitch(np.exp(-(((u - place) * 700) ** 2)), depth_mm=1.2)


def _hip_folds(garment: mesh.Object, seed: int) -> None:
    """Press faint drag lines at the hips and the lap."""
    rng = np.random.default_rng(seed)
    a, t = mesh.value(garment, "around"), mesh.value(garment, "down")
    lift = np.zeros(len(a))
    for _ in range(16):
        centre, height = rng.uniform(np.pi, 2 * np.pi), rng.uniform(0.15, 0.9)
        slope, width = rng.uniform(-0.4, 0.4), rng.uniform(0.035, 0.06)
        across = (t - height) - slope * (a - centre)
        lift += 0.0022 * np.exp(-((across / width) ** 2)) * np.exp(-(((a - centre) / 0.35) ** 2))
    mesh.move_to(garment, mesh.positions(garment) + mesh.normals(garment) * (lift * smoothstep(0.08, 0.2, t))[:, None])
