"""Product picture -> the part that shows the product, as the embedder should see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box
from pipeline.detector import Detector, whole
from pipeline.errors import NoGarmentError
from pipeline.photo import Photo

Method = Literal["detected", "trimmed", "whole"]
# A pixel belongs to the ground when no channel differs more than this from the border's median ...
GROUND_DIFFERENCE = 14
# ... or when it is a soft shadow: nearly grey, and not much darker than the ground. On a light ground what is lighter
# yet is its unevenness; on any other it is the product.
SHADOW_COLOUR, SHADOW_DEPTH = 8, 70
LIGHT_GROUND = 200
PLAIN_SHARE = 0.93
# A detection that fills this share of the only object in a picture is that object: its own outline is sharper.
SAME_OBJECT_SHARE = 0.5


@dataclass(frozen=True, eq=False)
class ProductCrop:
    """group: as asked for, or as detected. pixels: uint8 (h, w, 3). method: how it was found in its picture."""

    group: str
    pixels: NDArray[np.uint8]
    method: Method


def product_crop(photo: Photo, group: str, detector: Detector, margin: float) -> ProductCrop:
    """The garment of the product's group in its picture; with group "", of the group that is most to be seen.

    A lone object on a plain ground is the product ("trimmed"), unless a garment of the group is detected in a
    smaller part of it, as on a model ("detected"). On other grounds: the largest detection, else everything ("whole").
    Raises:
        NoGarmentError: no group was given and nothing is detected that would tell it.
    """
    confidence = detector.model.spec.settings["confidence"]
    detections = detector.detect(photo)
    if not group:
        if not detections:
            raise NoGarmentError("no garment is found in it that would tell its group; name the group in the table")
        group = max(detections, key=lambda each: each.score * _area(each.box)).group
    found = [each.box for each in detections if each.group == group and each.score >= confidence]
    garment, lone = max(found, key=_area, default=None), lone_object(photo)
    if garment and (lone is None or _area(garment) < SAME_OBJECT_SHARE * _area(lone)):
        return ProductCrop(group, photo.cut(garment, margin), "detected")
    if lone:
        return ProductCrop(group, photo.cut(lone, margin), "trimmed")
    return ProductCrop(group, photo.pixels, "whole")


def lone_object(photo: Photo) -> Box | None:
    """The box (px of the photo) of the only thing on a plain ground, or None."""
    found = object_box(photo.pixels)
    return None if found is None else whole(photo.in_full(np.array([found], np.float32))[0])


def object_box(pixels: NDArray[np.uint8]) -> Box | None:
    """The box of what differs from a plain ground, or None where the ground is not plain or shows nothing."""
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    ground = np.median(border, axis=0).astype(np.int16)
    if np.mean(_differs(border, ground)) > 1 - PLAIN_SHARE:
        return None
    differs = _differs(pixels, ground)
    # A row or column needs more than a few pixels of difference: JPEG noise is not the object.
    rows = np.flatnonzero(differs.sum(axis=1) > 2)
    columns = np.flatnonzero(differs.sum(axis=0) > 2)
    if not len(rows) or not len(columns):
        return None
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _differs(pixels: NDArray[np.uint8], ground: NDArray[np.int16]) -> NDArray[np.bool_]:
    """(..., 3) pixels -> (...) whether each is neither ground nor shadow on it."""
    depth = ground - pixels
    far = np.abs(depth).max(axis=-1) > GROUND_DIFFERENCE
    grey = np.ptp(depth, axis=-1) <= SHADOW_COLOUR
    shade = depth.max(axis=-1) <= SHADOW_DEPTH
    if ground.min() < LIGHT_GROUND:
        shade &= depth.min(axis=-1) >= 0
    return np.asarray(far & ~(grey & shade))


def _area(box: Box) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])
