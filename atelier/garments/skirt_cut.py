"""Cuts of skirts: half widths, half depths and folds.  Plain numbers, no Blender."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

WAIST_Z = 1.065


@dataclass(frozen=True)
class SkirtCut:
    """Half widths and depths (metres) at waist, hip (z 0.92) and hem; folds as waves around the skirt."""

    hem_z: float
    waist: tuple[float, float] = (0.132, 0.098)
    hip: tuple[float, float] = (0.186, 0.130)
    hem: tuple[float, float] = (0.22, 0.17)
    style: str = "smooth"  # smooth, waves, pleats
    count: int = 0
    depth: float = 0.0
    rows: int = 46
    frames: int = 8
    knee: tuple[float, float] | None = None  # at z 0.55, of skirts that are narrower there than at the hem
    tiers: int = 1  # flounces, each gathered to the one above

    @property
    def key(self) -> str:
        """Return a short fingerprint of all numbers, for the cache."""
        return f"{zlib.crc32(repr(self).encode()):08x}"


CUTS: dict[str, SkirtCut] = {
    "pleated_mini": SkirtCut(0.66, hem=(0.235, 0.185), hip=(0.195, 0.145), style="pleats", count=26, depth=0.018),
    "pleated_midi": SkirtCut(0.40, hem=(0.270, 0.215), hip=(0.195, 0.145), style="pleats", count=32, depth=0.018),
    "flared": SkirtCut(0.56, hem=(0.315, 0.250), hip=(0.205, 0.150), style="waves", count=11, depth=0.034),
    "flared_midi": SkirtCut(0.36, hem=(0.350, 0.270), hip=(0.205, 0.150), style="waves", count=12, depth=0.040),
    "gathered_maxi": SkirtCut(0.12, hem=(0.350, 0.270), hip=(0.212, 0.155), style="waves", count=15, depth=0.036),
    "pencil": SkirtCut(0.54, hem=(0.178, 0.125), hip=(0.190, 0.130), frames=0),
    "a_line_mini": SkirtCut(0.66, hem=(0.236, 0.165), hip=(0.196, 0.134), frames=0),
    "slip_midi": SkirtCut(0.34, hem=(0.250, 0.185), hip=(0.190, 0.132), style="waves", count=7, depth=0.016),
    "flared_mini": SkirtCut(0.70, hem=(0.285, 0.225), hip=(0.205, 0.150), style="waves", count=10, depth=0.028),
    "circle_mini": SkirtCut(0.72, hem=(0.335, 0.270), hip=(0.225, 0.168), style="waves", count=12, depth=0.044),
    "tennis_mini": SkirtCut(0.73, hem=(0.240, 0.195), hip=(0.198, 0.148), style="pleats", count=30, depth=0.015),
    "pleated_maxi": SkirtCut(0.14, hem=(0.300, 0.240), hip=(0.195, 0.145), style="pleats", count=34, depth=0.018),
    "a_line_midi": SkirtCut(0.38, hem=(0.290, 0.205), hip=(0.196, 0.134), frames=0),
    "a_line_maxi": SkirtCut(0.12, hem=(0.310, 0.220), hip=(0.196, 0.134), frames=0),
    "tulip_mini": SkirtCut(0.68, hem=(0.176, 0.124), hip=(0.196, 0.134), frames=0),
    "gathered_mini": SkirtCut(0.68, hem=(0.270, 0.215), hip=(0.216, 0.160), style="waves", count=14, depth=0.024),
    "mermaid_maxi": SkirtCut(0.10, hem=(0.290, 0.230), hip=(0.190, 0.132), style="waves", count=9, depth=0.034,
                             knee=(0.186, 0.134)),
    "tiered_maxi": SkirtCut(0.12, hem=(0.370, 0.290), hip=(0.215, 0.160), style="waves", count=17, depth=0.030,
                            tiers=3),
    "tiered_midi": SkirtCut(0.38, hem=(0.330, 0.260), hip=(0.215, 0.160), style="waves", count=16, depth=0.028,
                            tiers=3),
}  # fmt: skip
