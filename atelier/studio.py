"""The photo studio: camera, render, shadow on the ground, white paper behind."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector
from PIL import Image

from atelier import ground, light, mesh
from atelier.design import Camera
from atelier.geometry import Array

SIZE = (480, 600)
LENS_MM, SENSOR_MM = 85, 36
EXPOSURE = 0.12  # stops: white cloth comes out at 240 of 255 and still stands off the paper
CONTACT_M = 0.02  # what is nearer to the ground throws the dark, sharp part of a shadow


def clear() -> None:
    """Start an empty scene rendered by Cycles on the CPU."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.engine = "CYCLES"
    bpy.context.scene.cycles.device = "CPU"


def forget_light() -> None:
    """Take lamps and cameras out of the scene, to photograph the same objects again."""
    for obj in [o for o in bpy.context.scene.objects if o.type in ("LIGHT", "CAMERA")]:
        bpy.data.objects.remove(obj)


def aim(centre: Array, height: float, depth: float, yaw: float, pitch: float) -> mesh.Object:
    """Place the camera so that `height` metres fill the frame."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_fit, data.sensor_height = LENS_MM, "VERTICAL", SENSOR_MM
    camera = bpy.data.objects.new("camera", data)
    scene = bpy.context.scene
    scene.collection.objects.link(camera)
    scene.camera = camera
    a, b = math.radians(yaw), math.radians(pitch)
    ray = np.array([math.sin(a) * math.cos(b), -math.cos(a) * math.cos(b), math.sin(b)])
    camera.location = Vector(centre + (height * LENS_MM / SENSOR_MM + depth / 2) * ray)
    camera.rotation_euler = (Vector(centre) - camera.location).to_track_quat("-Z", "Y").to_euler()
    return camera


def project(points: Array, camera: mesh.Object, size: tuple[int, int]) -> Array:
    """Return the pixels (n, 2) of world points (n, 3) in a picture of that size."""
    bpy.context.view_layer.update()
    local = np.c_[points, np.ones(len(points))] @ np.array(camera.matrix_world.inverted()).T
    focal = LENS_MM / SENSOR_MM * size[1]
    return np.c_[size[0] / 2 - focal * local[:, 0] / local[:, 2], size[1] / 2 + focal * local[:, 1] / local[:, 2]]


def shadow_ground(z: float) -> mesh.Object:
    """Lay an invisible ground that only receives shadow."""
    plane = mesh.make("ground", [(-9, -9, z), (9, -9, z), (9, 9, z), (-9, 9, z)], [(0, 1, 2, 3)])
    plane.is_shadow_catcher = True
    return plane


def photograph(
    objects: Sequence[mesh.Object],
    path: Path,
    camera: Camera,
    samples: int = 18,
    size: tuple[int, int] = SIZE,
    lamps: light.Light = light.SHOP,
    paper: tuple[int, int, int] = ground.WHITE,
) -> None:
    """Frame the objects, light them, render and write a picture on paper (format by suffix, atomically)."""
    bpy.context.view_layer.update()
    points = np.vstack([mesh.world_positions(obj) for obj in objects])
    low, high = points.min(0), points.max(0)
    centre, extent = (low + high) / 2, high - low
    height = max(extent[2], extent[0] * size[1] / size[0]) * camera.margin
    light.hang(centre, height, camera.key, lamps)
    eye = aim(centre, height, extent[1], camera.yaw, camera.pitch)
    cast = camera.shadow == "cast"
    if cast:
        shadow_ground(low[2] - camera.floor_gap_m)
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = path.with_name(f"{path.stem}.raw.png")
    render(raw, samples, size, exposure=EXPOSURE, window=None if cast else project(points, eye, size))
    picture = Image.open(raw).convert("RGBA")
    raw.unlink()
    if not cast:
        gap_px = round(camera.floor_gap_m / height * size[1])
        standing = camera.shadow == "plan"
        alpha = np.asarray(picture)[..., 3]
        dark = _plan_shadow(objects, low[2], eye, size) if standing else ground.outline_shadow(alpha, gap_px)
        picture = ground.lay_under(picture, dark)
    ground.save(ground.on_paper(picture, cast, paper), path)


def _plan_shadow(objects: Sequence[mesh.Object], floor: float, eye: mesh.Object, size: tuple[int, int]) -> Array:
    near, tall = [], []
    for obj in objects:
        points = mesh.world_positions(obj)
        flat = project(points * [1, 1, 0] + [0, 0, floor], eye, size)
        for face in mesh.faces(obj):
            tall.append(flat[face])
            if points[face, 2].max() < floor + CONTACT_M:
                near.append(flat[face])
    return ground.plan_shadow(size, near, tall)


def render(
    path: Path,
    samples: int,
    size: tuple[int, int] = SIZE,
    transparent: bool = True,
    exposure: float = 0.0,
    window: Array | None = None,
) -> None:
    """Render the scene to a PNG with denoising; `window`: only the rectangle round these pixels (n, 2) is needed."""
    scene = bpy.context.scene
    cycles, out, view = scene.cycles, scene.render, scene.view_settings
    cycles.samples, cycles.use_denoising, cycles.denoiser = samples, True, "OPENIMAGEDENOISE"
    cycles.denoising_quality = cycles.denoising_prefilter = "FAST"  # half the time, no visible loss here
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.02
    cycles.max_bounces, cycles.diffuse_bounces, cycles.transparent_max_bounces = 3, 2, 4
    cycles.use_light_tree = not transparent  # four lights of a studio need no tree: a fifth of the time
    out.resolution_x, out.resolution_y = size
    out.resolution_percentage, out.threads_mode = 100, "AUTO"
    out.film_transparent = transparent
    out.image_settings.file_format = "PNG"
    out.image_settings.color_mode = "RGBA" if transparent else "RGB"
    # Standard keeps the palette's colours; AgX (the default) shifts camel to orange and greys white
    view.view_transform, view.look, view.exposure = "Standard", "None", exposure - 0.15
    out.use_border = window is not None
    if window is not None:
        (left, top), (right, bottom) = np.clip([window.min(0) - 4, window.max(0) + 4], 0, size) / size
        out.border_min_x, out.border_max_x = left, right
        out.border_min_y, out.border_max_y = 1 - bottom, 1 - top
    out.filepath = str(path.resolve())  # Blender loses relative paths
    bpy.ops.render.render(write_still=True)
