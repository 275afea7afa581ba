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
    frames: int = 16
    arms_to: float = 24.0
    gap_m: float = 0.005
    step: float = 0.014

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
            armhole = bezier(
                strap, (strap[0] - 0.012, strap[1] - 0.10), (self.armpit[0] - 0.055, self.armpit[1]), self.armpit
            )
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
        bend = np.add(s, (0.030, -0.023))
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
