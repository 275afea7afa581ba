"""Grounds to put cut-outs on: white, grey, a plain colour with a soft gradient, or a texture from a photo's border."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIDE_PX = 64


def plain(rng: np.random.Generator) -> NDArray[np.uint8]:
    """A plain ground (64, 64, 3): most of them white or nearly, the others grey or a pale colour, with a gradient."""
    if rng.random() < 0.6:
        colour = np.full(3, rng.uniform(244, 255.99))
    else:
        colour = rng.uniform(120, 240) + rng.uniform(-25, 25, 3)
    slope = rng.uniform(-18, 6) * (rng.random() < 0.6)
    ramp = np.linspace(0, slope, SIDE_PX)[:, None, None]
    noise = rng.normal(0, rng.uniform(0, 2), (SIDE_PX, SIDE_PX, 1))
    return np.clip(colour + ramp + noise, 0, 255).astype(np.uint8) * np.ones((SIDE_PX, SIDE_PX, 3), np.uint8)


def texture(picture: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """A ground grown from the picture's bottom corner (carpet, floor, bed), mirrored so that it tiles: 4x its size."""
    height, width = picture.shape[:2]
    side = max(16, int(min(height, width) * 0.16))
    x = 0 if rng.random() < 0.5 else width - side
    patch = picture[height - side : height, x : x + side]
    double = np.concatenate([patch, patch[:, ::-1]], axis=1)
    quad = np.concatenate([double, double[::-1]], axis=0)
    return np.tile(quad, (2, 2, 1))
