"""Further cuts of sweatshirts and jumpers, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.cuts_tops import TOPS
from atelier.garments.upper_outline import UpperCut

_MAN, _WOMAN = TOPS["sweat_m"], TOPS["sweat_f"]
_V = {"neck": 0.078, "neck_shape": "v", "neck_front_z": 1.315}
_WIDE_M = {"shoulder": (0.212, 1.424), "armpit": (0.266, 1.185), "fullness": 0.024}
_WIDE_F = {"shoulder": (0.204, 1.424), "armpit": (0.248, 1.185), "fullness": 0.028}

KNITS: dict[str, UpperCut] = {
    "sweat_over_m": replace(_MAN, side=((0.260, 1.17), (0.268, 1.0), (0.262, 0.88), (0.226, 0.79)), **_WIDE_M),
    "sweat_v_m": replace(_MAN, **_V),
    "sweat_slim_m": replace(_MAN, side=((0.214, 1.19), (0.208, 1.02), (0.208, 0.90), (0.196, 0.81)), fullness=0.008,
                            shoulder=(0.186, 1.437), armpit=(0.226, 1.235), cloth="jersey"),
    "vest_m": replace(_MAN, side=((0.222, 1.19), (0.222, 1.02), (0.220, 0.90), (0.202, 0.82)), sleeve=0,
                      shoulder=(0.166, 1.445), armpit=(0.226, 1.195), **_V),
    "sweat_over_f": replace(_WOMAN, side=((0.244, 1.17), (0.252, 1.0), (0.246, 0.88), (0.212, 0.79)), **_WIDE_F),
    "sweat_crop_f": replace(_WOMAN, side=((0.214, 1.19), (0.218, 1.10), (0.210, 1.04), (0.184, 0.99))),
    "knit_slim_f": replace(_WOMAN, side=((0.184, 1.19), (0.168, 1.06), (0.178, 0.95), (0.178, 0.87)), fullness=0.006,
                           shoulder=(0.174, 1.436), armpit=(0.200, 1.245), cloth="jersey"),
    "knit_balloon_f": replace(_WOMAN, side=((0.206, 1.19), (0.206, 1.06), (0.200, 0.98), (0.176, 0.92)),
                              fullness=0.056, cuff=0.044),
    "knit_long_f": replace(_WOMAN, side=((0.222, 1.18), (0.226, 1.0), (0.226, 0.82), (0.206, 0.70)), **_WIDE_F),
    "vest_f": replace(_WOMAN, side=((0.202, 1.19), (0.200, 1.05), (0.198, 0.95), (0.182, 0.88)), sleeve=0,
                      shoulder=(0.158, 1.446), armpit=(0.202, 1.205), **_V),
}  # fmt: skip
