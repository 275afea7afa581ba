"""Weaves and knits of one or two yarns."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from atelier.canvas import noise
from atelier.geometry import Array, smoothstep
from atelier.palette import rgb
from atelier.weaving import Painted, blend, grain, threads, weave


@weave
def plain(x: Array, _z: Array, rng: np.random.Generator, colours: Sequence[str], mottle: float = 0.02) -> Painted:
    """One colour, faintly uneven."""
    uneven = noise(x.shape, 3, rng) * mottle + noise(x.shape, 90, rng, 2) * mottle * 0.5
    return rgb(colours[0]) * (1 + uneven[..., None]), grain(x, rng)


@weave
def melange(x: Array, _z: Array, rng: np.random.Generator, colours: Sequence[str], amount: float = 0.22) -> Painted:
    """Two fibres spun together: light flecks over a base."""
    flecks = np.clip(threads(x, rng, 3), 0, 1) ** 1.5 * amount + 0.3 * amount * (noise(x.shape, 6, rng, 2) + 0.5)
    return blend(rgb(colours[0]), rgb(colours[1]), np.clip(flecks, 0, 1)), grain(x, rng, 0.12)


@weave
def twill(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.003) -> Painted:
    """Diagonal ribs, for chinos and coats."""
    ridge = 0.5 + 0.5 * np.cos((x + z) * 2 * np.pi / period)
    tone = 1 + 0.03 * (ridge - 0.5) + 0.03 * noise(x.shape, 60, rng, 2)
    return rgb(colours[0]) * tone[..., None], 0.15 * ridge + grain(x, rng)


@weave
def herringbone(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.022) -> Painted:
    """Zigzag twill of two yarns, for coats."""
    zigzag = np.abs((x / period) % 1 - 0.5) * period
    line = smoothstep(0.35, 0.65, 0.5 + 0.5 * np.cos((zigzag * 2 + z) * 2 * np.pi / (0.36 * period)))
    fleck = 0.06 * noise(x.shape, 2, rng)
    return blend(rgb(colours[0]), rgb(colours[1]), line) * (1 + fleck[..., None]), grain(x, rng, 0.15)


@weave
def denim(
    x: Array,
    z: Array,
    rng: np.random.Generator,
    colours: Sequence[str],
    wash: float = 0.5,
    level: float = 1.0,
) -> Painted:
    """Warp-faced twill, faded on thighs and knees; `wash` 0 raw to 1 bleached, `level` 0 even to 1 worn."""
    twill = ((x + z) * 420) % 1
    slub = threads(x, rng, 40) * 0.6
    leg = np.abs(np.abs(x) - 0.105)
    worn = np.exp(-((leg / 0.045) ** 2)) * (
        np.exp(-(((z - 0.70) / 0.17) ** 2)) + 0.75 * np.exp(-(((z - 0.47) / 0.13) ** 2)) + 0.25
    )
    fade = wash * (level * worn + 0.10 * noise(x.shape, 26, rng, 3)) + 0.05 * slub + 0.06 * (twill < 0.35)
    whisker = np.abs(np.sin((z - 0.86 + (np.abs(x) - 0.05) * 0.55) * 105)) > 0.86
    lap = np.exp(-(((z - 0.84) / 0.05) ** 2)) * (np.abs(x) > 0.03) * (np.abs(x) < 0.15)
    fade = np.clip(fade + level * wash * 0.16 * whisker * lap, -0.15, 1)
    pale = 0.55 * np.array([0.80, 0.84, 0.89]) + 0.45 * np.sqrt(rgb(colours[0]))
    return blend(rgb(colours[0]), pale, fade), (twill < 0.4) * 0.12 + grain(x, rng, 0.1, 3)


@weave
def rib(
    x: Array,
    _z: Array,
    rng: np.random.Generator,
    colours: Sequence[str],
    period: float = 0.007,
    depth: float = 0.9,
) -> Painted:
    """Vertical knitted ribs."""
    ridge = 0.5 + 0.5 * np.cos(x * 2 * np.pi / period)
    shade = 0.90 + 0.10 * ridge + 0.02 * noise(x.shape, 4, rng)
    return rgb(colours[0]) * shade[..., None], depth * ridge + grain(x, rng, 0.15)


@weave
def teddy(x: Array, _z: Array, rng: np.random.Generator, colours: Sequence[str], curl_px: float = 6) -> Painted:
    """Curly pile: fleece and teddy cloth."""
    curls = noise(x.shape, curl_px, rng) + 0.5 * noise(x.shape, 2.5, rng)
    return rgb(colours[0]) * (0.94 + 0.12 * curls[..., None]), 1.6 * curls


@weave
def cable(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.075) -> Painted:
    """A cable knit: twisted ropes between purl ground."""
    place = (x / period + 0.5) % 1 - 0.5
    wave = 0.13 * np.sin(2 * np.pi * z / 0.055)
    ropes = [np.exp(-(((place - s * wave) / 0.085) ** 2)) for s in (1, -1)]
    above = np.where(np.cos(2 * np.pi * z / 0.055) > 0, ropes[0] * 1.15, ropes[1] * 1.15)
    height = np.maximum(np.maximum(*ropes), above)
    stitches = 0.5 + 0.5 * np.cos(z * 2 * np.pi / 0.005) * np.cos(x * 2 * np.pi / 0.005)
    shade = 0.82 + 0.18 * np.clip(height, 0, 1) + 0.04 * stitches
    return rgb(colours[0]) * shade[..., None], 2.6 * height + 0.5 * stitches + grain(x, rng, 0.15)


@weave
def chunky(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.009) -> Painted:
    """Stocking stitch in thick yarn: rows of small Vs."""
    column = np.abs((x / period) % 1 - 0.5) * 2
    stitch = 0.5 + 0.5 * np.cos(2 * np.pi * (z / (0.75 * period) - 0.55 * column))
    shade = 0.80 + 0.20 * stitch * (0.5 + 0.5 * column) + 0.04 * noise(x.shape, 5, rng)
    return rgb(colours[0]) * shade[..., None], 1.1 * stitch * (0.4 + 0.6 * column) + grain(x, rng, 0.15)
