"""Jeans, chinos, wide trousers, shorts and leggings: two-legged garments."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier import folds, materials, mesh
from atelier.body import make_body, push_out
from atelier.canvas import Canvas
from atelier.cloth import drape
from atelier.fabrics import paint
from atelier.folds import Zone
from atelier.garments import trims, trouser_paint
from atelier.geometry import Array, Outline, mirror, spline
from atelier.sewing import sew, soft_depth, straighten_seams
from atelier.shapes import load_or_make


@dataclass(frozen=True)
class TrouserCut:
    """Half a pair, right leg, as worn; metres. Outer and inner are the leg's edges at knee and hem."""

    body: str = "m"
    waist: float = 0.168
    waist_z: float = 1.022
    hip: float = 0.192
    thigh: float = 0.194
    knee: tuple[float, float] = (0.026, 0.184)  # inner, outer at z = 0.50
    hem: tuple[float, float] = (0.045, 0.180)
    length_z: float = 0.075
    crotch_z: float = 0.785
    cloth: str = "denim"
    frames: int = 14
    step: float = 0.0125
    style: str = "jeans"  # jeans, chino, plain

    @property
    def key(self) -> str:
        """Return a short fingerprint of all numbers, for the cache."""
        return f"{zlib.crc32(repr(self).encode()):08x}"

    def outer(self) -> Array:
        """Return the side seam from waist to hem."""
        z = self.length_z
        points = [
            (self.waist, self.waist_z),
            (0.5 * (self.waist + self.hip) + 0.006, self.waist_z - 0.055),
            (self.hip, 0.90),
            (self.thigh, 0.79),
        ]
        return spline(*points, *self._below_knee(1, z))

    def inner(self) -> Array:
        """Return the inner seam from the hem up to the crotch."""
        z = self.length_z
        top = [(0.010, 0.70), (0.003, self.crotch_z - 0.03), (0, self.crotch_z)]
        return spline(*self._below_knee(0, z)[::-1], *top)

    def _below_knee(self, which: int, z: float) -> list[tuple[float, float]]:
        knee, hem = self.knee[which], self.hem[which]
        if z > 0.45:
            return [(hem, z)]
        middle = (0.45 * knee + 0.55 * hem, 0.5 * (0.50 + z))
        return [(knee, 0.50), middle, (hem, z)]

    def outline(self, centre_z: float) -> Outline:
        """Return the closed outline with the waist's centre at `centre_z`."""
        waist = spline((0, centre_z), (0.5 * self.waist, centre_z + 0.001), (self.waist, self.waist_z))
        cuff = np.array([(self.hem[1], self.length_z), (self.hem[0], self.length_z)])
        return mirror([("waist", waist), ("seam", self.outer()), ("cuff", cuff), ("seam", self.inner())])

    def front(self) -> Outline:
        """Return the front, lower at the waist."""
        return self.outline(self.waist_z - 0.010)

    def back(self) -> Outline:
        """Return the back, higher at the waist."""
        return self.outline(self.waist_z + 0.012)


SHORT = {"length_z": 0.50, "cloth": "woven"}
CUTS: dict[str, TrouserCut] = {
    "slim_m": TrouserCut(knee=(0.030, 0.180), hem=(0.052, 0.172)),
    "straight_m": TrouserCut(hip=0.196, thigh=0.204, knee=(0.018, 0.202), hem=(0.026, 0.204)),
    "chino_m": TrouserCut(
        hip=0.196, thigh=0.203, knee=(0.022, 0.194), hem=(0.040, 0.180), cloth="woven", style="chino"
    ),
    "jogger_m": TrouserCut(
        hip=0.198,
        thigh=0.208,
        knee=(0.020, 0.200),
        hem=(0.064, 0.160),
        length_z=0.085,
        cloth="fleece",
        style="plain",
    ),
    "shorts_m": TrouserCut(**SHORT, hip=0.198, thigh=0.212, knee=(0.014, 0.222), hem=(0.014, 0.226), style="chino"),
    "shorts_denim_f": TrouserCut(
        body="f",
        waist=0.142,
        waist_z=1.065,
        hip=0.198,
        thigh=0.212,
        knee=(0.01, 0.22),
        hem=(0.008, 0.222),
        length_z=0.655,
        cloth="denim",
    ),
    "slim_f": TrouserCut(
        body="f",
        waist=0.142,
        waist_z=1.060,
        hip=0.192,
        thigh=0.190,
        knee=(0.034, 0.172),
        hem=(0.058, 0.164),
        length_z=0.10,
    ),
    "wide_f": TrouserCut(
        body="f",
        waist=0.142,
        waist_z=1.065,
        hip=0.196,
        thigh=0.214,
        knee=(0.010, 0.236),
        hem=(0.006, 0.268),
        length_z=0.06,
    ),
    "flare_f": TrouserCut(
        body="f",
        waist=0.142,
        waist_z=1.060,
        hip=0.192,
        thigh=0.192,
        knee=(0.036, 0.176),
        hem=(0.010, 0.226),
        length_z=0.055,
    ),
    "wide_trousers_f": TrouserCut(
        body="f",
        waist=0.142,
        waist_z=1.075,
        hip=0.200,
        thigh=0.218,
        knee=(0.008, 0.244),
        hem=(0.004, 0.272),
        length_z=0.06,
        cloth="woven",
        style="chino",
    ),
    "leggings_f": TrouserCut(
        body="f",
        waist=0.136,
        waist_z=1.070,
        hip=0.184,
        thigh=0.178,
        knee=(0.044, 0.160),
        hem=(0.074, 0.150),
        length_z=0.14,
        cloth="jersey",
        style="plain",
        frames=8,
    ),
}


def drape_trousers(cut: TrouserCut) -> list[mesh.Object]:
    """Sew the cut, hang it from its waist on the mannequin, smooth the seams, subdivide."""
    body = make_body(cut.body, 42)

    def depth(radius: Array, points: Array, side: int) -> Array:
        seat = 0.08 * (side > 0) * np.exp(-(((points[:, 1] - 0.90) / 0.08) ** 2))
        return soft_depth(radius, points, side) * (1 + seat)

    garment = sew("trousers", cut.front(), cut.back(), cut.step, depth)
    mesh.move_to(garment, push_out(mesh.positions(garment), body, 0.005))
    held = (mesh.value(garment, "d_waist") < 0.035) * 1.0
    drape(garment, body, cut.cloth, cut.frames, held)
    mesh.relax(garment, 2, 0.5)
    straighten_seams(garment, sigma_m=0.032, step=cut.step)
    mesh.relax(garment, 25, 0.6, near=("d_seam", 0.045))
    return [mesh.subdivide(garment)]


def zones(cut: TrouserCut) -> list[Zone]:
    """Return crotch whiskers, thigh, knee and hem folds."""
    deep = {"jersey": 0.5, "fleece": 1.3}.get(cut.cloth, 1.0)
    found = [
        Zone(4, 0.030, cut.crotch_z + 0.015, 0.018, 0.02, 28, 20, 0.13, 0.009, 7 * deep),
        Zone(3, 0.10, cut.crotch_z - 0.06, 0.04, 0.05, 245, 30, 0.14, 0.014, 6 * deep),
    ]
    if cut.length_z > 0.45:
        found.append(Zone(3, 0.11, cut.length_z + 0.16, 0.07, 0.04, 258, 14, 0.15, 0.017, 8 * deep))
        return found
    knee_in, knee_out = cut.knee
    found += [
        Zone(4, knee_in + 0.015, 0.49, 0.015, 0.05, 12, 25, 0.09, 0.011, 8 * deep),
        Zone(3, knee_out - 0.025, 0.47, 0.015, 0.05, 172, 28, 0.08, 0.012, 8 * deep),
        Zone(2, 0.5 * (knee_in + knee_out), 0.34, 0.03, 0.06, 255, 30, 0.14, 0.015, 6 * deep),
    ]
    if cut.hem[1] - cut.hem[0] > 0.20:  # wide legs hang in long folds
        middle = 0.5 * sum(cut.hem)
        found += [
            Zone(3, middle, 0.62, 0.07, 0.10, 268, 5, 0.50, 0.020, 13),
            Zone(2, middle, 0.40, 0.08, 0.06, 268, 4, 0.33, 0.026, 14),
        ]
    else:
        found += [
            Zone(5, cut.hem[0] + 0.02, 0.17, 0.02, 0.05, 8, 22, 0.08, 0.010, 9 * deep),
            Zone(4, cut.hem[1] - 0.03, 0.16, 0.02, 0.05, 176, 22, 0.07, 0.010, 8 * deep),
        ]
    return found


def trousers(
    seed: int,
    cut: str,
    fabric: Mapping[str, Any],
    thread: str | None = None,
    button: str = "#b88a5c",
    turn_up: bool = False,
    stripe: str | None = None,
) -> list[mesh.Object]:
    """Return a finished pair; `thread` is the colour of the top stitching, `stripe` one down the side seam."""
    shape = CUTS[cut]
    garment = load_or_make(f"{cut}-{shape.key}", lambda: drape_trousers(shape))[0]
    mesh.relax(garment, 7, 0.5, near=("d_seam", 0.04), shrink=True)
    canvas = Canvas(garment["canvas"])
    canvas.colour, canvas.height = paint(fabric, canvas.x, canvas.z, np.random.default_rng(seed))
    trouser_paint.details(canvas, shape, thread, turn_up, stripe)
    folds.press(garment, zones(shape), seed)
    folds.ripple(garment, 0.0007, 9, seed)
    folds.raise_edge(garment, "waist", 0.040, 1.2 if shape.style != "plain" else -1.0)
    folds.raise_edge(garment, "cuff", 0.045 if turn_up else 0.014, 2.5 if turn_up else 1.0)
    materials.paint(garment, materials.cloth("cloth", canvas, **materials.finish_of(fabric)))
    objects = [garment]
    if shape.style != "plain":
        metal = 1.0 if shape.style == "jeans" else 0.0
        objects.append(trims.button(garment, 0.0, shape.waist_z - 0.030, button, 0.0085, metal))
    mesh.thicken(garment, 0.0022 if shape.cloth == "jersey" else 0.003)
    return objects
