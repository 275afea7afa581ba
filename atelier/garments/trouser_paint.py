"""Waistband, fly, pockets, seams and hems painted on trousers."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from atelier.canvas import Canvas
from atelier.garments.trouser_cut import TrouserCut
from atelier.geometry import spline

BAND_M = 0.040


class _Needle:
    """Stitch and seam lines on both legs of one canvas."""

    def __init__(self, canvas: Canvas, thread: str | None) -> None:
        self.canvas, self.thread = canvas, thread

    def top_stitch(self, line: ArrayLike, back: bool = False, mirrored: bool = True) -> None:
        mask = self.canvas.line(line, 0.0018, back, mirrored=mirrored)
        self.canvas.stitch(mask, self.thread, 0.5)

    def seam(self, line: ArrayLike, back: bool = False, width: float = 0.004, mirrored: bool = True) -> None:
        self.canvas.stitch(self.canvas.line(line, width, back, 1.2, mirrored), depth_mm=1.0)


def details(canvas: Canvas, cut: TrouserCut, thread: str | None, turn_up: bool, stripe: str | None) -> None:
    """Paint everything the cut's style asks for."""
    needle = _Needle(canvas, thread)
    outer, inner = cut.outer(), cut.inner()
    for back in (False, True):
        if stripe:
            canvas.mix(canvas.band(outer, 0.020, back), stripe)
        needle.seam(outer, back)
        needle.seam(inner, back)
        canvas.height += 1.0 * canvas.line(outer, 0.010, back, 2, mirrored=True)
        _waistband(needle, cut, back)
    _hem(needle, cut, turn_up)
    if cut.style == "plain":
        _elastic(canvas, cut)
        return
    _fly(needle, cut)
    _back_pockets(needle, cut)
    if cut.style == "jeans":
        _jeans_front(needle, cut)
    else:
        _slant_pockets(needle, cut)


def _waistband(needle: _Needle, cut: TrouserCut, back: bool) -> None:
    z = cut.waist_z + (0.012 if back else -0.010)
    w = cut.waist
    lower = spline((0, z - BAND_M), (0.5 * w, z - BAND_M + 0.001), (w + 0.012, cut.waist_z - BAND_M))
    needle.seam(lower, back, 0.003)
    band = np.vstack([[(0, z + 0.08), (w + 0.05, z + 0.08)], lower[::-1]])
    needle.canvas.height += 0.8 * needle.canvas.polygon(band, back, mirrored=True)
    if cut.style == "plain":
        return
    needle.top_stitch(np.add(lower, (0, 0.004)), back)
    needle.top_stitch(np.add(lower, (0, BAND_M - 0.005)), back)
    for x in (0.45 * w,):
        loop = [
            (x - 0.006, z - 0.048),
            (x + 0.006, z - 0.048),
            (x + 0.006, z + 0.006),
            (x - 0.006, z + 0.006),
        ]
        mask = needle.canvas.polygon(loop, back, mirrored=True)
        needle.canvas.height += 2.4 * mask
        rim = needle.canvas.line([*loop, loop[0]], 0.002, back, 0.7, mirrored=True)
        needle.canvas.shade(rim, 0.72)


def _elastic(canvas: Canvas, cut: TrouserCut) -> None:
    """Gathers of an elastic waistband (and of joggers' cuffs)."""
    top = np.clip((canvas.z - (cut.waist_z - BAND_M - 0.006)) * 300, 0, 1)
    gathers = np.cos(canvas.x * 2 * np.pi / 0.009 + 2 * np.sin(canvas.x * 90))
    cuff = np.clip((cut.length_z + 0.055 - canvas.z) * 300, 0, 1) if cut.cloth == "fleece" else 0.0
    canvas.height += (top if cut.cloth == "fleece" else 0.0) * 0.9 * gathers
    canvas.height += cuff * 0.9 * np.cos(canvas.x * 2 * np.pi / 0.006)
    if cut.cloth == "fleece":
        canvas.stitch(np.exp(-(((canvas.z - cut.length_z - 0.055) / 0.0015) ** 2)), depth_mm=1.2)


def _hem(needle: _Needle, cut: TrouserCut, turn_up: bool) -> None:
    canvas, top = needle.canvas, cut.length_z + (0.045 if turn_up else 0.014)
    below = np.clip((top - canvas.z) * 1000, 0, 1)
    canvas.height += (2.0 if turn_up else 0.8) * below
    canvas.stitch(np.exp(-(((canvas.z - top) / 0.0014) ** 2)), None if turn_up else needle.thread)
    if turn_up:
        canvas.colour = canvas.colour * (1 - 0.25 * below[..., None]) + 0.25 * below[..., None] * 0.85


def _fly(needle: _Needle, cut: TrouserCut) -> None:
    top = cut.waist_z - 0.010 - BAND_M
    crotch = cut.crotch_z
    fly = spline((0.036, top), (0.037, crotch + 0.11), (0.026, crotch + 0.07), (0, crotch + 0.052))
    needle.top_stitch(fly, mirrored=False)
    if cut.style == "jeans":
        needle.top_stitch(np.add(fly, (0.006, 0)), mirrored=False)
    needle.canvas.stitch(needle.canvas.line([(0, top), (0, crotch)], 0.003, blur_px=1), depth_mm=1.4)
    needle.canvas.stitch(needle.canvas.line([(0, cut.waist_z + 0.02), (0, crotch)], 0.003, True, 1), depth_mm=1.2)


def _jeans_front(needle: _Needle, cut: TrouserCut) -> None:
    z, h = cut.waist_z - 0.010 - BAND_M, cut.hip
    pocket = spline((0.5 * h, z + 0.002), (0.55 * h, z - 0.034), (0.72 * h, z - 0.055), (h + 0.004, z - 0.058))
    needle.seam(pocket)
    needle.top_stitch(pocket - [0.003, 0.005])
    needle.top_stitch(pocket - [0.006, 0.011])
    needle.top_stitch([(0.66 * h, z - 0.045), (0.66 * h, z - 0.022), (0.88 * h, z - 0.014)], mirrored=False)
    yoke = spline((0, z - 0.038), (0.55 * h, z - 0.016), (0.96 * h, z - 0.004))
    needle.seam(yoke, True)
    needle.top_stitch(np.add(yoke, (0, 0.006)), True)


def _slant_pockets(needle: _Needle, cut: TrouserCut) -> None:
    z = cut.waist_z - 0.010 - BAND_M
    slant = [(0.66 * cut.hip, z), (cut.hip + 0.002, z - 0.145)]
    needle.seam(slant, width=0.005)
    needle.top_stitch(np.array(slant) - [0.006, 0.002])
    if cut.body == "f":  # pressed pleats of tailored trousers
        needle.seam([(0.5 * cut.waist, z), (0.5 * cut.waist + 0.012, z - 0.12)], width=0.003)


def _back_pockets(needle: _Needle, cut: TrouserCut) -> None:
    z, h = cut.waist_z - BAND_M - 0.03, cut.hip
    pocket = [
        (0.20 * h, z),
        (0.78 * h, z - 0.006),
        (0.77 * h, z - 0.10),
        (0.48 * h, z - 0.125),
        (0.20 * h, z - 0.095),
    ]
    needle.canvas.height += 1.2 * needle.canvas.polygon(pocket, True, 1.2, True)
    needle.top_stitch([*pocket, pocket[0]], True)


def cargo_pockets(canvas: Canvas, cut: TrouserCut) -> None:
    """Large patch pockets with flaps on the outside of the thighs."""
    needle, top = _Needle(canvas, None), max(0.66, cut.length_z + 0.17)
    right, left = cut.thigh - 0.004, cut.thigh - 0.108
    for corners, height in (([(left, top), (right, top), (right, top - 0.15), (left, top - 0.15)], 1.8),
                            ([(left - 0.005, top + 0.012), (right + 0.004, top + 0.012), (right + 0.004, top - 0.042),
                              (left - 0.005, top - 0.042)], 2.2)):  # fmt: skip
        canvas.height += height * canvas.polygon(corners, blur_px=1.2, mirrored=True)
        needle.seam([*corners, corners[0]], width=0.004)
        needle.top_stitch([*np.add(corners, (0, -0.006)), np.add(corners[0], (0, -0.006))])
