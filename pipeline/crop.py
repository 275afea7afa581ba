"""Detection -> the pixels the embedder sees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Box = tuple[int, int, int, int]


def cut(pixels: NDArray[np.uint8], box: Box, margin: float) -> NDArray[np.uint8]:
    """Cut a box (x0, y0, x1, y1; x1, y1 exclusive; px) grown by `margin` of its size on every side.

    Returns a view uint8 (h, w, 3), clipped to the picture, at least 1 x 1.
    """
    x0, y0, x1, y1 = grow(box, margin, pixels.shape[1], pixels.shape[0])
    return pixels[y0:y1, x0:x1]


def grow(box: Box, margin: float, width: int, height: int) -> Box:
    """The box grown by `margin` of its own width and height on every side, inside 0..width, 0..height."""
    x0, y0, x1, y1 = box
    dx, dy = round((x1 - x0) * margin), round((y1 - y0) * margin)
    left, top = min(max(0, x0 - dx), width - 1), min(max(0, y0 - dy), height - 1)
    return left, top, max(left + 1, min(width, x1 + dx)), max(top + 1, min(height, y1 + dy))


def moved(box: Box, by: tuple[int, int]) -> Box:
    """The box moved right and down by (x, y) pixels."""
    return box[0] + by[0], box[1] + by[1], box[2] + by[0], box[3] + by[1]


def holds_middle(box: Box, other: Box) -> bool:
    """Whether the middle of `other` lies in `box`."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
