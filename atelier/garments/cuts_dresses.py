"""Cuts of dresses: fitted at the waist, opening to the hem."""

from __future__ import annotations

from atelier.garments.cuts_tops import WOMAN
from atelier.garments.upper_outline import Point, UpperCut


def dress_side(chest: float, waist: float, hip: float, hem: float, hem_z: float) -> tuple[Point, ...]:
    middle = (0.55 * hip + 0.45 * hem, 0.5 * (0.92 + hem_z))
    return ((chest, 1.20), (waist, 1.08), (hip, 0.92), middle, (hem, hem_z))


DRESSES: dict[str, UpperCut] = {
    "dress_tee": UpperCut(
        dress_side(0.186, 0.170, 0.206, 0.262, 0.62),
        **WOMAN,
        sleeve=0.18,
        cuff=0.080,
        neck=0.090,
        neck_front_z=1.385,
    ),
    "dress_slip": UpperCut(
        dress_side(0.166, 0.150, 0.196, 0.250, 0.36),
        body="f",
        sleeve=0,
        shoulder=(0.104, 1.462),
        armpit=(0.166, 1.230),
        neck=0.090,
        neck_front_z=1.275,
        neck_shape="v",
        neck_back_z=1.33,
        cloth="satin",
    ),
    "dress_a_line": UpperCut(
        dress_side(0.170, 0.152, 0.235, 0.360, 0.56),
        body="f",
        sleeve=0,
        shoulder=(0.132, 1.452),
        armpit=(0.172, 1.235),
        neck=0.092,
        neck_front_z=1.36,
        cloth="woven",
    ),
    "dress_maxi": UpperCut(
        dress_side(0.172, 0.152, 0.235, 0.400, 0.14),
        body="f",
        sleeve=0,
        shoulder=(0.120, 1.455),
        armpit=(0.172, 1.235),
        neck=0.088,
        neck_front_z=1.30,
        neck_shape="v",
        cloth="woven",
    ),
    "dress_long_sleeve": UpperCut(
        dress_side(0.184, 0.164, 0.225, 0.330, 0.50),
        **WOMAN,
        sleeve=0.58,
        cuff=0.048,
        fullness=0.022,
        neck=0.086,
        neck_front_z=1.34,
        neck_shape="v",
        cloth="woven",
        arms_to=18,
    ),
    "dress_shirt": UpperCut(
        dress_side(0.190, 0.172, 0.215, 0.262, 0.52),
        **WOMAN,
        sleeve=0.28,
        cuff=0.088,
        neck=0.064,
        neck_front_z=1.42,
        neck_back_z=1.462,
        tail=0.05,
        cloth="woven",
        arms_to=22,
    ),
}
