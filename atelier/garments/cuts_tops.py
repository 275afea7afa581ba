"""Cuts of tops: sides from armpit to hem, sleeves, necklines."""

from __future__ import annotations

from typing import Any

from atelier.garments.upper_outline import Point, UpperCut

WOMAN: dict[str, Any] = {"body": "f", "shoulder": (0.172, 1.436), "armpit": (0.200, 1.250)}


def straight(hem_z: float, chest: float, waist: float, hem: float) -> tuple[Point, ...]:
    return ((chest, 1.19), (waist, 0.5 * (1.19 + hem_z)), (hem, hem_z))


TOPS: dict[str, UpperCut] = {
    "tee_m": UpperCut(straight(0.80, 0.222, 0.220, 0.224)),
    "tee_relaxed": UpperCut(
        straight(0.80, 0.240, 0.242, 0.246),
        shoulder=(0.200, 1.430),
        armpit=(0.250, 1.215),
        sleeve=0.27,
        cuff=0.108,
        neck_front_z=1.412,
    ),
    "tee_f": UpperCut(
        straight(0.86, 0.188, 0.172, 0.190), **WOMAN, sleeve=0.18, cuff=0.078, neck=0.090, neck_front_z=1.385
    ),
    "tee_crop_f": UpperCut(straight(1.00, 0.196, 0.196, 0.196), **WOMAN, sleeve=0.20, cuff=0.090, neck_front_z=1.405),
    "tee_v_f": UpperCut(
        straight(0.86, 0.186, 0.172, 0.190),
        **WOMAN,
        sleeve=0.17,
        cuff=0.076,
        neck=0.088,
        neck_shape="v",
        neck_front_z=1.325,
    ),
    "long_m": UpperCut(straight(0.80, 0.218, 0.212, 0.214), sleeve=0.61, cuff=0.050, arms_to=20),
    "long_f": UpperCut(
        straight(0.84, 0.184, 0.166, 0.186),
        **WOMAN,
        sleeve=0.59,
        cuff=0.044,
        neck=0.092,
        neck_front_z=1.375,
        arms_to=20,
    ),
    "tank_m": UpperCut(
        straight(0.80, 0.206, 0.204, 0.208),
        sleeve=0,
        shoulder=(0.128, 1.456),
        armpit=(0.204, 1.215),
        neck=0.082,
        neck_front_z=1.345,
        neck_back_z=1.42,
        frames=18,
    ),
    "tank_f": UpperCut(
        straight(0.86, 0.170, 0.156, 0.180),
        body="f",
        sleeve=0,
        shoulder=(0.118, 1.455),
        armpit=(0.170, 1.235),
        neck=0.088,
        neck_front_z=1.325,
        neck_back_z=1.39,
        frames=18,
    ),
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
    ),
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
    ),
    "shirt_m": UpperCut(
        straight(0.80, 0.222, 0.214, 0.222),
        sleeve=0.61,
        cuff=0.056,
        fullness=0.010,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
        tail=0.055,
        cloth="woven",
        arms_to=20,
    ),
    "shirt_short_m": UpperCut(
        straight(0.82, 0.228, 0.226, 0.232),
        sleeve=0.26,
        cuff=0.102,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
        cloth="woven",
    ),
    "polo_m": UpperCut(
        straight(0.81, 0.216, 0.212, 0.216),
        sleeve=0.23,
        cuff=0.084,
        neck=0.066,
        neck_front_z=1.425,
        neck_back_z=1.462,
    ),
    "blouse_f": UpperCut(
        straight(0.86, 0.192, 0.182, 0.204),
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
    ),
}
