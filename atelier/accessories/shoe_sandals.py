"""Two-strap sandals on a cork footbed. One right shoe each."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import moved, offset_ring, rounded_section, spline, sweep
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    GOLD,
    METAL,
    SILVER,
    SUEDE,
    material,
    painted,
    strip,
    surface,
)  # fmt: skip
from atelier.accessories.shoe_nets import make_last
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

# straps from toe to heel: front edge, back edge, height of the arch (metres on the men's net)
STRAPS: dict[str, tuple[tuple[float, float, float], ...]] = {
    "two-strap": ((0.205, 0.165, 0.060), (0.145, 0.105, 0.082)),
    "slide": ((0.205, 0.118, 0.074),),
    "three-strap": ((0.212, 0.186, 0.054), (0.174, 0.150, 0.066), (0.138, 0.112, 0.082)),
    "thong": (),
}


def sandal_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One sandal: contoured cork footbed, two wide straps with buckles. Style: colour, material, bed, sole, metal."""
    style = {"material": "leather", "bed": "#b78d5c", "sole": "#3a2e26", "metal": "gold", **style}
    last = make_last("loafer", size)
    feather = last.feather.copy()
    feather[:, 2] = (0.030 + style.get("lift", 0.0)) * size - 0.006 * smoothstep(
        0.08, 0.18, feather[:, 0] / size
    ) * size
    bed_rings = _bed_rings(feather, size)
    skin = Skin.over(np.array(bed_rings), wrap=True, seed=seed)
    parts.paint_plain(skin, style["bed"], 0.05, 0.1)
    speck = skin.noise(0.0016, 2)
    skin.shade(smoothstep(0.35, 0.6, speck), 0.65)
    low = 1 - smoothstep(0.0085, 0.0092, skin.z / size)
    skin.mix(low, rgb(style["sole"]))
    tread = 0.5 + 0.5 * np.cos(skin.u * 2 * np.pi / 0.006)
    skin.height += low * tread * 0.8
    made = [surface("sole", np.array(bed_rings), painted("bed", skin, SUEDE))]
    made.append(_footbed(bed_rings[-1], style, seed))
    metal = material("buckle", GOLD if style["metal"] == "gold" else SILVER, METAL)
    lift = style.get("lift", 0.0)
    for front, back, high in STRAPS[style.get("kind", "two-strap")]:
        made += _strap(feather, front * size, back * size, (high + lift) * size, style, metal, seed)
    if style.get("kind") == "thong":
        made += _thong(feather, style, size)
    return made


def _thong(feather: Array, style: dict[str, Any], size: float) -> list[Object]:
    """Two bands from between the toes to both sides."""
    stuff = material("thong", style["colour"], FINISHES[style["material"]])
    bed = float(feather[:, 2].max())
    toe = np.array([0.205 * size, -0.004, bed])
    made = []
    for side in (-1, 1):
        edge = feather[(feather[:, 1] * side > 0)]
        end = edge[np.argmin(np.abs(edge[:, 0] - 0.118 * size))]
        path = spline(
            [toe, moved(toe, -0.006, side * 0.004, 0.020), moved((toe + end) / 2, 0, side * 0.004, 0.034 * size), end],
            40,
        )
        scale = np.interp(np.linspace(0, 1, 40), [0, 0.2, 1], [0.45, 0.8, 1.25])
        made.append(strip("thong", path, rounded_section(0.015 * size, 0.004), stuff, up=(0, side * 0.6, 1),
                          scale=np.stack([scale, np.ones(40)], 1)))  # fmt: skip
    return made


def _bed_rings(feather: Array, size: float) -> list[Array]:

    rings = []
    for overhang, height in (
        (0.0, 0.0),
        (0.004, 0.05),
        (0.0045, 0.3),
        (0.003, 0.36),
        (0.0055, 0.5),
        (0.0055, 0.95),
        (0.003, 1.15),
        (-0.003, 1.12),
    ):
        ring_ = offset_ring(feather, overhang * size)
        ring_[:, 2] = (
            feather[:, 2] * height + 0.004 * smoothstep(0.85, 1.0, feather[:, 0] / feather[:, 0].max()) * height
        )
        rings.append(ring_)
    return rings


def _footbed(edge: Array, style: dict[str, Any], seed: int) -> Object:
    """Suede-lined top of the bed, sunk towards its middle."""
    centre = edge.mean(0)
    rows = []
    for t in np.linspace(0, 1, 9):
        ring_ = edge * (1 - t) + centre * t
        ring_[:, 2] = edge[:, 2] * (1 - t) + (edge[:, 2].mean()) * t - 0.005 * np.sin(np.pi * min(1, t * 1.2) / 2)
        rows.append(ring_)
    skin = Skin.over(np.array(rows), wrap=True, seed=seed + 1)
    ground_paint(skin, style.get("insole", "#a88a68"), "suede")
    skin.stitches(skin.v - 0.004, rgb("#e4d5bb"))
    return surface("footbed", np.array(rows), painted("footbed", skin, SUEDE))


def _strap(
    feather: Array, front: float, back: float, high: float, style: dict[str, Any], metal: Any, seed: int
) -> list[Object]:
    """A wide strap arching over the foot, with a pin buckle on the outer side."""
    rows = []
    for x in np.linspace(back, front, 12):
        lateral = feather[feather[:, 1] < 0]
        medial = feather[feather[:, 1] >= 0]
        y0 = np.interp(x, *lateral[np.argsort(lateral[:, 0])][:, :2].T)
        y1 = np.interp(x, *medial[np.argsort(medial[:, 0])][:, :2].T)
        z0 = float(np.interp(x, *feather[np.argsort(feather[:, 0])][:, [0, 2]].T)) - 0.006
        a = np.linspace(0, np.pi, 40)
        slope = high - 0.35 * (x - (front + back) / 2)
        y = (y0 + y1) / 2 - (y1 - y0) / 2 * 1.03 * np.sign(np.cos(a)) * np.abs(np.cos(a)) ** 0.8
        rows.append(np.stack([np.full(40, x), y, z0 + (slope - z0) * np.sin(a) ** 0.75], 1))
    grid = np.array(rows)
    skin = Skin.over(grid, wrap=False, seed=seed + 7)
    ground_paint(skin, style["colour"], style["material"])
    edge = np.minimum(skin.v, skin.top)
    skin.stitches(edge - 0.0032, rgb(style["colour"]) * 0.75)
    for k in range(3):
        skin.eyelet(grid[6, 9] * (1 - 0.3 * k) + grid[6, 16] * 0.3 * k, 0.0022, rgb(style["colour"]) * 0.6)
    made = surface("strap", grid, painted("strap", skin, FINISHES[style["material"]]), wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.0032, 0.0
    at, out = grid[6, 8], np.array([0, -0.8, 0.6])
    w = (front - back) * 0.36
    down = np.cross(out, [1, 0, 0])
    frame = [
        at + out * 0.004 + sx * w * np.array([1, 0, 0]) + sz * 0.011 * down
        for sx, sz in ((-1, -1), (1, -1), (1, 1), (-1, 1))
    ]
    loop = spline(np.array(frame), 60, closed=True)
    pin = strip(
        "pin",
        spline([at + out * 0.0055 - down * 0.012, at + out * 0.006 + down * 0.012], 4),
        rounded_section(0.0022, 0.0022, 8, 2.0),
        metal,
        up=out,
    )
    return [made, surface("buckle", sweep(loop, rounded_section(0.0032, 0.0022, 10, 2.5), up=out), metal), pin]
