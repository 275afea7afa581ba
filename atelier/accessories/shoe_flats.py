"""Ballet flats and pumps: low, piped openings, thin soles. One right shoe each."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import moved, rounded_section, spline
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    LEATHER,
    material,
    strip,
)  # fmt: skip
from atelier.accessories.shoe_nets import PER_CELL, Last, make_last
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def _units(skin: Skin, size: float) -> tuple[Array, Array]:
    """Side view of the shoe in the net's own metres, so that panels are drawn once for all sizes."""
    return skin.x / size, skin.z / size


WOMEN = 0.89  # a women's shoe beside the men's net


def flat_shoe(seed: int, size: float = WOMEN, kind: str = "ballet", **style: Any) -> list[Object]:
    """One ballet flat or pump with a piped opening. Style: colour, material, cap, bow, heel (slim, block), sole."""
    style = {"material": "leather", "sole": "#b38a5e", **style}
    last = make_last(kind, size)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    if style.get("cap"):
        skin.panel(skin.from_point((last.feather[:, 0].max() + 0.01, 0, 0.02)) - 0.058 * size, rgb(style["cap"]), 0.6)
    piping = 1 - smoothstep(0.0028, 0.0036, skin.top)
    skin.height += 1.2 * piping * np.sin(np.clip(skin.top / 0.0034, 0, 1) * np.pi) ** 0.5
    skin.mix(piping, rgb(style.get("piping", style["colour"])) * 0.93)
    skin.shade(np.exp(-(((skin.top - 0.0040) / 0.0007) ** 2)), 0.7)
    skin.seam(np.abs(x - 0.095 - 0.3 * (z - 0.04)) + 0.02 * (skin.y < 0), 0.5)
    finish = FINISHES[style["material"]]
    made = [parts.upper(last, skin, finish)]
    made += parts.lining(last, material("lining", style.get("inner", "#d9c3a0"), LEATHER), 0.0022)
    made += parts.sole_with_waist(
        last, parts.SoleStyle(parts.THIN, style["sole"], style["sole"], spring=0.005), seed, 0.004
    )
    stuff = material("heel", style.get("heel_colour", style["colour"]), finish)
    if kind == "pump":
        block = style.get("heel", "slim") == "block"
        made.append(parts.stiletto(last, stuff, 0.048 * size, 0.036 * size if block else 0.009 * size))
    else:
        made.append(parts.heel_block(last, 0.05 * size, material("heel", "#3b2a20", LEATHER)))
    if style.get("bow"):
        made += _bow(last, material("bow", style["bow"], finish), size)
    return made


def _bow(last: Last, stuff: Any, size: float) -> list[Object]:
    """A flat bow at the throat: two loops and a knot."""
    at = last.rim[8 * PER_CELL] + np.array([0.004, 0, 0.0025])
    made = []
    for side in (-1, 1):
        loop = [
            (0, 0, 0),
            (0.003, 0.010, 0.004),
            (0.004, 0.019, 0.002),
            (-0.002, 0.019, 0.0035),
            (-0.002, 0.009, 0.0055),
            (0, 0, 0.001),
        ]
        path = spline(at + np.array(loop) * [size, side * size, size], 30)
        made.append(strip("bow", path, rounded_section(0.0065 * size, 0.0012), stuff, up=(0, 0.05, 1)))
    made.append(
        strip(
            "bow",
            spline([moved(at, 0.0035, 0, 0.0), moved(at, 0.001, 0, 0.0055), moved(at, -0.0035, 0, 0.002)], 10),
            rounded_section(0.006 * size, 0.0016),
            stuff,
            up=(0, 0, 1),
        )
    )
    return made
