"""Shoes on stacked heels: chelsea and zip boots, loafers. One right shoe each."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories import shoe_parts as parts
from atelier.accessories.grids import moved, rounded_section, spline
from atelier.accessories.leathers import FINISHES, ground_paint
from atelier.accessories.pieces import (
    CANVAS,
    GOLD,
    LEATHER,
    METAL,
    SILVER,
    material,
    ring,
    strip,
)  # fmt: skip
from atelier.accessories.shoe_nets import Last, make_last
from atelier.accessories.skin import Skin, distance_to, signed_distance
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def _units(skin: Skin, size: float) -> tuple[Array, Array]:
    """Side view of the shoe in the net's own metres, so that panels are drawn once for all sizes."""
    return skin.x / size, skin.z / size


def boot_shoe(seed: int, size: float = 1.0, kind: str = "chelsea", shaft: float = 1.0, **style: Any) -> list[Object]:
    """One chelsea or plain ankle boot. Style: colour, material, gusset, sole, heel (m)."""
    style = {"material": "leather", "sole": "#2a211b", "gusset": "black", **style}
    heel = style.get("heel")
    last = make_last("heeled" if heel else "chelsea", size, shaft)
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    if heel:  # the panels are drawn for a flat boot
        z = z - 0.045
    ground_paint(skin, style["colour"], style["material"])
    _creases(skin, x, z)
    thread = rgb(style["colour"]) * 0.75
    high = float(last.rim[:, 2].max()) / size - (0.045 if heel else 0.0)
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
    made += _heeled(last, style, seed, size) if heel else _welted(last, style, seed)
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


def _heeled(last: Last, style: dict[str, Any], seed: int, size: float) -> list[Object]:
    """A thin sole on a block or slim heel."""
    sole = parts.SoleStyle(parts.THIN, style["sole"], style["sole"], spring=0.005)
    tip = 0.038 * size if style["heel"] == "block" else 0.010 * size
    stuff = material("heel", style["sole"], LEATHER)
    return [*parts.sole_with_waist(last, sole, seed, 0.005), parts.stiletto(last, stuff, 0.052 * size, tip)]


def _pull_tab(last: Last, stuff: Any) -> Object:
    """A loop of webbing at the back of the collar."""
    back = last.rim[0]
    path = spline(
        [
            moved(back, 0.004, 0, -0.02),
            moved(back, 0.001, 0, 0.004),
            moved(back, -0.004, 0, 0.016),
            moved(back, -0.01, 0, 0.004),
            moved(back, -0.008, 0, -0.022),
        ],
        24,
    )
    return strip(
        "tab", path, rounded_section(0.014, 0.0016), stuff, up=(0, 1, 0.001), scale=np.tile([1.0, 1.0], (24, 1))
    )


def loafer_shoe(seed: int, size: float = 1.0, **style: Any) -> list[Object]:
    """One loafer: moccasin seam, strap with a slot or a metal bit. Style: colour, material, sole, bit (metal name)."""
    style = {"material": "leather", "sole": "#3a2a20", **style}
    last = make_last("loafer", size).lifted(style.get("lift", 0.0))
    skin = Skin.over(last.upper, wrap=True, seed=seed)
    x, z = _units(skin, size)
    z = z - style.get("lift", 0.0) / size
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
    if style.get("tassel"):
        made += _tassels(last, material("tassel", style["colour"], FINISHES[style["material"]]))
    if style.get("lift"):
        lugged = parts.SoleStyle(parts.WELT, style["sole"], style["sole"], None, grooves=0.016, spring=0.008)
        return made + parts.sole(last, lugged, seed)
    return made + _welted(last, style, seed)


def _tassels(last: Last, stuff: Any) -> list[Object]:
    """Two fringed tassels hanging from the strap."""
    a, b = last.rings[-2][5], last.rings[-2][11]
    made = []
    for share in (0.38, 0.62):
        at = a * (1 - share) + b * share + np.array([0.006, 0, 0.012])
        for k in range(5):
            lean = (k - 2) * 0.0022
            path = spline([at, moved(at, 0.012, lean, 0.001), moved(at, 0.030, 1.6 * lean, -0.010)], 10)
            made.append(strip("tassel", path, rounded_section(0.0024, 0.0016, 8), stuff))
    return made


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
