"""Small solid parts: buttons, zip pulls, cords."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import bpy
import numpy as np
from mathutils import Vector

from atelier import materials, mesh
from atelier.canvas import Canvas
from atelier.fabrics import paint
from atelier.folds import ripple
from atelier.garments.upper_outline import UpperCut
from atelier.geometry import spline


def surface_point(garment: mesh.Object, x: float, z: float) -> tuple[np.ndarray, np.ndarray]:
    """Return position and normal of the front panel's vertex nearest to a pattern point."""
    far = (mesh.value(garment, "px") - x) ** 2 + (mesh.value(garment, "pz") - z) ** 2
    k = int(np.argmin(far + 9.0 * (mesh.value(garment, "side") > -0.5)))
    return mesh.positions(garment)[k], mesh.normals(garment)[k]


def button(
    garment: mesh.Object, x: float, z: float, colour: str, radius: float = 0.0065, metallic: float = 0.0
) -> mesh.Object:
    """Sew a button on the front."""
    place, normal = surface_point(garment, x, z)
    bpy.ops.mesh.primitive_cylinder_add(vertices=24, radius=radius, depth=0.0035)
    disc = bpy.context.object
    bevel = disc.modifiers.new("bevel", "BEVEL")
    bevel.width, bevel.segments = 0.001, 2
    disc.location = Vector(place + normal * 0.0035)
    disc.rotation_euler = Vector(normal).to_track_quat("Z", "Y").to_euler()
    gloss = materials.plain("button", colour, 0.35 if not metallic else 0.3, 0, 0.4, metallic)
    return materials.paint(disc, gloss)


def zip_pull(garment: mesh.Object, x: float, z: float) -> mesh.Object:
    """Hang a metal puller on the zip."""
    place, normal = surface_point(garment, x, z)
    bpy.ops.mesh.primitive_cube_add(size=1)
    pull = bpy.context.object
    pull.scale, pull.location = (
        (0.007, 0.003, 0.026),
        Vector(place + normal * 0.005 - np.array([0, 0, 0.010])),
    )
    return materials.paint(pull, materials.plain("metal", "grey", 0.3, 0, 0.5, 1.0))


def hood(
    garment: mesh.Object, fabric: Mapping[str, Any], cord: str, neck_z: float, rng: np.random.Generator
) -> list[mesh.Object]:
    """Return a raised hood, an egg-shaped shell open at the face and sunk in the neckline, with its cords."""
    columns, rows = 64, 34
    polar = np.radians(2 + 112 * np.arange(rows) / (rows - 1))[:, None]
    turn = (2 * np.pi * np.arange(columns) / columns)[None]
    c, s, q = np.cos(turn), np.sin(turn), np.sin(polar)
    low = np.where(s < 0, s * s, 0)
    x = 0.116 * q * c * (1 + 0.12 * low)
    y = 0.125 * np.cos(polar) - 0.035 * np.clip(s, 0, None) * q**3
    y = np.where(y < 0, y * (1 - 0.25 * low), y) + 0.030
    z = np.where(s > 0, 0.145, 0.185) * q * s + 1.555
    shell = np.stack([x, y + 0 * c, z], -1).reshape(-1, 3)
    faces: list[tuple[int, ...]] = [f[::-1] for f in mesh.grid_faces(columns, rows, closed=True)]
    faces += [(i, (i + 1) % columns, len(shell)) for i in range(columns)]
    uv = np.c_[np.r_[0.5 + shell[:, 0], 0.5], np.r_[shell[:, 2] - 1.2, 0.355]]
    top = mesh.subdivide(mesh.make("hood", np.vstack([shell, [(0, 0.155, 1.555)]]), faces, uv=uv))
    mesh.relax(top, 1)
    ripple(top, 0.003, 9, int(rng.integers(1 << 30)))
    canvas = Canvas([0.0, 0.0, 0.5, 0.6], 800)
    canvas.colour, canvas.height = paint(fabric, canvas.x, canvas.z, rng)
    canvas.stitch(canvas.line([(0.5, 0), (0.5, 0.6)], 0.003, False, 1.0), depth_mm=1.2)
    materials.paint(top, materials.cloth("hood", canvas, **materials.finish_of(fabric)))
    mesh.thicken(top, 0.005)
    return [top, *cords(garment, cord, neck_z - 0.005)]


def cords(garment: mesh.Object, colour: str, top_z: float, length: float = 0.20) -> list[mesh.Object]:
    """Hang the two cords of a hood."""
    pieces = []
    for side in (-1, 1):
        path = []
        for t in np.linspace(0, 1, 14):
            x, z = side * (0.030 + 0.014 * t + 0.004 * math.sin(5 * t)), top_z - length * t
            place, _ = surface_point(garment, x, z)
            path.append((side * abs(x), place[1] - 0.005, z if t else z + 0.01))
        cord = mesh.tube(spline(*path, n=4), 0.0036, "cord")
        pieces.append(materials.paint(cord, materials.plain("cord", colour, 0.85, 0.1, 0.1)))
    return pieces


def fasten(garment: mesh.Object, front: str, cut: UpperCut, colour: str, aside_m: float = 0.0) -> list[mesh.Object]:
    """Return the closure's solid parts; `aside_m`: buttons sit so far from the middle of a front worn open."""
    top, bottom = cut.neck_front_z, cut.side[-1][1] - cut.tail
    if front == "half":
        return [button(garment, 0.0, top - d, colour) for d in (0.035, 0.085, 0.130)]
    if front == "buttons":
        big = cut.cloth in ("wool", "denim")
        low = max(bottom + 0.07, 0.80 if cut.cloth == "wool" else 0.0)
        count = max(3, round((top - low) / (0.115 if big else 0.088)))
        radius = 0.0115 if cut.cloth == "wool" else 0.0085 if big else 0.006
        rows = np.linspace(top - 0.045, low, count)
        return [button(garment, aside_m, float(z), colour, radius, 1.0 if cut.cloth == "denim" else 0.0) for z in rows]
    if front == "double":
        rows = np.linspace(top - 0.10, max(bottom + 0.30, 0.86), 3)
        return [button(garment, s * 0.062, float(z), colour, 0.0115) for z in rows for s in (-1, 1)]
    if front == "biker":
        return [zip_pull(garment, 0.088, cut.neck_front_z - 0.02)]
    if front in ("zip", "half zip"):
        return [zip_pull(garment, 0.0, top - 0.02)]
    return []
