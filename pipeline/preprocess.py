"""Pixels -> the picture a model sees, and the geometry to go back. Training imports this too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray
from PIL import Image

Fit = Literal["longer side", "area"]
FITS: tuple[Fit, ...] = get_args(Fit)
LONGEST = 4  # sides of the square: a strip of one pixel by a million is not worth a network's memory


@dataclass(frozen=True, eq=False)
class Letterbox:
    """A picture scaled to a model's size with its aspect ratio kept, on padding.

    pixels: uint8 (h, w, 3), square unless the model takes other shapes. A point (x, y) of the source lies at
    (x * scale + pad_x, y * scale + pad_y).
    """

    pixels: NDArray[np.uint8]
    scale: float
    pad_x: int
    pad_y: int

    def to_source(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (n, 4) x0, y0, x1, y1 in the letterbox -> pixels of the source picture, float32, not clipped."""
        offset = np.array([self.pad_x, self.pad_y, self.pad_x, self.pad_y], np.float32)
        return (boxes.astype(np.float32) - offset) / np.float32(self.scale)


def letterbox(
    pixels: NDArray[np.uint8], size: int, pad_value: int, stride: int | None = None, fit: Fit = "longer side"
) -> Letterbox:
    """Scale (H, W, 3) uint8 so that the longer side is `size` px, and centre it on `pad_value` (0..255).

    The result is a square; with a `stride` each side is only padded to the next multiple of it. With fit "area", which
    needs a stride, the picture gets the area of a square of `size` px instead, whatever its shape; beyond 16 to 1 it
    gets less, as no side is longer than four of the square's.
    Bilinear with Pillow's antialiasing: what training used, and free of moire when reducing much.
    """
    height, width = pixels.shape[:2]
    longer = max(height, width)
    scale = size / (longer if fit == "longer side" else max((height * width) ** 0.5, longer / LONGEST))
    new_width, new_height = max(1, round(width * scale)), max(1, round(height * scale))
    resized = Image.fromarray(pixels).resize((new_width, new_height), Image.Resampling.BILINEAR, reducing_gap=2.0)
    high, wide = (size, size) if stride is None else (-(-side // stride) * stride for side in (new_height, new_width))
    pad_x, pad_y = (wide - new_width) // 2, (high - new_height) // 2
    canvas = np.full((high, wide, 3), pad_value, np.uint8)
    canvas[pad_y : pad_y + new_height, pad_x : pad_x + new_width] = np.asarray(resized)
    return Letterbox(canvas, scale, pad_x, pad_y)
