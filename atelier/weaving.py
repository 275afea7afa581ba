"""What all weaves share: their register, and grain, blends and threads."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image

from atelier.canvas import noise
from atelier.geometry import Array

Painted = tuple[Array, Array]
Weave = Callable[..., Painted]
WEAVES: dict[str, Weave] = {}


def weave(function: Weave) -> Weave:
    """Register a weave under its function name."""
    WEAVES[function.__name__] = function
    return function


def grain(x: Array, rng: np.random.Generator, depth_mm: float = 0.08, cell_px: float = 2) -> Array:
    return noise(x.shape, cell_px, rng) * depth_mm


def blend(low: Array, high: Array, amount: Array) -> Array:
    return low * (1 - amount[..., None]) + high * amount[..., None]


def threads(x: Array, rng: np.random.Generator, length_px: int, vertical: bool = True) -> Array:
    """Return streaks, 1 px wide and `length_px` long, in -1..1."""
    h, w = x.shape
    shape = (h // length_px + 2, w) if vertical else (h, w // length_px + 2)
    streaks = Image.fromarray(rng.uniform(-1, 1, shape).astype(np.float32))
    return np.asarray(streaks.resize((w, h), Image.Resampling.BICUBIC)).astype(float)
