"""Arithmetic on labelled boxes: clipping into a window, visible share, overlap. Pixels, x1 and y1 exclusive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Window = tuple[int, int, int, int]

# A garment cut by the window still teaches its group when this share of it is visible ...
MIN_VISIBLE_SHARE = 0.4
# ... or when less is visible but it fills a good part of the picture (trousers below a cropped top).
MIN_SHARE_OF_LARGE = 0.2
LARGE_SHARE_OF_WINDOW = 0.05


@dataclass(frozen=True)
class GarmentBox:
    """One garment: its group and its box (x0, y0, x1, y1) in pixels."""

    group: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def area(self) -> float:
        """Square pixels, 0 for an empty box."""
        return max(0.0, self.x1 - self.x0) * max(0.0, self.y1 - self.y0)

    def moved(self, scale: float, dx: float, dy: float) -> GarmentBox:
        """Scaled about the origin, then shifted."""
        return GarmentBox(
            self.group, self.x0 * scale + dx, self.y0 * scale + dy, self.x1 * scale + dx, self.y1 * scale + dy
        )

    def mirrored(self, width: float) -> GarmentBox:
        """The same garment in a picture of `width` px seen in a mirror."""
        return GarmentBox(self.group, width - self.x1, self.y0, width - self.x0, self.y1)

    def grown(self, share: float) -> GarmentBox:
        """Grown by `share` of its width and height on every side (not clipped)."""
        dx, dy = share * (self.x1 - self.x0), share * (self.y1 - self.y0)
        return GarmentBox(self.group, self.x0 - dx, self.y0 - dy, self.x1 + dx, self.y1 + dy)

    def clipped(self, window: Window) -> GarmentBox:
        """The part inside a window, still in the coordinates of the picture."""
        x0, y0, x1, y1 = window
        return GarmentBox(self.group, max(self.x0, x0), max(self.y0, y0), min(self.x1, x1), min(self.y1, y1))

    def to_yolo(self, width: int, height: int) -> tuple[float, float, float, float]:
        """Centre x, centre y, width, height as shares of the picture, all within 0..1."""
        return (
            (self.x0 + self.x1) / 2 / width,
            (self.y0 + self.y1) / 2 / height,
            (self.x1 - self.x0) / width,
            (self.y1 - self.y0) / height,
        )


def overlap(a: GarmentBox, b: GarmentBox) -> float:
    """Intersection over union, 0..1."""
    common = a.clipped((b.x0, b.y0, b.x1, b.y1)).area  # type: ignore[arg-type]
    return common / (a.area + b.area - common) if common else 0.0


def visible_in(boxes: Iterable[GarmentBox], window: Window) -> list[GarmentBox]:
    """Boxes that a crop shows, clipped, in the crop's own coordinates; those hardly visible are dropped."""
    x0, y0, x1, y1 = window
    kept = []
    for box in boxes:
        part = box.clipped(window)
        share = part.area / box.area if box.area else 0.0
        large = part.area >= LARGE_SHARE_OF_WINDOW * (x1 - x0) * (y1 - y0)
        if share >= MIN_VISIBLE_SHARE or (share >= MIN_SHARE_OF_LARGE and large):
            kept.append(part.moved(1.0, -x0, -y0))
    return kept


def touches(boxes: Iterable[GarmentBox], window: Window) -> bool:
    """Whether any box reaches into the window."""
    return any(box.clipped(window).area > 0 for box in boxes)


def extent(mask: NDArray[np.bool_]) -> Window | None:
    """Smallest window around the true pixels of (H, W), or None when there is none."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
