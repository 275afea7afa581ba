"""A painter's canvas in pattern space: the front panel on the left, the back on the right, about 1 px per mm.

Colour (sRGB 0..1) and height (mm) are painted with Pillow in pattern coordinates (metres), then wrapped on the
garment through its UV map, which `sewing.sew` lays out the same way.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw, ImageFilter

from atelier.geometry import Array, flip
from atelier.palette import rgb

Draw = ImageDraw.ImageDraw


def noise(shape: tuple[int, int], cell_px: float, rng: np.random.Generator, octaves: int = 1) -> Array:
    """Return smooth value noise in -1..1, lattice spacing `cell_px`, each octave half as large and coarse."""
    out, weight, total = np.zeros(shape), 1.0, 0.0
    for _ in range(octaves):
        rows, cols = int(shape[0] / cell_px) + 2, int(shape[1] / cell_px) + 2
        lattice = Image.fromarray(rng.uniform(-1, 1, (rows, cols)).astype(np.float32))
        out += weight * np.asarray(lattice.resize((shape[1], shape[0]), Image.Resampling.BICUBIC))
        total, weight, cell_px = total + weight, weight * 0.5, max(cell_px / 2, 1)
    return out / total


class Canvas:
    """Colour and height of one garment, painted in pattern coordinates.

    `frame` = (x0, z0, width, height) in metres of one panel's rectangle; both panels share it.
    """

    def __init__(self, frame: Sequence[float], px_per_m: float = 1000.0) -> None:
        self.x0, self.z0, self.width_m, self.height_m = (float(v) for v in frame)
        self.px_per_m = px_per_m
        self.w, self.h = int(2 * self.width_m * px_per_m), int(self.height_m * px_per_m)
        rows, cols = np.mgrid[0 : self.h, 0 : self.w]
        self.z = self.z0 + (self.h - 1 - rows) / px_per_m
        across = cols / px_per_m
        self.is_back: NDArray[np.bool_] = across > self.width_m
        self.x = np.where(self.is_back, across - self.width_m, across) + self.x0
        self.colour = np.ones((self.h, self.w, 3), np.float32)
        self.height = np.zeros((self.h, self.w), np.float32)

    def pixels(self, points: ArrayLike, back: bool = False) -> list[tuple[float, float]]:
        """Return pixel positions of pattern points."""
        p = np.asarray(points, float)
        shift = self.width_m if back else 0.0
        return [((x - self.x0 + shift) * self.px_per_m, (self.h - 1) - (z - self.z0) * self.px_per_m) for x, z in p]

    def mask(self, draw: Callable[[Draw], object], blur_px: float = 0.0) -> Array:
        """Return what `draw` paints with fill=255 as a mask in 0..1."""
        image = Image.new("L", (self.w, self.h), 0)
        draw(ImageDraw.Draw(image))
        box = image.getbbox()
        if blur_px and box:  # blurring the whole canvas for every seam was half the time of a product
            reach = math.ceil(3 * blur_px) + 1
            box = (
                max(box[0] - reach, 0),
                max(box[1] - reach, 0),
                min(box[2] + reach, self.w),
                min(box[3] + reach, self.h),
            )
            image.paste(image.crop(box).filter(ImageFilter.GaussianBlur(blur_px)), box)
        return np.asarray(image) * np.float32(1 / 255)

    def band(self, points: ArrayLike, width: float, back: bool | None = None, blur_px: float = 0.8) -> Array:
        """Return the mask of all that lies within `width` metres of a polyline or of its mirror image."""
        radius = width * self.px_per_m

        def draw(pen: Draw) -> None:
            for side in (False, True) if back is None else (back,):
                for line in (points, flip(points)):
                    path = self.pixels(line, side)
                    pen.line(path, fill=255, width=max(1, int(2 * radius)), joint="curve")
                    for x, y in (path[0], path[-1]):
                        pen.ellipse([x - radius, y - radius, x + radius, y + radius], fill=255)

        return self.mask(draw, blur_px)

    def polygon(self, points: ArrayLike, back: bool = False, blur_px: float = 0.8, mirrored: bool = False) -> Array:
        """Return the mask of a filled polygon, with its mirror image if asked."""
        lines = [points, flip(points)] if mirrored else [points]
        return self.mask(lambda pen: [pen.polygon(self.pixels(p, back), fill=255) for p in lines], blur_px)

    def line(
        self,
        points: ArrayLike,
        width: float = 0.0015,
        back: bool = False,
        blur_px: float = 0.5,
        mirrored: bool = False,
    ) -> Array:
        """Return the mask of a polyline `width` metres wide."""
        lines = [points, flip(points)] if mirrored else [points]
        px = max(1, int(width * self.px_per_m))
        return self.mask(
            lambda pen: [pen.line(self.pixels(p, back), fill=255, width=px, joint="curve") for p in lines],
            blur_px,
        )

    def dot(self, centre: tuple[float, float], radius: float, back: bool = False, blur_px: float = 0.5) -> Array:
        """Return the mask of a disc."""
        (x, y), r = self.pixels([centre], back)[0], radius * self.px_per_m
        return self.mask(lambda pen: pen.ellipse([x - r, y - r, x + r, y + r], fill=255), blur_px)

    def mix(self, mask: Array, colour: str | ArrayLike) -> None:
        """Paint a colour through a mask."""
        tone = (rgb(colour) if isinstance(colour, str) else np.asarray(colour)).astype(np.float32)
        rows = _painted_rows(mask)
        through = mask[rows, :, None].astype(np.float32)
        self.colour[rows] += (tone - self.colour[rows]) * through

    def shade(self, mask: Array, factor: float) -> None:
        """Multiply the colour by `factor` where the mask is 1."""
        rows = _painted_rows(mask)
        self.colour[rows] *= (1 + (factor - 1) * mask[rows])[..., None]

    def stitch(self, mask: Array, thread: str | None = None, depth_mm: float = 0.5) -> None:
        """Sew along a mask: a groove, slightly darker, with an optional thread colour."""
        self.height -= depth_mm * mask
        self.shade(mask, 0.84)
        if thread is not None:
            self.mix(mask * 0.8, thread)


def _painted_rows(mask: Array) -> slice:
    """Return the rows that a mask touches: most seams are short."""
    rows = np.nonzero(mask.any(1))[0]
    return slice(int(rows[0]), int(rows[-1]) + 1) if len(rows) else slice(0)
