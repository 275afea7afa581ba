"""From grids and skins to Blender objects: the only place where accessories touch `bpy` meshes and materials."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import bpy
import numpy as np
from numpy.typing import ArrayLike

from atelier import materials
from atelier.accessories.grids import Points, sweep
from atelier.accessories.skin import Skin
from atelier.mesh import Object


@dataclass(frozen=True)
class Finish:
    """How a surface takes the light; all 0..1, Blender's Principled names."""

    roughness: float = 0.5
    specular: float = 0.4
    sheen: float = 0.0
    metallic: float = 0.0
    coat: float = 0.0
    bump: float = 1.0


LEATHER = Finish(roughness=0.42, specular=0.45, sheen=0.03)
PATENT = Finish(roughness=0.2, specular=0.55, coat=0.6)
SUEDE = Finish(roughness=0.95, specular=0.06, sheen=0.45)
CANVAS = Finish(roughness=0.92, specular=0.1, sheen=0.15)
MESH = Finish(roughness=0.8, specular=0.15, sheen=0.15)
RUBBER = Finish(roughness=0.6, specular=0.3)
WOOL = Finish(roughness=0.98, specular=0.04, sheen=0.35)
METAL = Finish(roughness=0.22, specular=0.5, metallic=1.0)
ACETATE = Finish(roughness=0.12, specular=0.5, coat=0.5)

GOLD, SILVER, GUNMETAL = (0.86, 0.68, 0.40), (0.80, 0.80, 0.82), (0.25, 0.26, 0.28)


def material(name: str, colour: str | ArrayLike, finish: Finish = LEATHER) -> Any:
    """One flat colour: palette name, '#rrggbb' or sRGB floats."""
    tone = colour if isinstance(colour, str) else np.asarray(colour, float)
    return _finished(materials.plain(name, tone), finish)


def painted(name: str, skin: Skin, finish: Finish = LEATHER) -> Any:
    """The skin's colour and bump (1 unit = 1 mm) as one material."""
    return _finished(materials.cloth(name, skin, bump=finish.bump), finish)


def _finished(made: Any, finish: Finish) -> Any:
    inputs = materials.shader(made).inputs
    inputs["Roughness"].default_value = finish.roughness
    inputs["Specular IOR Level"].default_value = finish.specular
    inputs["Sheen Weight"].default_value = finish.sheen
    inputs["Metallic"].default_value = finish.metallic
    inputs["Coat Weight"].default_value = finish.coat
    inputs["Coat Roughness"].default_value = 0.08
    return made


def surface(
    name: str,
    grid: Points,
    stuff: Any,
    wrap: bool = True,
    caps: bool = False,
    thickness: float = 0.0,
    flip: bool = False,
) -> Object:
    """A mesh from a grid (rows, columns, 3): u runs along columns, v along rows; caps close the first and last row."""
    rows, columns = grid.shape[:2]
    cells = columns if wrap else columns - 1
    r, c = (k.ravel() for k in np.mgrid[0 : rows - 1, 0:cells])
    n = (c + 1) % columns
    faces = np.stack([r * columns + c, r * columns + n, (r + 1) * columns + n, (r + 1) * columns + c], 1)
    uv = np.stack([c, r, c + 1, r, c + 1, r + 1, c, r + 1], 1).reshape(-1, 4, 2) / [cells, rows - 1]
    uv[..., 1] = 1 - uv[..., 1]  # images are stored bottom-up: the skin's first row is the grid's first row
    if flip:
        faces, uv = faces[:, ::-1], uv[:, ::-1]
    polygons = [tuple(map(int, f)) for f in faces]
    if caps:
        first, last = list(range(columns)), list(range((rows - 1) * columns, rows * columns))
        polygons += [tuple(first if flip else first[::-1]), tuple(last[::-1] if flip else last)]
    mesh = bpy.data.meshes.new(name)
    mesh.from_pydata([tuple(map(float, p)) for p in grid.reshape(-1, 3)], [], polygons)
    coordinates = np.zeros((len(mesh.loops), 2), np.float32)
    coordinates[: uv.size // 2] = uv.reshape(-1, 2)
    mesh.uv_layers.new(name="UVMap").data.foreach_set("uv", coordinates.ravel())
    mesh.shade_smooth()
    made = bpy.data.objects.new(name, mesh)
    bpy.context.scene.collection.objects.link(made)
    mesh.materials.append(stuff)
    if thickness:
        solid = made.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness, solid.offset = thickness, -1.0
    return made


def strip(
    name: str, path: ArrayLike, section: Points, stuff: Any, up: ArrayLike = (0, 0, 1), scale: ArrayLike = 1.0
) -> Object:
    """A strap, lace, temple or wire: a section swept along a path, closed at both ends."""
    return surface(name, sweep(path, section, up, scale), stuff, caps=True, flip=True)


def ring(name: str, centre: ArrayLike, radius: float, wire: float, stuff: Any, axis: ArrayLike) -> Object:
    """A metal ring (torus) whose hole looks along `axis`."""
    normal = np.asarray(axis, float) / np.linalg.norm(axis)
    side = np.cross(normal, [0.31, 0.17, 0.93])
    side /= np.linalg.norm(side)
    angle = np.linspace(0, 2 * np.pi, 28, endpoint=False)[:, None]
    outward = np.cos(angle) * side + np.sin(angle) * np.cross(normal, side)
    tube = np.linspace(0, 2 * np.pi, 10, endpoint=False)[None, :, None]
    grid = np.asarray(centre) + outward[:, None] * (radius + wire * np.cos(tube)) + normal * wire * np.sin(tube)
    return surface(name, np.concatenate([grid, grid[:1]]), stuff)


def copy_mirrored(parts: list[Object], axis: int = 1) -> list[Object]:
    """Linked copies of the parts mirrored across one axis (the left shoe of a right one)."""
    copies = []
    for part in parts:
        twin = part.copy()
        bpy.context.scene.collection.objects.link(twin)
        twin.scale[axis] = -1
        copies.append(twin)
    return copies
