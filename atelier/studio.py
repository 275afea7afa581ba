"""The photo studio: lamps, camera, ground that only catches shadow, render, white background."""

from __future__ import annotations

import math
from collections.abc import Sequence
from pathlib import Path

import bpy
import numpy as np
from mathutils import Vector
from numpy.typing import ArrayLike
from PIL import Image, ImageFilter

from atelier import mesh
from atelier.design import Camera
from atelier.geometry import Array

SIZE = (480, 600)
LENS_MM = 85


def clear() -> None:
    """Start an empty scene rendered by Cycles on the CPU."""
    bpy.ops.wm.read_factory_settings(use_empty=True)
    bpy.context.scene.render.engine = "CYCLES"
    bpy.context.scene.cycles.device = "CPU"


def lamp(location: ArrayLike, target: ArrayLike, size: tuple[float, float], watts: float) -> mesh.Object:
    """Hang a rectangular lamp (metres) pointing at the target."""
    light = bpy.data.lights.new("lamp", "AREA")
    light.energy, light.shape = watts, "RECTANGLE"
    light.size, light.size_y = size
    obj = bpy.data.objects.new("lamp", light)
    bpy.context.scene.collection.objects.link(obj)
    obj.location = Vector(location)
    obj.rotation_euler = (Vector(target) - Vector(location)).to_track_quat("-Z", "Y").to_euler()
    return obj


def _light(centre: Array, scale: float, key: float) -> None:
    """Key from the left front, weak fill, rim from behind; power grows with the square of the subject."""
    scene = bpy.context.scene
    world = scene.world or bpy.data.worlds.new("white")
    scene.world, world.use_nodes = world, True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (1, 1, 1, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.36
    power = scale * scale * key * 1.12
    lamp(centre + np.array([-1.3, -1.3, 1.3]) * scale, centre, (scale, 1.2 * scale), 26 * power)
    lamp(centre + np.array([1.7, -0.7, 0.5]) * scale, centre, (0.8 * scale, 1.6 * scale), 7 * power)
    lamp(centre + np.array([0.3, 0.9, 1.6]) * scale, centre, (1.2 * scale, 0.8 * scale), 14 * power)


def aim(centre: Array, height: float, depth: float, yaw: float, pitch: float) -> mesh.Object:
    """Place the camera so that `height` metres fill the frame."""
    data = bpy.data.cameras.new("camera")
    data.lens, data.sensor_fit, data.sensor_height = LENS_MM, "VERTICAL", 36
    camera = bpy.data.objects.new("camera", data)
    scene = bpy.context.scene
    scene.collection.objects.link(camera)
    scene.camera = camera
    a, b = math.radians(yaw), math.radians(pitch)
    ray = np.array([math.sin(a) * math.cos(b), -math.cos(a) * math.cos(b), math.sin(b)])
    camera.location = Vector(centre + (height * LENS_MM / 36 + depth / 2) * ray)
    camera.rotation_euler = (Vector(centre) - camera.location).to_track_quat("-Z", "Y").to_euler()
    return camera


def shadow_ground(z: float) -> mesh.Object:
    """Lay an invisible ground that only receives shadow."""
    ground = mesh.make("ground", [(-9, -9, z), (9, -9, z), (9, 9, z), (-9, 9, z)], [(0, 1, 2, 3)])
    ground.is_shadow_catcher = True
    return ground


def photograph(
    objects: Sequence[mesh.Object],
    path: Path,
    camera: Camera,
    samples: int = 18,
    size: tuple[int, int] = SIZE,
) -> None:
    """Frame the objects, light them, render and write a picture on white (format by suffix, atomically)."""
    bpy.context.view_layer.update()
    points = np.vstack([mesh.world_positions(obj) for obj in objects])
    low, high = points.min(0), points.max(0)
    centre, extent = (low + high) / 2, high - low
    height = max(extent[2], extent[0] * size[1] / size[0]) * camera.margin
    _light(centre, height, camera.key)
    aim(centre, height, extent[1], camera.yaw, camera.pitch)
    if camera.shadow == "cast":
        shadow_ground(low[2] - camera.floor_gap_m)
    path.parent.mkdir(parents=True, exist_ok=True)
    raw = path.with_name(f"{path.stem}.raw.png")
    render(raw, samples, size, transparent=True)
    scratch = path.with_name(f"{path.stem}.tmp{path.suffix}")
    picture = Image.open(raw).convert("RGBA")
    if camera.shadow == "drawn":
        picture = draw_shadow(picture, round(camera.floor_gap_m / height * size[1]))
    on_white(picture, cast=camera.shadow == "cast").save(scratch, quality=88)
    raw.unlink()
    scratch.replace(path)


def render(
    path: Path, samples: int, size: tuple[int, int] = SIZE, transparent: bool = True, exposure: float = 0.0
) -> None:
    """Render the scene to a PNG with denoising.  The path is made absolute: Blender loses relative ones."""
    scene = bpy.context.scene
    cycles, out, view = scene.cycles, scene.render, scene.view_settings
    cycles.samples, cycles.use_denoising, cycles.denoiser = samples, True, "OPENIMAGEDENOISE"
    cycles.denoising_quality, cycles.denoising_prefilter = (
        "FAST",
        "FAST",
    )  # half the time, no visible loss here
    cycles.use_adaptive_sampling, cycles.adaptive_threshold = True, 0.02
    cycles.max_bounces, cycles.diffuse_bounces, cycles.transparent_max_bounces = 3, 2, 4
    out.resolution_x, out.resolution_y = size
    out.resolution_percentage, out.threads_mode = 100, "AUTO"
    out.film_transparent = transparent
    out.image_settings.file_format = "PNG"
    out.image_settings.color_mode = "RGBA" if transparent else "RGB"
    # Standard keeps the palette's colours; AgX (the default) shifts camel to orange and greys white
    view.view_transform, view.look, view.exposure = "Standard", "None", exposure - 0.15
    out.filepath = str(path.resolve())
    bpy.ops.render.render(write_still=True)


def draw_shadow(picture: Image.Image, gap_px: int) -> Image.Image:
    """Lay a soft ground shadow behind a cut-out: its lowest part, flattened and blurred, `gap_px` below it."""
    alpha = np.asarray(picture)[..., 3]
    rows = np.nonzero(alpha.max(1) > 128)[0]
    if not len(rows):
        return picture
    unit = picture.height / 600
    foot = Image.fromarray(alpha).crop((0, int(rows[-1] - 0.14 * len(rows)), picture.width, int(rows[-1]) + 1))
    room = int(picture.height - 34 * unit)  # keep the shadow inside the frame
    base = max(int(rows[-1]) + 4, min(int(rows[-1]) + gap_px, room))
    dark = np.zeros(alpha.shape)
    standing = gap_px < 12 * unit
    layers = ((34, 14, 0.30), (12, 4, 0.34)) if standing else ((40, 22, 0.20), (22, 10, 0.10))
    for height, blur, strength in layers:
        flat = foot.resize((picture.width, max(2, int(height * unit))))
        layer = Image.new("L", picture.size, 0)
        layer.paste(flat, (int(4 * unit), base - int(0.62 * height * unit)))
        dark = 1 - (1 - dark) * (1 - strength * np.asarray(layer.filter(ImageFilter.GaussianBlur(blur * unit))) / 255)
    ground = np.zeros((*alpha.shape, 4), np.uint8)
    ground[..., :3] = 40
    ground[..., 3] = np.round(255 * dark)
    below = Image.fromarray(ground, "RGBA")
    below.alpha_composite(picture)
    return below


def on_white(picture: Image.Image, cast: bool = True) -> Image.Image:
    """Composite over pure white, softening a cast shadow's pixels (black with partial alpha)."""
    rgba = np.asarray(picture.convert("RGBA")).astype(float)
    shadow = cast & (rgba[..., :3].max(-1) < 4) & (rgba[..., 3] < 250)
    rgba[..., 3] = np.where(shadow, 255 * (rgba[..., 3] / 255) ** 1.35 * 0.85, rgba[..., 3])
    front = Image.fromarray(rgba.astype(np.uint8), "RGBA")
    ground = Image.new("RGBA", front.size, (255, 255, 255, 255))
    ground.alpha_composite(front)
    return ground.convert("RGB")
