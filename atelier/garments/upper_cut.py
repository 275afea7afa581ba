"""Cuts of garments worn on the torso: tops, dresses, coats.  Plain numbers and outlines, no Blender."""

from __future__ import annotations

import math
import zlib
from dataclasses import dataclass

import numpy as np

from atelier.geometry import Array, Outline, bezier, mirror, spline

Point = tuple[float, float]
SHOULDER_JOINT = np.array([0.172, 1.388])
NECK_Z = 1.474


@dataclass(frozen=True)
class UpperCut:
    """Half a front, right side, in metres on the 1.80 m mannequin; drawn as worn, so widths are what one sees."""

    side: tuple[Point, ...]  # from below the armpit to the hem's corner
    body: str = "m"
    neck: float = 0.080  # half width of the neckline
    neck_front_z: float = 1.405
    neck_back_z: float = 1.458
    neck_shape: str = "round"  # round, v, square
    shoulder: Point = (0.185, 1.438)
    armpit: Point = (0.230, 1.245)
    sleeve: float = 0.25  # along the arm from the shoulder joint; 0 = sleeveless
    cuff: float = 0.092  # half width of the cuff
    fullness: float = 0.006  # how much the sleeve swells half-way
    tail: float = 0.01  # how far the hem dips at the centre
    cloth: str = "jersey"
    frames: int = 26
    arms_to: float = 24.0
    gap_m: float = 0.005
    step: float = 0.014
    pin_waist_z: float = 0.0  # hold a band at this height (dresses), 0 = nothing held

    @property
    def key(self) -> str:
        """Return a short fingerprint of all numbers, for the cache."""
        return f"{zlib.crc32(repr(self).encode()):08x}"

    def half(self, neck_z: float) -> list[tuple[str, Array]]:
        """Return the right half outline with the neckline's centre at `neck_z`."""
        tip = (self.neck, NECK_Z)
        hem_x, hem_z = self.side[-1]
        hem = spline((hem_x, hem_z), (hem_x * 0.5, hem_z - self.tail * 0.85), (0, hem_z - self.tail))
        return [("neck", self._neckline(neck_z)), *self._arm(tip), ("hem", hem)]

    def _neckline(self, z: float) -> Array:
        tip = (self.neck, NECK_Z)
        if self.neck_shape == "v" and z < 1.43:
            return spline((0, z), (self.neck * 0.48, z + (NECK_Z - z) * 0.45), tip)
        if self.neck_shape == "square" and z < 1.43:
            return np.vstack([[(0, z)], [(self.neck * 0.9, z + 0.004)], [tip]])
        lift = 0.025 if z < 1.44 else 0.0
        return bezier((0, z), (self.neck * 0.56, z), (self.neck * 0.9, z + lift), tip)

    def _arm(self, tip: Point) -> list[tuple[str, Array]]:
        if not self.sleeve:
            strap = self.shoulder
            armhole = bezier(strap, (strap[0] - 0.012, strap[1] - 0.10), (self.armpit[0] - 0.055, self.armpit[1]),
                             self.armpit)  # fmt: skip
            return [
                ("seam", spline(tip, strap)),
                ("cuff", armhole),
                ("seam", spline(self.armpit, *self.side)),
            ]
        a = math.radians(42)
        along, across = np.array([math.sin(a), -math.cos(a)]), np.array([math.cos(a), math.sin(a)])
        end = SHOULDER_JOINT + self.sleeve * along
        upper, lower = end + self.cuff * across, end - self.cuff * across
        s = np.array(self.shoulder)
        ridge = (0.5 * (self.neck + s[0]), 0.5 * (NECK_Z + s[1]) + 0.005)
        bend = s + (0.030, -0.023)
        top = spline(tip, ridge, s, bend, 0.5 * s + 0.5 * upper + self.fullness * across, upper)
        pit = np.array(self.armpit)
        under = spline(lower, 0.4 * lower + 0.6 * pit - 2 * self.fullness * across, pit, *self.side)
        return [("seam", top), ("cuff", np.array([upper, lower])), ("seam", under)]

    def front(self) -> Outline:
        """Return the closed front outline."""
        return mirror(self.half(self.neck_front_z))

    def back(self) -> Outline:
        """Return the closed back outline."""
        return mirror(self.half(self.neck_back_z))


def _top(hem_z: float, chest: float, waist: float, hem: float) -> tuple[Point, ...]:
    return ((chest, 1.19), (waist, 0.5 * (1.19 + hem_z)), (hem, hem_z))


def _dress(chest: float, waist: float, hip: float, hem: float, hem_z: float) -> tuple[Point, ...]:
    middle = (0.55 * hip + 0.45 * hem, 0.5 * (0.92 + hem_z))
    return ((chest, 1.20), (waist, 1.08), (hip, 0.92), middle, (hem, hem_z))


WOMAN = {"body": "f", "shoulder": (0.172, 1.436), "armpit": (0.200, 1.250)}
CUTS: dict[str, UpperCut] = {
    # ---- topwear
    "tee_m": UpperCut(_top(0.80, 0.222, 0.220, 0.224)),
    "tee_relaxed": UpperCut(
        _top(0.80, 0.240, 0.242, 0.246),
        shoulder=(0.200, 1.430),
        armpit=(0.250, 1.215),
        sleeve=0.27,
        cuff=0.108,
        neck_front_z=1.412,
    ),  # fmt: skip
    "tee_v_m": UpperCut(_top(0.81, 0.218, 0.214, 0.218), neck_shape="v", neck_front_z=1.345),
    "tee_f": UpperCut(
        _top(0.86, 0.188, 0.172, 0.190), **WOMAN, sleeve=0.18, cuff=0.078, neck=0.090, neck_front_z=1.385
    ),  # fmt: skip
    "tee_crop_f": UpperCut(
        _top(1.00, 0.196, 0.196, 0.196), **WOMAN, sleeve=0.20, cuff=0.090, neck_front_z=1.405
    ),
    "tee_v_f": UpperCut(
        _top(0.86, 0.186, 0.172, 0.190),
        **WOMAN,
        sleeve=0.17,
        cuff=0.076,
        neck=0.088,
        neck_shape="v",
        neck_front_z=1.325,
    ),  # fmt: skip
    "long_m": UpperCut(_top(0.80, 0.218, 0.212, 0.214), sleeve=0.61, cuff=0.050, arms_to=20),
    "long_f": UpperCut(
        _top(0.84, 0.184, 0.166, 0.186),
        **WOMAN,
        sleeve=0.59,
        cuff=0.044,
        neck=0.092,
        neck_front_z=1.375,
        arms_to=20,
    ),  # fmt: skip
    "tank_m": UpperCut(
        _top(0.80, 0.206, 0.204, 0.208),
        sleeve=0,
        shoulder=(0.128, 1.456),
        armpit=(0.204, 1.215),
        neck=0.082,
        neck_front_z=1.345,
        neck_back_z=1.42,
        arms_to=42,
        frames=18,
    ),  # fmt: skip
    "tank_f": UpperCut(
        _top(0.86, 0.170, 0.156, 0.180),
        body="f",
        sleeve=0,
        shoulder=(0.118, 1.455),
        armpit=(0.170, 1.235),
        neck=0.088,
        neck_front_z=1.325,
        neck_back_z=1.39,
        arms_to=42,
        frames=18,
    ),  # fmt: skip
    "sweat_m": UpperCut(
        ((0.236, 1.19), (0.240, 1.02), (0.238, 0.90), (0.206, 0.80)),
        sleeve=0.61,
        cuff=0.050,
        fullness=0.016,
        shoulder=(0.195, 1.434),
        armpit=(0.244, 1.215),
        cloth="fleece",
        neck_front_z=1.415,
        arms_to=20,
    ),  # fmt: skip
    "sweat_f": UpperCut(
        ((0.212, 1.19), (0.214, 1.04), (0.212, 0.93), (0.184, 0.85)),
        body="f",
        sleeve=0.59,
        cuff=0.046,
        fullness=0.018,
        shoulder=(0.186, 1.432),
        armpit=(0.220, 1.215),
        cloth="fleece",
        neck_front_z=1.405,
        arms_to=20,
    ),  # fmt: skip
    "shirt_m": UpperCut(
        _top(0.80, 0.222, 0.214, 0.222),
        sleeve=0.61,
        cuff=0.056,
        fullness=0.010,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
        tail=0.055,
        cloth="woven",
        arms_to=20,
    ),  # fmt: skip
    "shirt_short_m": UpperCut(
        _top(0.82, 0.228, 0.226, 0.232),
        sleeve=0.26,
        cuff=0.102,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
        cloth="woven",
    ),  # fmt: skip
    "polo_m": UpperCut(
        _top(0.81, 0.216, 0.212, 0.216),
        sleeve=0.23,
        cuff=0.084,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
    ),  # fmt: skip
    "blouse_f": UpperCut(
        _top(0.86, 0.192, 0.182, 0.204),
        **WOMAN,
        sleeve=0.58,
        cuff=0.046,
        fullness=0.020,
        neck=0.064,
        neck_front_z=1.42,
        neck_back_z=1.462,
        tail=0.03,
        cloth="woven",
        arms_to=20,
    ),  # fmt: skip
    # ---- dresses
    "dress_tee": UpperCut(
        _dress(0.186, 0.170, 0.206, 0.262, 0.62),
        **WOMAN,
        sleeve=0.18,
        cuff=0.080,
        neck=0.090,
        neck_front_z=1.385,
    ),  # fmt: skip
    "dress_slip": UpperCut(
        _dress(0.166, 0.150, 0.196, 0.250, 0.36),
        body="f",
        sleeve=0,
        shoulder=(0.104, 1.462),
        armpit=(0.166, 1.230),
        neck=0.090,
        neck_front_z=1.275,
        neck_shape="v",
        neck_back_z=1.33,
        cloth="satin",
        arms_to=42,
    ),  # fmt: skip
    "dress_a_line": UpperCut(
        _dress(0.170, 0.152, 0.235, 0.360, 0.56),
        body="f",
        sleeve=0,
        shoulder=(0.132, 1.452),
        armpit=(0.172, 1.235),
        neck=0.092,
        neck_front_z=1.36,
        cloth="woven",
        arms_to=42,
    ),  # fmt: skip
    "dress_maxi": UpperCut(
        _dress(0.172, 0.152, 0.235, 0.400, 0.14),
        body="f",
        sleeve=0,
        shoulder=(0.120, 1.455),
        armpit=(0.172, 1.235),
        neck=0.088,
        neck_front_z=1.30,
        neck_shape="v",
        cloth="woven",
        arms_to=42,
    ),  # fmt: skip
    "dress_long_sleeve": UpperCut(
        _dress(0.184, 0.164, 0.225, 0.330, 0.50),
        **WOMAN,
        sleeve=0.58,
        cuff=0.048,
        fullness=0.022,
        neck=0.086,
        neck_front_z=1.34,
        neck_shape="v",
        cloth="woven",
        arms_to=18,
    ),  # fmt: skip
    "dress_shirt": UpperCut(
        _dress(0.190, 0.172, 0.215, 0.262, 0.52),
        **WOMAN,
        sleeve=0.28,
        cuff=0.088,
        neck=0.064,
        neck_front_z=1.42,
        neck_back_z=1.462,
        tail=0.05,
        cloth="woven",
        arms_to=22,
    ),  # fmt: skip
    # ---- outerwear
    "coat_m": UpperCut(
        ((0.238, 1.19), (0.232, 1.05), (0.240, 0.88), (0.258, 0.52)),
        sleeve=0.63,
        cuff=0.070,
        fullness=0.010,
        shoulder=(0.205, 1.440),
        armpit=(0.250, 1.215),
        neck=0.072,
        neck_front_z=1.215,
        neck_shape="v",
        neck_back_z=1.462,
        cloth="wool",
        arms_to=16,
    ),  # fmt: skip
    "coat_f": UpperCut(
        ((0.206, 1.19), (0.186, 1.06), (0.216, 0.88), (0.262, 0.46)),
        body="f",
        sleeve=0.60,
        cuff=0.062,
        fullness=0.010,
        shoulder=(0.186, 1.438),
        armpit=(0.216, 1.220),
        neck=0.070,
        neck_front_z=1.215,
        neck_shape="v",
        neck_back_z=1.462,
        cloth="wool",
        arms_to=16,
    ),  # fmt: skip
    "jacket_m": UpperCut(
        ((0.244, 1.19), (0.246, 1.04), (0.242, 0.93), (0.214, 0.82)),
        sleeve=0.62,
        cuff=0.056,
        fullness=0.016,
        shoulder=(0.202, 1.436),
        armpit=(0.252, 1.210),
        neck=0.072,
        neck_front_z=1.425,
        neck_back_z=1.462,
        cloth="wool",
        arms_to=18,
    ),  # fmt: skip
    "jacket_straight_m": UpperCut(
        _top(0.84, 0.238, 0.236, 0.232),
        sleeve=0.62,
        cuff=0.060,
        fullness=0.010,
        shoulder=(0.202, 1.438),
        armpit=(0.248, 1.210),
        neck=0.070,
        neck_front_z=1.425,
        neck_back_z=1.462,
        cloth="denim",
        arms_to=18,
    ),  # fmt: skip
    "jacket_f": UpperCut(
        ((0.212, 1.19), (0.208, 1.06), (0.206, 0.96), (0.190, 0.90)),
        body="f",
        sleeve=0.60,
        cuff=0.052,
        fullness=0.014,
        shoulder=(0.188, 1.436),
        armpit=(0.222, 1.210),
        neck=0.070,
        neck_front_z=1.42,
        neck_back_z=1.462,
        cloth="wool",
        arms_to=18,
    ),  # fmt: skip
    "blazer_f": UpperCut(
        ((0.200, 1.19), (0.182, 1.05), (0.210, 0.84)),
        body="f",
        sleeve=0.60,
        cuff=0.060,
        fullness=0.008,
        shoulder=(0.186, 1.440),
        armpit=(0.212, 1.220),
        neck=0.072,
        neck_front_z=1.215,
        neck_shape="v",
        neck_back_z=1.462,
        cloth="wool",
        arms_to=16,
    ),  # fmt: skip
}
