"""Decoded garment regions, cut once and kept under build/, so that training spends its time in the network.

A region holds a garment and what surrounds it, reduced so that the garment's longer side is at most GARMENT_PX.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pipeline.crop import Box, grow
from pipeline.photo import read_photo
from pipeline.product_crop import object_box
from training.detector.street import garment_pixels, load_street, mask_labels
from training.splits import Splits
from training.tables import garment_pictures, shop_pictures

GARMENT_PX = 216
SURROUNDINGS = 0.3


@dataclass(frozen=True, eq=False)
class Region:
    """pixels: uint8 (h, w, 3). box: the garment within them. mask: uint8 (h, w), 255 on the garment, or None.

    product: equal for two pictures of the same product. family: what hard negatives share (a shop SKU in other
    colours, a sender's background); kind: a finer name than the group, where the source has one.
    """

    source: str
    group: str
    product: str
    family: str
    kind: str
    pixels: NDArray[np.uint8]
    box: Box
    mask: NDArray[np.uint8] | None


def cut_region(pixels: NDArray[np.uint8], box: Box, mask: NDArray[np.uint8] | None) -> tuple:
    """(pixels, box, mask) of the garment with its surroundings, reduced."""
    height, width = pixels.shape[:2]
    x0, y0, x1, y1 = grow(box, SURROUNDINGS, width, height)
    scale = min(1.0, GARMENT_PX / max(box[2] - box[0], box[3] - box[1]))
    size = max(2, round((x1 - x0) * scale)), max(2, round((y1 - y0) * scale))
    small = cv2.resize(np.ascontiguousarray(pixels[y0:y1, x0:x1]), size, interpolation=cv2.INTER_AREA)
    inner = tuple(round((v - o) * scale) for v, o in zip(box, (x0, y0, x0, y0), strict=True))
    if mask is not None:
        mask = cv2.resize(np.ascontiguousarray(mask[y0:y1, x0:x1]), size, interpolation=cv2.INTER_AREA)
    return small, inner, mask


def street_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Garments of the masked street photos: boxes read by eye, the mask where it explains the box."""
    labels = mask_labels(data / "street")
    for photo in load_street(data / "street", splits.ids("street", part)):
        pixels, mask = photo.pixels(), photo.mask()
        for item in photo.boxes:
            covered = garment_pixels(item, mask, labels)
            if covered is None:
                continue
            box = tuple(int(v) for v in (item.box.x0, item.box.y0, item.box.x1, item.box.y1))
            cut = cut_region(pixels, box, covered.astype(np.uint8) * 255)
            key = f"{photo.name}-{item.box.group}"
            yield Region("street", item.box.group, key, photo.name, item.label, *cut)


def shop_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Shop pictures trimmed to the person: views of one product, whose SKU exists in other colours."""
    for picture in shop_pictures(data):
        if splits.part("shop", picture.sku) == part:
            pixels = read_photo(data / "shop/images" / picture.image).pixels
            box = object_box(pixels) or (0, 0, pixels.shape[1], pixels.shape[0])
            cut = cut_region(pixels, box, None)
            yield Region("shop", picture.group, picture.product, picture.sku, picture.view, *cut)


def garment_regions(data: Path, splits: Splits, part: str) -> Iterator[Region]:
    """Owners' pictures, whole: one picture per product, one background per sender."""
    for picture in garment_pictures(data):
        if splits.part("garments", picture.sender) == part:
            pixels = read_photo(data / f"garments/images/{picture.image}.jpg").pixels
            cut = cut_region(pixels, (0, 0, pixels.shape[1], pixels.shape[0]), None)
            yield Region("garments", picture.group, picture.image, picture.sender, picture.label, *cut)


READERS = {"street": street_regions, "shop": shop_regions, "garments": garment_regions}


def load_regions(data: Path, splits: Splits, part: str, cache: Path | None) -> list[Region]:
    """All regions of one part, from the cache file if it is there; else cut, and kept there."""
    if cache is not None and cache.exists():
        return unpack(np.load(cache))
    regions = [
        region
        for name, reader in READERS.items()
        for region in tqdm(reader(data, splits, part), desc=f"{name} {part}", file=sys.stderr, mininterval=5)
    ]
    if cache is not None:
        cache.parent.mkdir(parents=True, exist_ok=True)
        unfinished = cache.with_suffix(".unfinished.npz")
        np.savez(unfinished, **pack(regions))
        unfinished.replace(cache)
    return regions


def pack(regions: list[Region]) -> dict[str, NDArray]:
    """Flat arrays: pictures of all sizes laid end to end."""
    masks = [np.zeros(0, np.uint8) if r.mask is None else r.mask.ravel() for r in regions]
    return {
        "names": np.array([(r.source, r.group, r.product, r.family, r.kind) for r in regions]),
        "shapes": np.array([r.pixels.shape[:2] for r in regions]),
        "boxes": np.array([r.box for r in regions]),
        "masked": np.array([r.mask is not None for r in regions]),
        "pixels": np.concatenate([r.pixels.ravel() for r in regions]),
        "masks": np.concatenate(masks),
    }


def unpack(arrays: dict[str, NDArray]) -> list[Region]:
    """The inverse of `pack`; pictures are views into the flat arrays."""
    flat, flat_masks, masked = arrays["pixels"], arrays["masks"], arrays["masked"]
    regions, at, at_mask = [], 0, 0
    for names, (height, width), box, has_mask in zip(
        arrays["names"].tolist(), arrays["shapes"].tolist(), arrays["boxes"].tolist(), masked, strict=True
    ):
        pixels = flat[at : at + height * width * 3].reshape(height, width, 3)
        mask = flat_masks[at_mask : at_mask + height * width].reshape(height, width) if has_mask else None
        at, at_mask = at + pixels.size, at_mask + (height * width if has_mask else 0)
        regions.append(Region(*names, pixels, tuple(box), mask))
    return regions
