"""Footwear: builders of sneakers, runners, boots, loafers, flats, pumps and sandals, called by the product table."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import offset_ring, rounded_section, spline, sweep
from atelier.accessories.pieces import (
    CANVAS,
    GOLD,
    LEATHER,
    MESH,
    METAL,
    PATENT,
    SILVER,
    SUEDE,
    copy_mirrored,
    material,
    painted,
    ring,
    strip,
    surface,
)  # fmt: skip
from atelier.accessories.shoe_nets import PER_CELL, Last, make_last
from atelier.accessories.skin import Skin, distance_to, signed_distance
from atelier.design import Design
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

WOMEN = 0.89  # a women's shoe beside the men's net
FINISHES = {"leather": LEATHER, "suede": SUEDE, "canvas": CANVAS, "mesh": MESH, "patent leather": PATENT}


def pair(shoe: list[Object], turn: float = 0.12, apart: float = 0.118) -> list[Object]:
    """The right shoe in front, its mirror image behind, toes a little apart."""
    twin = copy_mirrored(shoe)
    for part in shoe:
        part.rotation_euler = (0, 0, -turn * 0.6)
    for part in twin:
        part.location = (0.045, apart, 0)
        part.rotation_euler = (0, 0, turn)
    return shoe + twin


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


def _units(skin: Skin, size: float) -> tuple[Array, Array]:
    """Side view of the shoe in the net's own metres, so that panels are drawn once for all sizes."""
    return skin.x / size, skin.z / size


def _lace_shoe(last: Last, skin: Skin, style: dict[str, Any], count: int, seed: int) -> list[Object]:
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
    """One low or high sneaker on a cup sole. Style: colour, material, facing, toe, heel, sole, outsole, lace, mark."""
    style = {"material": "leather", "lace": "white", "sole": "white", **style}
    for key in ("facing", "toe", "heel"):
        style.setdefault(key, style["colour"])
    last = make_last("high_top" if high else "sneaker", size)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
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
    made = _lace_shoe(last, skin, style, 8 if high else 6, seed)
    sole = parts.SoleStyle(parts.CUPSOLE, style["sole"], style.get("outsole", style["sole"]), style.get("foxing"))
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


def sneaker(seed: int, **style: Any) -> list[Object]:
    """A pair of sneakers."""
    return pair(sneaker_shoe(seed, **style))


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
    made = _lace_shoe(last, skin, style, 7, seed)
    foam = parts.SoleStyle(
        parts.FOAM, style["foam"], style["outsole"], style.get("foxing"), grooves=0.011, spring=0.014
    )
    return made + parts.sole(last, foam, seed)


def runner(seed: int, **style: Any) -> list[Object]:
    """A pair of running shoes."""
    return pair(runner_shoe(seed, **style))


def boot_shoe(seed: int, size: float = 1.0, kind: str = "chelsea", shaft: float = 1.0, **style: Any) -> list[Object]:
    """One chelsea or plain ankle boot. Style: colour, material, gusset, sole, heel (m)."""
    style = {"material": "leather", "sole": "#2a211b", "gusset": "black", **style}
    last = make_last("chelsea", size, shaft)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    _creases(skin, x, z)
    thread = rgb(style["colour"]) * 0.75
    high = float(last.rim[:, 2].max()) / size
    if kind == "chelsea":
        gore = spline(
            [
                (0.036, high),
                (0.040, 0.135),
                (0.052, 0.088),
                (0.064, 0.079),
                (0.078, 0.088),
                (0.092, 0.135),
                (0.098, high),
            ],
            40,
        )
        inside = signed_distance(x, z, np.vstack([gore, [(0.098, high + 0.03), (0.036, high + 0.03)]]))
        rib = 0.5 + 0.5 * np.sin(skin.u * 2 * np.pi / 0.0034)
        elastic = 1 - smoothstep(-0.0004, 0.0004, inside)
        skin.mix(elastic, rgb(style["gusset"])[None, None] * (0.75 + 0.35 * rib[..., None]))
        skin.height += elastic * (0.7 * rib - 0.8)
        skin.stitches(inside - 0.0026, thread)
        skin.stitches(inside - 0.0050, thread)
    else:
        zip_line = np.abs(x - 0.062 - 0.02 * (0.12 - z)) + 0.02 * (skin.y < 0)
        skin.seam(zip_line, 1.2, 0.35, 0.0022)
        skin.seam(distance_to(x, z, spline([(0.11, 0.02), (0.125, 0.07), (0.12, 0.12), (0.10, 0.135)], 30)), 0.7)
    skin.seam(distance_to(x, z, spline([(0.052, 0.086), (0.045, 0.06), (0.046, 0.02)], 20)), 0.6)
    skin.seam(skin.top - 0.004, 0.5, 0.8)
    made = [parts.upper(last, skin, FINISHES[style["material"]])]
    made += parts.lining(last, material("lining", style.get("inner", "#6b5a48"), LEATHER), 0.003)
    made += _welted(last, style, seed)
    if kind == "chelsea":
        made.append(_pull_tab(last, material("tab", style["gusset"], CANVAS)))
    return made


def _creases(skin: Skin, x: Array, z: Array) -> None:
    """Soft wrinkles where a boot bends at the ankle."""
    for k, at in enumerate((0.098, 0.109, 0.121)):
        line = spline([(0.085, at - 0.012), (0.115, at), (0.145, at + 0.004)], 16)
        d = distance_to(x, z, line)
        skin.height -= (0.9 - 0.2 * k) * np.exp(-((d / 0.004) ** 2))
        skin.height += 0.5 * np.exp(-(((d - 0.006) / 0.004) ** 2))


def _welted(last: Last, style: dict[str, Any], seed: int) -> list[Object]:
    """A leather or rubber sole with a heel block."""
    sole = parts.SoleStyle(parts.WELT, style["sole"], style["sole"], None, spring=0.004)
    drop = last.heel_pitch
    made = parts.sole_with_waist(last, sole, seed, thickness=style.get("sole_thickness", 0.009))
    if drop > 0.005:
        made.append(
            parts.heel_block(last, 0.068 * last.rings[0, 4, 0] / 0.145, material("heel", style["sole"], LEATHER))
        )
    return made


def _pull_tab(last: Last, stuff: Any) -> Object:
    """A loop of webbing at the back of the collar."""
    back = last.rim[0]
    path = spline(
        [
            (*back, 0.004, 0, -0.02),
            (*back, 0.001, 0, 0.004),
            (*back, -0.004, 0, 0.016),
            (*back, -0.01, 0, 0.004),
            (*back, -0.008, 0, -0.022),
        ],
        24,
    )
    return strip(
        "tab", path, rounded_section(0.014, 0.0016), stuff, up=(0, 1, 0.001), scale=np.tile([1.0, 1.0], (24, 1))
    )


def boot(seed: int, **style: Any) -> list[Object]:
    """A pair of ankle boots."""
    return pair(boot_shoe(seed, **style), apart=0.128)


def loafer_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One loafer: moccasin seam, strap with a slot or a metal bit. Style: colour, material, sole, bit (metal name)."""
    style = {"material": "leather", "sole": "#3a2a20", **style}
    last = make_last("loafer", size)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    ground_paint(skin, style["colour"], style["material"])
    thread = rgb(style["colour"]) * 0.7
    strap = [(0.092, 0.010), (0.120, 0.010), (0.146, 0.058), (0.160, 0.13), (0.128, 0.13), (0.116, 0.058)]
    under_strap = signed_distance(x, z, strap)
    centre = -0.004 * smoothstep(0.14, 0.28, x)
    _moccasin_seam(skin, x, skin.y / size + centre, under_strap)
    skin.panel(under_strap, None, 1.6, thread)
    if style.get("bit") is None:
        slot = np.maximum(np.abs(x - 0.1475 + 0.3 * (z - 0.085)) - 0.0030, np.abs(skin.y / size + centre) - 0.012)
        skin.mix(1 - smoothstep(-0.0005, 0.0005, slot), rgb(style["colour"]) * 0.3)
        skin.height -= 1.2 * (1 - smoothstep(-0.001, 0.001, slot))
    skin.panel(np.maximum(skin.top - 0.005, x - 0.105), None, 0.4, thread, margin=0.0014)
    skin.seam(distance_to(x, z, [(0.034, 0.0), (0.040, 0.085)]), 0.6)
    made = [parts.upper(last, skin, FINISHES[style["material"]])]
    made += parts.lining(last, material("lining", style.get("inner", "#b99a72"), LEATHER), 0.0028)
    if style.get("bit"):
        made += _horse_bit(last, material("bit", GOLD if style["bit"] == "gold" else SILVER, METAL))
    return made + _welted(last, style, seed)


def _moccasin_seam(skin: Skin, x: Array, across: Array, under_strap: Array) -> None:
    """The raised, gathered seam that frames the top of the vamp, in front of the strap."""
    plan = [(0.110, 0.029), (0.165, 0.033), (0.205, 0.029), (0.232, 0.018), (0.241, 0.0)]
    apron = spline([*plan, *[(a, -b) for a, b in plan[-2::-1]]], 60)
    seam = distance_to(x, across, apron) + 0.03 * (under_strap < 0.001) + 0.03 * (x < 0.125)
    skin.height += 1.6 * np.exp(-((seam / 0.0022) ** 2))
    pleat = 0.5 + 0.5 * np.cos((skin.u + 0.3 * skin.x) * 2 * np.pi / 0.0042)
    skin.height += 0.7 * pleat * np.exp(-(((seam - 0.003) / 0.0022) ** 2))
    skin.shade(np.exp(-(((seam - 0.0034) / 0.0012) ** 2)), 0.72)


def _horse_bit(last: Last, stuff: Any) -> list[Object]:
    """A small bar between two rings across the vamp."""
    a, b = last.rings[-2][5].copy(), last.rings[-2][11].copy()
    lift = np.array([0.004, 0, 0.008])
    a, b = a * 0.75 + b * 0.25 + lift, a * 0.25 + b * 0.75 + lift
    bar = strip("bit", spline([a, (a + b) / 2 + lift * 0.3, b], 12), rounded_section(0.004, 0.004, 10, 2.0), stuff)
    return [bar, *[ring("bit", p, 0.0075, 0.0016, stuff, (0.25, 0.5 * np.sign(p[1]), 1)) for p in (a, b)]]


def loafer(seed: int, **style: Any) -> list[Object]:
    """A pair of loafers."""
    return pair(loafer_shoe(seed, **style))


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
            spline([(*at, 0.0035, 0, 0.0), (*at, 0.001, 0, 0.0055), (*at, -0.0035, 0, 0.002)], 10),
            rounded_section(0.006 * size, 0.0016),
            stuff,
            up=(0, 0, 1),
        )
    )
    return made


def flat(seed: int, **style: Any) -> list[Object]:
    """A pair of ballet flats or pumps."""
    return pair(flat_shoe(seed, **style), turn=0.10, apart=0.105)


def sandal_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One sandal: contoured cork footbed, two wide straps with buckles. Style: colour, material, bed, sole, metal."""
    style = {"material": "leather", "bed": "#b78d5c", "sole": "#3a2e26", "metal": "gold", **style}
    last = make_last("loafer", size)
    feather = last.feather.copy()
    feather[:, 2] = 0.030 * size - 0.006 * smoothstep(0.08, 0.18, feather[:, 0] / size) * size
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
    for front, back, high in ((0.205, 0.165, 0.060), (0.145, 0.105, 0.082)):
        made += _strap(feather, front * size, back * size, high * size, style, metal, seed)
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


def sandal(seed: int, **style: Any) -> list[Object]:
    """A pair of sandals."""
    return pair(sandal_shoe(seed, **style))


def last_of(design: Design) -> Last:
    """The form a shoe of the table was built on (to stand a mannequin in it)."""
    style = design.parameters
    builder = design.builder.split(":")[1]
    size = style.get("size", WOMEN if builder == "flat" else 1.0)
    kinds = {
        "sneaker": "high_top" if style.get("high") else "sneaker",
        "boot": "chelsea",
        "flat": style.get("kind", "ballet"),
    }
    return make_last(kinds.get(builder, builder), size, style.get("shaft", 1.0))


SHOES = {
    "sneaker": sneaker_shoe, "runner": runner_shoe, "boot": boot_shoe, "loafer": loafer_shoe, "flat": flat_shoe,
    "sandal": sandal_shoe,
}  # fmt: skip
