"""Studio light: three soft lamps and a white world, and how a picture may deviate from the standard."""

from __future__ import annotations

import math
from dataclasses import dataclass

import bpy
import numpy as np
from mathutils import Vector
from numpy.typing import ArrayLike

from atelier import mesh
from atelier.geometry import Array


@dataclass(frozen=True)
class Light:
    """Deviation from the shop's own light: the default is how the catalogue is photographed."""

    turn: float = 0.0  # degrees, lamps about the vertical
    power: float = 1.0
    world: float = 0.36
    tone: tuple[float, float, float] = (1.0, 1.0, 1.0)  # linear RGB of the lamps


SHOP = Light()


def lamp(
    location: ArrayLike, target: ArrayLike, size: tuple[float, float], watts: float, tone: ArrayLike = (1.0, 1.0, 1.0)
) -> mesh.Object:
    """Hang a rectangular lamp (metres) pointing at the target."""
    light = bpy.data.lights.new("lamp", "AREA")
    light.energy, light.shape, light.color = watts, "RECTANGLE", tuple(tone)
    light.size, light.size_y = size
    obj = bpy.data.objects.new("lamp", light)
    bpy.context.scene.collection.objects.link(obj)
    obj.location = Vector(location)
    obj.rotation_euler = (Vector(target) - Vector(location)).to_track_quat("-Z", "Y").to_euler()
    return obj


def hang(centre: Array, scale: float, key: float, light: Light = SHOP) -> None:
    """Key from the left front, weak fill, rim from behind; power grows with the square of the subject."""
    scene = bpy.context.scene
    world = scene.world or bpy.data.worlds.new("white")
    scene.world, world.use_nodes = world, True
    world.node_tree.nodes["Background"].inputs["Color"].default_value = (1, 1, 1, 1)
    world.node_tree.nodes["Background"].inputs["Strength"].default_value = light.world
    power = scale * scale * key * 1.12 * light.power
    c, s = math.cos(math.radians(light.turn)), math.sin(math.radians(light.turn))
    turn = np.array([[c, -s, 0], [s, c, 0], [0, 0, 1]]) * scale
    for place, size, watts in (
        ((-1.3, -1.3, 1.3), (1.0, 1.2), 26),
        ((1.7, -0.7, 0.5), (0.8, 1.6), 7),
        ((0.3, 0.9, 1.6), (1.2, 0.8), 14),
    ):
        spread = (size[0] * scale, size[1] * scale)
        lamp(centre + turn @ np.array(place), centre, spread, watts * power, light.tone)
