"""Outlines of lenses, tinted panes and polished acetate."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier import materials
from atelier.accessories.grids import spline, superellipse
from atelier.accessories.pieces import ACETATE, Finish, material, painted, surface
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import linear, rgb

WRAP = 1.1  # curvature of the front, y = WRAP * x^2, 1/m


OUTLINES: dict[str, Any] = {
    "round": superellipse(24, 23.5, 72, 2.0),
    "oval": superellipse(26, 19, 72, 2.1),
    "square": [(-25, 12), (-20, 17), (0, 19), (21, 18), (27, 12), (26, -4), (20, -15), (0, -18), (-17, -16), (-23, -6)],
    "wayfarer": [(-25, 11), (-18, 17), (2, 19), (22, 19), (28, 14),
                 (25, 0), (18, -14), (2, -19), (-14, -17), (-22, -6)],
    "rectangle": [(-26, 9), (-20, 14), (0, 15), (22, 14.5), (28, 10),
                 (27, -6), (21, -13), (0, -14), (-19, -13), (-25, -5)],
    "aviator": [(-24, 14), (-14, 19), (4, 20), (22, 17), (28, 8),
                 (26, -8), (14, -23), (-2, -26), (-16, -18), (-23, -2)],
    "cat_eye": [(-25, 8), (-14, 14), (6, 18), (24, 24), (31, 22), (27, 6), (19, -12), (2, -17), (-14, -15), (-22, -5)],
    "hexagon": [(-24, 2), (-14, 19), (10, 20), (25, 6), (24, -4), (12, -20), (-10, -20), (-23, -6)],
    "butterfly": [(-25, 10), (-12, 16), (8, 22), (27, 24), (32, 14),
                  (30, -6), (22, -22), (4, -25), (-14, -20), (-22, -6)],
    "narrow": [(-26, 7), (-18, 10), (2, 11), (22, 10.5), (29, 7),
               (28, -4), (21, -10), (0, -11), (-18, -10), (-25, -4)],
    "clubmaster": [(-25, 12), (-16, 17), (2, 19), (22, 18), (28, 13),
                 (25, -3), (16, -16), (0, -19), (-15, -16), (-23, -4)],
}  # fmt: skip


CENTRE = {"round": 34, "oval": 35, "aviator": 35.5, "cat_eye": 35}


def outline(shape: str, size: float = 1.0) -> Array:
    """The right lens's edge (96, 2) in metres, in the plane of the front, nose at x = 0."""
    raw = np.asarray(OUTLINES[shape], float) * size
    points = spline(raw, 97, closed=True)[:-1]
    shift = np.array([CENTRE.get(shape, 34.5) * (0.5 + 0.5 * size), 0.0])
    return (points + shift) / 1000


def bent(points: Array) -> Array:
    """Plane points (n, 2) laid on the curved front, (n, 3)."""
    return np.stack([points[:, 0], WRAP * points[:, 0] ** 2, points[:, 1]], 1)


def acetate(colour: str, tortoise: bool) -> Any:
    """Polished acetate, plain or with tortoiseshell clouds (3D noise, so that all parts match)."""
    made = material("acetate", colour, ACETATE)
    if not tortoise:
        return made
    nodes, link = made.node_tree.nodes, made.node_tree.links.new
    place, cloud, ramp = (nodes.new(k) for k in ("ShaderNodeTexCoord", "ShaderNodeTexNoise", "ShaderNodeValToRGB"))
    cloud.inputs["Scale"].default_value, cloud.inputs["Detail"].default_value = 90.0, 3.0
    cloud.inputs["Distortion"].default_value = 0.6
    ramp.color_ramp.elements[0].position, ramp.color_ramp.elements[1].position = 0.42, 0.60
    ramp.color_ramp.elements[0].color = (*linear(rgb("#24140c")), 1)
    ramp.color_ramp.elements[1].color = (*linear(rgb(colour)), 1)
    link(place.outputs["Object"], cloud.inputs["Vector"])
    link(cloud.outputs["Fac"], ramp.inputs["Fac"])
    link(ramp.outputs["Color"], materials.shader(made).inputs["Base Color"])
    return made


def pane(edge: Array, tint: str, opacity: float, gradient: bool, seed: int) -> Object:
    """A slightly domed pane, its tint painted (darker above if graded)."""
    centre = edge.mean(0)
    rows = []
    for t in (0.0005, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9, 1.0):
        row = bent(centre + (edge - centre) * t)
        row[:, 1] -= 0.0022 * (1 - t * t) - 0.0004
        rows.append(row)
    grid = np.array(rows)
    skin = Skin.over(grid, wrap=True, seed=seed)
    low, high = edge[:, 1].min(), edge[:, 1].max()
    fade = smoothstep(low, high, skin.z) if gradient else np.ones(skin.x.shape)
    pale = 0.55 * rgb(tint) + 0.45
    skin.colour = pale + (rgb(tint) - pale) * fade[..., None]
    return surface("lens", grid, _glass(skin, opacity), flip=edge[:, 0].mean() > 0)


def _glass(skin: Skin, opacity: float) -> Any:
    """Tinted pane: partly a dark glossy body, partly see-through, more mirror at grazing angles."""
    made = painted("lens", skin, Finish(roughness=0.03, specular=0.6, coat=0.3, bump=0.0))
    nodes, link = made.node_tree.nodes, made.node_tree.links.new
    clear, mixer, fresnel, total = (
        nodes.new(k)
        for k in ("ShaderNodeBsdfTransparent", "ShaderNodeMixShader", "ShaderNodeFresnel", "ShaderNodeMath")
    )
    fresnel.inputs["IOR"].default_value = 1.45
    total.operation, total.use_clamp = "ADD", True
    total.inputs[1].default_value = opacity
    link(fresnel.outputs[0], total.inputs[0])
    link(total.outputs[0], mixer.inputs[0])
    link(clear.outputs[0], mixer.inputs[1])
    link(materials.shader(made).outputs[0], mixer.inputs[2])
    link(mixer.outputs[0], next(n for n in nodes if n.type == "OUTPUT_MATERIAL").inputs["Surface"])
    return made
