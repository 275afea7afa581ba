"""Cuts of trousers, jeans, shorts and leggings.  Plain numbers and outlines, no Blender."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Any

import numpy as np

from atelier.geometry import Array, Outline, mirror, spline


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


SHORT: dict[str, Any] = {"length_z": 0.50, "cloth": "woven"}
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
