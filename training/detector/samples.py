"""Training pictures beyond the full street photo: crops, studio pictures, product cut-outs.

People upload more than full-length street photos, and the catalogue builder feeds product pictures on white to the
same detector. All of these are made from the masked street photos, with exact boxes:

- crops: upper body, lower body, head and shoulders, the surroundings of one garment;
- studio: the person cut out and put on a plain ground, then cropped, as shops photograph;
- cut-outs: one garment (sometimes two or three) alone on a plain or textured ground.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from training.detector.geometry import GarmentBox, Window, extent, touches, visible_in
from training.detector.street import MaskedBox, StreetPhoto, garment_pixels

Pixels = NDArray[np.uint8]
CROP_KINDS = ("upper", "lower", "head", "around")
# Vertical cuts of a crop as shares of the person's height: (earliest, latest) for top and bottom edge.
CUTS = {
    "upper": ((-0.06, 0.02), (0.42, 0.68)),
    "lower": ((0.32, 0.55), (0.98, 1.06)),
    "head": ((-0.06, 0.0), (0.2, 0.36)),
}
MIN_CROP_SIDE_PX = 48
# A product picture shows a whole garment: hidden by a bag, hair or an open coat, its cut-out is a sliver or has holes.
MIN_FILL = {"topwear": 0.5, "outerwear": 0.5, "headwear": 0.5, "eyewear": 0.45}
MIN_FILL_OTHERS = 0.38
MIN_LARGEST_PART = 0.85


@dataclass(frozen=True, eq=False)
class Sample:
    """One training picture: pixels uint8 (H, W, 3) RGB and its garments."""

    name: str
    pixels: Pixels
    boxes: tuple[GarmentBox, ...]


def full_photo(photo: StreetPhoto) -> Sample | None:
    """The photo as it is, unless something in it is blocked."""
    if photo.blocked:
        return None
    return Sample(f"street_{photo.name}", photo.pixels(), tuple(item.box for item in photo.boxes))


def crop_window(kind: str, photo: StreetPhoto, rng: np.random.Generator) -> Window:
    """A random window of a kind, within the photo."""
    width, height = photo.size()
    if kind == "around":
        box = photo.boxes[rng.integers(len(photo.boxes))].box.grown(float(rng.uniform(0.05, 0.5)))
        frame = (box.x0, box.y0, box.x1, box.y1)
    else:
        x0, y0, x1, y1 = photo.person_window()
        (first, last), (low, high) = CUTS[kind]
        top, bottom = y0 + rng.uniform(first, last) * (y1 - y0), y0 + rng.uniform(low, high) * (y1 - y0)
        half = (bottom - top) * rng.uniform(0.55, 1.3) / 2
        centre = (x0 + x1) / 2 + rng.uniform(-0.15, 0.15) * (x1 - x0)
        frame = (centre - half, top, centre + half, bottom)
    return max(0, int(frame[0])), max(0, int(frame[1])), min(width, int(frame[2])), min(height, int(frame[3]))


def crop(photo: StreetPhoto, kind: str, rng: np.random.Generator) -> Sample | None:
    """A crop of the photo; None when it would touch a blocked region, be tiny or show no garment."""
    if not photo.boxes:
        return None
    window = crop_window(kind, photo, rng)
    x0, y0, x1, y1 = window
    if min(x1 - x0, y1 - y0) < MIN_CROP_SIDE_PX or touches(photo.blocked, window):
        return None
    boxes = visible_in((item.box for item in photo.boxes), window)
    return Sample(f"{kind}_{photo.name}", photo.pixels()[y0:y1, x0:x1], tuple(boxes)) if boxes else None


def studio(photo: StreetPhoto, ground: Pixels, kind: str, rng: np.random.Generator) -> Sample | None:
    """The person on a plain ground, whole ("full") or cropped as `kind`. `ground` uint8 (n, n, 3) is stretched."""
    mask = photo.mask()
    shown = extent(mask > 0)
    if not photo.boxes or shown is None:
        return None
    window = _padded(shown, mask.shape, 0.06) if kind == "full" else crop_window(kind, photo, rng)
    x0, y0, x1, y1 = window
    if min(x1 - x0, y1 - y0) < MIN_CROP_SIDE_PX or touches(photo.blocked, window):
        return None
    boxes = visible_in((item.box for item in photo.boxes), window)
    if not boxes:
        return None
    person = photo.pixels()[y0:y1, x0:x1]
    pixels = blend(person, mask[y0:y1, x0:x1] > 0, stretch(ground, x1 - x0, y1 - y0))
    return Sample(f"studio_{kind}_{photo.name}", pixels, tuple(boxes))


def _padded(window: Window, shape: tuple[int, ...], share: float) -> Window:
    x0, y0, x1, y1 = window
    pad = int(share * (y1 - y0))
    return max(0, x0 - pad), max(0, y0 - pad), min(shape[1], x1 + pad), min(shape[0], y1 + pad)


def blend(front: Pixels, mask: NDArray[np.bool_], ground: Pixels) -> Pixels:
    """`front` where `mask`, `ground` elsewhere, with an edge softened by one pixel so that no model learns the cut."""
    soft = Image.fromarray((mask * 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.8))
    alpha = np.asarray(soft, np.float32)[..., None] / 255
    return (front * alpha + ground * (1 - alpha)).round().astype(np.uint8)


def stretch(ground: Pixels, width: int, height: int) -> Pixels:
    """A ground scaled to a size, px."""
    return np.asarray(Image.fromarray(ground).resize((width, height), Image.Resampling.BICUBIC))


@dataclass(frozen=True, eq=False)
class CutOut:
    """A garment cut out of a photo: pixels (h, w, 3), mask (h, w)."""

    group: str
    pixels: Pixels
    mask: NDArray[np.bool_]


def cut_out(photo: StreetPhoto, item: MaskedBox, labels: tuple[str, ...]) -> CutOut | None:
    """The garment alone, or None when its mask does not explain its box or shows only a part."""
    inside = garment_pixels(item, photo.mask(), labels)
    if inside is None:
        return None
    x0, y0, x1, y1 = extent(inside) or (0, 0, 0, 0)
    found = CutOut(item.box.group, photo.pixels()[y0:y1, x0:x1], inside[y0:y1, x0:x1])
    return found if min(x1 - x0, y1 - y0) >= 12 and _is_whole(found) else None


def _is_whole(item: CutOut) -> bool:
    if item.mask.mean() < MIN_FILL.get(item.group, MIN_FILL_OTHERS):
        return False
    if item.group == "footwear":  # a pair is two parts
        return True
    parts = cv2.connectedComponentsWithStats(item.mask.astype(np.uint8))[2][1:, cv2.CC_STAT_AREA]
    return bool(parts.max() >= MIN_LARGEST_PART * parts.sum())


def product_picture(
    name: str, items: list[CutOut], ground: Pixels, size: tuple[int, int], rng: np.random.Generator
) -> Sample:
    """One to three garments side by side on a ground, in a picture of `size` = (width, height) px."""
    width, height = size
    canvas = stretch(ground, width, height)
    boxes = []
    for index, item in enumerate(items):
        cell_x0, cell_width = width * index // len(items), width // len(items)
        item_height, item_width = item.mask.shape
        fill = rng.uniform(0.6, 0.97)
        scale = min(cell_width / item_width, height / item_height) * fill
        scale = min(scale, 4.0 + 4.0 * (item.group in ("eyewear", "headwear")))
        w, h = max(8, int(item_width * scale)), max(8, int(item_height * scale))
        x, y = cell_x0 + int(rng.uniform(0, cell_width - w + 1)), int(rng.uniform(0, height - h + 1))
        front = np.asarray(Image.fromarray(item.pixels).resize((w, h), Image.Resampling.BICUBIC))
        mask = np.asarray(Image.fromarray(item.mask).resize((w, h), Image.Resampling.BILINEAR))
        canvas = canvas.copy()
        canvas[y : y + h, x : x + w] = blend(front, mask, canvas[y : y + h, x : x + w])
        boxes.append(GarmentBox(item.group, x, y, x + w, y + h))
    return Sample(name, canvas, tuple(boxes))
