"""Shoulder bags with a flap, on a strap or a chain."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.bag_parts import box_body, flap_over, front_of, lock, metal_of, painted_body, quilt
from atelier.accessories.grids import loft, rounded_section, spline, sweep
from atelier.accessories.leathers import FINISHES
from atelier.accessories.pieces import (
    CANVAS,
    material,
    painted,
    ring,
    strip,
    surface,
)
from atelier.geometry import Array
from atelier.mesh import Object
from atelier.palette import rgb


def flap_bag(seed: int, width: float = 0.25, height: float = 0.17, depth: float = 0.07, **style: Any) -> list[Object]:
    """A shoulder bag with a flap, a lock, a strap or chain. Style: colour, material, metal, chain, lock."""
    style = {"material": "leather", "drop": 0.62, "curve": 0.02, **style}
    body = loft(box_body(width, depth, height, taper=0.96), 0.006)
    skin, finish = painted_body(body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    skin.seam(np.abs(np.abs(skin.x) - width * 0.485) + 0.02 * (skin.z < 0.006), 0.8)
    if style.get("quilted"):
        quilt(skin, thread)
    metal = metal_of(style)
    made = [surface("body", body, painted("body", skin, finish))]
    made.append(flap_over(body, width * 0.985, depth, height, height * style["drop"], style["curve"], style, seed))
    z = height * (1 - style["drop"]) + 0.016
    y = float(front_of(body, np.array([0.0]), np.array([z]))[0]) - 0.010
    made += lock(style.get("lock", "turn"), (0, y, z), metal)
    made += _shoulder_strap(width, height, style, metal)
    return made


def _shoulder_strap(width: float, height: float, style: dict[str, Any], metal: Any) -> list[Object]:
    """A strap (or chain) rising from rings at both sides in one arc."""
    rise = style.get("rise", 0.26)
    side = width / 2 * 0.96
    made: list[Object] = []
    for s in (-1, 1):
        made.append(ring("ring", (s * (side + 0.006), 0, height * 0.93), 0.010, 0.0020, metal, (0.1, 1, 0)))
    points = [
        (-side - 0.008, 0, height * 0.95),
        (-side - 0.010, 0.002, height + 0.03),
        (-side * 0.80, 0.012, height + rise * 0.60),
        (-side * 0.46, 0.02, height + rise * 0.90),
        (-side * 0.2, 0.022, height + rise * 0.985),
        (0, 0.022, height + rise),
    ]
    path = spline(points + [(-x, y, z) for x, y, z in points[-2::-1]], 90)
    if style.get("chain"):
        return made + _chain(path, metal)
    finish = CANVAS if style.get("webbing") else FINISHES[style["material"]]
    tone = style.get("strap", style["colour"])
    made.append(
        strip(
            "strap",
            path,
            rounded_section(style.get("strap_width", 0.018), 0.0035),
            material("strap", tone, finish),
            up=(0, 1, 0),
        )
    )
    return made


def _chain(path: Array, metal: Any, pitch: float = 0.011) -> list[Object]:
    """Links turned by a right angle from one to the next, as one object."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    links = []
    for k, at in enumerate(np.arange(0, along[-1], pitch)):
        p = np.array([np.interp(at, along, path[:, c]) for c in range(3)])
        q = np.array([np.interp(at + 0.001, along, path[:, c]) for c in range(3)])
        d = (q - p) / np.linalg.norm(q - p)
        across = np.cross(d, [0, 1, 0]) if k % 2 else np.array([0, 1.0, 0])
        a = np.linspace(0, 2 * np.pi, 14, endpoint=False)[:, None]
        loop = p + d * np.cos(a) * pitch * 0.72 + across * np.sin(a) * pitch * 0.42
        links.append(
            sweep(np.vstack([loop, loop[:2]]), rounded_section(0.0026, 0.0026, 6, 2.0), up=np.cross(d, across))[:15]
        )
    return [surface("chain", link, metal) for link in links]
