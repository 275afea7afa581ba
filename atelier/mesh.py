"""Blender meshes as numpy arrays: make, read, write, smooth, bake."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from numpy.typing import ArrayLike

from atelier.geometry import Array, smoothstep

Object = Any  # bpy.types.Object; bpy ships no type information
Faces = Sequence[Sequence[int]] | np.ndarray


def make(
    name: str,
    vertices: ArrayLike,
    faces: Faces,
    values: Mapping[str, ArrayLike] | None = None,
    uv: Any = None,
) -> Object:
    """Link a smooth-shaded mesh object; `values` are float attributes per vertex, `uv` is (n, 2) per vertex."""
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata(
        [tuple(map(float, p)) for p in np.asarray(vertices, float)], [], [tuple(map(int, f)) for f in faces]
    )
    for key, value in (values or {}).items():
        data = mesh.attributes.new(key, "FLOAT", "POINT").data
        data.foreach_set("value", np.ascontiguousarray(value, np.float32))
    if uv is not None:
        loops = np.empty(len(mesh.loops), np.int32)
        mesh.loops.foreach_get("vertex_index", loops)
        layer = mesh.uv_layers.new(name="UVMap").data
        layer.foreach_set("uv", np.asarray(uv, np.float32)[loops].ravel())
    mesh.shade_smooth()
    obj = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(obj)
    return obj


def positions(obj: Object) -> Array:
    """Return vertex positions (n, 3) in object space."""
    flat = np.empty(len(obj.data.vertices) * 3, np.float32)
    obj.data.vertices.foreach_get("co", flat)
    return flat.reshape(-1, 3).astype(float)


def move_to(obj: Object, vertices: Array) -> None:
    """Write vertex positions."""
    obj.data.vertices.foreach_set("co", np.ascontiguousarray(vertices, np.float32).ravel())
    obj.data.update()


def world_positions(obj: Object) -> Array:
    """Return vertex positions with the object's transform applied."""
    local = positions(obj)
    return (np.c_[local, np.ones(len(local))] @ np.array(obj.matrix_world).T)[:, :3]


def normals(obj: Object) -> Array:
    """Return vertex normals (n, 3)."""
    flat = np.empty(len(obj.data.vertices) * 3, np.float32)
    obj.data.vertex_normals.foreach_get("vector", flat)
    return flat.reshape(-1, 3).astype(float)


def faces(obj: Object) -> list[np.ndarray]:
    """Return the vertex indices of every face."""
    loops, starts = np.empty(len(obj.data.loops), np.int32), np.empty(len(obj.data.polygons), np.int32)
    obj.data.loops.foreach_get("vertex_index", loops)
    obj.data.polygons.foreach_get("loop_start", starts)
    return np.split(loops, starts[1:])


def has(obj: Object, key: str) -> bool:
    """Tell whether the mesh carries the attribute."""
    return key in obj.data.attributes


def value(obj: Object, key: str) -> Array:
    """Return a float attribute per vertex."""
    flat = np.empty(len(obj.data.vertices), np.float32)
    obj.data.attributes[key].data.foreach_get("value", flat)
    return flat.astype(float)


def edges(obj: Object) -> tuple[np.ndarray, np.ndarray]:
    """Return edges (m, 2) and which of them lie on an open border."""
    pairs = np.empty(len(obj.data.edges) * 2, np.int32)
    obj.data.edges.foreach_get("vertices", pairs)
    loops = np.empty(len(obj.data.loops), np.int32)
    obj.data.loops.foreach_get("edge_index", loops)
    return pairs.reshape(-1, 2), np.bincount(loops, minlength=len(obj.data.edges)) == 1


def grid_faces(columns: int, rows: int, closed: bool = False) -> list[tuple[int, int, int, int]]:
    """Return the quads of a rows x columns vertex grid; `closed` joins the last column to the first."""
    quads = []
    for j in range(rows - 1):
        for i in range(columns if closed else columns - 1):
            k = (i + 1) % columns
            quads.append((j * columns + i, j * columns + k, (j + 1) * columns + k, (j + 1) * columns + i))
    return quads


def bake(obj: Object) -> Object:
    """Apply all modifiers as evaluated now; attributes and UVs stay."""
    graph = bpy.context.evaluated_depsgraph_get()
    graph.update()
    mesh = bpy.data.meshes.new_from_object(obj.evaluated_get(graph), preserve_all_data_layers=True, depsgraph=graph)
    obj.modifiers.clear()
    obj.data = mesh
    return obj


def subdivide(obj: Object, levels: int = 1) -> Object:
    """Apply Catmull-Clark subdivision."""
    modifier = obj.modifiers.new("subdivide", "SUBSURF")
    modifier.levels = modifier.render_levels = levels
    modifier.boundary_smooth, modifier.quality = "ALL", 1
    modifier.use_limit_surface = False  # 3 of the 8 seconds that a shape takes, for a change below a millimetre
    bake(obj)
    obj.data.shade_smooth()
    return obj


def thicken(obj: Object, thickness: float) -> Object:
    """Give cloth its thickness (metres), inwards."""
    modifier = obj.modifiers.new("thickness", "SOLIDIFY")
    modifier.thickness, modifier.offset = thickness, -1
    return obj


def relax(
    obj: Object,
    rounds: int = 2,
    strength: float = 0.5,
    near: tuple[str, float] | None = None,
    shrink: bool = False,
) -> Object:
    """Smooth with Taubin pairs, which do not shrink; open borders slide only along themselves.

    `near` = (attribute, width in metres) limits the effect to where a distance attribute is below the width.
    `shrink` takes plain Laplacian steps instead: they flatten waves that Taubin's keep.
    """
    vertices = positions(obj)
    n = len(vertices)
    pairs, open_edge = edges(obj)
    on_border = np.zeros(n, bool)
    on_border[pairs[open_edge].ravel()] = True
    i, j = pairs.T
    directed = np.vstack([np.c_[i, j], np.c_[j, i]])
    allowed = ~on_border[directed[:, 0]] | np.r_[open_edge, open_edge]
    a, b = directed[allowed].T
    count = np.maximum(np.bincount(a, minlength=n), 1)[:, None]
    weight = np.full(n, strength)
    if near is not None:
        weight *= 1 - smoothstep(near[1] * 0.5, near[1], value(obj, near[0]))
    for k in range(2 * rounds):
        mean = np.stack([np.bincount(a, vertices[b, x], n) for x in range(3)], 1) / count
        grow = k % 2 == 1 and not shrink
        vertices += (-1.04 * weight if grow else weight)[:, None] * (mean - vertices)
    move_to(obj, vertices)
    return obj


def tube(path: ArrayLike, radius: float, name: str = "tube", segments: int = 8) -> Object:
    """Make a round cord along a path (n, 3) as a mesh object."""
    points = np.asarray(path, float)
    curve = bpy.data.curves.new(name, "CURVE")
    curve.dimensions, curve.bevel_depth, curve.bevel_resolution = "3D", radius, segments // 2
    curve.use_fill_caps = True
    line = curve.splines.new("POLY")
    line.points.add(len(points) - 1)
    for point, q in zip(line.points, points, strict=True):
        point.co = (*map(float, q), 1)
    wire = bpy.data.objects.new(name, curve)
    bpy.context.scene.collection.objects.link(wire)
    graph = bpy.context.evaluated_depsgraph_get()
    graph.update()
    mesh = bpy.data.meshes.new_from_object(wire.evaluated_get(graph))
    obj = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(obj)
    mesh.shade_smooth()
    bpy.data.objects.remove(wire)
    return obj


def save(path: Path, objects: Sequence[Object]) -> None:
    """Write objects to a .blend library, under a temporary name first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for k, obj in enumerate(objects):
        obj["part"] = f"{k:02d}:{obj.name.split('.')[0]}"  # Blender renumbers names on load; this stays
    for image in bpy.data.images:
        if image.packed_file is None and image.has_data:
            image.pack()  # painted cloth lives in memory; packing it for every picture would cost 0.3 s
    scratch = path.with_suffix(".tmp.blend")
    bpy.data.libraries.write(str(scratch.resolve()), set(objects), compress=True)
    scratch.replace(path)


def load(path: Path) -> list[Object]:
    """Link all objects of a .blend library into the scene, in the order they were saved."""
    with bpy.data.libraries.load(str(path.resolve())) as (source, target):
        target.objects = list(source.objects)
    objects = sorted((o for o in target.objects if o is not None and "part" in o), key=lambda o: o["part"])
    for obj in objects:
        bpy.context.scene.collection.objects.link(obj)
    return objects
