"""A box grown to the garment's true extent where the ground is white: GrabCut started from the box."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from training.detector.geometry import GarmentBox, overlap

WORK_SIDE_PX = 192
WHITE_FROM = 244
MIN_PIXELS = 50
MIN_OVERLAP = 0.35


def refined(pixels: NDArray[np.uint8], box: GarmentBox) -> GarmentBox:
    """The box of what looks like the box's content, in uint8 (H, W, 3) RGB on a white ground.

    Meant for trousers, skirts and shorts, of one colour unlike skin and shoes; a box that comes out quite different
    (overlap under 0.35) is not believed, and the given one is returned.
    """
    height, width = pixels.shape[:2]
    scale = WORK_SIDE_PX / max(height, width)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), 0.8)
    scaled = box.moved(scale, 0, 0)
    marks = np.full(small.shape[:2], cv2.GC_PR_BGD, np.uint8)
    marks[round(scaled.y0) : round(scaled.y1), round(scaled.x0) : round(scaled.x1)] = cv2.GC_PR_FGD
    marks[small.min(axis=2) > WHITE_FROM] = cv2.GC_BGD
    if (marks == cv2.GC_PR_FGD).sum() < MIN_PIXELS or not (marks != cv2.GC_PR_FGD).any():
        return box
    cv2.setRNGSeed(0)
    cv2.grabCut(small, marks, None, np.zeros((1, 65)), np.zeros((1, 65)), 5, cv2.GC_INIT_WITH_MASK)
    mask = large_parts(np.isin(marks, (cv2.GC_FGD, cv2.GC_PR_FGD)), 0.2)
    rows, columns = np.flatnonzero(mask.sum(axis=1) >= 3), np.flatnonzero(mask.sum(axis=0) >= 3)
    if not rows.size or not columns.size:
        return box
    corners = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    found = GarmentBox(box.group, *(float(value) / scale for value in corners)).clipped((0, 0, width, height))
    return found if overlap(found, box) > MIN_OVERLAP else box


def large_parts(mask: NDArray[np.bool_], share: float) -> NDArray[np.bool_]:
    """The connected parts of (H, W) that have at least `share` of the largest one's pixels, specks removed."""
    opened = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    count, parts, stats, _ = cv2.connectedComponentsWithStats(opened)
    areas = stats[1:, cv2.CC_STAT_AREA]
    return np.isin(parts, [index + 1 for index in range(count - 1) if areas[index] >= share * areas.max()])
