"""Arithmetic on boxes: float32 arrays (n, 4) of x0, y0, x1, y1 in pixels, x1 and y1 exclusive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
KEPT = -1


def from_centres(boxes: FloatArray) -> FloatArray:
    """(n, 4) centre x, centre y, width, height -> corners."""
    half = boxes[:, 2:] / 2
    return np.concatenate([boxes[:, :2] - half, boxes[:, :2] + half], axis=1)


def clip(boxes: FloatArray, width: int, height: int) -> FloatArray:
    """Corners limited to the picture."""
    return np.clip(boxes, 0, np.array([width, height, width, height], np.float32))


def areas(boxes: FloatArray) -> FloatArray:
    """(n,) areas in px²; 0 for an empty box."""
    sides = np.maximum(boxes[:, 2:] - boxes[:, :2], 0)
    return np.asarray(sides[:, 0] * sides[:, 1], np.float32)


def iou(box: FloatArray, others: FloatArray) -> FloatArray:
    """Intersection over union (n,) in 0..1 of one box (4,) with others (n, 4); 0 where both are empty."""
    low, high = np.maximum(box[:2], others[:, :2]), np.minimum(box[2:], others[:, 2:])
    sides = np.maximum(high - low, 0)
    shared = sides[:, 0] * sides[:, 1]
    union = areas(box[None])[0] + areas(others) - shared
    return np.asarray(np.where(union > 0, shared / np.maximum(union, 1e-9), 0), np.float32)


def overlap(box: Sequence[float], other: Sequence[float]) -> float:
    """Intersection over union of two boxes, 0..1."""
    return float(iou(np.asarray(box, np.float32), np.asarray([other], np.float32))[0])


def nested(box: Sequence[float], other: Sequence[float]) -> float:
    """Which share of the smaller of two boxes lies in the larger, 0..1; 0 where one is empty."""
    both = np.asarray([box, other], np.float32)
    sides = np.maximum(both[:, 2:].min(axis=0) - both[:, :2].max(axis=0), 0)
    smaller = float(areas(both).min())
    return float(sides[0] * sides[1]) / smaller if smaller > 0 else 0.0


def suppress(
    boxes: FloatArray, scores: FloatArray, labels: NDArray[np.int64], same_iou: float, other_iou: float
) -> NDArray[np.int64]:
    """Greedy non-maximum suppression; returns the kept indices, best score first.

    A box is dropped when a better kept box overlaps it by more than `same_iou` (same label) or `other_iou`
    (another label: one piece of clothing is not two garments). What is kept at a lower score never depends on a
    later threshold, so raising the threshold only removes boxes.
    """
    order = np.lexsort((labels, -scores))
    by = suppressors(boxes, scores, labels, same_iou, other_iou)
    return np.asarray(order[by[order] == KEPT], np.int64)


def suppressors(
    boxes: FloatArray, scores: FloatArray, labels: NDArray[np.int64], same_iou: float, other_iou: float
) -> NDArray[np.int64]:
    """For each box (n,) the index of the best kept box that drops it in `suppress`, or KEPT."""
    by = np.full(len(boxes), KEPT, np.int64)
    kept: list[int] = []
    for index in np.lexsort((labels, -scores)):
        if kept:
            limits = np.where(labels[kept] == labels[index], same_iou, other_iou)
            (over,) = np.nonzero(iou(boxes[index], boxes[kept]) > limits)
            if len(over):
                by[index] = kept[over[0]]
                continue
        kept.append(int(index))
    return by
