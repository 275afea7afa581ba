"""Garments photographed alone (flat, hung, held): the box of the main object by segmentation against the border."""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.detector.geometry import GarmentBox
from training.detector.refine import large_parts
from training.detector.samples import Sample
from training.detector.street import read_rows
from training.splits import Splits

TOPWEAR = ("T-Shirt", "Longsleeve", "Shirt", "Polo", "Undershirt", "Hoodie", "Top", "Blouse", "Body")
GROUP_OF_LABEL = {
    **dict.fromkeys(TOPWEAR, "topwear"),
    **dict.fromkeys(("Pants", "Shorts", "Skirt"), "bottomwear"),
    **dict.fromkeys(("Outwear", "Blazer"), "outerwear"),
    "Dress": "dress",
    "Shoes": "footwear",
    "Hat": "headwear",
}
WORK_SIDE_PX = 160
BORDER_SHARE = 0.04
# Area of the foreground that is believable, as a share of the picture; outside it the box falls back to the border's.
BELIEVABLE = (0.08, 0.93)


@dataclass(frozen=True, order=True)
class Garment:
    """A picture of one garment and what its owner calls it."""

    image: str
    label: str

    @property
    def group(self) -> str:
        """The group its label belongs to."""
        return GROUP_OF_LABEL[self.label]


def list_garments(garments: Path, splits: Splits, parts: tuple[str, ...]) -> list[Garment]:
    """The pictures of a known kind whose sender is in one of the parts."""
    return [
        Garment(row["image"], row["label"])
        for row in read_rows(garments / "garments.csv")
        if row["label"] in GROUP_OF_LABEL and splits.part("garments", row["sender_id"]) in parts
    ]


def choose_balanced(items: list[Garment], per_label: int, seed: int) -> list[Garment]:
    """At most `per_label` items of each label, drawn with a fixed seed."""
    labels: dict[str, list[Garment]] = defaultdict(list)
    for item in sorted(items):
        labels[item.label].append(item)
    chosen = []
    for label in sorted(labels):
        random.Random(f"{seed} {label}").shuffle(labels[label])
        chosen += labels[label][:per_label]
    return chosen


def object_box(pixels: NDArray[np.uint8]) -> tuple[float, float, float, float]:
    """Box x0, y0, x1, y1 (pixels) of the main object of uint8 (H, W, 3) RGB.

    GrabCut (Rother, Kolmogorov, Blake 2004) with the outer 4 % as certain background, on a reduced copy; the largest
    connected part and everything at least a tenth of it counts (two shoes). When the result is not believable: the
    picture less its border.
    """
    height, width = pixels.shape[:2]
    scale = WORK_SIDE_PX / max(height, width)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    mask = _foreground(cv2.GaussianBlur(small, (0, 0), 1.5))
    share = float(mask.mean())
    if not BELIEVABLE[0] < share < BELIEVABLE[1]:
        return width * BORDER_SHARE, height * BORDER_SHARE, width * (1 - BORDER_SHARE), height * (1 - BORDER_SHARE)
    # Trim by pixel counts, not by the last pixel: hangers and stray threads are thin.
    columns, rows = mask.sum(axis=0), mask.sum(axis=1)
    xs = np.flatnonzero(columns > 0.03 * rows.size)
    ys = np.flatnonzero(rows > 0.03 * columns.size)
    sy, sx = height / mask.shape[0], width / mask.shape[1]
    return float(xs[0] * sx), float(ys[0] * sy), float((xs[-1] + 1) * sx), float((ys[-1] + 1) * sy)


def _foreground(small: NDArray[np.uint8]) -> NDArray[np.bool_]:
    height, width = small.shape[:2]
    border_x, border_y = max(2, int(width * BORDER_SHARE)), max(2, int(height * BORDER_SHARE))
    marks = np.full((height, width), cv2.GC_PR_BGD, np.uint8)
    marks[height // 8 : height - height // 8, width // 8 : width - width // 8] = cv2.GC_PR_FGD
    marks[:border_y], marks[-border_y:] = cv2.GC_BGD, cv2.GC_BGD
    marks[:, :border_x], marks[:, -border_x:] = cv2.GC_BGD, cv2.GC_BGD
    cv2.setRNGSeed(0)
    cv2.grabCut(small, marks, None, np.zeros((1, 65)), np.zeros((1, 65)), 4, cv2.GC_INIT_WITH_MASK)
    return large_parts(np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)), 0.1)


def garment_sample(garments: Path, item: Garment) -> Sample:
    """One picture with one box."""
    pixels = np.asarray(Image.open(garments / f"images/{item.image}.jpg").convert("RGB"))
    return Sample(f"garment_{item.image}", pixels, (GarmentBox(item.group, *object_box(pixels)),))
