"""Seams, edges and closures painted on garments of the torso."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike

from atelier.canvas import Canvas
from atelier.garments.upper_outline import UpperCut
from atelier.geometry import Array, segments

Painter = Callable[[Canvas, UpperCut], None]
RIB_M, HEM_M, WIDE_RIB_M = 0.020, 0.022, 0.055


def _outlines(cut: UpperCut) -> list[tuple[bool, list[tuple[str, Array]]]]:
    return [(False, cut.front()), (True, cut.back())]


def seams(canvas: Canvas, cut: UpperCut) -> None:
    """Sink all seams, and set in the sleeves."""
    for back, outline in _outlines(cut):
        for line in segments(outline, "seam"):
            groove = canvas.band(line, 0.0022, back, 1.2)
            canvas.height -= 0.8 * groove
            canvas.shade(groove, 0.78)
        if cut.sleeve:
            s, p = cut.shoulder, cut.armpit
            armhole = [s, (s[0] - 0.004, 0.5 * (s[1] + p[1]) + 0.02), (p[0] - 0.012, p[1] + 0.015), p]
            canvas.stitch(canvas.line(armhole, 0.002, back, 0.8, mirrored=True), depth_mm=0.8)


def edges(canvas: Canvas, cut: UpperCut, neck: str, style: str, trim: str | None) -> None:
    """Bind or rib the neck, hem or rib the cuffs and the hem."""
    width = WIDE_RIB_M if style == "rib" else HEM_M
    for back, outline in _outlines(cut):
        for line in segments(outline, "neck"):
            if neck in ("rib", "bound"):
                _edge(canvas, line, RIB_M if neck == "rib" else 0.008, back, trim, ridged=False)
        for tag in ("hem", "cuff"):
            for line in segments(outline, tag):
                narrow = tag == "cuff" and not cut.sleeve
                tone = trim if style == "rib" or narrow else None
                _edge(canvas, line, 0.008 if narrow else width, back, tone, ridged=style == "rib" and not narrow)


def _edge(canvas: Canvas, line: ArrayLike, width: float, back: bool, trim: str | None, ridged: bool) -> None:
    band = canvas.band(line, width, back)
    if trim is not None:
        canvas.mix(band, trim)
    if ridged:
        ribs = 0.5 + 0.5 * np.cos(canvas.x * 2 * np.pi / 0.006)
        canvas.height += band * (0.4 + 0.9 * ribs)
        canvas.shade(band * (1 - ribs), 0.80)
    else:
        canvas.height += band * 0.4
    rim = np.clip(canvas.band(line, width + 0.001, back, 0.5) - canvas.band(line, width - 0.0015, back, 0.5), 0, 1)
    canvas.stitch(rim * 0.8, depth_mm=0.8)


def _front_line(canvas: Canvas, x: float, top: float, bottom: float, width: float, depth: float) -> None:
    canvas.stitch(canvas.line([(x, top), (x, bottom)], width, False, 0.7), depth_mm=depth)


def closed(_canvas: Canvas, _cut: UpperCut) -> None:
    """Leave the front whole."""


def buttons(canvas: Canvas, cut: UpperCut, half: float = 0.016) -> None:
    """Paint a button placket down the whole front."""
    bottom = cut.side[-1][1] - cut.tail - 0.02
    _front_line(canvas, -half, cut.neck_front_z + 0.02, bottom, 0.004, 1.6)
    _front_line(canvas, half - 0.003, cut.neck_front_z + 0.02, bottom, 0.002, 0.6)


def half_placket(canvas: Canvas, cut: UpperCut) -> None:
    """Paint a polo's placket, 15 cm long."""
    top, bottom, half = cut.neck_front_z + 0.02, cut.neck_front_z - 0.15, 0.015
    box = canvas.polygon([(-half, top), (half, top), (half, bottom), (-half, bottom)])
    canvas.height += 1.0 * box
    for x, depth in ((-half, 1.4), (half, 0.8)):
        _front_line(canvas, x, top, bottom, 0.003, depth)
    canvas.stitch(canvas.line([(-half, bottom), (half, bottom), (half, bottom + 0.014), (-half, bottom + 0.014)]))


def half_zip(canvas: Canvas, cut: UpperCut) -> None:
    """Paint a zip that ends on the chest."""
    zip_front(canvas, cut, cut.neck_front_z - 0.20)
    canvas.stitch(canvas.line([(-0.012, cut.neck_front_z - 0.205), (0.012, cut.neck_front_z - 0.205)], 0.003))


def zip_front(canvas: Canvas, cut: UpperCut, bottom: float | None = None) -> None:
    """Paint a zip down to `bottom` (default the hem): tape, teeth, and the stitch lines beside it."""
    top = cut.neck_front_z + 0.02
    bottom = cut.side[-1][1] - cut.tail - 0.02 if bottom is None else bottom
    tape = canvas.line([(0, top), (0, bottom)], 0.014, False, 0.8)
    canvas.height -= 1.2 * tape
    canvas.shade(tape, 0.55)
    teeth = canvas.line([(0, top), (0, bottom)], 0.006, False, 0.4)
    canvas.mix(teeth * (0.55 + 0.45 * ((canvas.z / 0.004) % 1 < 0.5)), "grey")
    canvas.height += 1.5 * teeth
    for x in (-0.016, 0.016):
        _front_line(canvas, x, top, bottom, 0.002, 0.6)


def double(canvas: Canvas, cut: UpperCut) -> None:
    """Paint the closing edge of a double-breasted front."""
    bottom = cut.side[-1][1] - cut.tail - 0.02
    _front_line(canvas, -0.07, cut.neck_front_z - 0.03, bottom, 0.004, 1.8)


def biker(canvas: Canvas, cut: UpperCut) -> None:
    """Paint the slanting zip of a biker jacket, and a short one on a pocket."""
    low = cut.side[-1][1] - cut.tail - 0.02
    for line, tape_m in (([(0.095, cut.neck_front_z + 0.02), (0.035, low)], 0.016),
                         ([(-0.15, 1.17), (-0.075, 1.20)], 0.011)):  # fmt: skip
        tape = canvas.line(line, tape_m, False, 0.8)
        canvas.height -= 1.2 * tape
        canvas.shade(tape, 0.5)
        teeth = canvas.line(line, 0.4 * tape_m, False, 0.4)
        canvas.mix(teeth * (0.5 + 0.5 * ((canvas.z / 0.004) % 1 < 0.5)), "light grey")
        canvas.height += 1.5 * teeth
    canvas.stitch(canvas.line([(0.125, cut.neck_front_z), (0.065, low)], 0.002), depth_mm=0.8)


def open_bands(canvas: Canvas, cut: UpperCut) -> None:
    """Paint the bands along both edges of a front that is worn open."""
    for x in (-0.026, 0.026):
        _front_line(canvas, x, cut.neck_front_z + 0.03, cut.side[-1][1] - cut.tail - 0.02, 0.003, 1.0)
    band = np.clip((0.026 - np.abs(canvas.x)) * canvas.px_per_m, 0, 1) * ~canvas.is_back
    canvas.height += band * (0.6 + 0.5 * np.cos(canvas.z * 2 * np.pi / 0.006))


FRONTS: dict[str, Painter] = {
    "closed": closed, "buttons": buttons, "half": half_placket, "zip": zip_front, "double": double,
    "half zip": half_zip, "biker": biker, "open": open_bands,
}  # fmt: skip
