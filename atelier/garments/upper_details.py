"""Pockets, yokes, belts and bands painted on garments of the torso."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from atelier.canvas import Canvas
from atelier.garments.upper_outline import UpperCut

Painter = Callable[[Canvas, UpperCut], None]


def _patch(canvas: Canvas, shape: ArrayLike, mirrored: bool = True, height: float = 1.2) -> None:
    """Sew a patch on the front: raised, outlined."""
    line = [*np.asarray(shape, float).tolist(), np.asarray(shape, float)[0].tolist()]
    canvas.height += height * canvas.polygon(shape, mirrored=mirrored, blur_px=1.2)
    canvas.stitch(canvas.line(line, 0.003, False, 0.7, mirrored), depth_mm=1.0)


def chest_pocket(canvas: Canvas, _cut: UpperCut) -> None:
    """One pocket on the left breast."""
    _patch(canvas, [(0.055, 1.285), (0.150, 1.285), (0.150, 1.195), (0.1025, 1.175), (0.055, 1.195)], False)


def two_pockets(canvas: Canvas, _cut: UpperCut) -> None:
    """Two breast pockets with flaps, as on denim jackets and overshirts."""
    _patch(canvas, [(0.060, 1.26), (0.160, 1.26), (0.155, 1.15), (0.110, 1.135), (0.065, 1.15)])
    _patch(canvas, [(0.056, 1.275), (0.164, 1.275), (0.164, 1.245), (0.110, 1.225), (0.056, 1.245)], height=1.6)


def flap_pockets(canvas: Canvas, cut: UpperCut) -> None:
    """Two flaps at the hip."""
    z = max(cut.side[-1][1] + 0.07, 0.92)
    _patch(canvas, [(0.075, z + 0.06), (0.185, z + 0.055), (0.185, z), (0.075, z + 0.005)], height=1.6)


def welt_pockets(canvas: Canvas, cut: UpperCut) -> None:
    """Two slanted welts."""
    z = max(cut.side[-1][1] + 0.10, 0.94)
    _patch(canvas, [(0.105, z), (0.125, z + 0.004), (0.165, z + 0.135), (0.145, z + 0.140)], height=1.4)


def kangaroo_pocket(canvas: Canvas, cut: UpperCut) -> None:
    """The front pocket of a hoodie."""
    z = cut.side[-1][1] + 0.062
    left = [
        (-0.085, z + 0.20),
        (0.085, z + 0.20),
        (0.150, z + 0.10),
        (0.150, z),
        (-0.150, z),
        (-0.150, z + 0.10),
    ]
    _patch(canvas, left, mirrored=False, height=1.6)
    canvas.stitch(canvas.line([(0.078, z + 0.192), (0.140, z + 0.095)], 0.002, mirrored=True), depth_mm=0.8)


def yoke(canvas: Canvas, _cut: UpperCut) -> None:
    """The cross seam of a denim jacket with two slanted seams below it."""
    for line in ([(0, 1.285), (0.10, 1.285), (0.225, 1.300)], [(0.085, 1.225), (0.055, 0.90)],
                 [(0.135, 1.225), (0.120, 0.90)]):  # fmt: skip
        canvas.stitch(canvas.line(line, 0.003, False, 0.8, True), depth_mm=1.0)
        canvas.stitch(canvas.line(np.array(line) - [0.0, 0.006], 0.0018, False, 0.5, True), "#c09455", 0.3)


def belt(canvas: Canvas, cut: UpperCut) -> None:
    """A sewn-on belt at the waist."""
    z = 1.055 if cut.body == "f" else 1.02
    for back in (False, True):
        band = canvas.polygon([(-0.4, z + 0.022), (0.4, z + 0.022), (0.4, z - 0.022), (-0.4, z - 0.022)], back)
        canvas.height += 2.0 * band
        for edge in (z + 0.022, z - 0.022):
            canvas.stitch(canvas.line([(-0.4, edge), (0.4, edge)], 0.004, back, 1.0), depth_mm=1.6)


def waist_seam(canvas: Canvas, _cut: UpperCut) -> None:
    """A seam at the waist with small gathers below it."""
    z = 1.075
    for back in (False, True):
        canvas.stitch(canvas.line([(-0.4, z), (0.4, z)], 0.004, back, 1.0), depth_mm=1.5)
    gathers = np.exp(-((z - canvas.z) / 0.035)) * (canvas.z < z) * (canvas.z > z - 0.12)
    canvas.height += 1.4 * gathers * np.sin(canvas.x * 520 + 3 * np.sin(canvas.x * 70))


def v_buttons_band(canvas: Canvas, _cut: UpperCut) -> None:
    """The ribbed band of a cardigan, down both sides of the front."""
    band = canvas.polygon([(-0.018, 1.5), (0.018, 1.5), (0.018, 0.7), (-0.018, 0.7)])
    canvas.height += band * (0.8 + 0.6 * np.cos(canvas.x * 2 * np.pi / 0.006))


DETAILS: dict[str, Painter] = {
    "chest_pocket": chest_pocket, "two_pockets": two_pockets, "flap_pockets": flap_pockets,
    "welt_pockets": welt_pockets, "kangaroo_pocket": kangaroo_pocket, "yoke": yoke, "belt": belt,
    "waist_seam": waist_seam, "button_band": v_buttons_band,
}  # fmt: skip
