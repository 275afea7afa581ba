"""Pictures from the project's own renders: products of the boutique cut from their white ground, and training looks.

Bags, glasses and hats are scarce in the photos and never large there; a render is exact and free. One product in five
(by its id) is kept for validation. Demo looks are never used.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.detector.geometry import GarmentBox, extent
from training.detector.refine import large_parts
from training.detector.samples import CutOut, Sample
from training.detector.street import GROUPS, read_rows

EDGE_FROM = 40.0
CLOSE_PX = 7


def part_of(product_id: str) -> str:
    """ "val" for one product in five, else "train"."""
    return "val" if hashlib.sha256(product_id.encode()).digest()[0] % 5 == 0 else "train"


def rendered_products(atelier: Path, part: str) -> list[CutOut]:
    """The boutique's products of a part, cut out; none when nothing is rendered yet."""
    table = atelier / "products.csv"
    if not table.exists():
        return []
    rows = [row for row in read_rows(table) if part_of(row["product_id"]) == part and row["group"] in GROUPS]
    pictures = [(row["group"], atelier / "products" / row["image"]) for row in rows]
    found = [cut_from_white(group, _pixels(path)) for group, path in pictures if path.exists()]
    return [item for item in found if item]


def cut_from_white(group: str, pixels: NDArray[np.uint8]) -> CutOut | None:
    """The object in uint8 (H, W, 3) RGB on white, without its soft shadow; None on an empty picture.

    A shadow has no edges and an object's outline has, be it white: what the border cannot be reached from without
    crossing an edge is the object.
    """
    strength = np.zeros(pixels.shape[:2], np.float32)
    for channel in cv2.split(cv2.GaussianBlur(pixels, (0, 0), 0.7)):
        across = cv2.Sobel(channel, cv2.CV_32F, 1, 0)
        strength = np.maximum(strength, cv2.magnitude(across, cv2.Sobel(channel, cv2.CV_32F, 0, 1)))
    edges = (strength > EDGE_FROM).astype(np.uint8)
    closed = cv2.morphologyEx(edges, cv2.MORPH_CLOSE, np.ones((CLOSE_PX, CLOSE_PX), np.uint8))
    outside = np.pad(closed, 1)
    cv2.floodFill(outside, None, (0, 0), 2)
    inside = cv2.erode((outside[1:-1, 1:-1] != 2).astype(np.uint8), np.ones((3, 3), np.uint8))
    if not inside.any():
        return None
    mask = large_parts(inside > 0, 0.05)
    window = extent(mask)
    if window is None:
        return None
    x0, y0, x1, y1 = window
    return CutOut(group, pixels[y0:y1, x0:x1], mask[y0:y1, x0:x1])


def training_looks(folder: Path, part: str) -> Iterator[Sample]:
    """Rendered looks made for training, with exact boxes, one in five for validation; none without a looks.json."""
    table = folder / "looks.json"
    for look in json.loads(table.read_text("utf-8")) if table.exists() else []:
        if part_of(look["id"]) != part:
            continue
        boxes = tuple(GarmentBox(item["group"], *map(float, item["box"])) for item in look["items"])
        yield Sample(f"look_{look['id']}", _pixels(folder / look["file"]), boxes)


def _pixels(path: Path) -> NDArray[np.uint8]:
    return np.asarray(Image.open(path).convert("RGB"))
