"""Artwork printed on the front of tops."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
from PIL import ImageFont

from atelier.canvas import Canvas
from atelier.geometry import spline


def _circle(cx: float, cz: float, r: float) -> list[tuple[float, float]]:
    return [(cx + r * math.cos(a), cz + r * math.sin(a)) for a in np.linspace(0, 2 * math.pi, 60)]


def text(canvas: Canvas, words: str, colour: str, z: float = 1.22, size_mm: int = 48, underline: bool = False) -> None:
    """Print words across the chest; lines split at '/'."""
    font = ImageFont.load_default(size_mm)
    lines = words.split("/")
    for k, line in enumerate(lines):
        at = canvas.pixels([(0, z - k * size_mm * 0.00105)])[0]
        canvas.mix(canvas.mask(lambda pen: pen.text(at, line, fill=255, font=font, anchor="mm"), 0.6), colour)  # noqa: B023
    if underline:
        y = z - len(lines) * size_mm * 0.00105
        canvas.mix(canvas.line([(-0.07, y), (0.07, y)], 0.004), colour)


def sun(canvas: Canvas, colour: str = "orange", waves: str = "white", words: str = "PACIFICA") -> None:
    """Print a sun setting in waves."""
    canvas.mix(canvas.polygon(_circle(0, 1.215, 0.085)), colour)
    for k in range(5):
        top = [(x, 1.195 - 0.018 * k + 0.006 * math.sin(x * 60 + k)) for x in np.linspace(-0.11, 0.11, 12)]
        wave = spline(*top, (0.11, 1.187 - 0.018 * k), (-0.11, 1.187 - 0.018 * k))
        canvas.mix(canvas.polygon(wave), waves)
    text(canvas, words, waves, 1.08, 34)


def mountains(canvas: Canvas, colour: str, snow: str = "white", sky: str = "mustard") -> None:
    """Print three peaks in a disc."""
    disc = canvas.polygon(_circle(0, 1.20, 0.10))
    canvas.mix(disc, sky)
    for cx, top, half in ((-0.045, 1.215, 0.07), (0.05, 1.20, 0.07), (0.0, 1.25, 0.09)):
        canvas.mix(canvas.polygon([(cx - half, 1.115), (cx, top), (cx + half, 1.115)]) * disc, colour)
        cap = [(cx - 0.2 * half, top - 0.025), (cx, top), (cx + 0.2 * half, top - 0.025), (cx, top - 0.018)]
        canvas.mix(canvas.polygon(cap) * disc, snow)


def rings(canvas: Canvas, colours: list[str], z: float = 1.20) -> None:
    """Print concentric rings."""
    for k, colour in enumerate(colours):
        canvas.mix(canvas.polygon(_circle(0, z, 0.10 - k * 0.10 / len(colours))), colour)


def bars(canvas: Canvas, colours: list[str], z: float = 1.24, height: float = 0.03) -> None:
    """Print bars across the chest, front and back."""
    for k, colour in enumerate(colours):
        high = z - k * height
        for back in (False, True):
            box = [(-0.5, high), (0.5, high), (0.5, high - height), (-0.5, high - height)]
            canvas.mix(canvas.polygon(box, back), colour)


def badge(canvas: Canvas, colour: str, x: float = 0.10, z: float = 1.275, radius: float = 0.016) -> None:
    """Embroider a small emblem on the breast."""
    mark = canvas.dot((x, z), radius)
    canvas.mix(mark, colour)
    canvas.height += 0.8 * mark


def blocks(canvas: Canvas, colours: list[str], heights: list[float]) -> None:
    """Sew the garment from horizontal blocks: below heights[k] comes colours[k]."""
    for colour, z in zip(colours, heights, strict=True):
        edge = np.clip((z - canvas.z) * canvas.px_per_m, 0, 1)
        canvas.mix(edge, colour)
        canvas.stitch(np.exp(-(((canvas.z - z) / 0.0018) ** 2)), depth_mm=0.8)


def _petals(cx: float, cz: float, r: float, count: int, inner: float) -> list[tuple[float, float]]:
    turn = np.linspace(0, 2 * math.pi, 180)
    reach = r * (inner + (1 - inner) * np.abs(np.cos(count * turn / 2)) ** 0.7)
    return [(cx + q * math.sin(a), cz + q * math.cos(a)) for a, q in zip(turn, reach, strict=True)]


def daisy(canvas: Canvas, colour: str, middle: str = "mustard", z: float = 1.20, petals: int = 9) -> None:
    """Print one large flower."""
    canvas.mix(canvas.polygon(_petals(0, z, 0.105, petals, 0.32)), colour)
    canvas.mix(canvas.polygon(_circle(0, z, 0.032)), middle)


def heart(canvas: Canvas, colour: str, z: float = 1.20, size: float = 0.0075) -> None:
    """Print a heart."""
    t = np.linspace(0, 2 * math.pi, 90)
    x = 16 * np.sin(t) ** 3
    y = 13 * np.cos(t) - 5 * np.cos(2 * t) - 2 * np.cos(3 * t) - np.cos(4 * t)
    canvas.mix(canvas.polygon(np.c_[x * size * 0.85, z + 0.01 + y * size * 0.85]), colour)


def star(canvas: Canvas, colour: str, z: float = 1.20, radius: float = 0.10, points: int = 5) -> None:
    """Print a star."""
    corners = [(radius if k % 2 == 0 else 0.42 * radius, math.pi * k / points) for k in range(2 * points)]
    canvas.mix(canvas.polygon([(q * math.sin(a), z + q * math.cos(a)) for q, a in corners]), colour)


def rainbow(canvas: Canvas, colours: list[str], z: float = 1.15) -> None:
    """Print half rings standing on a line, the first colour outside."""
    step = 0.11 / (len(colours) + 1)
    ground = canvas.z > z
    for k, colour in enumerate(colours):
        ring = canvas.polygon(_circle(0, z, 0.11 - k * step)) - canvas.polygon(_circle(0, z, 0.11 - (k + 1) * step))
        canvas.mix(np.clip(ring, 0, 1) * ground, colour)


def panels(canvas: Canvas, colours: list[str], z: float = 1.20, size: float = 0.19) -> None:
    """Print a poster of rectangles in several colours with dark bars between."""
    low, left = z - size / 2, -size / 2
    cuts = [(0.0, 0.0, 0.36, 0.62), (0.36, 0.0, 1.0, 0.30), (0.36, 0.30, 0.72, 1.0), (0.72, 0.30, 1.0, 1.0),
            (0.0, 0.62, 0.36, 1.0)]  # fmt: skip
    for k, (x0, z0, x1, z1) in enumerate(cuts):
        corners = np.array([(x0, z0), (x1, z0), (x1, z1), (x0, z1)]) * size + [left, low]
        canvas.mix(canvas.polygon(corners), colours[k % len(colours)])
        canvas.mix(canvas.line([*corners, corners[0]], 0.006), "black")


def yoke_block(canvas: Canvas, colour: str, z: float = 1.25) -> None:
    """Sew chest, shoulders and upper sleeves from a second colour, above a seam."""
    canvas.mix(np.clip((canvas.z - z) * canvas.px_per_m, 0, 1), colour)
    canvas.stitch(np.exp(-(((canvas.z - z) / 0.0018) ** 2)), depth_mm=0.8)


def sleeves(canvas: Canvas, colour: str, x: float = 0.185) -> None:
    """Sew the sleeves from a second colour (raglan line from the neck)."""
    edge = np.abs(canvas.x) - x + 0.35 * np.clip(canvas.z - 1.27, 0, 1)
    canvas.mix(np.clip(edge * canvas.px_per_m, 0, 1), colour)


def halves(canvas: Canvas, colour: str) -> None:
    """Sew the wearer's left half from a second colour."""
    left = np.where(canvas.is_back, -canvas.x, canvas.x)
    canvas.mix(np.clip(left * canvas.px_per_m, 0, 1), colour)


ARTS: dict[str, Callable[..., None]] = {
    "text": text, "sun": sun, "mountains": mountains, "rings": rings, "bars": bars, "badge": badge, "blocks": blocks,
    "daisy": daisy, "heart": heart, "star": star, "rainbow": rainbow, "panels": panels, "yoke": yoke_block,
    "sleeves": sleeves, "halves": halves,
}  # fmt: skip
