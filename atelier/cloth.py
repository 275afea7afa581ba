"""Drape a sewn garment on the body with Blender's cloth solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import bpy
import numpy as np

from atelier import mesh
from atelier.body import pose_arms


@dataclass(frozen=True)
class Cloth:
    """Physical character of a fabric, in the units of Blender's cloth solver."""

    mass: float
    tension: float
    shear: float
    bending: float
    damping: float


CLOTHS = {
    "jersey": Cloth(0.18, 12, 4, 0.15, 4),
    "fleece": Cloth(0.35, 20, 10, 2.5, 8),
    "denim": Cloth(0.40, 30, 20, 3.0, 8),
    "woven": Cloth(0.20, 20, 8, 0.4, 5),
    "wool": Cloth(0.45, 25, 14, 4.0, 8),
    "satin": Cloth(0.16, 16, 4, 0.06, 3),
    "canvas": Cloth(0.40, 30, 20, 5.0, 8),
}


def drape(
    garment: mesh.Object,
    body: mesh.Object | None = None,
    cloth: str = "jersey",
    frames: int = 40,
    pinned: Sequence[float] | np.ndarray | None = None,
    arms_to: float | None = None,
    shrink: float = 0.0,
    gravity: float = -9.81,
    gap_m: float = 0.004,
    pressure: float = 0.0,
    air: float = 1.0,
) -> mesh.Object:
    """Simulate `frames` steps in place and bake the result.

    `pinned` is a weight per vertex (0 free, 1 held). `arms_to` swings the body's arms to that angle during the
    run: cut with arms at 42 degrees, hang at 26, and the armpit folds come by themselves.
    """
    scene = bpy.context.scene
    scene.gravity = (0, 0, gravity)
    scene.frame_start, scene.frame_end = 1, frames
    scene.frame_set(1)
    if body is not None:
        if arms_to is not None:
            _swing_arms(body, arms_to, frames)
        _make_collider(body, gap_m)
    _make_cloth(garment, CLOTHS[cloth], shrink, pressure, air, gap_m, body is not None, frames)
    if pinned is not None:
        group = garment.vertex_groups.new(name="pinned")
        for i in np.nonzero(np.asarray(pinned) > 0)[0]:
            group.add([int(i)], float(pinned[i]), "REPLACE")
        garment.modifiers["cloth"].settings.vertex_group_mass = "pinned"
    for frame in range(1, frames + 1):
        scene.frame_set(frame)
    return mesh.bake(garment)


def _swing_arms(body: mesh.Object, arms_to: float, frames: int) -> None:
    """Animate two shape keys: the half-way key keeps the rotation an arc."""
    rest, start = mesh.positions(body), float(body["arm"])
    body.shape_key_add(name="Basis")
    middle, end = int(frames * 0.3), int(frames * 0.6)
    timelines = {
        (start + arms_to) / 2: ((1, 0.0), (middle, 1.0), (end, 0.0)),
        arms_to: ((middle, 0.0), (end, 1.0)),
    }
    for angle, timeline in timelines.items():
        key = body.shape_key_add(name=f"arms {angle}")
        key.data.foreach_set("co", pose_arms(rest, start, angle).astype(np.float32).ravel())
        for frame, weight in timeline:
            key.value = weight
            key.keyframe_insert("value", frame=frame)


def _make_collider(body: mesh.Object, gap_m: float) -> None:
    body.modifiers.new("collision", "COLLISION")
    body.collision.thickness_outer, body.collision.thickness_inner = gap_m, 0.05
    body.collision.cloth_friction, body.collision.damping = 8.0, 0.6


def _make_cloth(
    garment: mesh.Object,
    cloth: Cloth,
    shrink: float,
    pressure: float,
    air: float,
    gap_m: float,
    collides: bool,
    frames: int,
) -> None:
    modifier = garment.modifiers.new("cloth", "CLOTH")
    s, c = modifier.settings, modifier.collision_settings
    s.quality, s.mass, s.air_damping = 3, cloth.mass, air
    s.tension_stiffness = s.compression_stiffness = cloth.tension
    s.shear_stiffness, s.bending_model, s.bending_stiffness = cloth.shear, "ANGULAR", cloth.bending
    s.tension_damping = s.compression_damping = s.shear_damping = cloth.damping
    s.bending_damping, s.shrink_min = 0.5, shrink
    if pressure:
        s.use_pressure, s.uniform_pressure_force = True, pressure
    c.use_collision, c.distance_min, c.collision_quality = collides, gap_m, 2
    c.use_self_collision = False
    modifier.point_cache.frame_start, modifier.point_cache.frame_end = 1, frames
