"""Patterns woven or printed in several colours."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from atelier.canvas import noise
from atelier.geometry import Array, smoothstep
from atelier.palette import rgb
from atelier.weaving import Painted, blend, grain, weave


@weave
def stripes(
    x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.04,
    share: float = 0.5, vertical: bool = False,
) -> Painted:  # fmt: skip
    """Stripes of the second colour on the first."""
    phase = ((x if vertical else z) / period) % 1
    soft = 0.001 / period
    band = smoothstep(0, soft, phase) * (1 - smoothstep(share, share + soft, phase))
    return blend(rgb(colours[0]), rgb(colours[1]), band), grain(x, rng)


@weave
def check(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.09) -> Painted:
    """A tartan: two crossing bands of the second colour, thin lines of the third."""
    column, line = (x / period) % 1, (z / period) % 1
    band = 0.5 * (column < 0.45) + 0.5 * (line < 0.45)
    thin = np.maximum(np.abs(column - 0.725) < 0.03, np.abs(line - 0.725) < 0.03) * 0.75
    twill = (((x + z) * 400) % 1 < 0.5) * 0.05 - 0.025
    colour = blend(blend(rgb(colours[0]), rgb(colours[1]), band), rgb(colours[-1]), thin)
    return colour * (1 + twill[..., None]), grain(x, rng, 0.1)


@weave
def gingham(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.02) -> Painted:
    """Even small checks of one colour on white."""
    amount = 0.5 * ((x / period) % 1 < 0.5) + 0.5 * ((z / period) % 1 < 0.5)
    return blend(rgb(colours[0]), rgb(colours[1]), amount), grain(x, rng)


@weave
def dots(
    x: Array,
    z: Array,
    rng: np.random.Generator,
    colours: Sequence[str],
    period: float = 0.035,
    size: float = 0.28,
) -> Painted:
    """Dots of the second colour in a brick pattern; `size` is the radius as a share of the period."""
    row = np.floor(z / period)
    a, b = (x / period + 0.5 * (row % 2)) % 1 - 0.5, (z / period) % 1 - 0.5
    soft = 0.001 / period
    spot = 1 - smoothstep(size - soft, size + soft, np.hypot(a, b))
    return blend(rgb(colours[0]), rgb(colours[1]), spot), grain(x, rng)


@weave
def floral(
    x: Array,
    z: Array,
    rng: np.random.Generator,
    colours: Sequence[str],
    density: float = 900,
    size: float = 0.011,
) -> Painted:
    """Scattered five-petalled flowers; `density` per square metre of canvas, `size` = petal distance (m)."""
    h, w = x.shape
    px_per_m = 1 / float(z[0, 0] - z[1, 0])
    image = Image.new("RGB", (w, h), _bytes(rgb(colours[0])))
    pen = ImageDraw.Draw(image)
    for _ in range(int(density * h * w / px_per_m**2)):
        centre, radius = (rng.uniform(0, w), rng.uniform(0, h)), size * px_per_m * rng.uniform(0.6, 1.35)
        petal = colours[1 + int(rng.integers(len(colours) - 1))]
        _flower(pen, centre, radius, rng.uniform(0, 6.28), _bytes(rgb(petal)))
    return np.asarray(image) / 255.0, grain(x, rng)


def _bytes(colour: Array) -> tuple[int, int, int]:
    r, g, b = (round(float(v) * 255) for v in colour)
    return r, g, b


def _flower(
    pen: ImageDraw.ImageDraw,
    centre: tuple[float, float],
    radius: float,
    turn: float,
    colour: tuple[int, int, int],
) -> None:
    for k in range(5):
        a = turn + k * 2 * np.pi / 5
        px, py = centre[0] + radius * np.cos(a), centre[1] + radius * np.sin(a)
        pen.ellipse([px - 0.7 * radius, py - 0.7 * radius, px + 0.7 * radius, py + 0.7 * radius], fill=colour)
    r = 0.45 * radius
    pen.ellipse([centre[0] - r, centre[1] - r, centre[0] + r, centre[1] + r], fill=(240, 200, 90))


@weave
def camo(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], size: float = 0.06) -> Painted:
    """Blotches of several colours."""
    px = size / float(z[0, 0] - z[1, 0])
    colour = np.broadcast_to(rgb(colours[0]), (*x.shape, 3)).copy()
    for tone in colours[1:]:
        colour[noise(x.shape, px, rng, 3) > 0.16] = rgb(tone)
    return colour, grain(x, rng)


@weave
def tie_dye(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str]) -> Painted:
    """A dyed spiral around the chest."""
    radius, angle = np.hypot(x, z - 1.16), np.arctan2(z - 1.16, x)
    phase = angle / (2 * np.pi) * 4 + radius * 9 + 0.25 * noise(x.shape, 40, rng, 3)
    band = smoothstep(0.30, 0.70, 0.5 + 0.5 * np.cos(2 * np.pi * phase))
    colour = blend(rgb(colours[0]), rgb(colours[1]), band)
    if len(colours) > 2:
        third = smoothstep(0.75, 0.95, 0.5 + 0.5 * np.cos(2 * np.pi * phase + 2))
        colour = blend(colour, rgb(colours[2]), third)
    return colour, grain(x, rng)


@weave
def leopard(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.028) -> Painted:
    """Broken dark rings with a darker middle."""
    px = period / float(z[0, 0] - z[1, 0])
    field = noise(x.shape, px * 0.55, rng)
    ring = (field > 0.26) & (field < 0.52) & (noise(x.shape, px * 0.4, rng) > -0.45)
    colour = blend(rgb(colours[0]), rgb(colours[1]), smoothstep(0.48, 0.6, field))
    return blend(colour, rgb(colours[2]), ring * 1.0), grain(x, rng)
