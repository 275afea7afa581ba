"""The ground under a cut-out: soft contact shadows from the outline or the model, the paper behind, the file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from atelier.geometry import Array

WHITE = (255, 255, 255)
SHADOW_GREY = 40
MOST_BYTES = 25_000  # of a product's picture: 1,300 of them have to fit in the repository
QUALITIES = (92, 85, 75, 65, 50)


def outline_shadow(alpha: Array, gap_px: int) -> Array:
    """Return darkness 0..1 (h, w) under a floating garment: its lowest part, flattened, blurred, `gap_px` below it."""
    rows = np.nonzero(alpha.max(1) > 128)[0]
    if not len(rows):
        return np.zeros(alpha.shape)
    height, width = alpha.shape
    unit = height / 600
    foot = Image.fromarray(alpha).crop((0, int(rows[-1] - 0.14 * len(rows)), width, int(rows[-1]) + 1))
    room = int(height - 34 * unit)  # keep the shadow inside the frame
    base = max(int(rows[-1]) + 4, min(int(rows[-1]) + gap_px, room))
    light = np.ones(alpha.shape)
    standing = gap_px < 12 * unit
    layers = ((34, 14, 0.30), (12, 4, 0.34)) if standing else ((40, 22, 0.20), (22, 10, 0.10))
    for depth, blur, strength in layers:
        flat = foot.resize((width, max(2, int(depth * unit))))
        layer = Image.new("L", (width, height), 0)
        layer.paste(flat, (int(4 * unit), base - int(0.62 * depth * unit)))
        light *= 1 - strength * np.asarray(layer.filter(ImageFilter.GaussianBlur(blur * unit))) / 255
    return 1 - light


def plan_shadow(size: tuple[int, int], near: Sequence[Array], tall: Sequence[Array]) -> Array:
    """Return darkness 0..1 (h, w) on the ground a product stands on.

    `near` and `tall` are faces as pixel polygons (k, 2), seen where they would lie flat on the ground: those within
    a finger's breadth of it, and all of them.
    """
    unit = size[1] / 600
    light = np.ones((size[1], size[0]))
    for faces, blur, strength in ((tall, 15, 0.34), (near, 7, 0.32), (near, 2.2, 0.34)):
        layer = Image.new("L", size, 0)
        pen = ImageDraw.Draw(layer)
        for face in faces:
            pen.polygon(face.ravel().tolist(), fill=255, outline=255)
        light *= 1 - strength * np.asarray(layer.filter(ImageFilter.GaussianBlur(blur * unit))) / 255
    return 1 - light


def lay_under(picture: Image.Image, dark: Array) -> Image.Image:
    """Return the cut-out (RGBA) over its shadow, still RGBA."""
    shadow = np.full((*dark.shape, 4), SHADOW_GREY, np.uint8)
    shadow[..., 3] = np.round(255 * dark)
    below = Image.fromarray(shadow, "RGBA")
    below.alpha_composite(picture)
    return below


def on_paper(picture: Image.Image, cast: bool, paper: tuple[int, int, int] = WHITE) -> Image.Image:
    """Composite over one colour (sRGB), softening a cast shadow's pixels (black with partial alpha)."""
    rgba = np.asarray(picture.convert("RGBA")).astype(float)
    shadow = cast & (rgba[..., :3].max(-1) < 4) & (rgba[..., 3] < 250)
    rgba[..., 3] = np.where(shadow, 255 * (rgba[..., 3] / 255) ** 1.35 * 0.85, rgba[..., 3])
    front = Image.fromarray(rgba.astype(np.uint8), "RGBA")
    ground = Image.new("RGBA", front.size, (*paper, 255))
    ground.alpha_composite(front)
    return ground.convert("RGB")


def save(picture: Image.Image, path: Path, most_bytes: int = MOST_BYTES) -> None:
    """Write a picture atomically, format by suffix, in the best quality that stays within `most_bytes`."""
    for quality in QUALITIES:
        held = io.BytesIO()
        picture.save(held, Image.registered_extensions()[path.suffix], quality=quality)
        if held.tell() <= most_bytes:
            break
    scratch = path.with_name(f"{path.stem}.tmp{path.suffix}")
    scratch.write_bytes(held.getvalue())
    scratch.replace(path)
