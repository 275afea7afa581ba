"""More patterns: houndstooth, argyle, Fair Isle, zebra, triangles, leaves, brush strokes.  Registered like weaves."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from atelier.canvas import noise
from atelier.geometry import Array, smoothstep
from atelier.palette import rgb
from atelier.weaving import Painted, blend, grain, weave


def _px_per_m(z: Array) -> float:
    return 1 / float(z[0, 0] - z[1, 0])


@weave
def houndstooth(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.03) -> Painted:
    """Broken checks: four threads of each colour in warp and weft of a two-and-two twill."""
    a, b = np.floor(x / period * 8).astype(int), np.floor(z / period * 8).astype(int)
    warp_on_top = (a + b) % 4 < 2
    dark = np.where(warp_on_top, a % 8 < 4, b % 8 < 4)
    return blend(rgb(colours[0]), rgb(colours[1]), dark * 1.0), grain(x, rng, 0.12)


@weave
def argyle(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.09) -> Painted:
    """Diamonds of two colours with thin crossing lines."""
    a, b = x / period, z / (1.5 * period)
    inside = np.abs((a + 0.5) % 1 - 0.5) + np.abs((b + 0.5) % 1 - 0.5) < 0.5
    second = (np.floor(a + 0.5) + np.floor(b + 0.5)) % 2 > 0
    colour = blend(rgb(colours[0]), rgb(colours[1]), inside * ~second * 1.0)
    colour = blend(colour, rgb(colours[2 % len(colours)]), inside * second * 1.0)
    u, v = (a + b + 0.25) % 0.5 - 0.25, (a - b + 0.25) % 0.5 - 0.25
    line = (np.minimum(np.abs(u), np.abs(v)) < 0.012) * 0.8
    stitch = 0.5 + 0.5 * np.cos(z * 2 * np.pi / 0.005)
    return blend(colour, rgb(colours[-1]), line) * (0.94 + 0.06 * stitch[..., None]), 0.4 * stitch + grain(x, rng, 0.12)


@weave
def fair_isle(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], band: float = 0.11) -> Painted:
    """Bands of small knitted figures: zigzags, diamonds, dots, in the second and third colour by turns."""
    stitch = 0.0085
    column, row = np.floor(x / stitch).astype(int), np.floor(z / stitch).astype(int)
    height = round(band / stitch)
    k, kind = row % height, (row // height) % 3
    up = np.abs(k - height // 2)
    side = np.abs((column + 6) % 12 - 6)
    zigzag = (np.abs(up - side) < 1) | (up == 6)
    diamond = ((up + side) % 6 == 0) & (up < 5)
    dots = (up % 3 == 0) & (column % 4 == 0) & (up < 6)
    figure = np.select([kind == 0, kind == 1], [zigzag, diamond], dots)
    tone = blend(rgb(colours[1]), rgb(colours[2 % len(colours)]), (kind == 1) * 1.0)
    vees = 0.5 + 0.5 * np.cos(2 * np.pi * (z / stitch - np.abs((x / stitch) % 1 - 0.5)))
    colour = np.where(figure[..., None], tone, rgb(colours[0])) * (0.86 + 0.14 * vees[..., None])
    return colour, 0.8 * vees + grain(x, rng, 0.15)


@weave
def zebra(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.05) -> Painted:
    """Wavering stripes that fork."""
    px = period * _px_per_m(z)
    sway = 1.6 * noise(x.shape, 2.4 * px, rng, 2) + 0.35 * noise(x.shape, 0.8 * px, rng)
    stripe = np.cos(2 * np.pi * (z / period + 0.6 * np.abs(x) / period * 0.4 + sway))
    return blend(rgb(colours[0]), rgb(colours[1]), smoothstep(0.05, 0.22, stripe)), grain(x, rng)


@weave
def triangles(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.06) -> Painted:
    """A mosaic of triangles in all colours."""
    a, b = x / period, z / period
    lower = (a % 1) + (b % 1) < 1
    picks = rng.integers(len(colours), size=(64, 64, 2))
    pick = picks[np.floor(a).astype(int) % 64, np.floor(b).astype(int) % 64, lower * 1]
    return np.array([rgb(c) for c in colours])[pick], grain(x, rng)


@weave
def leaves(
    x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], density: float = 520, size: float = 0.055
) -> Painted:
    """Scattered leaves with a light vein; `density` per square metre of canvas, `size` = length in metres."""
    h, w = x.shape
    px = _px_per_m(z)
    image = Image.new("RGB", (w, h), tuple(int(v * 255) for v in rgb(colours[0])))
    pen = ImageDraw.Draw(image)
    t = np.linspace(-1, 1, 14)
    for _ in range(int(density * h * w / px**2)):
        long, turn = size * px * rng.uniform(0.6, 1.2), rng.uniform(0, 6.28)
        body = np.r_[np.c_[t, 0.30 * (1 - t * t)], np.c_[t[::-1], -0.30 * (1 - t[::-1] ** 2)]] * long * 0.5
        c, s = np.cos(turn), np.sin(turn)
        at = rng.uniform(0, 1, 2) * (w, h)
        tone = rgb(colours[1 + int(rng.integers(len(colours) - 1))])
        pen.polygon([tuple(p) for p in body @ np.array([[c, s], [-s, c]]) + at], tuple(int(v * 255) for v in tone))
        ends = np.array([(-0.5 * long, 0), (0.45 * long, 0)]) @ np.array([[c, s], [-s, c]]) + at
        pen.line([tuple(p) for p in ends], tuple(int(255 * (0.65 * v + 0.35)) for v in tone), 2)
    return np.asarray(image) / 255.0, grain(x, rng)


@weave
def brush(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], size: float = 0.10) -> Painted:
    """Broad dry brush strokes of the other colours."""
    px = size * _px_per_m(z)
    colour = np.broadcast_to(rgb(colours[0]), (*x.shape, 3)).copy()
    for k, tone in enumerate(colours[1:]):
        field = noise(x.shape, px, rng, 2) + 0.16 * noise((x.shape[0], x.shape[1]), 4, rng)
        ragged = 0.10 * np.sin((x * (1 + k) + z) * 900)
        colour = blend(colour, rgb(tone), smoothstep(0.20, 0.26, field + ragged))
    return colour, grain(x, rng)
