"""Blender materials: painted cloth and plain surfaces."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import bpy
import numpy as np

from atelier.canvas import Canvas
from atelier.geometry import Array
from atelier.mesh import Object
from atelier.palette import linear, rgb

FINISHES: dict[str, dict[str, float]] = {  # how a fabric takes the light
    "matt": {"roughness": 0.95, "sheen": 0.18, "specular": 0.08},
    "denim": {"roughness": 0.85, "sheen": 0.12, "specular": 0.10, "bump": 1.2},
    "wool": {"roughness": 1.0, "sheen": 0.30, "specular": 0.05},
    "crisp": {"roughness": 0.75, "sheen": 0.08, "specular": 0.15},
    "satin": {"roughness": 0.56, "sheen": 0.40, "specular": 0.20, "bump": 0.4},
    "nylon": {"roughness": 0.52, "sheen": 0.10, "specular": 0.22},
    "leather": {"roughness": 0.42, "sheen": 0.0, "specular": 0.45},
}


def finish_of(fabric: Mapping[str, Any]) -> dict[str, float]:
    """Return the surface settings of a fabric description (key "finish", default matt; "colours", the ground first)."""
    found = dict(FINISHES[fabric.get("finish", "matt")])
    brightness = float(rgb(fabric["colours"][0]).mean())
    found["sheen"] *= min(1.0, 0.15 + 1.4 * brightness)  # white fuzz on black cloth reads as polished leather
    return found


def plain(
    name: str, colour: str | Array, roughness: float = 0.8, sheen: float = 0.0, specular: float = 0.3,
    metallic: float = 0.0,
) -> Any:  # fmt: skip
    """Return a uniform material; `colour` is a palette name, #rrggbb or sRGB 0..1."""
    tone = rgb(colour) if isinstance(colour, str) else np.asarray(colour, float)
    material = bpy.data.materials.new(name)
    if not material.node_tree:
        material.use_nodes = True  # a deprecated no-op from Blender 5.0 on
    inputs = shader(material).inputs
    inputs["Base Color"].default_value = (*linear(tone), 1)
    inputs["Roughness"].default_value = roughness
    inputs["Metallic"].default_value = metallic
    inputs["Sheen Weight"].default_value, inputs["Sheen Roughness"].default_value = sheen, 0.45
    inputs["Specular IOR Level"].default_value = specular  # the default 0.5 is what reads as plastic on cloth
    return material


def shader(material: Any) -> Any:
    """Return the material's Principled BSDF node."""
    return material.node_tree.nodes["Principled BSDF"]


def cloth(
    name: str, canvas: Canvas, roughness: float = 0.95, sheen: float = 0.18, bump: float = 1.0,
    specular: float = 0.08, metallic: float = 0.0,
) -> Any:  # fmt: skip
    """Return a material painted by a canvas: its colour, and its height (mm) as bump."""
    material = plain(name, "#cccccc", roughness, sheen, specular, metallic)
    tree, bsdf = material.node_tree, shader(material)
    colour, height = tree.nodes.new("ShaderNodeTexImage"), tree.nodes.new("ShaderNodeTexImage")
    colour.image = _image(name, np.clip(canvas.colour, 0, 1), is_data=False)
    height.image = _image(f"{name}_height", np.repeat(canvas.height[..., None], 3, axis=2), is_data=True)
    bumper = tree.nodes.new("ShaderNodeBump")
    bumper.inputs["Distance"].default_value, bumper.inputs["Strength"].default_value = 0.001, bump
    tree.links.new(colour.outputs["Color"], bsdf.inputs["Base Color"])
    tree.links.new(height.outputs["Color"], bumper.inputs["Height"])
    tree.links.new(bumper.outputs["Normal"], bsdf.inputs["Normal"])
    return material


def _image(name: str, pixels: Array, is_data: bool) -> Any:
    """Return a Blender image of (h, w, 3) values, in memory alone; Blender stores rows bottom-up."""
    h, w = pixels.shape[:2]
    image = bpy.data.images.new(name, w, h, float_buffer=is_data, is_data=is_data)
    rgba = np.ones((h, w, 4), np.float32)
    rgba[..., :3] = pixels
    image.pixels.foreach_set(rgba[::-1].ravel())
    image.update()
    return image


def paint(obj: Object, material: Any) -> Object:
    """Give the object this material alone."""
    obj.data.materials.clear()
    obj.data.materials.append(material)
    return obj
