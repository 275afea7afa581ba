"""From a mask to one box per group: the rule by which the shared boxes.csv was made, before they were read by eye."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

LABELS_OF_GROUP = {
    "bag": ("bag", "purse", "wallet"),
    "belt": ("belt",),
    "bottomwear": ("skirt", "pants", "leggings", "jeans", "shorts"),
    "dress": ("dress", "romper"),
    "eyewear": ("sunglasses", "glasses"),
    "footwear": ("boots", "clogs", "flats", "heels", "loafers", "pumps", "sandals", "shoes", "sneakers", "wedges"),
    "headwear": ("hat",),
    "outerwear": ("blazer", "cape", "coat", "jacket"),
    "scarf": ("scarf",),
    "topwear": (
        "blouse",
        "bodysuit",
        "bra",
        "cardigan",
        "hoodie",
        "jumper",
        "shirt",
        "sweater",
        "sweatshirt",
        "t-shirt",
        "top",
        "vest",
    ),
}
# A connected part with less than this share of its group's pixels, or fewer pixels than MIN_PIXELS, is a speck. Shares
# and pixels were found by trying which ones give the shared boxes again.
SPECK_SHARE = {"bag": 0.02, "belt": 0.02, "headwear": 0.02, "footwear": 0.08}
OTHER_SPECK_SHARE = 0.05
MIN_PIXELS = 20
# A suit over more than this share of the photo's height, with nothing below it, is in one piece: a dress.
ONE_PIECE_HEIGHT = 0.5
NEIGHBOURS = np.ones((3, 3), int)  # diagonal neighbours are connected


@dataclass(frozen=True)
class MaskBox:
    """Box of a group in pixels, x1 and y1 exclusive; label: the one with most pixels; parts: connected parts kept."""

    group: str
    label: str
    x0: int
    y0: int
    x1: int
    y1: int
    mask_pixels: int
    parts: int


def boxes_of(mask: NDArray[np.uint8], labels: Sequence[str]) -> list[MaskBox]:
    """The boxes of a mask (H, W) whose values are indices into `labels`, by name of the group."""
    found = {group: _box(mask, labels, group, names) for group, names in LABELS_OF_GROUP.items()}
    suit = _box(mask, labels, "outerwear", ("suit",))
    if suit and found["bottomwear"] is None and suit.y1 - suit.y0 > ONE_PIECE_HEIGHT * len(mask):
        suit = replace(suit, group="dress")
    if suit:
        found[suit.group] = _joined(suit, found[suit.group])
    return [box for _, box in sorted(found.items()) if box]


def _joined(box: MaskBox, other: MaskBox | None) -> MaskBox:
    """Around both; what else is said is said of the one with more pixels."""
    if other is None:
        return box
    x0, y0 = min(box.x0, other.x0), min(box.y0, other.y0)
    x1, y1 = max(box.x1, other.x1), max(box.y1, other.y1)
    return replace(max(box, other, key=lambda each: each.mask_pixels), x0=x0, y0=y0, x1=x1, y1=y1)


def _box(mask: NDArray[np.uint8], labels: Sequence[str], group: str, names: Sequence[str]) -> MaskBox | None:
    values = [labels.index(name) for name in names if name in labels]
    parts, count = ndimage.label(np.isin(mask, values), structure=NEIGHBOURS)
    areas = np.bincount(parts.ravel(), minlength=count + 1)[1:]
    large = areas >= max(MIN_PIXELS, SPECK_SHARE.get(group, OTHER_SPECK_SHARE) * areas.sum())
    kept = np.isin(parts, np.flatnonzero(large) + 1)
    if not kept.any():
        return None
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    label = labels[int(np.bincount(mask[kept]).argmax())]
    corners = int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1
    return MaskBox(group, label, *corners, int(kept.sum()), int(large.sum()))
