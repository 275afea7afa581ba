"""Photos -> the cuts that people upload, each as the pose model sees it, with what is then known about it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.photo import read_photo
from pipeline.pose import FRAMINGS
from pipeline.preprocess import letterbox
from training.pose.truth import UNKNOWN, Posed, Rectangle, framing_of, heights

SIZE, PAD_VALUE = 192, 114
STREET_CUTS = ("full", "full", "small", "upper", "lower", "detail", "any")
SHOP_CUTS = ("full", "full")
# Left and right change places in a mirror.
MIRRORED = [0, *(index + 1 if index % 2 else index - 1 for index in range(1, 17))]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class Sample:
    """pixels: uint8 (SIZE, SIZE, 3). points: float32 (17, 3): x, y as shares of the square, weight of the place (0
    where unknown or outside). shown: float32 (17,), 1 in the picture, 0 not, -1 unknown. framing, facing: index or -1.
    """

    pixels: Pixels
    points: NDArray[np.float32]
    shown: NDArray[np.float32]
    framing: int
    facing: int


def samples(posed: Posed, cuts: tuple[str, ...], seed: int) -> Iterator[Sample]:
    """The photo in the given cuts, with jitter that depends on the seed."""
    draw, pixels = random.Random(f"{seed} {posed.name}"), read_photo(posed.photo).pixels
    for kind in cuts:
        rectangle = cut_for(kind, posed, pixels.shape[1], pixels.shape[0], draw)
        framing = posed.framing
        if posed.points is not None and kind not in ("full", "small"):
            framing = FRAMINGS.index("detail") if kind == "detail" else framing_of(posed.points, rectangle)
        yield sample(posed, pixels, rectangle, framing, kind == "small", draw)


def cut_for(kind: str, posed: Posed, width: int, height: int, draw: random.Random) -> Rectangle:
    """Rectangle (x0, y0, x1, y1 px) of a cut with random margins, inside the picture."""
    if posed.points is None or kind in ("full", "small"):
        left, right = draw.uniform(0, 0.12) * width, width * (1 - draw.uniform(0, 0.12))
        return left, draw.uniform(0, 0.02) * height, right, height * (1 - draw.uniform(0, 0.02))
    head, shoulders, hips, knees, ankles = heights(posed.points)
    tall = max(ankles - head, 0.2 * height)
    middle = float(posed.points[[5, 6, 11, 12], 0].mean())
    half = draw.uniform(0.22, 0.5) * tall
    above, below = head - draw.uniform(0.07, 0.2) * tall, ankles + draw.uniform(0.04, 0.12) * tall
    neck = shoulders - draw.uniform(0.03, 0.08) * tall
    if kind == "upper":
        rows = draw.choice((above, above, neck)), draw.uniform(hips + 0.03 * tall, knees + 0.1 * tall)
    elif kind == "lower":
        rows = (
            draw.uniform(shoulders + 0.12 * tall, hips + 0.05 * tall),
            draw.choice((below, below, knees + 0.1 * tall)),
        )
    elif kind == "detail":
        return detail(posed, tall, draw, width, height)
    else:
        rows = sorted((draw.uniform(above, knees), draw.uniform(hips, below)))  # type: ignore[assignment]
    return inside((middle - half, rows[0], middle + half * draw.uniform(0.8, 1.2), rows[1]), width, height)


def detail(posed: Posed, tall: float, draw: random.Random, width: int, height: int) -> Rectangle:
    """A close look at one place of the body: a square or so of 12 to 26 % of its height."""
    assert posed.points is not None
    x, y = posed.points[draw.choice((0, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16)), :2]
    w, h = (draw.uniform(0.06, 0.13) * tall for _ in range(2))
    x, y = x + draw.uniform(-0.5, 0.5) * w, y + draw.uniform(-0.5, 0.5) * h
    return inside((x - w, y - h, x + w, y + h), width, height)


def inside(rectangle: Rectangle, width: int, height: int) -> Rectangle:
    """The rectangle clipped to the picture, at least 24 px wide and high."""
    x0, x1 = max(0.0, min(rectangle[0], width - 24)), min(float(width), rectangle[2])
    y0, y1 = max(0.0, min(rectangle[1], height - 24)), min(float(height), rectangle[3])
    return x0, y0, max(x1, x0 + 24), max(y1, y0 + 24)


def sample(
    posed: Posed, pixels: Pixels, rectangle: Rectangle, framing: int, small: bool, draw: random.Random
) -> Sample:
    """Cut, letterbox, mirror half of them and change the light."""
    x0, y0, x1, y1 = (round(value) for value in rectangle)
    cut = pixels[y0:y1, x0:x1]
    if small:  # a person far away: the photo on a larger grey ground
        pad_x, pad_y = (round(draw.uniform(0.1, 0.5) * side) for side in cut.shape[1::-1])
        x0, y0, shape = x0 - pad_x, y0 - pad_y, (cut.shape[0] + 2 * pad_y, cut.shape[1] + 2 * pad_x, 3)
        ground = np.full(shape, PAD_VALUE, np.uint8)
        ground[pad_y : pad_y + cut.shape[0], pad_x : pad_x + cut.shape[1]] = cut
        cut = ground
    square = letterbox(cut, SIZE, PAD_VALUE)
    points, shown = np.zeros((17, 3), np.float32), np.full(17, -1, np.float32)
    if posed.points is not None:
        places = (posed.points[:, :2] - (x0, y0)) * square.scale + (square.pad_x, square.pad_y)
        within = ((posed.points[:, :2] >= rectangle[:2]) & (posed.points[:, :2] < rectangle[2:])).all(axis=1)
        points = np.column_stack([places / SIZE, within * np.minimum(posed.points[:, 2] * 2, 1)]).astype(np.float32)
        shown = within.astype(np.float32)
    shot = lit(square.pixels, draw)
    if draw.random() < 0.5:
        shot, points, shown = shot[:, ::-1], points[MIRRORED] * (-1, 1, 1) + (1, 0, 0), shown[MIRRORED]
    facing = UNKNOWN if framing == FRAMINGS.index("detail") else posed.facing
    return Sample(np.ascontiguousarray(shot), points.astype(np.float32), shown, framing, facing)


def lit(pixels: Pixels, draw: random.Random) -> Pixels:
    """Exposure, white balance, now and then grey or soft."""
    gains = np.array([draw.uniform(0.93, 1.07) for _ in range(3)], np.float32) * draw.uniform(0.7, 1.3)
    changed = np.clip(pixels * gains + draw.uniform(-20, 20), 0, 255).astype(np.uint8)
    if draw.random() < 0.15:
        changed = np.repeat(changed.mean(axis=-1, keepdims=True), 3, axis=-1).astype(np.uint8)
    if draw.random() < 0.2:
        changed = cv2.GaussianBlur(changed, (0, 0), draw.uniform(0.4, 1.2))
    return changed
