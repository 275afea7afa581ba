"""Detections -> the person whom the garments outline."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box
from pipeline.detector import Detection
from pipeline.photo import Photo

# Shares of the garments' common box.
HEAD_ROOM, HEAD_ROOM_WITH_HEADWEAR = 0.16, 0.02
SIDE_ROOM, FOOT_ROOM = 0.10, 0.03
ON_THE_HEAD = ("headwear", "eyewear")
FULL_LENGTH = 2.0  # height by width of somebody shown from head to foot, at least


def person_view(photo: Photo, garments: Sequence[Detection]) -> NDArray[np.uint8]:
    """The person's pixels, uint8 (h, w, 3); the whole photo without garments."""
    return photo.cut(person_box(photo, garments)) if garments else photo.pixels


def is_full_length(view: NDArray[np.uint8]) -> bool:
    """Whether a person's pixels (h, w, 3) are as tall as those of somebody shown from head to foot."""
    high, wide = view.shape[:2]
    return bool(high >= FULL_LENGTH * wide)


def person_box(photo: Photo, garments: Sequence[Detection]) -> Box:
    """The box of all garments, with room for head, arms and feet, inside the photo."""
    lefts, tops, rights, bottoms = zip(*(each.box for each in garments), strict=True)
    x0, y0, x1, y1 = min(lefts), min(tops), max(rights), max(bottoms)
    has_head = any(each.group in ON_THE_HEAD for each in garments)
    side = SIDE_ROOM * (x1 - x0)
    above = (HEAD_ROOM_WITH_HEADWEAR if has_head else HEAD_ROOM) * (y1 - y0)
    return (
        int(max(0, x0 - side)),
        int(max(0, y0 - above)),
        int(min(photo.width, x1 + side)),
        int(min(photo.height, y1 + FOOT_ROOM * (y1 - y0))),
    )
