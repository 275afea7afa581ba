"""Detections -> the views of the person from which the department is read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import Box
from pipeline.detector import Detection
from pipeline.photo import Photo

# Shares of the garments' common box. Chosen on validation photos: both views together beat the whole photo.
HEAD_ROOM, HEAD_ROOM_WITH_HEADWEAR = 0.16, 0.02
SIDE_ROOM, FOOT_ROOM = 0.10, 0.03
UPPER_SHARE = 0.55
ON_THE_HEAD = ("headwear", "eyewear")


def person_views(photo: Photo, garments: Sequence[Detection]) -> list[NDArray[np.uint8]]:
    """The person whole and the upper part of the person, uint8 (h, w, 3) each; the whole photo without garments."""
    if not garments:
        return [photo.pixels]
    x0, y0, x1, y1 = person_box(photo, garments)
    middle = max(y0 + 1, y0 + round(UPPER_SHARE * (y1 - y0)))
    return [photo.cut((x0, y0, x1, y1)), photo.cut((x0, y0, x1, middle))]


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
