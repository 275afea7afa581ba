"""Further cuts of T-shirts, long sleeves, tank tops and camisoles, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.cuts_tops import TOPS, straight
from atelier.garments.upper_outline import UpperCut

_TEE_M, _TEE_F, _LONG_M, _LONG_F = (TOPS[k] for k in ("tee_m", "tee_f", "long_m", "long_f"))
_TANK_F = TOPS["tank_f"]
_BOXY = {"shoulder": (0.214, 1.424), "armpit": (0.270, 1.190), "sleeve": 0.30, "cuff": 0.124}
_STRAPS = {"shoulder": (0.102, 1.462), "armpit": (0.166, 1.230), "neck": 0.088, "neck_back_z": 1.34}

JERSEY: dict[str, UpperCut] = {
    "tee_slim_m": replace(_TEE_M, side=straight(0.82, 0.204, 0.196, 0.202), sleeve=0.21, cuff=0.080),
    "tee_v_m": replace(_TEE_M, neck=0.076, neck_shape="v", neck_front_z=1.335),
    "tee_boxy": replace(_TEE_M, side=((0.264, 1.16), (0.268, 1.0), (0.266, 0.84)), neck_front_z=1.414, **_BOXY),
    "tee_long_m": replace(_TEE_M, side=straight(0.70, 0.226, 0.224, 0.228), tail=0.035),
    "tee_boat_f": replace(_TEE_F, neck=0.128, neck_front_z=1.440, neck_back_z=1.456, sleeve=0.20),
    "tee_square_f": replace(_TEE_F, neck=0.104, neck_shape="square", neck_front_z=1.345),
    "tee_boyfriend_f": replace(_TEE_F, side=straight(0.80, 0.214, 0.214, 0.218), sleeve=0.24, cuff=0.096,
                               shoulder=(0.184, 1.432), armpit=(0.224, 1.225), neck_front_z=1.40),
    "peplum_f": replace(_TEE_F, side=((0.184, 1.19), (0.164, 1.08), (0.206, 0.94), (0.250, 0.85)), sleeve=0.18,
                        neck_front_z=1.40, cloth="woven"),
    "three_quarter_f": replace(_LONG_F, neck=0.126, neck_front_z=1.438, neck_back_z=1.456, sleeve=0.43, cuff=0.056),
    "long_v_f": replace(_LONG_F, neck=0.086, neck_shape="v", neck_front_z=1.315),
    "long_crop_f": replace(_LONG_F, side=straight(1.00, 0.182, 0.170, 0.176), neck_front_z=1.40),
    "tunic_f": replace(_LONG_F, side=((0.192, 1.19), (0.188, 1.03), (0.214, 0.86), (0.236, 0.70)), neck=0.086,
                       neck_shape="v", neck_front_z=1.35, cloth="woven"),
    "henley_m": replace(_LONG_M, neck=0.072, neck_front_z=1.412),
    "tank_racer_f": replace(_TANK_F, shoulder=(0.092, 1.460), armpit=(0.160, 1.245), neck=0.066, neck_front_z=1.36),
    "tank_crop_f": replace(_TANK_F, side=straight(1.03, 0.168, 0.158, 0.160), neck_front_z=1.335),
    "tank_square_f": replace(_TANK_F, neck=0.086, neck_shape="square", neck_front_z=1.315, shoulder=(0.116, 1.458)),
    "cami_f": replace(_TANK_F, side=straight(0.87, 0.164, 0.160, 0.186), neck_shape="v", neck_front_z=1.275,
                      cloth="satin", **_STRAPS),
    "shell_f": replace(_TANK_F, side=straight(0.84, 0.178, 0.182, 0.210), shoulder=(0.150, 1.448),
                       armpit=(0.182, 1.235), neck=0.068, neck_front_z=1.415, neck_back_z=1.458, cloth="woven"),
    "swing_f": replace(_TANK_F, side=((0.176, 1.19), (0.210, 1.0), (0.256, 0.82)), neck=0.084, neck_front_z=1.36,
                       shoulder=(0.124, 1.454), neck_back_z=1.43, cloth="woven"),
    "sleeveless_m": replace(TOPS["tank_m"], shoulder=(0.160, 1.446), armpit=(0.226, 1.200), neck=0.078,
                            neck_front_z=1.405, neck_back_z=1.458, side=straight(0.81, 0.222, 0.222, 0.226)),
}  # fmt: skip
