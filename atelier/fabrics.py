"""Weaves and prints: functions that colour a canvas.  No Blender here.

A fabric is described by JSON, e.g. {"weave": "stripes", "colours": ["white", "navy"], "period": 0.04}; `paint`
turns it into colour (sRGB 0..1) and height (mm) over pattern coordinates in metres.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from atelier import motifs, patterns, weaves  # noqa: F401  (importing them fills WEAVES)
from atelier.geometry import Array
from atelier.weaving import WEAVES, Painted


def paint(fabric: Mapping[str, Any], x: Array, z: Array, rng: np.random.Generator) -> Painted:
    """Return (colour (h, w, 3), height (h, w) in mm) of a fabric.

    Raises:
        KeyError: unknown weave or colour name.
    """
    settings = {k: v for k, v in fabric.items() if k not in ("weave", "finish")}
    colour, height = WEAVES[fabric["weave"]](x, z, rng, **settings)
    return colour.astype(np.float32), height.astype(np.float32)
