"""Eyewear: one builder for all frames, from the outline of a lens, called by the product table.

The front stands in the plane y = 0 facing -y, the temples run backwards (+y); everything rests on z = 0.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.grids import moved, rounded_section, spline, sweep
from atelier.accessories.lenses import WRAP, acetate, bent, outline, pane
from atelier.accessories.pieces import GOLD, GUNMETAL, METAL, SILVER, Finish, material, strip, surface
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object

METALS = {
    "gold": GOLD,
    "silver": SILVER,
    "gunmetal": GUNMETAL,
    "rose gold": (0.80, 0.55, 0.47),
    "black": (0.05, 0.05, 0.055),
}


def glasses(
    seed: int, shape: str, frame: str, lens: str = "#20242a", opacity: float = 0.97, gradient: bool = False,
    size: float = 1.0,
    width_mm: float | None = None, temple: str | None = None, tortoise: bool = False,
) -> list[Object]:  # fmt: skip
    """Glasses or sunglasses.

    `frame` is a metal name ("gold", "metal black", ...) or an acetate colour; `lens` the tint; `opacity` 0..1 of the
    lens (0 for optical glass); `gradient` fades the tint downwards; `tortoise` mottles the acetate.
    """
    metal = frame.removeprefix("metal ") in METALS and (frame != "black")
    name = frame.removeprefix("metal ")
    stuff = (
        material("frame", METALS[name], METAL if name != "black" else Finish(0.35, 0.5))
        if metal
        else acetate(frame, tortoise)
    )
    thick = (width_mm or (1.5 if metal else 5.0)) / 1000
    edge = outline(shape, size)
    made: list[Object] = []
    for side in (1, -1):
        ring_points = edge * [side, 1]
        made.append(_rim(ring_points, thick, metal, stuff, shape, side))
        if opacity:  # optical glass is left out: nothing of it shows in a shop picture
            made.append(pane(ring_points, lens, opacity, gradient, seed))
    made += _bridge(edge, metal, thick, shape, stuff)
    made += _temples(edge, metal, stuff if temple is None else acetate(temple, False), stuff)
    if metal:
        made += _nose_pads(edge, stuff)
    lowest = min(edge[:, 1].min() - thick / 2, -0.030 * size)
    for part in made:
        part.location.z = -lowest
    return made


def _rim(edge: Array, thick: float, metal: bool, stuff: Any, shape: str, side: int) -> Object:
    """The rim swept round the lens; acetate grows heavier towards the brow, a clubmaster has only a brow."""
    path = bent(edge)
    outward = np.stack([np.zeros(len(path)), -np.ones(len(path)), np.zeros(len(path))], 1)
    section = rounded_section(thick, thick if metal else 0.0042, 12, 2.0 if metal else 4.5)
    brow = smoothstep(-0.004, 0.016, edge[:, 1])
    heavy = np.ones(len(path)) if metal else 1 + 0.35 * brow
    if shape == "clubmaster" and not metal:
        heavy = 0.30 + 1.5 * smoothstep(0.002, 0.010, edge[:, 1])
    closed = np.vstack([path, path[:2]])
    scale = np.stack([np.r_[heavy, heavy[:2]], np.ones(len(closed))], 1)
    grid = sweep(closed, section, up=np.vstack([outward, outward[:2]]), scale=scale)
    grid[0] = grid[-2]
    return surface("rim", grid[:-1], stuff, flip=side < 0)


def _bridge(edge: Array, metal: bool, thick: float, shape: str, stuff: Any) -> list[Object]:
    """The bridge over the nose; aviators get a second bar on the brow."""
    inner = edge[edge[:, 0].argmin()]
    height = inner[1] + (0.004 if metal else 0.003)
    near = edge[np.argmin(np.abs(edge[:, 1] - height) + (edge[:, 0] > edge[:, 0].mean()))]
    x = near[0]
    arch = [
        (-x, 0, height),
        (-x * 0.5, -0.0015, height + 0.0045),
        (0, -0.002, height + 0.006),
        (x * 0.5, -0.0015, height + 0.0045),
        (x, 0, height),
    ]
    section = (
        rounded_section(max(thick, 0.0018), max(thick, 0.0018), 12, 2.0)
        if metal
        else rounded_section(thick * 1.1, 0.0042, 12, 4.0)
    )
    made = [strip("bridge", spline(arch, 24), section, stuff, up=(0, -1, 0))]
    if shape == "aviator":
        top = edge[np.argmin(np.abs(edge[:, 0] - edge[:, 0].min() - 0.010) + (edge[:, 1] < 0))]
        bar = [(-top[0], 0, top[1]), (0, -0.002, top[1] + 0.0012), (top[0], 0, top[1])]
        made.append(strip("bar", spline(bar, 16), section, stuff, up=(0, -1, 0)))
    return made


def _temples(edge: Array, metal: bool, stuff: Any, hinge: Any) -> list[Object]:
    """Both temples with their end pieces, bent down behind the ear; metal ones end in acetate tips."""
    top = edge[:, 1].max()
    outer = edge[edge[:, 0].argmax()]
    z = min(top - 0.004, outer[1] + 0.008)
    x = edge[np.argmin(np.abs(edge[:, 1] - z) - 10 * (edge[:, 0] > edge[:, 0].mean()))][0]
    y = WRAP * x * x
    made = []
    for s in (1, -1):
        end = [
            (s * x, y, z),
            (s * (x + 0.004), y + 0.001, z),
            (s * (x + 0.0065), y + 0.005, z),
            (s * (x + 0.007), y + 0.012, z),
        ]
        wide = (0.0022, 0.0022) if metal else (0.0075, 0.0036)
        made.append(strip("end", spline(end, 14), rounded_section(*wide[::-1], 12, 3.5), hinge, up=(0, 0, 1)))
        run = [
            (s * (x + 0.007), y + 0.006, z),
            (s * (x + 0.0075), y + 0.05, z + 0.001),
            (s * (x + 0.005), y + 0.09, z),
            (s * (x + 0.002), y + 0.112, z - 0.006),
            (s * (x - 0.002), y + 0.138, z - 0.030),
        ]
        size = np.interp(np.linspace(0, 1, 50), [0, 0.15, 0.7, 1], [1.0, 0.85, 0.8, 1.05])
        section = rounded_section(0.0016, 0.0024, 12, 2.5) if metal else rounded_section(0.0034, 0.0080, 12, 4.0)
        made.append(
            strip("temple", spline(run, 50), section, stuff, up=(0, 0, 1), scale=np.stack([np.ones(50), size], 1))
        )
        if metal:
            tip = spline(run, 50)[33:]
            made.append(
                strip("tip", tip, rounded_section(0.0034, 0.0052, 12, 2.5), acetate("#241a14", False), up=(0, 0, 1))
            )
    return made


def _nose_pads(edge: Array, stuff: Any) -> list[Object]:
    """Two clear pads on thin arms behind the bridge."""
    inner = edge[edge[:, 0].argmin()]
    pad = material("pad", "#d9d4cb", Finish(roughness=0.2, specular=0.5))
    made = []
    for s in (1, -1):
        root = np.array([s * inner[0], 0.001, inner[1] - 0.002])
        at = root + np.array([-s * 0.0015, 0.008, -0.005])
        made.append(
            strip(
                "arm", spline([root, moved(root, 0, 0.006, 0.0), at], 8), rounded_section(0.0009, 0.0009, 8, 2.0), stuff
            )
        )
        made.append(
            strip(
                "pad",
                spline([moved(at, s * 0.001, 0, 0.006), at, moved(at, -s * 0.0, 0, -0.006)], 10),
                rounded_section(0.0022, 0.006, 12, 2.0),
                pad,
                up=(0, 1, 0),
                scale=np.stack([np.sin(np.linspace(0.3, 2.85, 10))] * 2, 1),
            )
        )
    return made
