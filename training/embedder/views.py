"""Regions -> what the network sees: the garment in its scene, and the garment as a product picture.

A street garment's two views come from the same photo, so geometry, light and visible part are changed enough that no
pixel gives the pair away. Colour is what a shopper searches by: between the two views of a pair, hue is left alone but
for a mild white balance. Both views together may take another colour (`Dye`): another product of the same cut.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box, cut, grow
from pipeline.preprocess import letterbox
from training.embedder.network import MASK_SIDE, SIZE
from training.embedder.regions import Region

PAD_VALUE = 255
CROP_MARGIN = 0.05
SWAPPED_BACKGROUNDS = 0.3
OCCLUDED_PRODUCTS = 0.5
CLOSE_UPS = 0.25

Pixels = NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class View:
    """pixels: uint8 (192, 192, 3). mask: float32 (24, 24), share of each cell on the garment; None where unknown."""

    pixels: Pixels
    mask: NDArray[np.float32] | None


@dataclass(frozen=True)
class Dye:
    """A change of colour in CIE Lab. turn: hue angle in radians; chroma: factor, 0 is grey; gamma: of lightness."""

    turn: float
    chroma: float
    gamma: float

    def on(self, region: Region) -> Region:
        """The region in its new colour; white stays white and black stays black."""
        lab = cv2.cvtColor(region.pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB)
        cos, sin = self.chroma * np.cos(self.turn), self.chroma * np.sin(self.turn)
        a, b = lab[..., 1] * cos - lab[..., 2] * sin, lab[..., 1] * sin + lab[..., 2] * cos
        turned = np.stack([100 * (lab[..., 0] / 100) ** self.gamma, a, b], axis=-1).astype(np.float32)
        rgb = np.clip(cv2.cvtColor(turned, cv2.COLOR_LAB2RGB), 0, 1)
        return replace(region, pixels=(rgb * 255 + 0.5).astype(np.uint8))


def any_dye(rng: np.random.Generator) -> Dye:
    """Any hue, paler or stronger, lighter or darker."""
    return Dye(rng.uniform(-np.pi, np.pi), rng.uniform(0.6, 1.3), float(np.exp(rng.uniform(-0.35, 0.35))))


def scene(region: Region, rng: np.random.Generator, donor: Region) -> View:
    """A crop as a detector would give it; now and then with `donor`'s surroundings behind the garment."""
    height, width = region.pixels.shape[:2]
    box = grow(jittered(region.box, rng, 0.07, width, height), CROP_MARGIN, width, height)
    pixels = cut(region.pixels, box, 0)
    mask = None if region.mask is None else region.mask[box[1] : box[3], box[0] : box[2]]
    if mask is not None and rng.random() < SWAPPED_BACKGROUNDS:
        pixels = blend(pixels, cv2.resize(donor.pixels, pixels.shape[1::-1], interpolation=cv2.INTER_AREA), mask)
    return _finish(lit(pixels, rng), mask, rng)


def product(region: Region, rng: np.random.Generator) -> View:
    """The masked garment alone on white ground, bent, cut into and trimmed."""
    assert region.mask is not None
    around = grow(region.box, CROP_MARGIN, region.mask.shape[1], region.mask.shape[0])
    mask = cut(region.mask, around, 0).copy()
    if rng.random() < OCCLUDED_PRODUCTS:
        occlude(mask, rng)
    pixels, mask = bent(lit(cut(region.pixels, around, 0), rng), mask, rng, strength=1.0)
    ground = np.uint8(255 if rng.random() < 0.8 else rng.integers(232, 255))
    pixels = blend(pixels, np.full_like(pixels, ground), mask)
    box = grow(mask_box(mask), CROP_MARGIN, pixels.shape[1], pixels.shape[0])
    return _finish(cut(pixels, box, 0), mask[box[1] : box[3], box[0] : box[2]], rng)


def picture(region: Region, rng: np.random.Generator) -> View:
    """A shop's, owner's or rendered picture without a mask: its box jittered, now and then a part of it, and bent."""
    height, width = region.pixels.shape[:2]
    box = jittered(region.box, rng, 0.05, width, height)
    if rng.random() < CLOSE_UPS:
        box = part(box, rng)
    pixels = cut(region.pixels, grow(box, CROP_MARGIN, width, height), 0)
    known = np.full(pixels.shape[:2], 255, np.uint8)
    pixels, known = bent(lit(pixels, rng), known, rng, strength=0.6)
    return _finish(blend(pixels, np.full_like(pixels, 255), known), None, rng)


def part(box: Box, rng: np.random.Generator) -> Box:
    """A window of the box, as a detail shot or a hidden half leaves it; at least 8 px wide."""
    x0, y0, x1, y1 = box
    share = rng.uniform(0.4, 0.85, 2)
    w, h = (max(min(8, side), round(side * kept)) for side, kept in zip((x1 - x0, y1 - y0), share, strict=True))
    left, top = round(rng.uniform(x0, x1 - w)), round(rng.uniform(y0, y1 - h))
    return left, top, left + w, top + h


def jittered(box: Box, rng: np.random.Generator, spread: float, width: int, height: int) -> Box:
    """The box with every side moved by a normal share `spread` of its size, at least 4 px wide, inside the picture."""
    x0, y0, x1, y1 = box
    dx, dy = rng.normal(0, spread, 2) * (x1 - x0), rng.normal(0, spread, 2) * (y1 - y0)
    left, top = int(np.clip(x0 + dx[0], 0, width - 5)), int(np.clip(y0 + dy[0], 0, height - 5))
    return left, top, int(np.clip(x1 + dx[1], left + 4, width)), int(np.clip(y1 + dy[1], top + 4, height))


def occlude(mask: Pixels, rng: np.random.Generator) -> None:
    """Take away up to a third of the garment, in place: one end of it, or a slanted strip as an arm or a bag would."""
    height, width = mask.shape
    share = rng.uniform(0.08, 0.33)
    rows, columns = round(height * share), round(width * share)
    side = rng.integers(5)
    if side == 0:
        mask[:rows] = 0
    elif side == 1:
        mask[height - rows :] = 0
    elif side == 2:
        mask[:, :columns] = 0
    elif side == 3:
        mask[:, width - columns :] = 0
    else:
        ends = rng.uniform(0, [width, height], (2, 2)).astype(int)
        cv2.line(mask, ends[0].tolist(), ends[1].tolist(), 0, max(2, round(0.5 * share * min(width, height))))


def bent(pixels: Pixels, mask: Pixels, rng: np.random.Generator, strength: float) -> tuple[Pixels, Pixels]:
    """Rotate, shear, stretch and ripple pixels and mask together; the canvas grows so that nothing is lost."""
    height, width = mask.shape
    angle, shear = np.deg2rad(rng.uniform(-14, 14) * strength), rng.uniform(-0.15, 0.15) * strength
    stretch = np.exp(rng.uniform(-0.18, 0.18) * strength)
    matrix = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    matrix = matrix @ np.array([[stretch, shear], [0, 1 / stretch]])
    out_w, out_h = (np.abs(matrix) @ [width, height]).astype(int) + 1
    ys, xs = np.mgrid[0:out_h, 0:out_w].astype(np.float32)
    inverse = np.linalg.inv(matrix).astype(np.float32)
    dx, dy = xs - out_w / 2, ys - out_h / 2
    ripple = _ripple((out_h, out_w), rng, 0.025 * strength * max(width, height))
    map_x = inverse[0, 0] * dx + inverse[0, 1] * dy + width / 2 + ripple[0]
    map_y = inverse[1, 0] * dx + inverse[1, 1] * dy + height / 2 + ripple[1]
    map_x, map_y = map_x.astype(np.float32), map_y.astype(np.float32)
    moved = cv2.remap(pixels, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return moved, cv2.remap(mask, map_x, map_y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=0)


def _ripple(shape: tuple[int, int], rng: np.random.Generator, amplitude: float) -> list[NDArray[np.float32]]:
    coarse = rng.normal(0, amplitude, (2, 4, 4)).astype(np.float32)
    return [cv2.resize(field, shape[::-1], interpolation=cv2.INTER_CUBIC) for field in coarse]


def lit(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """Exposure, contrast and a mild white balance; sometimes softer, as a small or moved picture is."""
    gain = rng.uniform(0.78, 1.22) * rng.uniform(0.96, 1.04, 3)
    curve = (np.linspace(0, 1, 256) ** rng.uniform(0.85, 1.18))[:, None] * 255 * gain
    table = np.clip(curve, 0, 255).astype(np.uint8)[None]
    changed = cv2.LUT(np.ascontiguousarray(pixels), table)
    if rng.random() < 0.25:
        changed = cv2.GaussianBlur(changed, (0, 0), rng.uniform(0.4, 1.4))
    return changed


def blend(front: Pixels, behind: Pixels, mask: Pixels) -> Pixels:
    """`front` where the mask is 255, `behind` where it is 0; all of one size."""
    alpha = mask[..., None].astype(np.float32) / 255
    return (front * alpha + behind * (1 - alpha) + 0.5).astype(np.uint8)


def mask_box(mask: Pixels) -> Box:
    """Box of the pixels over 127; the whole picture when there are none."""
    ys, xs = np.flatnonzero((mask > 127).any(1)), np.flatnonzero((mask > 127).any(0))
    if not len(ys):
        return 0, 0, mask.shape[1], mask.shape[0]
    return int(xs[0]), int(ys[0]), int(xs[-1]) + 1, int(ys[-1]) + 1


def _finish(pixels: Pixels, mask: Pixels | None, rng: np.random.Generator) -> View:
    if rng.random() < 0.5:
        pixels, mask = pixels[:, ::-1], None if mask is None else mask[:, ::-1]
    square = letterbox(np.ascontiguousarray(pixels), SIZE, PAD_VALUE)
    if mask is None:
        return View(square.pixels, None)
    width, height = (max(1, round(side * square.scale)) for side in mask.shape[::-1])
    whole = np.zeros((SIZE, SIZE), np.uint8)
    whole[square.pad_y : square.pad_y + height, square.pad_x : square.pad_x + width] = cv2.resize(
        np.ascontiguousarray(mask), (width, height), interpolation=cv2.INTER_LINEAR
    )
    small = cv2.resize(whole, (MASK_SIDE, MASK_SIDE), interpolation=cv2.INTER_AREA)
    return View(square.pixels, small.astype(np.float32) / 255)
