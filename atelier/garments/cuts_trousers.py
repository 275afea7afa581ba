"""Further cuts of jeans, trousers, leggings and shorts, as changes of the basic ones."""

from __future__ import annotations

from dataclasses import replace

from atelier.garments.trouser_cut import CUTS, TrouserCut

_SLIM_M, _STRAIGHT_M, _CHINO, _JOGGER, _SHORTS = (
    CUTS[k] for k in ("slim_m", "straight_m", "chino_m", "jogger_m", "shorts_m")
)
_SLIM_F, _WIDE_F, _FLARE_F, _TAILORED_F, _LEGGINGS, _DENIM_SHORTS = (
    CUTS[k] for k in ("slim_f", "wide_f", "flare_f", "wide_trousers_f", "leggings_f", "shorts_denim_f")
)
_WOMAN = {"body": "f", "waist": 0.142, "waist_z": 1.068}

TROUSERS: dict[str, TrouserCut] = {
    "skinny_m": replace(_SLIM_M, hip=0.186, thigh=0.186, knee=(0.038, 0.168), hem=(0.062, 0.158)),
    "baggy_m": replace(_STRAIGHT_M, hip=0.204, thigh=0.222, knee=(0.008, 0.232), hem=(0.010, 0.240)),
    "skinny_f": replace(_SLIM_F, hip=0.188, thigh=0.184, knee=(0.042, 0.162), hem=(0.068, 0.150), length_z=0.13),
    "mom_f": replace(_SLIM_F, waist=0.138, waist_z=1.082, hip=0.200, thigh=0.206, knee=(0.022, 0.194),
                     hem=(0.044, 0.180), length_z=0.12),
    "straight_f": replace(_SLIM_F, waist_z=1.072, hip=0.194, thigh=0.198, knee=(0.024, 0.190), hem=(0.030, 0.192),
                          length_z=0.09),
    "culotte_f": replace(_WIDE_F, knee=(0.006, 0.246), hem=(0.004, 0.282), length_z=0.30, cloth="woven",
                         style="chino"),
    "crop_flare_f": replace(_FLARE_F, hem=(0.020, 0.216), length_z=0.19),
    "suit_m": replace(_CHINO, hip=0.197, thigh=0.206, knee=(0.018, 0.202), hem=(0.030, 0.196), length_z=0.06),
    "pleated_m": replace(_CHINO, waist_z=1.04, hip=0.204, thigh=0.216, knee=(0.014, 0.212), hem=(0.040, 0.190),
                         length_z=0.09),
    "wide_m": replace(_CHINO, waist_z=1.035, hip=0.204, thigh=0.222, knee=(0.006, 0.242), hem=(0.004, 0.262),
                      length_z=0.06),
    "cargo_m": replace(_CHINO, hip=0.202, thigh=0.218, knee=(0.012, 0.216), hem=(0.034, 0.202)),
    "track_m": replace(_JOGGER, hip=0.198, thigh=0.210, knee=(0.016, 0.208), hem=(0.034, 0.196), length_z=0.07,
                       cloth="woven"),
    "cigarette_f": replace(_CHINO, **_WOMAN, hip=0.190, thigh=0.190, knee=(0.032, 0.176), hem=(0.054, 0.166),
                           length_z=0.15),
    "straight_trousers_f": replace(_CHINO, **_WOMAN, hip=0.194, thigh=0.200, knee=(0.020, 0.200), hem=(0.024, 0.202),
                                   length_z=0.07),
    "paperbag_f": replace(_CHINO, body="f", waist=0.150, waist_z=1.10, hip=0.206, thigh=0.216, knee=(0.018, 0.204),
                          hem=(0.048, 0.180), length_z=0.14),
    "flare_trousers_f": replace(_TAILORED_F, hip=0.192, thigh=0.194, knee=(0.030, 0.184), hem=(0.004, 0.244)),
    "jogger_f": replace(_JOGGER, **_WOMAN, hip=0.198, thigh=0.206, knee=(0.022, 0.194), hem=(0.066, 0.156),
                        length_z=0.10),
    "palazzo_f": replace(_TAILORED_F, hip=0.204, thigh=0.232, knee=(0.002, 0.282), hem=(0.000, 0.318), style="plain"),
    "leggings_flare_f": replace(_LEGGINGS, knee=(0.036, 0.168), hem=(0.012, 0.206), length_z=0.08),
    "cycling_f": replace(_LEGGINGS, hem=(0.030, 0.172), length_z=0.56),
    "bermuda_m": replace(_SHORTS, hip=0.196, thigh=0.208, hem=(0.020, 0.212), length_z=0.46),
    "sport_m": replace(_SHORTS, hip=0.202, thigh=0.224, hem=(0.006, 0.240), length_z=0.57, style="plain"),
    "cargo_shorts_m": replace(_SHORTS, hip=0.204, thigh=0.222, hem=(0.008, 0.236), length_z=0.47),
    "tailored_shorts_f": replace(_SHORTS, **_WOMAN, hip=0.202, thigh=0.222, hem=(0.004, 0.240), length_z=0.62),
    "mini_shorts_f": replace(_DENIM_SHORTS, hip=0.196, thigh=0.206, hem=(0.012, 0.212), length_z=0.70),
}  # fmt: skip
