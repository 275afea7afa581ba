"""Product picture -> the part that shows the product, as the embedder should see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box, cut
from pipeline.detector import Detector
from pipeline.photo import Photo

Method = Literal["detected", "trimmed", "whole"]
# A ground counts as plain when nearly all of the border differs less than this from its median, per channel.
PLAIN_DIFFERENCE = 14
PLAIN_SHARE = 0.97


@dataclass(frozen=True, eq=False)
class ProductCrop:
    """pixels: uint8 (h, w, 3). method: how the product was found in its picture."""

    pixels: NDArray[np.uint8]
    method: Method


def product_crop(photo: Photo, group: str, detector: Detector, margin: float) -> ProductCrop:
    """The largest detected garment of the product's group; else the object on a plain ground; else everything."""
    confidence = detector.model.spec.settings["confidence"]
    found = [each.box for each in detector.detect(photo) if each.group == group and each.score >= confidence]
    if found:
        return ProductCrop(cut(photo.pixels, max(found, key=_area), margin), "detected")
    box = object_box(photo.pixels)
    if box is not None:
        return ProductCrop(cut(photo.pixels, box, margin), "trimmed")
    return ProductCrop(photo.pixels, "whole")


def object_box(pixels: NDArray[np.uint8]) -> Box | None:
    """The box of what differs from a plain ground, or None where the ground is not plain or shows nothing."""
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    ground = np.median(border, axis=0).astype(np.int16)
    if np.mean(np.abs(border - ground).max(axis=1) <= PLAIN_DIFFERENCE) < PLAIN_SHARE:
        return None
    differs = np.abs(pixels - ground).max(axis=2) > PLAIN_DIFFERENCE
    # A row or column needs more than a few pixels of difference: JPEG noise is not the object.
    rows = np.flatnonzero(differs.sum(axis=1) > 2)
    columns = np.flatnonzero(differs.sum(axis=0) > 2)
    if not len(rows) or not len(columns):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
