"""Parts of a shoe as Blender objects: upper with lining, sole, heel, tongue, laces. Toe towards +x, sole on z = 0."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier.accessories.grids import Points, catmull_closed, loft, offset_ring, resample, rounded_section, spline
from atelier.accessories.pieces import CANVAS, RUBBER, Finish, material, painted, strip, surface
from atelier.accessories.shoe_nets import PER_CELL, Last
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


@dataclass(frozen=True)
class SoleStyle:
    """Rows of the sole's wall as (overhang in metres, height 0 ground .. 1 feather); colours by name or #rrggbb."""

    wall: Sequence[tuple[float, float]]
    colour: str
    outsole: str
    stripe: str | None = None
    grooves: float = 0.0  # metres between vertical grooves, 0 = smooth
    spring: float = 0.006  # how far the toe is lifted


CUPSOLE = ((0.000, 0.0), (0.004, 0.06), (0.0055, 0.3), (0.006, 0.7), (0.005, 1.02), (0.001, 1.12))
WELT = ((0.001, 0.0), (0.004, 0.05), (0.0045, 0.8), (0.0045, 0.96), (0.001, 1.02))
FOAM = ((-0.004, 0.0), (0.003, 0.10), (0.008, 0.42), (0.009, 0.62), (0.004, 0.9), (0.0015, 1.08))
THIN = ((-0.002, 0.0), (0.0015, 0.2), (0.002, 0.9), (-0.001, 1.05))


def lining(last: Last, stuff: Any, padding: float = 0.004) -> list[Object]:
    """The inside, from a padded rim down to the insole."""
    rim = last.rim
    rolled, edge = offset_ring(rim, -0.4 * padding), offset_ring(rim, -1.2 * padding)
    rolled[:, 2] += 0.45 * padding
    edge[:, 2] -= 0.2 * padding
    inside = [offset_ring(ring, -1.5 * padding) for ring in catmull_closed(last.rings[:-1][::-1], PER_CELL)]
    for ring in inside:
        ring[:, 2] -= padding * smoothstep(0.3, 0.9, ring[:, 0] / last.feather[:, 0].max())
    floor = inside.pop()
    floor[:, 2] += 0.004
    rows = loft(np.array([rim, rolled, edge, *inside, floor]), 0.004)
    bed = np.array([floor, (floor + _midline(floor)) / 2, 0.02 * floor + 0.98 * _midline(floor)])
    return [surface("lining", rows, stuff), surface("insole", bed, stuff)]


def sole_grid(last: Last, style: SoleStyle) -> Points:
    """The sole's wall from the bottom's edge to above the feather, (rows, n, 3)."""
    feather = last.feather
    length = feather[:, 0].max()
    ground = style.spring * smoothstep(0.72, 1.05, feather[:, 0] / length) ** 1.5
    rings = []
    for overhang, height in style.wall:
        ring = offset_ring(feather, overhang)
        ring[:, 2] = ground + (feather[:, 2] - ground) * height
        rings.append(ring)
    return loft(np.array(rings), 0.0025)


def sole(last: Last, style: SoleStyle, seed: int) -> list[Object]:
    """A moulded sole: wall with foxing line and grooves, closed below by the outsole."""
    wall = sole_grid(last, style)
    skin = Skin.over(wall, wrap=True, seed=seed)
    paint_plain(skin, style.colour, 0.02, 0.03)
    level = skin.z / np.maximum(np.interp(skin.x, *_profile(last)), 1e-4)
    if style.stripe:
        stripe = smoothstep(0.70, 0.72, level) * (1 - smoothstep(0.83, 0.85, level))
        skin.mix(stripe, rgb(style.stripe))
    skin.mix(1 - smoothstep(0.14, 0.17, level), rgb(style.outsole))
    skin.seam(np.abs(level - 0.16) * 0.02, 0.6, 0.8)
    skin.seam(np.abs(level - 0.93) * 0.02, 0.5, 0.75)
    if style.grooves:
        comb = 0.5 + 0.5 * np.cos(skin.u * 2 * np.pi / style.grooves)
        zone = smoothstep(0.2, 0.28, level) * (1 - smoothstep(0.58, 0.66, level))
        skin.height += 0.9 * comb * zone
        skin.shade(zone * (1 - comb) ** 2, 0.82)
    parts = [surface("sole", wall, painted("sole", skin, RUBBER))]
    under = wall[0]
    bed = np.array([under, 0.5 * (under + under.mean(0)), 0.98 * under.mean(0) + 0.02 * under])
    parts.append(surface("outsole", bed, material("outsole", style.outsole, RUBBER), flip=True))
    return parts


def sole_with_waist(last: Last, style: SoleStyle, seed: int, thickness: float) -> list[Object]:
    """A sole of even thickness that follows the feather: flat under the ball, arched before the heel."""
    feather = last.feather
    rings = []
    for overhang, height in style.wall:
        ring = offset_ring(feather, overhang)
        ring[:, 2] = np.maximum(feather[:, 2] - thickness * (1 - height), 0.0)
        rings.append(ring)
    wall = loft(np.array(rings), 0.0025)
    skin = Skin.over(wall, wrap=True, seed=seed)
    paint_plain(skin, style.colour, 0.03, 0.03)
    skin.seam(skin.top - 0.0022, 0.4, 0.75)
    under = wall[0]
    bed = np.array([under, 0.5 * (under + _midline(under)), 0.02 * under + 0.98 * _midline(under)])
    return [
        surface("sole", wall, painted("sole", skin, RUBBER)),
        surface("outsole", bed, material("outsole", style.outsole, RUBBER), flip=True),
    ]


def _midline(ring: Points) -> Points:
    """Each point of a closed ring moved to the middle between it and its partner across the foot."""
    partner = np.roll(ring[::-1], 1, 0)
    return (ring + partner) / 2


def _profile(last: Last) -> tuple[Array, Array]:
    """Feather height as a function of x."""
    f = last.feather[np.argsort(last.feather[:, 0])]
    return f[:, 0], f[:, 2]


def heel_block(last: Last, length: float, stuff: Any, taper: float = 0.97) -> Object:
    """A stacked heel under the back of the shoe, `length` metres long, with a straight breast."""
    feather = offset_ring(last.feather, 0.003)
    plan = feather.copy()
    plan[:, 0] = np.minimum(plan[:, 0], length)
    rows = []
    for t in (0.0, 0.04, 0.5, 0.97, 1.0):
        ring = plan.copy()
        grow = taper + (1 - taper) * t - (0.01 if t in (0.0, 1.0) else 0)
        ring[:, :2] = plan[:, :2].mean(0) + (plan[:, :2] - plan[:, :2].mean(0)) * grow
        ring[:, 2] = t * (np.interp(ring[:, 0], *_profile(last)) - 0.004)
        rows.append(ring)
    return surface("heel", np.array(rows), stuff, caps=True)


def stiletto(last: Last, stuff: Any, top: float, tip: float, count: int = 40) -> Object:
    """A slim heel curving from under the heel seat to the ground; `top` and `tip` are its lengths along x."""
    height = float(last.feather[:, 2].max())
    rows = []
    for t in np.linspace(0, 1, 14):
        slim = (1 - t) ** 2.2 if tip < 0.02 else (1 - t)
        a = tip / 2 + (top - tip) / 2 * slim
        b = tip / 2 * 1.1 + (0.042 - tip * 1.1) / 2 * slim
        angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
        centre = 0.006 + a + 0.004 * np.sin(np.pi * t)
        x, y = centre + a * np.cos(angle), b * np.sin(angle)
        z = np.full(count, height * (1 - t))
        if t == 0:
            z = np.interp(x, *_profile(last)) - 0.001
        elif t < 0.5:
            z = z - (1 - t / 0.5) * (height - np.interp(x, *_profile(last)))
        rows.append(np.stack([x, y, np.maximum(z, 0)], 1))
    return surface("heel", np.array(rows), stuff, caps=True, flip=True)


def tongue(last: Last, stuff: Any, above: float = 0.024) -> Object:
    """A padded tongue under the slit, standing `above` metres over the collar."""
    side = last.rings[-1][4:9]
    ridge = np.stack([side[::-1, 0], np.zeros(5), side[::-1, 2]], 1)
    ridge[:, 2] -= 0.0035
    lead = (ridge[-1] - ridge[-2]) / np.linalg.norm(ridge[-1] - ridge[-2])
    start = ridge[0] + np.array([0.018, 0, -0.004])
    lead[2] += 0.25
    path = spline(np.vstack([start, ridge, ridge[-1] + lead * above * 0.6, ridge[-1] + lead * above]), 36)
    t = np.linspace(0, 1, 36)
    half = (0.016 + 0.013 * t) * np.where(t > 0.93, np.sqrt(np.clip(1 - ((t - 0.93) / 0.075) ** 2, 0.3, 1)), 1)
    across = np.linspace(-1, 1, 13)
    grid = np.repeat(path[:, None], 13, 1)
    grid[..., 1] = across[None] * half[:, None]
    grid[..., 2] -= (across[None] ** 2) * half[:, None] * 0.32
    made = surface("tongue", grid, stuff, wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.005, 0.0
    bevel = made.modifiers.new("round", "SUBSURF")
    bevel.levels = bevel.render_levels = 1
    return made


def eyelets(last: Last, count: int, inset: float = 0.008) -> tuple[Points, Points]:
    """Places of the eyelets beside the slit, lateral and medial, (count, 3) each, on the outer surface."""
    surface_points = last.upper
    rows = np.linalg.norm(np.diff(surface_points, axis=0), axis=2)
    sides = []
    for columns in (np.arange(4.15, 7.25, 0.05), 16 - np.arange(4.15, 7.25, 0.05)):
        line = []
        for c in (columns * PER_CELL).astype(int):
            depth = np.cumsum(rows[::-1, c])
            r = len(rows) - 1 - int(np.searchsorted(depth, inset))
            line.append(surface_points[max(r, 0), c])
        sides.append(resample(line, count))
    return sides[0], sides[1]


def laces(last: Last, count: int, colour: str, width: float = 0.0065) -> list[Object]:
    """Flat laces in straight bars from eyelet to eyelet."""
    stuff = material("lace", colour, CANVAS)
    section = rounded_section(width, 0.0022, 12, 3.0)
    bars = []
    for a, b in zip(*eyelets(last, count), strict=True):
        lift = np.array([0, 0, 1.0])
        middle = (a + b) / 2 + lift * 0.0055
        path = spline(
            [
                a - lift * 0.003,
                a + (b - a) * 0.12 + lift * 0.0035,
                middle,
                b + (a - b) * 0.12 + lift * 0.0035,
                b - lift * 0.003,
            ],
            24,
        )
        bars.append(strip("lace", path, section, stuff, up=(0.35, 0, 0.94)))
    return bars


def paint_plain(skin: Skin, colour: str, mottle: float, relief: float) -> None:
    """An even ground: cloudy colour (relative) and fine relief (mm)."""
    cloud = skin.noise(0.02, 3) * mottle + skin.noise(0.0012) * mottle * 0.6
    skin.colour = rgb(colour) * (1 + cloud[..., None])
    skin.height = skin.height + skin.noise(0.0012) * relief


def upper(last: Last, skin: Skin, finish: Finish) -> Object:
    """The outer surface wearing its skin."""
    return surface("upper", last.upper, painted("upper", skin, finish))
