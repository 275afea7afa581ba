"""Cloth totes: two sewn panels filled with air in the cloth solver, straps swept from edge to edge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from PIL import ImageFont

from atelier import folds, materials, mesh
from atelier.accessories.grids import rounded_section
from atelier.accessories.grids import spline as smooth_path
from atelier.accessories.pieces import CANVAS, LEATHER, material, strip
from atelier.canvas import Canvas
from atelier.cloth import drape
from atelier.fabrics import paint
from atelier.geometry import Array, mirror, spline
from atelier.mesh import Object
from atelier.palette import rgb
from atelier.sewing import sew
from atelier.shapes import load_or_make

HALF_WIDTH, HEIGHT = 0.19, 0.40


def _sewn_tote() -> list[Object]:
    """The sack: panels of 38 x 40 cm, open above, blown up a little and left to sag."""
    side = spline((HALF_WIDTH, HEIGHT), (HALF_WIDTH, 0.2), (0.188, 0.012), n=8)
    corner = spline((0.188, 0.012), (0.15, 0.0), (0.0, 0.0), n=8)
    outline = mirror([("open", np.array([(0, HEIGHT), (HALF_WIDTH, HEIGHT)])), ("seam", side), ("seam", corner)])

    def depth(radius: Array, points: Array, _side: int) -> Array:
        return 0.045 * np.tanh(radius / 0.05) * (1 - 0.35 * points[:, 1] / HEIGHT)

    sack = sew("tote", outline, outline, 0.008, depth)
    held = (mesh.value(sack, "d_open") < 0.01) * 1.0
    drape(sack, None, "canvas", 25, held, shrink=-0.03, pressure=0.6)
    mesh.relax(sack, 20, 0.6, near=("d_seam", 0.045))
    return [mesh.subdivide(sack)]


def tote(
    seed: int, fabric: Mapping[str, Any], strap: str, leather_strap: bool = False, words: Sequence[str] = (),
    ink: str = "forest green", band: str | None = None, drop: float = 0.24,
) -> list[Object]:  # fmt: skip
    """A canvas tote. `words` are printed line by line; `band` colours the lower third; `drop`: the straps' rise."""
    sack = load_or_make("tote-38x40", _sewn_tote)[0]
    rng = np.random.default_rng(seed)
    canvas = Canvas(sack["canvas"], 1500)
    canvas.colour, canvas.height = paint(fabric, canvas.x, canvas.z, rng)
    weave = np.sin(canvas.x * 2 * np.pi / 0.0024) * np.sin(canvas.z * 2 * np.pi / 0.0024)
    canvas.height += 0.14 * weave
    if band:
        _dye(canvas, canvas.z < HEIGHT * 0.30, rgb(band))
    _print(canvas, words, rgb(ink))
    hem = np.exp(-(((canvas.z - (HEIGHT - 0.028)) / 0.001) ** 2))
    canvas.height += 0.8 * (canvas.z > HEIGHT - 0.028) - 0.8 * hem
    canvas.colour *= (1 - 0.22 * hem)[..., None]
    folds.ripple(sack, 0.0022, 9, seed)
    materials.paint(sack, materials.cloth("canvas", canvas, roughness=0.92, sheen=0.15))
    mesh.thicken(sack, 0.002)
    stuff = material("strap", strap, LEATHER if leather_strap else CANVAS)
    return [sack, *[_strap(sack, side, drop, stuff) for side in (-1, 1)]]


def _dye(canvas: Canvas, where: Array, colour: Array) -> None:
    mask = np.asarray(where, float)[..., None]
    canvas.colour = canvas.colour * (1 - mask) + colour * mask * (0.97 + 0.03 * canvas.colour)
    edge = np.abs(np.diff(mask[..., 0], axis=0, prepend=mask[:1, :, 0]))
    canvas.height -= 0.8 * edge


def _print(canvas: Canvas, words: Sequence[str], ink: Array) -> None:
    font = ImageFont.load_default(64)
    for k, word in enumerate(words):
        at = canvas.pixels([(0, 0.262 - 0.050 * k)])[0]
        mask = canvas.mask(lambda pen, w=word, p=at: pen.text(p, w, fill=255, font=font, anchor="mm"), 0.8)
        canvas.colour = canvas.colour * (1 - mask[..., None]) + ink * mask[..., None]


def _strap(sack: Object, side: int, drop: float, stuff: Any) -> Object:
    """One strap from the left to the right of the opening, hanging slack above it."""
    xyz, near = mesh.positions(sack), mesh.value(sack, "d_open")
    edge = xyz[(near < 0.004) & (np.abs(xyz[:, 0]) < 0.12) & (mesh.value(sack, "side") == side)]
    y = float(edge[:, 1].mean()) + side * 0.002
    top = float(edge[:, 2].max())
    lean = 1 - 0.35 * (side < 0)
    sewn_on = xyz[
        (np.abs(xyz[:, 0] + 0.085) < 0.012) & (np.abs(xyz[:, 2] - top + 0.055) < 0.012) & (xyz[:, 1] * side > 0)
    ]
    low = float(sewn_on[:, 1].mean()) + side * 0.0035
    rise = [
        (-0.085, low, top - 0.055),
        (-0.085, (y + low) / 2 + side * 0.002, top - 0.02),
        (-0.085, y + side * 0.002, top),
        (-0.080, y * 0.9, top + 0.08),
        (-0.052, y * lean, top + drop * 0.86),
        (0, y * lean * 0.8, top + drop),
    ]
    path = smooth_path(rise + [(-a, b, c) for a, b, c in rise[-2::-1]], 70)
    return strip("strap", path, rounded_section(0.026, 0.0032), stuff, up=(0, 1, 0))
