"""Does a garment still find the same products when its box is a little off?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from pipeline.catalogue import Catalogue, Neighbour
from pipeline.crop import Box
from pipeline.embedder import Embedder
from pipeline.look import Candidate
from pipeline.photo import Photo

TOP = 5
SHIFT = 0.1  # of the box's own width or height
MOVES: dict[str, tuple[float, float, float]] = {  # name -> shift right, shift down, growth of both sides
    "10 % to the left": (-SHIFT, 0, 0),
    "10 % to the right": (SHIFT, 0, 0),
    "10 % up": (0, -SHIFT, 0),
    "10 % down": (0, SHIFT, 0),
    "10 % smaller": (0, 0, -SHIFT),
    "10 % larger": (0, 0, SHIFT),
}


@dataclass(frozen=True)
class Variant:
    """A moved or scaled box. similarity: cosine of its embedding to the original's. shared: how many of the TOP
    products stay; of: how many there are to share."""

    name: str
    box: Box
    similarity: float
    shared: int
    of: int


def stability(
    photo: Photo, candidate: Candidate, embedder: Embedder, catalogue: Catalogue, genders: Sequence[str]
) -> tuple[Variant, ...]:
    """Move and scale a garment's box by a tenth and search again: one batch through the embedder."""
    group = candidate.detection.group
    boxes = [_moved(candidate.detection.box, *move, photo.width, photo.height) for move in MOVES.values()]
    vectors = embedder.embed([photo.cut(box, embedder.crop_margin) for box in boxes], [group] * len(boxes))
    before = {each.row for each in candidate.nearest(tuple(genders), TOP)}
    variants = []
    for name, box, vector in zip(MOVES, boxes, vectors, strict=True):
        found = [each for gender in genders for each in catalogue.search(vector, group, gender, TOP)]
        after = {each.row for each in sorted(found, key=_nearest_first)[:TOP]}
        similarity = float(np.dot(vector, candidate.embedding))
        variants.append(Variant(name, box, similarity, len(before & after), len(before)))
    return tuple(variants)


def _nearest_first(neighbour: Neighbour) -> tuple[float, int]:
    return -neighbour.similarity, neighbour.row


def _moved(box: Box, right: float, down: float, growth: float, width: int, height: int) -> Box:
    """The moved box inside the photo, at least 1 x 1."""
    x0, y0, x1, y1 = box
    wide, tall = x1 - x0, y1 - y0
    left, top = x0 + right * wide - growth / 2 * wide, y0 + down * tall - growth / 2 * tall
    left, top = min(max(0, round(left)), width - 1), min(max(0, round(top)), height - 1)
    across, along = round(wide * (1 + growth)), round(tall * (1 + growth))
    return left, top, max(left + 1, min(width, left + across)), max(top + 1, min(height, top + along))
