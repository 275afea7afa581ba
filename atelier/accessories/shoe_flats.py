"""Ballet flats and pumps: low, piped openings, thin soles. One right shoe each."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import moved, rounded_section, spline
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    GOLD,
    LEATHER,
    METAL,
    material,
    ring,
    strip,
    surface,
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
    if style.get("strap"):
        made += _strap(last, material("strap", style["colour"], finish), style["strap"], size)
    if style.get("bow"):
        made += _bow(last, material("bow", style["bow"], finish), size)
    return made


def _strap(last: Last, stuff: Any, kind: str, size: float) -> list[Object]:
    """A narrow buckled strap: over the instep, round the ankle, or round a bare ankle, held up from the sole."""
    a, b = last.rim[int(3.6 * PER_CELL)], last.rim[int(12.4 * PER_CELL)]
    section = rounded_section(0.011 * size, 0.0020)
    buckle = material("buckle", GOLD, METAL)
    if kind == "instep":
        top = (a + b) / 2 + np.array([0.010, 0, 0.034]) * size
        near, far = a * 0.75 + top * 0.25 + np.array([0, 0, 0.012]), b * 0.75 + top * 0.25 + np.array([0, 0, 0.012])
        path = spline([moved(a, 0, 0, -0.006), near, top, far, moved(b, 0, 0, -0.006)], 40)
        made = [strip("strap", path, section, stuff, up=(0, 0, 1))]
        return [*made, ring("buckle", near, 0.0065 * size, 0.0012, buckle, (0, -1, 0.6))]
    heel = last.rim[0]
    angle = np.linspace(0, 2 * np.pi, 41)
    loop = heel + np.stack([
        (0.040 - 0.044 * np.cos(angle)) * size, 0.031 * np.sin(angle) * size,
        (0.026 + 0.006 * np.cos(angle)) * size,
    ], 1)  # fmt: skip
    foot = last.feather[0] if kind == "bare ankle" else moved(heel, 0.002, 0, -0.012)
    back = spline([foot, moved((foot + heel) / 2, -0.003, 0, 0), moved(heel, -0.002, 0, 0.034 * size)], 20)
    made = [
        strip("strap", loop, section, stuff),
        strip("stay", back, rounded_section(0.013 * size, 0.0022), stuff, up=(1, 0, 0)),
    ]
    return [*made, ring("buckle", loop[29], 0.0070 * size, 0.0012, buckle, (0.3, -1, 0))]


def heeled_sandal_shoe(seed: int, size: float = WOMEN, **style: Any) -> list[Object]:
    """One high sandal: thin sole, two straps over the toes, one round the ankle. Style: colour, material, heel."""
    style = {"material": "leather", "sole": "#b38a5e", **style}
    last = make_last("pump", size)
    finish = FINISHES[style["material"]]
    stuff = material("strap", style["colour"], finish)
    made = parts.sole_with_waist(last, parts.SoleStyle(parts.THIN, style["sole"], style["sole"]), seed, 0.006)
    feather = last.feather
    half = len(feather) // 2
    bed = np.array(
        [feather * (1 - t) + np.vstack([feather[:1], feather[1:][::-1]]) * t for t in np.linspace(0, 0.5, 6)]
    )
    made.append(surface("insole", bed, material("insole", style.get("inner", "#d9c3a0"), LEATHER), flip=True))
    for place, wide, high in ((0.205, 0.020, 0.040), (0.165, 0.016, 0.052)):
        k = int(np.argmin(np.abs(feather[:half, 0] - place * size)))
        a, b = feather[k], feather[-k]
        top = (a + b) / 2 + np.array([-0.004, 0, high]) * size
        side = np.array([0, 0, 0.66 * high * size])
        path = spline([a, a * 0.9 + b * 0.1 + side, top, b * 0.9 + a * 0.1 + side, b], 40)
        made.append(strip("strap", path, rounded_section(wide * size, 0.0024), stuff, up=(0, 0.01, 1)))
    made += _strap(last, stuff, "bare ankle", size)
    tip = 0.036 * size if style.get("heel") == "block" else 0.009 * size
    return [*made, parts.stiletto(last, material("heel", style["colour"], finish), 0.048 * size, tip)]


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
