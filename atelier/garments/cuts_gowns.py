"""Further cuts of dresses, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.cuts_dresses import DRESSES, dress_side
from atelier.garments.upper_outline import UpperCut

_TEE, _SLIP, _LINE, _LONG, _SHIRT = (
    DRESSES[k] for k in ("dress_tee", "dress_slip", "dress_a_line", "dress_long_sleeve", "dress_shirt")
)
_WRAP = {"neck": 0.084, "neck_shape": "v", "neck_front_z": 1.255, "neck_back_z": 1.455}

GOWNS: dict[str, UpperCut] = {
    "dress_mini_boxy": replace(_TEE, side=((0.204, 1.20), (0.206, 1.04), (0.214, 0.90), (0.228, 0.72)), sleeve=0.24,
                               cuff=0.098, shoulder=(0.184, 1.432), armpit=(0.216, 1.225), neck_front_z=1.405),
    "dress_shift": replace(_LINE, side=((0.176, 1.20), (0.172, 1.06), (0.200, 0.92), (0.218, 0.66)),
                           neck_front_z=1.405, neck=0.080),
    "dress_bodycon": replace(_TEE, side=((0.172, 1.20), (0.148, 1.07), (0.188, 0.92), (0.176, 0.74), (0.164, 0.58)),
                             sleeve=0.58, cuff=0.042, arms_to=20, neck_front_z=1.405),
    "dress_tank_midi": replace(_LINE, side=((0.166, 1.20), (0.150, 1.07), (0.188, 0.92), (0.196, 0.66), (0.200, 0.40)),
                               neck_front_z=1.345, shoulder=(0.120, 1.454), cloth="jersey"),
    "dress_slip_mini": replace(_SLIP, side=dress_side(0.164, 0.152, 0.194, 0.224, 0.70)),
    "dress_slip_maxi": replace(_SLIP, side=dress_side(0.166, 0.150, 0.196, 0.270, 0.12), neck_front_z=1.265),
    "dress_square": replace(_LONG, side=dress_side(0.178, 0.154, 0.236, 0.360, 0.46), sleeve=0.17, cuff=0.084,
                            fullness=0.022, neck=0.106, neck_shape="square", neck_front_z=1.335, arms_to=24),
    "dress_puff_mini": replace(_LONG, side=dress_side(0.180, 0.158, 0.240, 0.330, 0.70), sleeve=0.24, cuff=0.060,
                               fullness=0.058, neck=0.088, neck_shape="round", neck_front_z=1.395, arms_to=24),
    "dress_wrap_midi": replace(_LONG, side=dress_side(0.184, 0.158, 0.226, 0.330, 0.42), fullness=0.010, **_WRAP),
    "dress_wrap_short": replace(_LONG, side=dress_side(0.182, 0.156, 0.230, 0.310, 0.66), sleeve=0.22, cuff=0.098,
                                fullness=0.016, arms_to=24, **_WRAP),
    "dress_wrap_maxi": replace(_LONG, side=dress_side(0.182, 0.156, 0.232, 0.390, 0.14), sleeve=0.20, cuff=0.104,
                               fullness=0.018, arms_to=24, **_WRAP),
    "dress_tiered": replace(_LINE, side=((0.184, 1.20), (0.196, 1.06), (0.250, 0.86), (0.320, 0.56), (0.390, 0.16)),
                            neck=0.090, neck_front_z=1.36),
    "dress_smock": replace(_LONG, side=((0.192, 1.20), (0.204, 1.06), (0.244, 0.90), (0.300, 0.60)), sleeve=0.44,
                           cuff=0.056, fullness=0.040, neck=0.086, neck_shape="round", neck_front_z=1.39),
    "dress_empire_maxi": replace(_LINE, neck=0.092, side=((0.168, 1.22), (0.158, 1.16), (0.214, 0.92), (0.300, 0.52),
                                                          (0.360, 0.12)),
                                 neck_shape="v", neck_front_z=1.30, shoulder=(0.122, 1.454)),
    "dress_shirt_long": replace(_SHIRT, side=dress_side(0.190, 0.168, 0.214, 0.280, 0.36), sleeve=0.58, cuff=0.050,
                                fullness=0.012, arms_to=18),
    "dress_shirt_mini": replace(_SHIRT, side=dress_side(0.200, 0.194, 0.212, 0.226, 0.70), sleeve=0.57, cuff=0.052,
                                fullness=0.014, arms_to=18, tail=0.06),
    "dress_polo": replace(_SHIRT, side=dress_side(0.182, 0.172, 0.202, 0.224, 0.68), sleeve=0.17, cuff=0.078,
                          cloth="jersey", tail=0.01),
    "dress_jumper": replace(_TEE, side=((0.206, 1.18), (0.202, 1.03), (0.214, 0.88), (0.214, 0.70), (0.200, 0.60)),
                            sleeve=0.59, cuff=0.048, fullness=0.024, shoulder=(0.190, 1.430), armpit=(0.226, 1.205),
                            cloth="fleece", neck_front_z=1.405, neck=0.080, arms_to=20),
    "dress_jumper_midi": replace(_TEE, side=((0.196, 1.18), (0.180, 1.05), (0.206, 0.90), (0.214, 0.62), (0.206, 0.40)),
                                 sleeve=0.59, cuff=0.046, fullness=0.014, cloth="fleece", neck_front_z=1.41, neck=0.078,
                                 arms_to=20),
    "dress_pinafore": replace(_LINE, side=((0.164, 1.20), (0.160, 1.06), (0.212, 0.90), (0.262, 0.64)), neck=0.098,
                              neck_shape="square", neck_front_z=1.265, neck_back_z=1.32, shoulder=(0.132, 1.456),
                              armpit=(0.160, 1.20), cloth="denim"),
}  # fmt: skip
