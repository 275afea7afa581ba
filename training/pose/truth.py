"""What is known about a pose: a teacher's keypoints, facing as read by eye, framing from what a cut keeps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.pose import FACINGS, FRAMINGS
from training.splits import Splits
from training.tables import people, rows, shop_pictures

UNKNOWN = -1
# Which view of a shop product shows which side; other views are not labelled.
FACING_OF_VIEW = {"main": "front", "back": "back"}
FRAMING_OF_HALF = {"Tops": "upper", "Bottoms": "lower"}
# A cut closer to a joint than this share of the person's height leaves the framing open.
DOUBT = 0.025
Floats = NDArray[np.float64]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Posed:
    """A photo with what is known. points: (17, 3) x, y in px and the teacher's score, or None. facing, framing: indices
    into FACINGS and FRAMINGS, or UNKNOWN; framing is that of the whole picture."""

    name: str
    photo: Path
    points: Floats | None
    facing: int
    framing: int


def street_poses(data: Path, splits: Splits, part: str) -> list[Posed]:
    """One part of the street photos: all full-length. A doubtful facing is unknown."""
    points, wanted = teacher(data / "street/keypoints.csv"), set(splits.ids("street", part))
    return [
        Posed(
            row.photo,
            data / f"street/photos/{row.photo}.webp",
            points[row.photo],
            FACINGS.index(row.facing) if row.facing_sure and row.facing in FACINGS else UNKNOWN,
            FRAMINGS.index("full"),
        )
        for row in people()
        if row.photo in wanted and row.photo in points
    ]


def shop_poses(data: Path, splits: Splits, part: str) -> list[Posed]:
    """Shop pictures of one part: a main view shows the front, a back view the back, of the half that is sold."""
    return [
        Posed(
            picture.image,
            data / "shop/images" / picture.image,
            None,
            FACINGS.index(FACING_OF_VIEW[picture.view]),
            FRAMINGS.index(FRAMING_OF_HALF[picture.half]),
        )
        for picture in shop_pictures(data)
        if picture.view in FACING_OF_VIEW and splits.part("shop", picture.sku) == part
    ]


def teacher(table: Path) -> dict[str, Floats]:
    """Photo id -> COCO keypoints (17, 3): x, y in px, score; pseudo-labels of MoveNet Lightning."""
    return {row["id"]: np.array(list(row.values())[1:], np.float64).reshape(17, 3) for row in rows(table)}


def heights(points: Floats) -> tuple[float, float, float, float, float]:
    """y of head, shoulders, hips, knees and ankles in px."""
    ys = points[:, 1]
    return float(ys[:5].mean()), *(float(ys[pair : pair + 2].mean()) for pair in (5, 11, 13, 15))  # type: ignore[return-value]


def framing_of(points: Floats, rectangle: Rectangle) -> int:
    """What a cut (x0, y0, x1, y1 px) of a full-length photo shows: an index into FRAMINGS, UNKNOWN on the borderline.

    full: shoulders to ankles; upper: shoulders to hips at least; lower: hips to knees, or knees to ankles, at least,
    without the shoulders; detail: anything less, also where less than half of the body's width is shown.
    """
    head, shoulders, hips, knees, ankles = heights(points)
    tall = max(ankles - head, 1.0)
    x0, y0, x1, y1 = rectangle
    if any(abs(edge - joint) < DOUBT * tall for edge in (y0, y1) for joint in (shoulders, hips, knees, ankles)):
        return UNKNOWN
    left, right = np.quantile(points[:, 0], (0.1, 0.9))
    shown = min(x1, right) - max(x0, left)
    if shown < 0.5 * (right - left):
        return FRAMINGS.index("detail")
    has = {name: y0 < y < y1 for name, y in zip(("s", "h", "k", "a"), (shoulders, hips, knees, ankles), strict=True)}
    if has["s"] and has["a"]:
        return FRAMINGS.index("full")
    if has["s"] and has["h"]:
        return FRAMINGS.index("upper")
    if has["k"] and (has["h"] or has["a"]) and not has["s"]:
        return FRAMINGS.index("lower")
    return FRAMINGS.index("detail")


def agreement(found: Sequence[Floats], truth: Sequence[Floats], share: float, sure: float = 0.3) -> dict[str, float]:
    """PCK: share of the teacher's sure keypoints that are found within `share` of the person's longer side.

    found: (17, 2 or more) px; truth: (17, 3). The person's box is that of the teacher's sure points.
    """
    right, parts = (
        [],
        {"head": range(5), "shoulders": (5, 6), "arms": range(7, 11), "hips": (11, 12), "legs": range(13, 17)},
    )
    for points, known in zip(found, truth, strict=True):
        kept = known[:, 2] >= sure
        side = np.ptp(known[kept, :2], axis=0).max()
        near = np.hypot(*(points[:, :2] - known[:, :2]).T) <= share * side
        right.append(np.where(kept, near, np.nan))
    table = np.array(right)
    return {"all": float(np.nanmean(table))} | {
        name: float(np.nanmean(table[:, list(chosen)])) for name, chosen in parts.items()
    }
