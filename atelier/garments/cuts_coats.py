"""Further cuts of coats, jackets, waistcoats and cardigans, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.cuts_outerwear import OUTERWEAR
from atelier.garments.cuts_tops import straight
from atelier.garments.upper_outline import UpperCut

_COAT_M, _COAT_F, _JACKET_M, _JACKET_F, _STRAIGHT, _BLAZER = (
    OUTERWEAR[k] for k in ("coat_m", "coat_f", "jacket_m", "jacket_f", "jacket_straight_m", "blazer_f")
)
_STRAIGHT_F = replace(_JACKET_F, side=straight(0.86, 0.206, 0.198, 0.204), cloth="denim", fullness=0.008, cuff=0.056)

COATS: dict[str, UpperCut] = {
    "coat_long_m": replace(_COAT_M, side=((0.240, 1.19), (0.236, 1.05), (0.248, 0.86), (0.284, 0.32))),
    "pea_m": replace(_COAT_M, side=((0.240, 1.19), (0.232, 1.05), (0.238, 0.90), (0.244, 0.76)), neck_front_z=1.27),
    "car_m": replace(_COAT_M, side=((0.240, 1.19), (0.236, 1.04), (0.240, 0.86), (0.248, 0.64)), neck=0.070,
                     neck_shape="round", neck_front_z=1.42),
    "coat_long_f": replace(_COAT_F, side=((0.206, 1.19), (0.190, 1.06), (0.218, 0.88), (0.276, 0.28))),
    "coat_swing_f": replace(_COAT_F, side=((0.204, 1.19), (0.206, 1.06), (0.252, 0.86), (0.316, 0.56)), neck=0.068,
                            neck_shape="round", neck_front_z=1.42),
    "trench_m": replace(_COAT_M, side=((0.238, 1.19), (0.222, 1.04), (0.242, 0.86), (0.272, 0.46)), neck_front_z=1.29),
    "trench_f": replace(_COAT_F, side=((0.204, 1.19), (0.172, 1.06), (0.220, 0.88), (0.282, 0.40)), neck_front_z=1.29),
    "parka_m": replace(_JACKET_M, side=((0.248, 1.19), (0.246, 1.02), (0.250, 0.84), (0.256, 0.66)), cuff=0.062),
    "parka_f": replace(_JACKET_F, side=((0.214, 1.19), (0.202, 1.05), (0.224, 0.86), (0.240, 0.64)), cuff=0.058),
    "puffer_long_f": replace(_JACKET_F, side=((0.214, 1.19), (0.206, 1.05), (0.226, 0.86), (0.238, 0.44))),
    "puffer_crop_f": replace(_JACKET_F, side=((0.226, 1.18), (0.232, 1.08), (0.220, 1.00), (0.202, 0.96)),
                             fullness=0.026),
    "gilet_m": replace(_JACKET_M, sleeve=0, shoulder=(0.176, 1.444), armpit=(0.240, 1.195)),
    "gilet_f": replace(_JACKET_F, sleeve=0, shoulder=(0.162, 1.446), armpit=(0.208, 1.205),
                       side=((0.204, 1.19), (0.192, 1.06), (0.204, 0.94), (0.204, 0.86))),
    "blazer_m": replace(_COAT_M, side=((0.226, 1.19), (0.210, 1.05), (0.226, 0.90), (0.236, 0.79)), sleeve=0.61,
                        cuff=0.060, shoulder=(0.202, 1.442), armpit=(0.236, 1.225), fullness=0.006),
    "blazer_long_f": replace(_BLAZER, side=((0.208, 1.19), (0.200, 1.05), (0.216, 0.88), (0.228, 0.72))),
    "blazer_crop_f": replace(_BLAZER, side=((0.200, 1.19), (0.182, 1.08), (0.190, 0.99))),
    "denim_crop_f": replace(_STRAIGHT_F, side=straight(0.98, 0.202, 0.192, 0.192)),
    "denim_f": _STRAIGHT_F,
    "overshirt_m": replace(_STRAIGHT, side=straight(0.80, 0.242, 0.240, 0.244), cloth="woven", tail=0.03),
    "biker_m": replace(_STRAIGHT, side=straight(0.86, 0.228, 0.220, 0.218), cloth="wool", neck_front_z=1.36,
                       neck_shape="v"),
    "biker_f": replace(_JACKET_F, side=((0.200, 1.19), (0.186, 1.06), (0.192, 0.95)), fullness=0.004, cuff=0.050,
                       neck_front_z=1.36, neck_shape="v"),
    "fleece_m": replace(_JACKET_M, side=straight(0.83, 0.240, 0.238, 0.236), cloth="fleece", cuff=0.058),
    "fleece_f": replace(_JACKET_F, side=straight(0.87, 0.210, 0.202, 0.206), cloth="fleece"),
    "cardigan_f": replace(_BLAZER, side=((0.200, 1.19), (0.188, 1.05), (0.200, 0.92), (0.190, 0.86)), cloth="fleece",
                          fullness=0.014, cuff=0.050, neck_front_z=1.26),
    "cardigan_long_f": replace(_BLAZER, side=((0.206, 1.19), (0.200, 1.05), (0.222, 0.84), (0.236, 0.54)),
                               cloth="fleece", fullness=0.018, cuff=0.056, neck_front_z=1.20),
    "cardigan_crop_f": replace(_BLAZER, side=((0.196, 1.19), (0.186, 1.08), (0.180, 1.00)), cloth="fleece", cuff=0.048,
                               fullness=0.012, neck=0.082, neck_shape="round", neck_front_z=1.40),
    "cardigan_m": replace(_COAT_M, side=((0.232, 1.19), (0.230, 1.02), (0.228, 0.90), (0.206, 0.80)), cloth="fleece",
                          cuff=0.052, fullness=0.014, shoulder=(0.195, 1.436), armpit=(0.242, 1.215),
                          neck_front_z=1.25),
}  # fmt: skip
