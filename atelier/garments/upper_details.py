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


def _gathered_seam(canvas: Canvas, z: float) -> None:
    for back in (False, True):
        canvas.stitch(canvas.line([(-0.5, z), (0.5, z)], 0.004, back, 1.0), depth_mm=1.8)
    gathers = np.exp(-np.clip(z - canvas.z, 0, None) / 0.035) * (canvas.z < z) * (canvas.z > z - 0.12)
    canvas.height += 1.6 * gathers * np.sin(canvas.x * 480 + 3 * np.sin(canvas.x * 70))


def tiers(canvas: Canvas, cut: UpperCut) -> None:
    """Three flounces, each gathered to the one above."""
    hem = cut.side[-1][1]
    for share in (0.0, 0.36, 0.68):
        _gathered_seam(canvas, 1.075 - share * (1.075 - hem))


def empire_seam(canvas: Canvas, _cut: UpperCut) -> None:
    """A gathered seam under the bust."""
    _gathered_seam(canvas, 1.165)


def wrap(canvas: Canvas, cut: UpperCut) -> None:
    """The right front laid over the left one, down to the hem."""
    hem = cut.side[-1][1] - 0.05
    edge = [(0.02, cut.neck_front_z + 0.03), (-0.012, cut.neck_front_z - 0.012), (-0.085, 1.12), (-0.112, 1.06),
            (-0.10, 0.80), (-0.13, hem)]  # fmt: skip
    over = canvas.polygon([*edge, (0.6, hem), (0.6, cut.neck_front_z + 0.03)], blur_px=1.2)
    canvas.height += 2.0 * over
    canvas.stitch(canvas.line(edge, 0.004, False, 1.0), depth_mm=1.2)
    canvas.stitch(canvas.line(np.add(edge, (0.012, 0)), 0.0015), depth_mm=0.4)


def sash(canvas: Canvas, _cut: UpperCut) -> None:
    """A cloth belt knotted at the side, its ends hanging."""
    z, x = 1.075, -0.10
    for back in (False, True):
        band = [(-0.5, z + 0.018), (0.5, z + 0.018), (0.5, z - 0.018), (-0.5, z - 0.018)]
        canvas.height += 1.8 * canvas.polygon(band, back)
        for edge in (z + 0.018, z - 0.018):
            canvas.stitch(canvas.line([(-0.5, edge), (0.5, edge)], 0.003, back, 0.8), depth_mm=1.2)
    for low, lean in ((0.24, 0.035), (0.18, -0.012)):
        end = [(x - 0.012, z), (x + 0.012, z), (x + lean + 0.018, z - low), (x + lean - 0.016, z - low - 0.012)]
        _patch(canvas, end, mirrored=False, height=2.2)
    knot = canvas.dot((x, z), 0.021, blur_px=1.5)
    canvas.height += 2.5 * knot
    canvas.stitch(np.clip(canvas.dot((x, z), 0.023) - canvas.dot((x, z), 0.019), 0, 1), depth_mm=1.0)


def storm_flap(canvas: Canvas, cut: UpperCut) -> None:
    """A trench coat's flap over one shoulder, its epaulettes and its belt loops."""
    top = cut.neck_front_z
    _patch(canvas, [(0.05, 1.40), (0.20, 1.39), (0.20, top - 0.01), (0.13, top - 0.045), (0.085, top)],
           mirrored=False, height=1.8)  # fmt: skip
    _patch(canvas, [(0.095, 1.452), (0.185, 1.432), (0.182, 1.402), (0.092, 1.424)], height=1.8)


DETAILS: dict[str, Painter] = {
    "chest_pocket": chest_pocket, "two_pockets": two_pockets, "flap_pockets": flap_pockets,
    "welt_pockets": welt_pockets, "kangaroo_pocket": kangaroo_pocket, "yoke": yoke, "belt": belt,
    "waist_seam": waist_seam, "button_band": v_buttons_band,
    "tiers": tiers, "empire_seam": empire_seam, "wrap": wrap, "sash": sash, "storm_flap": storm_flap,
}  # fmt: skip
