"""Backpacks: a domed body with a zip, a bellows pocket, straps."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.bag_parts import front_of, metal_of, painted_body
from atelier.accessories.grids import Points, loft, rounded_section, spline, superellipse
from atelier.accessories.pieces import (
    CANVAS,
    material,
    painted,
    strip,
    surface,
)
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def backpack(seed: int, width: float = 0.30, height: float = 0.43, depth: float = 0.13, **style: Any) -> list[Object]:
    """A backpack: arched zip, zipped front pocket, top loop, straps. Style: colour, material, pocket, base, zip."""
    style = {"material": "canvas", "zip": "black", "metal": "silver", **style}
    body = loft(_pack_body(width, depth, height), 0.008)
    skin, finish = painted_body(body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.8
    trim = rgb(style["zip"])
    if style.get("base"):
        skin.panel(skin.z - height * 0.17, rgb(style["base"]), 0.8, thread)
    side = np.abs(skin.y - depth * 0.05)
    skin.seam(np.abs(side - depth * 0.27), 0.8)
    _zip(skin, side + 0.5 * (skin.z < height * 0.45), trim)
    made = [surface("body", body, painted("body", skin, finish))]
    made += _pocket(body, width, height, style, seed, trim)
    made += _pack_straps(depth, height, style)
    metal = metal_of(style)
    for s in (-1, 1):
        pull = [
            (s * (width / 2 + 0.001), depth * 0.05, height * 0.47),
            (s * (width / 2 + 0.006), depth * 0.05 - 0.004, height * 0.41),
        ]
        made.append(strip("pull", spline(pull, 6), rounded_section(0.007, 0.003), metal, up=(s, 0, 0)))
    return made


def _pack_body(width: float, depth: float, height: float) -> Points:
    """Rounded-rectangle rings whose top closes like a dome seen from the front."""
    rings = []
    for t, s in (
        (0.0, 0.05),
        (0.0, 0.7),
        (0.012, 0.92),
        (0.05, 1.0),
        (0.2, 1.02),
        (0.4, 1.02),
        (0.6, 1.0),
        (0.74, 0.97),
        (0.84, 0.90),
        (0.91, 0.80),
        (0.96, 0.66),
        (0.985, 0.50),
        (1.0, 0.27),
        (1.004, 0.04),
    ):
        deep = depth / 2 * min(1.0, s * 1.06) * (1.0 - 0.16 * max(0, t - 0.3))
        plan = superellipse(width / 2 * s, deep, 160, 4.2)
        rings.append(np.c_[plan[:, 0], plan[:, 1] + 0.012 * t, np.full(160, height * t)])
    return np.array(rings)


def _zip(skin: Skin, distance: Array, tape: Array) -> None:
    """A zip along `distance` = 0: tape, teeth, stitching."""
    band = 1 - smoothstep(0.0065, 0.0072, distance)
    skin.mix(band, tape * 0.9)
    skin.height += 0.5 * band
    teeth = np.exp(-((distance / 0.0022) ** 2))
    tooth = 0.5 + 0.5 * np.sign(np.sin((skin.u + skin.v) * 2 * np.pi / 0.003))
    skin.height += 0.8 * teeth * tooth
    skin.mix(teeth * 0.5 * tooth, np.array([0.55, 0.55, 0.56]))
    skin.shade(np.exp(-(((distance - 0.0072) / 0.0008) ** 2)), 0.7)


def _pocket(body: Points, width: float, height: float, style: dict[str, Any], seed: int, trim: Array) -> list[Object]:
    """A bellows pocket on the front with a zip across its upper part."""
    w, h, z0, rise = width * 0.74, height * 0.40, height * 0.06, 0.032
    rows = []
    for s, out in (
        (1.0, -0.008),
        (1.0, 0.35),
        (0.985, 0.75),
        (0.95, 0.97),
        (0.86, 1.05),
        (0.6, 1.1),
        (0.3, 1.12),
        (0.03, 1.12),
    ):
        plan = superellipse(w / 2 * s, h / 2 * s, 120, 5.0)
        x, z = plan[:, 0], z0 + h / 2 + plan[:, 1]
        y = front_of(body, x, np.clip(z, 0.02, height * 0.9))
        rows.append(np.stack([x, y - rise * out, z], 1))
    grid = loft(np.array(rows), 0.006)
    pocket_style = {**style, "colour": style.get("pocket", style["colour"])}
    skin, finish = painted_body(grid, pocket_style, seed + 5)
    line = np.abs(skin.z - (z0 + h * 0.84)) + 0.5 * (np.abs(skin.x) > w * 0.45)
    _zip(skin, line, trim)
    skin.stitches(np.abs(skin.v - 0.030), rgb(pocket_style["colour"]) * 0.75)
    patch = np.maximum(np.abs(skin.x) - 0.026, np.abs(skin.z - (z0 + h * 0.45)) - 0.015)
    skin.panel(patch, rgb(style.get("patch", "tan")), 0.8, rgb("ecru") * 0.8, margin=0.003)
    made = [surface("pocket", grid, painted("pocket", skin, finish), flip=True)]
    y = float(front_of(body, np.array([w * 0.4]), np.array([z0 + h * 0.84]))[0]) - rise * 1.1
    pull = [(w * 0.36, y - 0.004, z0 + h * 0.84), (w * 0.35, y - 0.008, z0 + h * 0.84 - 0.03)]
    made.append(strip("pull", spline(pull, 6), rounded_section(0.008, 0.003), metal_of(style), up=(0, -1, 0)))
    return made


def _pack_straps(depth: float, height: float, style: dict[str, Any]) -> list[Object]:
    """A webbing loop on top and two padded straps at the back, seen beside the body."""
    webbing = material("webbing", style.get("strap", style["colour"]), CANVAS)
    back = depth / 2
    loop = [
        (-0.045, back * 0.5, height * 0.965),
        (-0.044, back * 0.55, height + 0.012),
        (-0.02, back * 0.6, height + 0.042),
        (0, back * 0.6, height + 0.047),
    ]
    made = [
        strip(
            "loop",
            spline(loop + [(-x, y, z) for x, y, z in loop[-2::-1]], 40),
            rounded_section(0.020, 0.004),
            webbing,
            up=(0, 1, 0),
        )
    ]
    for s in (-1, 1):
        path = [
            (s * 0.055, back * 0.7, height * 0.93),
            (s * 0.09, back + 0.02, height * 0.98),
            (s * 0.135, back + 0.055, height * 0.80),
            (s * 0.165, back + 0.06, height * 0.52),
            (s * 0.155, back + 0.03, height * 0.22),
            (s * 0.125, back * 0.8, height * 0.06),
        ]
        scale = np.interp(np.linspace(0, 1, 60), [0, 0.1, 0.55, 0.62, 1], [1, 1, 1, 0.45, 0.45])
        made.append(
            strip(
                "strap",
                spline(path, 60),
                rounded_section(0.055, 0.011),
                webbing,
                up=(0, 1, 0.2),
                scale=np.stack([scale, scale], 1),
            )
        )
    return made
