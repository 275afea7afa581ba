"""What bags are made of: a soft box, a flap over it, locks, quilting."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.grids import Points, rounded_section, superellipse
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    GOLD,
    GUNMETAL,
    METAL,
    SILVER,
    material,
    painted,
    strip,
    surface,
)
from atelier.accessories.skin import Skin, enlarge
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

METALS = {"gold": GOLD, "silver": SILVER, "gunmetal": GUNMETAL}


def metal_of(style: dict[str, Any]) -> Any:
    return material("metal", METALS[style.get("metal", "gold")], METAL)


def box_body(
    width: float,
    depth: float,
    height: float,
    taper: float = 1.0,
    power: float = 6.0,
    belly: float = 0.06,
    round_m: float = 0.012,
) -> Points:
    """A soft box standing on z = 0: rounded-rectangle rings, narrower towards the top by `taper`, slightly bulging."""
    levels = [0.0, 0.0, 0.35, 1.0, *np.linspace(1.6, 8.4, 14), 9.0, 9.65, 10.0, 10.0]
    shrink = [0.05, 0.55, 0.92, 1.0, *[1.0] * 14, 1.0, 0.96, 0.6, 0.05]
    rings = []
    for level, s in zip(levels, shrink, strict=True):
        t = level / 10
        z = height * t if 1 <= level <= 9 else (round_m * level if level < 1 else height - round_m * (10 - level))
        w = 1 + (taper - 1) * t
        swell = 1 + belly * np.sin(np.pi * t)
        edge = round_m * (1 - s) if s > 0.5 else 0
        if s > 0.5:
            plan = superellipse(width / 2 * w - edge, (depth / 2 * w) * swell - edge, 160, power)
        else:
            plan = superellipse(width / 2 * w - round_m, depth / 2 * w * swell - round_m, 160, power) * [1.0, s]
        rings.append(np.c_[plan, np.full(160, z)])
    return np.array(rings)


def front_of(body: Points, x: Array, z: Array) -> Array:
    """y of the body's front (towards -y) at points (x, z)."""
    points = body.reshape(-1, 3)
    front = points[points[:, 1] < 0]
    out = np.empty(np.broadcast(x, z).shape)
    xs, zs = np.broadcast_to(x, out.shape), np.broadcast_to(z, out.shape)
    for k in np.ndindex(out.shape):
        d = (front[:, 0] - xs[k]) ** 2 + (front[:, 2] - zs[k]) ** 2
        near = np.argsort(d)[:4]
        weight = 1 / (d[near] + 1e-7)
        out[k] = (front[near, 1] * weight).sum() / weight.sum()
    return out


def painted_body(grid: Points, style: dict[str, Any], seed: int, wrap: bool = True) -> tuple[Skin, Any]:
    skin = Skin.over(grid, wrap=wrap, seed=seed, texel=0.0009)
    ground_paint(skin, style["colour"], style["material"])
    skin.height += 0.5 * skin.noise(0.03, 2)
    return skin, FINISHES[style["material"]]


def flap_over(
    body: Points, width: float, depth: float, height: float, drop: float, curve: float, style: dict[str, Any], seed: int
) -> Object:
    """A flap from the upper back edge over the top and down the front, its lower edge curved by `curve` metres."""
    xs = np.linspace(-0.5, 0.5, 41)
    grid = []
    for t in np.linspace(0, 1, 44):
        row = []
        for x in xs:
            reach = drop - curve * (2 * abs(x)) ** 2.4
            s = t * (depth + reach)
            if s < depth:
                y, z = depth / 2 - s, height + 0.004 + 0.006 * np.sin(np.pi * s / depth)
            else:
                y, z = -depth / 2, height - (s - depth)
            row.append((x * width, y, z))
        grid.append(row)
    g = np.array(grid)
    front = g[..., 1] <= -depth / 2 + 1e-6
    y = front_of(body, g[::3, ::4, 0], np.clip(g[::3, ::4, 2], 0.02, height * 0.9))
    full = enlarge(y, g.shape[:2])
    bend = smoothstep(0, 0.035, height - g[..., 2])
    g[..., 1] = np.where(front, -depth / 2 * (1 - bend) + (full - 0.004) * bend - 0.003, g[..., 1])
    g[..., 2] = np.where(front, g[..., 2] + 0.003 * np.exp(-(((height - g[..., 2]) / 0.006) ** 2)), g[..., 2])
    skin, finish = painted_body(g, style, seed + 3, wrap=False)
    edge = np.minimum(skin.top, np.minimum(skin.u, skin.u.max(1, keepdims=True) - skin.u))
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    skin.stitches(edge - 0.0045, thread)
    skin.height -= 0.6 * np.exp(-((edge / 0.002) ** 2))
    if style.get("quilted"):
        quilt(skin, thread)
    made = surface("flap", g, painted("flap", skin, finish), wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.0035, 0.0
    return made


def quilt(skin: Skin, thread: Array, pitch: float = 0.034) -> None:
    """Diamond quilting: pillows between two families of stitched lines."""
    a = ((skin.x + skin.z) / pitch) % 1 - 0.5
    b = ((skin.x - skin.z) / pitch) % 1 - 0.5
    skin.height += 3.2 * (np.cos(np.pi * a) * np.cos(np.pi * b)) ** 0.6
    for d in (np.abs(np.abs(a) - 0.5), np.abs(np.abs(b) - 0.5)):
        skin.stitches(d * pitch, thread)


def lock(kind: str, at: tuple[float, float, float], metal: Any) -> list[Object]:
    """A turn lock: an oval plate with a bar; or a round snap; or none."""
    x, y, z = at
    if kind == "none":
        return []
    a, b = (0.017, 0.011) if kind == "turn" else (0.009, 0.009)
    plan = superellipse(a, b, 40, 3.0 if kind == "turn" else 2.0)
    rows = [
        np.stack([x + plan[:, 0] * s, np.full(40, y + d), z + plan[:, 1] * s], 1)
        for s, d in ((1, 0.006), (1, 0.0), (0.92, -0.0015), (0.05, -0.002))
    ]
    made = [surface("lock", np.array(rows), metal, caps=True)]
    if kind == "turn":
        made.append(
            strip(
                "bar",
                [
                    (x, y - 0.002, z - 0.008),
                    (x, y - 0.007, z - 0.007),
                    (x, y - 0.007, z + 0.007),
                    (x, y - 0.002, z + 0.008),
                ],
                rounded_section(0.004, 0.004, 10, 2.0),
                metal,
                up=(1, 0, 0),
            )
        )
    return made
