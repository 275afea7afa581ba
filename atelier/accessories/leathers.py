"""Leather, suede, canvas and mesh: how the bare material of a shoe or bag looks, and how it takes the light."""

from __future__ import annotations

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.pieces import (
    CANVAS,
    LEATHER,
    MESH,
    PATENT,
    SUEDE,
)  # fmt: skip
from atelier.accessories.skin import Skin
from atelier.geometry import smoothstep

FINISHES = {"leather": LEATHER, "suede": SUEDE, "canvas": CANVAS, "mesh": MESH, "patent leather": PATENT}


def ground_paint(skin: Skin, colour: str, stuff: str) -> None:
    """The bare material: grain of leather, nap of suede, weave of canvas, holes of mesh."""
    parts.paint_plain(skin, colour, 0.03, 0.05)
    if stuff == "suede":
        nap = skin.noise(0.008, 4)
        skin.colour *= (1 + 0.10 * nap)[..., None]
        skin.height += 0.12 * skin.noise(0.0008)
    elif stuff == "canvas":
        weave = np.sin(skin.u * 2 * np.pi / 0.0022) * np.sin(skin.v * 2 * np.pi / 0.0022)
        skin.height += 0.16 * weave
        skin.colour *= (1 + 0.05 * weave)[..., None]
    elif stuff == "mesh":
        row = np.floor(skin.v / 0.0030)
        hole = np.hypot(((skin.u / 0.0034 + 0.5 * (row % 2)) % 1) - 0.5, ((skin.v / 0.0030) % 1) - 0.5)
        mask = 1 - smoothstep(0.20, 0.34, hole)
        skin.height -= 0.5 * mask
        skin.shade(mask, 0.62)
    else:
        skin.height += 0.10 * skin.noise(0.0018, 2)
