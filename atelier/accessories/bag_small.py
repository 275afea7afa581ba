"""Handbags with two handles, and clutches."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.bag_parts import METALS, box_body, flap_over, front_of, lock, metal_of, painted_body
from atelier.accessories.grids import Points, loft, moved, rounded_section, spline
from atelier.accessories.pieces import (
    material,
    painted,
    ring,
    strip,
    surface,
)
from atelier.accessories.skin import enlarge
from atelier.geometry import smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def top_handle(seed: int, width: float = 0.28, height: float = 0.21, depth: float = 0.11, **style: Any) -> list[Object]:
    """A structured handbag with two handles, trapezoid front. Style: colour, material, metal, block (second colour)."""
    style = {"material": "leather", **style}
    body = loft(box_body(width, depth, height, taper=0.82, belly=0.03), 0.006)
    skin, finish = painted_body(body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    if style.get("block"):
        skin.panel(skin.z - height * 0.34, rgb(style["block"]), 0.8, thread)
    corner = 0.055
    for s in (-1, 1):
        d = np.hypot(skin.x - s * width * 0.5, skin.z) - corner
        skin.panel(d, rgb(style.get("corner", style.get("block", style["colour"]))), 0.7, thread)
    skin.panel(height * 0.88 - skin.z, None, 0.7, thread)
    skin.seam(np.abs(np.abs(skin.x) - width * 0.46), 0.8)
    zipped = np.maximum(np.abs(skin.y) - 0.006, height - 0.01 - skin.z)
    skin.mix(1 - smoothstep(-0.0005, 0.0005, zipped), np.array(METALS[style.get("metal", "gold")]) * 0.8)
    made = [surface("body", body, painted("body", skin, finish))]
    metal = metal_of(style)
    handle = material("handle", style.get("handle", style["colour"]), finish)
    half, y0 = width * 0.21, depth / 2 * 0.86
    for s in (-1, 1):
        arc = [
            (-half, s * y0, height * 0.80),
            (-half, s * (y0 + 0.004), height * 0.93),
            (-half * 1.02, s * y0 * 0.95, height + 0.045),
            (-half * 0.55, s * y0 * 0.82, height + 0.105),
            (0, s * y0 * 0.78, height + 0.118),
        ]
        path = spline(arc + [(-x, y, z) for x, y, z in arc[-2::-1]], 70)
        made.append(strip("handle", path, rounded_section(0.0105, 0.0105, 14, 2.2), handle, up=(0, 1, 0)))
        for x in (-half, half):
            made.append(ring("ring", (x, s * (y0 + 0.006), height * 0.93), 0.010, 0.0018, metal, (1, 0.2, 0)))
            tab = [
                (x, s * (y0 + 0.0035), height * 0.70),
                (x, s * (y0 + 0.0065), height * 0.80),
                (x, s * (y0 + 0.006), height * 0.92),
            ]
            made.append(strip("tab", spline(tab, 10), rounded_section(0.017, 0.003), handle, up=(0, s, 0)))
    return made


def clutch(seed: int, width: float = 0.27, height: float = 0.165, depth: float = 0.028, **style: Any) -> list[Object]:
    """A flat clutch, envelope or straight flap. Style: colour, material, metal, envelope, wrist."""
    style = {"material": "leather", "lock": "snap", **style}
    body = loft(box_body(width, depth, height, power=8, belly=0.25, round_m=0.008), 0.006)
    skin, finish = painted_body(body, style, seed)
    skin.seam(np.abs(np.abs(skin.x) - width * 0.488), 0.6)
    drop, curve = (0.80, height * 0.62) if style.get("envelope") else (0.55, 0.006)
    made = [surface("body", body, painted("body", skin, finish))]
    made.append(_envelope(body, width, depth, height, height * drop, curve, bool(style.get("envelope")), style, seed))
    z = height * (1 - drop) + 0.016
    y = float(front_of(body, np.array([0.0]), np.array([z]))[0]) - 0.008
    metal = metal_of(style)
    made += lock(style["lock"], (0, y, z), metal)
    if style.get("wrist"):
        at = np.array([width / 2 * 0.97, 0, height * 0.82])
        made.append(ring("ring", moved(at, 0.006, 0, 0), 0.008, 0.0017, metal, (0, 1, 0)))
        loop = [
            moved(at, 0.012, 0, 0),
            moved(at, 0.035, -0.006, -0.02),
            moved(at, 0.055, -0.01, -0.075),
            moved(at, 0.045, -0.01, -0.115),
            moved(at, 0.03, -0.006, -0.075),
            moved(at, 0.024, 0.004, -0.02),
            moved(at, 0.013, 0.002, 0.002),
        ]
        made.append(
            strip(
                "wrist",
                spline(loop, 60),
                rounded_section(0.010, 0.003),
                material("wrist", style["colour"], finish),
                up=(0, 1, 0.01),
            )
        )
    return made


def _envelope(
    body: Points,
    width: float,
    depth: float,
    height: float,
    drop: float,
    curve: float,
    pointed: bool,
    style: dict[str, Any],
    seed: int,
) -> Object:
    """The clutch's flap: pointed like a letter, or straight."""
    if not pointed:
        return flap_over(body, width * 0.985, depth, height, drop, curve, style, seed)
    flap_style = {**style}
    xs, ts = np.linspace(-0.5, 0.5, 61), np.linspace(0, 1, 50)
    grid = np.empty((50, 61, 3))
    for j, t in enumerate(ts):
        reach = drop - curve * 2 * np.sqrt(xs**2 + 0.0006)
        s = t * (depth + reach)
        over = s < depth
        grid[j, :, 0] = xs * width * 0.985
        grid[j, :, 1] = np.where(over, depth / 2 - s, -depth / 2)
        grid[j, :, 2] = np.where(over, height + 0.003, height - (s - depth))
    front = grid[..., 1] <= -depth / 2 + 1e-6
    z = np.clip(grid[..., 2], 0.02, height * 0.92)
    y = enlarge(front_of(body, grid[::5, ::6, 0], z[::5, ::6]), grid.shape[:2])
    bend = smoothstep(0, 0.03, height - grid[..., 2])
    grid[..., 1] = np.where(front, -depth / 2 * (1 - bend) + (y - 0.003) * bend - 0.0025, grid[..., 1])
    skin, finish = painted_body(grid, flap_style, seed + 3, wrap=False)
    skin.stitches(skin.top - 0.0042, rgb(style["colour"]) * 0.8)
    made = surface("flap", grid, painted("flap", skin, finish), wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.003, 0.0
    return made


def bucket_bag(seed: int, width: float = 0.23, height: float = 0.25, **style: Any) -> list[Object]:
    """A round bag gathered by a cord, on a shoulder strap. Style: colour, material, metal, base, strap, cord."""
    style = {"material": "leather", **style}
    body = loft(box_body(width, width * 0.72, height, taper=0.90, power=2.3, belly=0.10, round_m=0.016), 0.006)
    turn = np.arctan2(body[..., 1], body[..., 0])
    gather = smoothstep(height * 0.55, height, body[..., 2])[..., None] * np.sin(14 * turn)[..., None] * 0.0045
    body[..., :2] += gather * np.stack([np.cos(turn), np.sin(turn)], -1)
    skin, finish = painted_body(body, style, seed)
    thread = rgb(style["colour"]) * 0.8
    skin.panel(skin.z - height * 0.20, rgb(style.get("base", style["colour"])), 0.9, thread)
    skin.seam(np.abs(skin.z - height * 0.88), 0.9)
    made = [surface("body", body, painted("body", skin, finish))]
    return made + _cord(body, height, style, finish) + _bucket_strap(width, height, style, finish)


def _cord(body: Points, height: float, style: dict[str, Any], finish: Any) -> list[Object]:
    """The drawstring round the top, its ends hanging in front."""
    stuff, section = (
        material("cord", style.get("cord", style["colour"]), finish),
        rounded_section(0.006, 0.006, 10, 2.0),
    )
    level = body[int(np.argmin(np.abs(body[:, 0, 2] - height * 0.84)))]
    made = [strip("cord", np.vstack([level, level[:2]]) * [1.03, 1.03, 1], section, stuff)]
    front = level[np.argmin(level[:, 1])]
    for s in (-1, 1):
        end = [moved(front, s * 0.006, -0.004, 0), moved(front, s * 0.02, -0.014, -0.05)]
        end.append(moved(front, s * 0.026, -0.014, -0.10))
        made.append(strip("cord", spline(end, 20), section, stuff, up=(0, 1, 0)))
    return made


def _bucket_strap(width: float, height: float, style: dict[str, Any], finish: Any) -> list[Object]:
    """One strap between rings at both sides."""
    side, metal = width / 2 * 0.93, metal_of(style)
    made = [ring("ring", (s * (side + 0.004), 0, height * 0.93), 0.010, 0.0020, metal, (0.1, 1, 0)) for s in (-1, 1)]
    half = [(-side - 0.006, 0, height * 0.95), (-side - 0.004, 0.004, height + 0.05)]
    half += [(-side * 0.6, 0.014, height + 0.20), (0, 0.02, height + 0.255)]
    path = spline(half + [(-x, y, z) for x, y, z in half[-2::-1]], 80)
    stuff = material("strap", style.get("strap", style["colour"]), finish)
    return [*made, strip("strap", path, rounded_section(0.016, 0.0035), stuff, up=(0, 1, 0))]
