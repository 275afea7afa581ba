"""Pixels -> the square a model sees, and the geometry to go back. Training imports this too."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image


@dataclass(frozen=True, eq=False)
class Letterbox:
    """A picture scaled into a square with its aspect ratio kept.

    pixels: uint8 (size, size, 3). A point (x, y) of the source lies at (x * scale + pad_x, y * scale + pad_y).
    """

    pixels: NDArray[np.uint8]
    scale: float
    pad_x: int
    pad_y: int

    def to_source(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (n, 4) x0, y0, x1, y1 in the square -> pixels of the source picture, float32, not clipped."""
        offset = np.array([self.pad_x, self.pad_y, self.pad_x, self.pad_y], np.float32)
        return (boxes.astype(np.float32) - offset) / np.float32(self.scale)


def letterbox(pixels: NDArray[np.uint8], size: int, pad_value: int) -> Letterbox:
    """Scale (H, W, 3) uint8 so that the longer side is `size` px, and centre it on `pad_value` (0..255).

    Bilinear with Pillow's antialiasing: what training used, and free of moire when reducing much.
    """
    height, width = pixels.shape[:2]
    scale = size / max(height, width)
    new_width, new_height = max(1, round(width * scale)), max(1, round(height * scale))
    resized = Image.fromarray(pixels).resize((new_width, new_height), Image.Resampling.BILINEAR, reducing_gap=2.0)
    pad_x, pad_y = (size - new_width) // 2, (size - new_height) // 2
    square = np.full((size, size, 3), pad_value, np.uint8)
    square[pad_y : pad_y + new_height, pad_x : pad_x + new_width] = np.asarray(resized)
    return Letterbox(square, scale, pad_x, pad_y)
