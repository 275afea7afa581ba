"""Detections -> the views of the person from which the department is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box
from pipeline.detector import Detection, whole
from pipeline.photo import Photo

# Shares of the garments' common box. Chosen on validation photos: the views together beat the whole photo.
HEAD_ROOM, HEAD_ROOM_WITH_HEADWEAR = 0.16, 0.02
SIDE_ROOM, FOOT_ROOM = 0.10, 0.03
# Height by width. Half a person has no lower part of the kind that the model knows.
FULL_LENGTH = 2.0
ON_THE_HEAD = ("headwear", "eyewear")
# The views: which part of the person's height each shows.
PARTS = {"whole": (0.0, 1.0), "upper": (0.0, 0.55), "lower": (0.45, 1.0)}
AnyBox = tuple[float, float, float, float]


def person_views(photo: Photo, garments: Sequence[Detection]) -> list[NDArray[np.uint8]]:
    """The person whole, the upper part and, of a person shown in full length, the lower part, uint8 (h, w, 3) each.

    Without garments the whole photo alone.
    """
    if not garments:
        return [photo.pixels]
    box = person_box(photo, garments)
    shown = [name for name in PARTS if name != "lower" or is_full_length(box)]
    return [photo.cut(whole(np.array(part_of(box, name)))) for name in shown]


def is_full_length(box: AnyBox) -> bool:
    """Whether a person's outline is as tall as that of somebody shown from head to foot."""
    return box[3] - box[1] >= FULL_LENGTH * (box[2] - box[0])


def part_of(box: AnyBox, name: str, stretch: float = 1.0) -> AnyBox:
    """A part of the person's box by its name in PARTS; `stretch` makes an upper or lower part longer or shorter."""
    x0, y0, x1, y1 = box
    start, end = PARTS[name]
    tall = y1 - y0
    above = start if start == 0 else 1 - (1 - start) * stretch
    below = end if end == 1 else end * stretch
    return x0, y0 + above * tall, x1, y0 + below * tall


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
