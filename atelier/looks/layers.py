"""Who lies over whom: tops tucked in or falling over waistbands, tops under coats, coats worn open."""

from __future__ import annotations

from collections.abc import Sequence

import bmesh
import bpy
import numpy as np
from mathutils import Vector
from mathutils.kdtree import KDTree

from atelier import mesh
from atelier.body import make_body, push_out, surface
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object

TRIM_M = 0.06  # buttons and zip pulls are narrower than this, collars wider
SLEEVE_X = 0.205  # near the waist, what lies further out than this is a sleeve, metres


def waist_of(bottom: Object) -> float:
    """Height of a waistband."""
    return float(mesh.positions(bottom)[:, 2].max())


def fall_over(over: Sequence[Object], under: Object, rows: Sequence[np.ndarray], gap_m: float = 0.008) -> None:
    """Push chosen points (one mask per object of `over`) out of the garment below."""
    for part, low in zip(over, rows, strict=True):
        points = mesh.positions(part)
        if low.any():
            points[low] = push_out(points[low], under, gap_m)
            mesh.move_to(part, points)
    if len(over) and len(rows[0]) and rows[0].any():
        mesh.relax(over[0], 2, 0.4)


def tuck_in(top: list[Object], bottom: Object, kind: str) -> None:
    """Draw the top to the body at the waist and cut off what the waistband hides."""
    waist = waist_of(bottom)
    body = make_body(kind, 42)
    tree = surface(body)
    for part in top:
        points = mesh.positions(part)
        sleeve = np.abs(points[:, 0]) > SLEEVE_X
        weight = (1 - smoothstep(waist - 0.005, waist + 0.075, points[:, 2])) * ~sleeve
        for k in np.nonzero(weight > 0)[0]:
            near, normal, _, _ = tree.find_nearest(Vector(points[k]), 0.4)
            if near is not None:
                points[k] += weight[k] * (np.array(near + normal * 0.004) - points[k])
        mesh.move_to(part, points)
        cut_away(part, (points[:, 2] < waist - 0.045) & ~sleeve)
    points = mesh.positions(bottom)
    high = points[:, 2] > waist - 0.06
    points[high] = push_out(points[high], top[0], 0.004)
    mesh.move_to(bottom, points)
    bpy.data.objects.remove(body)


def slim_under_coat(top: list[Object], sleeves: Sequence[Array], kind: str, is_open: bool) -> None:
    """Make a top fit under a coat: no sleeves, near the body; under a closed coat only its neckline stays.

    sleeves: how far each vertex of each part belongs to an arm, 0..1.
    """
    body = make_body(kind, 42)
    tree = surface(body)
    for part, arm in zip(top, sleeves, strict=True):
        points = mesh.positions(part)
        front = smoothstep(0.0, 0.05, -points[:, 1]) * (1 - smoothstep(0.10, 0.16, np.abs(points[:, 0])))
        limit = np.where(points[:, 2] > 1.44, 0.05, 0.004 + (0.022 if is_open else 0.0) * front)
        for k, p in enumerate(points):
            near, normal, _, distance = tree.find_nearest(Vector(p), 0.3)
            if near is not None and distance > limit[k]:
                points[k] = near + normal * limit[k]
        mesh.move_to(part, points)
        part.modifiers.clear()
        gone = arm > 0.35
        if not is_open:
            gone |= (np.abs(points[:, 0]) > 0.13) | (points[:, 2] < 1.12) | (points[:, 1] > 0.05)
        cut_away(part, gone)
    bpy.data.objects.remove(body)


def cut_away(part: Object, gone: np.ndarray) -> None:
    """Delete the vertices where `gone` is true."""
    shape = bmesh.new()
    shape.from_mesh(part.data)
    shape.verts.ensure_lookup_table()
    bmesh.ops.delete(shape, geom=[shape.verts[int(k)] for k in np.nonzero(gone)[0]], context="VERTS")
    shape.to_mesh(part.data)
    shape.free()


def open_front(coat: list[Object], gap_m: float) -> None:
    """Unbutton a coat: cut it down the centre front and let both edges fall `gap_m` off the centre at the hem.

    The cloth between edge and side seam lies in folds deep enough to keep its length.
    """
    cloth = coat[0]
    before = mesh.positions(cloth)
    top = before[(np.abs(before[:, 0]) < 0.02) & (before[:, 1] < 0)][:, 2].max()
    half = _split_front(cloth)
    points = mesh.positions(cloth)
    moved = _opened(points, half, mesh.value(cloth, "side"), float(top), gap_m)
    tree = KDTree(len(points))
    for k, p in enumerate(points):
        tree.insert(Vector((p[0] + 0.004 * half[k], p[1], p[2])), k)
    tree.balance()
    for part in coat[1:]:
        trim = mesh.positions(part)
        side = np.sign(trim[:, 0]) if np.ptp(trim[:, 0]) > TRIM_M else np.ones(len(trim))
        near = [tree.find(Vector((p[0] + 0.012 * s, p[1], p[2])))[1] for p, s in zip(trim, side, strict=True)]
        shift = (moved - points)[near]
        mesh.move_to(part, trim + (shift if np.ptp(trim[:, 0]) > TRIM_M else shift.mean(0)))
    mesh.move_to(cloth, moved)


def sew_on_again(coat: list[Object], inset_m: float = 0.012) -> None:
    """After an open coat has settled: put buttons and pulls back on the cloth nearest to them, off its edge."""
    cloth = coat[0]
    points, outward = mesh.positions(cloth), mesh.normals(cloth)
    tree = KDTree(len(points))
    for k, p in enumerate(points):
        tree.insert(Vector(p), k)
    tree.balance()
    for part in coat[1:]:
        trim = mesh.positions(part)
        if np.ptp(trim[:, 0]) < TRIM_M:
            middle = trim.mean(0)
            edge = tree.find(Vector(middle))[1]
            inwards = (points[edge] - middle) * [1, 0, 0]
            size = float(np.linalg.norm(inwards))
            aim = points[edge] + (inwards / size * inset_m if size > 0.004 else 0.0)
            near = tree.find(Vector(aim))[1]
            mesh.move_to(part, trim + points[near] + outward[near] * 0.004 - middle)


def _opened(points: Array, half: Array, side: Array, top: float, gap_m: float) -> Array:
    z = points[:, 2]
    low = z.min()
    gap = gap_m * (0.30 + 0.70 * smoothstep(0, 1, (top - z) / (top - low))) * (z < top + 0.05)
    across = np.abs(points[:, 0])
    width = 0.17
    inner = np.clip(across / width, 0, 1)
    front = (side < 0) * (points[:, 1] < 0.02) * (z < top + 0.05)
    moved = points.copy()
    moved[:, 0] += half * gap * (1 - inner) * front
    narrow = gap / np.maximum(width - gap, 0.05)
    depth = 0.20 * width * np.sqrt(np.clip(narrow, 0, 1)) * smoothstep(0, 0.35, (top - z) / (top - low))
    wave = np.sin(np.pi * 2 * inner + 0.6) * np.sin(np.pi * inner) ** 0.5
    moved[:, 1] -= front * depth * wave * 0.5 + front * 0.016 * (1 - inner) * (gap / gap_m)
    return moved


def _split_front(cloth: Object) -> Array:
    """Cut the mesh along x = 0 in front; return which half each vertex belongs to, -1 or 1."""
    shape = bmesh.new()
    shape.from_mesh(cloth.data)
    layer = shape.verts.layers.float["side"]
    front = [f for f in shape.faces if all(v[layer] < 0 for v in f.verts) and any(abs(v.co.x) < 0.05 for v in f.verts)]
    geometry = [*front, *{e for f in front for e in f.edges}, *{v for f in front for v in f.verts}]
    cut = bmesh.ops.bisect_plane(shape, geom=geometry, dist=1e-5, plane_co=(0, 0, 0), plane_no=(1, 0, 0))["geom_cut"]
    bmesh.ops.split_edges(shape, edges=[e for e in cut if isinstance(e, bmesh.types.BMEdge)])
    shape.verts.index_update()
    half = np.ones(len(shape.verts))
    for v in shape.verts:
        x = np.mean([f.calc_center_median().x for f in v.link_faces]) if v.link_faces else v.co.x
        half[v.index] = -1.0 if x < 0 else 1.0
    shape.to_mesh(cloth.data)
    shape.free()
    return half
