"""Further cuts of shirts, blouses and polos, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.cuts_tops import TOPS, straight
from atelier.garments.upper_outline import UpperCut

_SHIRT, _SHORT, _BLOUSE, _POLO = (TOPS[k] for k in ("shirt_m", "shirt_short_m", "blouse_f", "polo_m"))
_CAMP = {"neck": 0.074, "neck_shape": "v", "neck_front_z": 1.335, "neck_back_z": 1.462}

SHIRTS: dict[str, UpperCut] = {
    "shirt_slim_m": replace(_SHIRT, side=straight(0.82, 0.208, 0.194, 0.206), cuff=0.050, tail=0.06),
    "camp_m": replace(_SHORT, side=straight(0.81, 0.238, 0.240, 0.244), sleeve=0.28, cuff=0.112, **_CAMP),
    "blouse_puff_f": replace(_BLOUSE, sleeve=0.28, cuff=0.058, fullness=0.060, tail=0.01),
    "blouse_balloon_f": replace(_BLOUSE, sleeve=0.58, cuff=0.040, fullness=0.052, tail=0.01),
    "blouse_v_f": replace(_BLOUSE, neck=0.080, neck_shape="v", neck_front_z=1.305, neck_back_z=1.458, fullness=0.030,
                          tail=0.01),
    "blouse_short_f": replace(_BLOUSE, sleeve=0.22, cuff=0.090, fullness=0.008, arms_to=24),
    "blouse_flutter_f": replace(_BLOUSE, sleeve=0.20, cuff=0.122, fullness=0.020, neck=0.082, neck_shape="v",
                                neck_front_z=1.345, arms_to=24, tail=0.01),
    "blouse_bell_f": replace(_BLOUSE, sleeve=0.52, cuff=0.112, fullness=-0.004, neck=0.088, neck_front_z=1.385,
                             tail=0.01),
    "shirt_over_f": replace(_BLOUSE, side=straight(0.72, 0.226, 0.228, 0.230), shoulder=(0.194, 1.430),
                            armpit=(0.236, 1.205), sleeve=0.57, cuff=0.056, fullness=0.018, tail=0.05),
    "polo_f": replace(_POLO, body="f", side=straight(0.86, 0.188, 0.174, 0.190), shoulder=(0.172, 1.436),
                      armpit=(0.200, 1.250), sleeve=0.17, cuff=0.076, neck=0.064),
    "polo_long_m": replace(_POLO, sleeve=0.61, cuff=0.050, arms_to=20),
    "polo_crop_f": replace(_POLO, body="f", side=straight(1.00, 0.188, 0.180, 0.180), shoulder=(0.172, 1.436),
                           armpit=(0.200, 1.250), sleeve=0.16, cuff=0.074, neck=0.064),
}  # fmt: skip
