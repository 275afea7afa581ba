"""Weaves and prints: functions that colour a canvas.  No Blender here.

A fabric is described by JSON, e.g. {"weave": "stripes", "colours": ["white", "navy"], "period": 0.04}; `paint`
turns it into colour (sRGB 0..1) and height (mm) over pattern coordinates in metres.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from PIL import Image, ImageDraw

from atelier.canvas import noise
from atelier.geometry import Array, smoothstep
from atelier.palette import rgb

Painted = tuple[Array, Array]
Weave = Callable[..., Painted]
WEAVES: dict[str, Weave] = {}


def weave(function: Weave) -> Weave:
    """Register a weave under its function name."""
    WEAVES[function.__name__] = function
    return function


def paint(fabric: Mapping[str, Any], x: Array, z: Array, rng: np.random.Generator) -> Painted:
    """Return (colour (h, w, 3), height (h, w) in mm) of a fabric.

    Raises:
        KeyError: unknown weave or colour name.
    """
    settings = {k: v for k, v in fabric.items() if k not in ("weave", "finish")}
    return WEAVES[fabric["weave"]](x, z, rng, **settings)


def _grain(x: Array, rng: np.random.Generator, depth_mm: float = 0.08, cell_px: float = 2) -> Array:
    return noise(x.shape, cell_px, rng) * depth_mm


def _blend(low: Array, high: Array, amount: Array) -> Array:
    return low * (1 - amount[..., None]) + high * amount[..., None]


def _threads(x: Array, rng: np.random.Generator, length_px: int, vertical: bool = True) -> Array:
    """Return streaks, 1 px wide and `length_px` long, in -1..1."""
    h, w = x.shape
    shape = (h // length_px + 2, w) if vertical else (h, w // length_px + 2)
    streaks = Image.fromarray(rng.uniform(-1, 1, shape).astype(np.float32))
    return np.asarray(streaks.resize((w, h), Image.Resampling.BICUBIC)).astype(float)


@weave
def plain(x: Array, _z: Array, rng: np.random.Generator, colours: Sequence[str], mottle: float = 0.02) -> Painted:
    """One colour, faintly uneven."""
    uneven = noise(x.shape, 3, rng) * mottle + noise(x.shape, 90, rng, 2) * mottle * 0.5
    return rgb(colours[0]) * (1 + uneven[..., None]), _grain(x, rng)


@weave
def melange(x: Array, _z: Array, rng: np.random.Generator, colours: Sequence[str], amount: float = 0.22) -> Painted:
    """Two fibres spun together: light flecks over a base."""
    flecks = np.clip(_threads(x, rng, 3), 0, 1) ** 1.5 * amount + 0.3 * amount * (noise(x.shape, 6, rng, 2) + 0.5)
    return _blend(rgb(colours[0]), rgb(colours[1]), np.clip(flecks, 0, 1)), _grain(x, rng, 0.12)


@weave
def stripes(
    x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.04,
    share: float = 0.5, vertical: bool = False,
) -> Painted:  # fmt: skip
    """Stripes of the second colour on the first."""
    phase = ((x if vertical else z) / period) % 1
    soft = 0.001 / period
    band = smoothstep(0, soft, phase) * (1 - smoothstep(share, share + soft, phase))
    return _blend(rgb(colours[0]), rgb(colours[1]), band), _grain(x, rng)


@weave
def check(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.09) -> Painted:
    """A tartan: two crossing bands of the second colour, thin lines of the third."""
    column, line = (x / period) % 1, (z / period) % 1
    band = 0.5 * (column < 0.45) + 0.5 * (line < 0.45)
    thin = np.maximum(np.abs(column - 0.725) < 0.03, np.abs(line - 0.725) < 0.03) * 0.75
    twill = (((x + z) * 400) % 1 < 0.5) * 0.05 - 0.025
    colour = _blend(_blend(rgb(colours[0]), rgb(colours[1]), band), rgb(colours[-1]), thin)
    return colour * (1 + twill[..., None]), _grain(x, rng, 0.1)


@weave
def gingham(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.02) -> Painted:
    """Even small checks of one colour on white."""
    amount = 0.5 * ((x / period) % 1 < 0.5) + 0.5 * ((z / period) % 1 < 0.5)
    return _blend(rgb(colours[0]), rgb(colours[1]), amount), _grain(x, rng)


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
    return _blend(rgb(colours[0]), rgb(colours[1]), spot), _grain(x, rng)


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
    return np.asarray(image) / 255.0, _grain(x, rng)


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
    slub = _threads(x, rng, 40) * 0.6
    leg = np.abs(np.abs(x) - 0.105)
    worn = np.exp(-((leg / 0.045) ** 2)) * (
        np.exp(-(((z - 0.70) / 0.17) ** 2)) + 0.75 * np.exp(-(((z - 0.47) / 0.13) ** 2)) + 0.25
    )
    fade = wash * (level * worn + 0.10 * noise(x.shape, 26, rng, 3)) + 0.05 * slub + 0.06 * (twill < 0.35)
    whisker = np.abs(np.sin((z - 0.86 + (np.abs(x) - 0.05) * 0.55) * 105)) > 0.86
    lap = np.exp(-(((z - 0.84) / 0.05) ** 2)) * (np.abs(x) > 0.03) * (np.abs(x) < 0.15)
    fade = np.clip(fade + level * wash * 0.16 * whisker * lap, -0.15, 1)
    pale = 0.55 * np.array([0.80, 0.84, 0.89]) + 0.45 * np.sqrt(rgb(colours[0]))
    return _blend(rgb(colours[0]), pale, fade), (twill < 0.4) * 0.12 + _grain(x, rng, 0.1, 3)


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
    shade = 0.80 + 0.20 * ridge + 0.02 * noise(x.shape, 4, rng)
    return rgb(colours[0]) * shade[..., None], depth * ridge + _grain(x, rng, 0.15)


@weave
def cable(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.075) -> Painted:
    """A cable knit: twisted ropes between purl ground."""
    place = (x / period + 0.5) % 1 - 0.5
    wave = 0.13 * np.sin(2 * np.pi * z / 0.055)
    ropes = [np.exp(-(((place - s * wave) / 0.085) ** 2)) for s in (1, -1)]
    above = np.where(np.cos(2 * np.pi * z / 0.055) > 0, ropes[0] * 1.15, ropes[1] * 1.15)
    height = np.maximum(np.maximum(*ropes), above)
    stitches = 0.5 + 0.5 * np.cos(z * 2 * np.pi / 0.005) * np.cos(x * 2 * np.pi / 0.005)
    shade = 0.70 + 0.30 * np.clip(height, 0, 1) + 0.04 * stitches
    return rgb(colours[0]) * shade[..., None], 2.6 * height + 0.5 * stitches + _grain(x, rng, 0.15)


@weave
def chunky(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.009) -> Painted:
    """Stocking stitch in thick yarn: rows of small Vs."""
    column = np.abs((x / period) % 1 - 0.5) * 2
    stitch = 0.5 + 0.5 * np.cos(2 * np.pi * (z / (0.75 * period) - 0.55 * column))
    shade = 0.80 + 0.20 * stitch * (0.5 + 0.5 * column) + 0.04 * noise(x.shape, 5, rng)
    return rgb(colours[0]) * shade[..., None], 1.1 * stitch * (0.4 + 0.6 * column) + _grain(x, rng, 0.15)


@weave
def twill(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.003) -> Painted:
    """Diagonal ribs, for chinos and coats."""
    ridge = 0.5 + 0.5 * np.cos((x + z) * 2 * np.pi / period)
    tone = 1 + 0.03 * (ridge - 0.5) + 0.03 * noise(x.shape, 60, rng, 2)
    return rgb(colours[0]) * tone[..., None], 0.15 * ridge + _grain(x, rng)


@weave
def herringbone(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.022) -> Painted:
    """Zigzag twill of two yarns, for coats."""
    zigzag = np.abs((x / period) % 1 - 0.5) * period
    line = smoothstep(0.35, 0.65, 0.5 + 0.5 * np.cos((zigzag * 2 + z) * 2 * np.pi / 0.008))
    fleck = 0.06 * noise(x.shape, 2, rng)
    return _blend(rgb(colours[0]), rgb(colours[1]), line) * (1 + fleck[..., None]), _grain(x, rng, 0.15)


@weave
def camo(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], size: float = 0.06) -> Painted:
    """Blotches of several colours."""
    px = size / float(z[0, 0] - z[1, 0])
    colour = np.broadcast_to(rgb(colours[0]), (*x.shape, 3)).copy()
    for tone in colours[1:]:
        colour[noise(x.shape, px, rng, 3) > 0.16] = rgb(tone)
    return colour, _grain(x, rng)


@weave
def tie_dye(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str]) -> Painted:
    """A dyed spiral around the chest."""
    radius, angle = np.hypot(x, z - 1.16), np.arctan2(z - 1.16, x)
    phase = angle / (2 * np.pi) * 4 + radius * 9 + 0.25 * noise(x.shape, 40, rng, 3)
    band = smoothstep(0.30, 0.70, 0.5 + 0.5 * np.cos(2 * np.pi * phase))
    colour = _blend(rgb(colours[0]), rgb(colours[1]), band)
    if len(colours) > 2:
        third = smoothstep(0.75, 0.95, 0.5 + 0.5 * np.cos(2 * np.pi * phase + 2))
        colour = _blend(colour, rgb(colours[2]), third)
    return colour, _grain(x, rng)


@weave
def leopard(x: Array, z: Array, rng: np.random.Generator, colours: Sequence[str], period: float = 0.028) -> Painted:
    """Broken dark rings with a darker middle."""
    px = period / float(z[0, 0] - z[1, 0])
    field = noise(x.shape, px * 0.55, rng)
    ring = (field > 0.26) & (field < 0.52) & (noise(x.shape, px * 0.4, rng) > -0.45)
    colour = _blend(rgb(colours[0]), rgb(colours[1]), smoothstep(0.48, 0.6, field))
    return _blend(colour, rgb(colours[2]), ring * 1.0), _grain(x, rng)
