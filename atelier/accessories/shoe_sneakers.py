"""Lace shoes on moulded soles: sneakers, high-tops, running shoes. One right shoe each."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import spline
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    CANVAS,
    material,
)  # fmt: skip
from atelier.accessories.shoe_nets import Last, make_last
from atelier.accessories.skin import Skin, distance_to, signed_distance
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def _units(skin: Skin, size: float) -> tuple[Array, Array]:
    """Side view of the shoe in the net's own metres, so that panels are drawn once for all sizes."""
    return skin.x / size, skin.z / size


def _lace_shoe(last: Last, skin: Skin, style: dict[str, Any], count: int) -> list[Object]:
    inner = material("lining", style.get("inner", "#d8d3c8"), CANVAS)
    lateral, medial = parts.eyelets(last, count)
    for point in np.vstack([lateral, medial]):
        skin.eyelet(point, 0.0032, rgb(style.get("eyelet", style["facing"])) * 0.9)
    made = [parts.upper(last, skin, FINISHES[style["material"]])]
    made += parts.lining(last, inner, 0.0045)
    made.append(
        parts.tongue(last, material("tongue", style.get("tongue", style["colour"]), FINISHES[style["material"]]))
    )
    return made + parts.laces(last, count, style["lace"])


def sneaker_shoe(seed: int, size: float = 1.0, high: bool = False, **style: Any) -> list[Object]:
    """One low or high sneaker. Style: colour, material, facing, toe, heel, sole, outsole, lace, mark, lift, foam.

    `lift` (metres) makes it a platform; `foam` puts it on a thick grooved sole.
    """
    style = {"material": "leather", "lace": "white", "sole": "white", **style}
    for key in ("facing", "toe", "heel"):
        style.setdefault(key, style["colour"])
    foam = bool(style.get("foam"))
    last = make_last("high_top" if high else "sneaker", size).lifted(style.get("lift", 0.012 if foam else 0.0))
    style["lift"] = float(last.rings[0, 0, 2]) / size - 0.028
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    z = z - style["lift"]
    ground_paint(skin, style["colour"], style["material"])
    thread = rgb(style.get("thread", style["facing"])) * 0.92
    tip = last.feather[:, 0].max()
    if style.get("cap"):
        skin.panel(skin.from_point((tip + 0.012, 0, 0.02)) - 0.072 * size, rgb(style["cap"]), 0.9, None)
    else:
        skin.panel(np.maximum(skin.v - 0.020 * size, 0.185 - x), rgb(style["toe"]), 0.8, thread)
        _perforate(skin, last, size)
    _mark(skin, x, z, style)
    skin.panel(np.maximum(skin.top - 0.019 * size, 0.098 - x + 0.1 * (0.09 - z)), rgb(style["facing"]), 0.9, thread)
    top = 0.105 if not high else 0.125
    counter = [(-0.03, -0.01), (0.062, -0.01), (0.054, 0.045), (0.030, 0.070), (0.024, top), (-0.03, top)]
    skin.panel(signed_distance(x, z, counter), rgb(style["heel"]), 0.9, thread)
    band = skin.top - (0.013 - 0.5 * np.maximum(0, x - 0.066)) * size
    skin.panel(band + 0.01 * (x > 0.094), rgb(style.get("collar", style["colour"])), 0.5, None)
    if high:
        d = np.hypot(x - 0.062, z - 0.112) - 0.021
        skin.panel(d, rgb(style.get("patch", style["colour"])), 0.5, thread)
    made = _lace_shoe(last, skin, style, 8 if high else 6)
    sole = parts.SoleStyle(
        parts.FOAM if foam else parts.CUPSOLE, style["sole"], style.get("outsole", style["sole"]), style.get("foxing"),
        grooves=0.012 if foam else 0.0,
    )  # fmt: skip
    return made + parts.sole(last, sole, seed)


def _perforate(skin: Skin, last: Last, size: float) -> None:
    """Three rows of air holes on the toe box."""
    centre = last.feather[:, 1][np.argmax(last.feather[:, 0])]
    for row, count in ((0.206, 5), (0.215, 4), (0.224, 3)):
        for k in range(count):
            dy = (k - (count - 1) / 2) * 0.0085 * size
            d = np.hypot(skin.x - row * size, skin.y - centre * 0.6 - dy)
            hole = (1 - smoothstep(0.0009, 0.0014, d)) * (skin.z > 0.05 * size)
            skin.shade(hole, 0.25)
            skin.height -= 0.5 * hole


def _mark(skin: Skin, x: Array, z: Array, style: dict[str, Any]) -> None:
    """The side mark: bars, a chevron, a wave, or none."""
    colour = rgb(style.get("mark_colour", style["heel"]))
    kind = style.get("mark", "none")
    if kind == "bars":
        for shift in (0.0, 0.022):
            bar = [(0.082 + shift, 0.020), (0.094 + shift, 0.020), (0.118 + shift, 0.095), (0.106 + shift, 0.095)]
            skin.panel(signed_distance(x, z, bar), colour, 0.5)
    elif kind == "chevron":
        skin.panel(
            signed_distance(
                x, z, [(0.075, 0.02), (0.09, 0.02), (0.128, 0.055), (0.105, 0.095), (0.09, 0.095), (0.112, 0.056)]
            ),
            colour,
            0.5,
        )
    elif kind == "wave":
        line = spline([(0.03, 0.062), (0.07, 0.046), (0.11, 0.058), (0.15, 0.052), (0.185, 0.036)], 30)
        skin.panel(distance_to(x, z, line) - 0.0055, colour, 0.5)


def runner_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One running shoe: mesh upper, overlays, thick sculpted foam. Style: colour, overlay, accent, foam, outsole."""
    style = {"material": "mesh", "lace": style["overlay"], "facing": style["overlay"], **style}
    last = make_last("runner", size)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], "mesh")
    overlay, accent = rgb(style["overlay"]), rgb(style["accent"])
    toe = skin.v - (0.014 + 0.012 * smoothstep(0.22, 0.27, x)) * size
    skin.panel(np.maximum(toe, 0.13 - x), overlay, 0.5)
    for k in range(3):
        line = spline(
            [(0.098 + 0.017 * k, 0.093 - 0.004 * k), (0.090 + 0.022 * k, 0.062), (0.070 + 0.030 * k, 0.038)], 20
        )
        skin.panel(distance_to(x, z, line) - 0.0032, accent, 0.5)
    skin.panel(np.maximum(skin.top - 0.016 * size, 0.098 - x), overlay, 0.7, overlay * 0.8)
    counter = [(-0.03, -0.01), (0.085, -0.01), (0.062, 0.055), (0.034, 0.074), (0.018, 0.088), (-0.03, 0.088)]
    skin.panel(signed_distance(x, z, counter), overlay, 0.7)
    skin.panel(signed_distance(x, z, [(-0.03, 0.082), (0.006, 0.082), (0.010, 0.13), (-0.03, 0.13)]), accent, 0.6)
    made = _lace_shoe(last, skin, style, 7)
    foam = parts.SoleStyle(
        parts.FOAM, style["foam"], style["outsole"], style.get("foxing"), grooves=0.011, spring=0.014
    )
    return made + parts.sole(last, foam, seed)


def slip_on_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One slip-on: a canvas or leather upper with elastic at the sides, on a cup sole. Style as for sneakers."""
    style = {"material": "canvas", "sole": "white", **style}
    last = make_last("loafer", size).lifted(0.006)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    thread = rgb(style["colour"]) * 0.75
    gore = signed_distance(x, z, [(0.092, 0.048), (0.128, 0.130), (0.100, 0.130), (0.074, 0.080)])
    elastic = 1 - smoothstep(-0.0004, 0.0004, gore)
    rib = 0.5 + 0.5 * np.sin(skin.u * 2 * np.pi / 0.003)
    skin.mix(elastic, rgb(style.get("gusset", "black"))[None, None] * (0.75 + 0.3 * rib[..., None]))
    skin.stitches(gore - 0.003, thread)
    if style.get("check"):
        cell = (np.floor(skin.u / 0.014) + np.floor(skin.v / 0.014)) % 2
        skin.mix(cell * (1 - elastic), rgb(style["check"]))
    skin.panel(np.maximum(skin.top - 0.010 * size, x - 0.12), rgb(style.get("collar", style["colour"])), 0.6, thread)
    made = [parts.upper(last, skin, FINISHES[style["material"]])]
    made += parts.lining(last, material("lining", style.get("inner", "#d8d3c8"), CANVAS), 0.0035)
    sole = parts.SoleStyle(parts.CUPSOLE, style["sole"], style.get("outsole", style["sole"]), style.get("foxing"))
    return made + parts.sole(last, sole, seed)


def lace_boot_shoe(seed: int, size: float = 1.0, shaft: float = 1.35, **style: Any) -> list[Object]:
    """One lace-up boot on a lugged sole. Style: colour, material, lace, cap (second colour of the toe), sole."""
    style = {"material": "leather", "lace": "black", "sole": "#1d1a18", **style}
    style.setdefault("facing", style["colour"])
    last = make_last("high_top", size, shaft).lifted(0.006)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    thread = rgb(style.get("thread", style["colour"])) * (0.7 if "thread" not in style else 1.0)
    tip = last.feather[:, 0].max()
    skin.panel(
        skin.from_point((tip + 0.012, 0, 0.02)) - 0.082 * size, rgb(style.get("cap", style["colour"])), 0.8, thread
    )
    skin.panel(np.maximum(skin.top - 0.024 * size, 0.085 - x), rgb(style["facing"]), 0.9, thread)
    counter = [(-0.03, -0.01), (0.075, -0.01), (0.066, 0.05), (0.040, 0.095), (0.020, 0.115), (-0.03, 0.115)]
    skin.panel(signed_distance(x, z, counter), None, 0.9, thread)
    skin.panel(np.maximum(skin.top - 0.020 * size, x - 0.10), rgb(style.get("collar", style["colour"])), 1.2, thread)
    made = _lace_shoe(last, skin, style, 9)
    sole = parts.SoleStyle(parts.WELT, style["sole"], style["sole"], style.get("foxing"), grooves=0.016, spring=0.010)
    return made + parts.sole(last, sole, seed)


def derby_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One laced leather shoe with a cap toe, on a thin welted sole. Style: colour, material, brogue, sole."""
    style = {"material": "leather", "sole": "#33261d", "lace": style["colour"], "facing": style["colour"], **style}
    last = make_last("sneaker", size).lifted(-0.010)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    thread = rgb(style["colour"]) * 0.7
    tip = last.feather[:, 0].max()
    cap = skin.from_point((tip + 0.014, 0, 0.015)) - 0.074 * size
    skin.panel(cap, rgb(style.get("cap", style["colour"])), 0.6, thread)
    skin.panel(np.maximum(skin.top - 0.030 * size, 0.092 - x), None, 0.8, thread)
    skin.seam(distance_to(x, z, [(0.060, 0.0), (0.052, 0.05), (0.040, 0.085)]), 0.6)
    if style.get("brogue"):
        hole = np.abs(((skin.u / 0.006) % 1) - 0.5) < 0.28
        for line in (cap + 0.006, skin.top - 0.026 * size + 0.2 * (x < 0.095)):
            skin.shade((np.abs(line) < 0.0013) * hole * 1.0, 0.3)
    made = _lace_shoe(last, skin, style, 4)
    sole = parts.SoleStyle(parts.WELT, style["sole"], style["sole"], None, spring=0.008)
    return made + parts.sole(last, sole, seed)
