"""Street photos with their garment boxes, and the regions of a photo that would teach a wrong lesson.

A photo whose annotation lacks a garment (`missing` in box_corrections.csv) teaches "there is none here", and a box
marked `sure` = 0 has a wrong extent. Neither photo is thrown away: the region is blocked, and only crops that do not
touch a blocked region are used. Missing glasses and hats block the head; another missing garment blocks everything.
What the project's own corrections.csv says about a photo goes before all of this.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.detector.corrections import Correction, load_corrections
from training.detector.geometry import GarmentBox, Window, extent, overlap

GROUPS = ("topwear", "bottomwear", "dress", "outerwear", "footwear", "bag", "headwear", "eyewear")
HEAD_GROUPS = frozenset({"headwear", "eyewear"})
UNSURE_MARGIN = 0.6
FAR = 1_000_000.0


@dataclass(frozen=True)
class MaskedBox:
    """A box and the mask label most of its pixels carry."""

    box: GarmentBox
    label: str


@dataclass(frozen=True)
class StreetPhoto:
    """A street photo: sure boxes, and regions that no training crop may touch. mask_path: None where none exists."""

    name: str
    photo_path: Path
    mask_path: Path | None
    boxes: tuple[MaskedBox, ...]
    blocked: tuple[GarmentBox, ...]

    def pixels(self) -> NDArray[np.uint8]:
        """uint8 (H, W, 3) RGB."""
        return np.asarray(Image.open(self.photo_path).convert("RGB"))

    def mask(self) -> NDArray[np.uint8]:
        """uint8 (H, W): index into mask_labels.txt, 0 is background."""
        if self.mask_path is None:
            raise ValueError(f"Photo {self.name} has no mask.")
        return np.asarray(Image.open(self.mask_path))

    def size(self) -> tuple[int, int]:
        """Width and height, px."""
        return Image.open(self.photo_path).size

    def person_window(self) -> Window:
        """Window around the person: the mask's, else the garments' (with a head above them)."""
        width, height = self.size()
        if self.mask_path:
            return person_window(self.mask())
        if not self.boxes:
            return 0, 0, width, height
        x0, x1 = min(item.box.x0 for item in self.boxes), max(item.box.x1 for item in self.boxes)
        y0, y1 = min(item.box.y0 for item in self.boxes), max(item.box.y1 for item in self.boxes)
        if not any(item.box.group in HEAD_GROUPS for item in self.boxes):
            y0 -= 0.16 * (y1 - y0)
        return max(0, int(x0)), max(0, int(y0)), min(width, int(x1) + 1), min(height, int(y1) + 1)

    def corrected(self, fixes: Iterable[Correction]) -> StreetPhoto:
        """With our own reading of single groups in place of what was known about them."""
        said = {fix.group: fix for fix in fixes}
        kept = tuple(item for item in self.boxes if item.box.group not in said)
        read = tuple(MaskedBox(fix.box, "") for fix in said.values() if fix.box)
        blocked = tuple(region for region in self.blocked if region.group not in said)
        return replace(self, boxes=kept + read, blocked=blocked)


@cache
def mask_labels(street: Path) -> tuple[str, ...]:
    """Names of the mask's pixel values."""
    return tuple((street / "mask_labels.txt").read_text(encoding="utf-8").split())


def read_rows(path: Path) -> list[dict[str, str]]:
    """All rows of a CSV file."""
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def load_street(street: Path, names: Iterable[str]) -> list[StreetPhoto]:
    """The masked photos among `names`, with boxes of the eight groups, corrected."""
    sure: dict[str, list[MaskedBox]] = defaultdict(list)
    blocked: dict[str, list[GarmentBox]] = defaultdict(list)
    for row in read_rows(street / "boxes.csv"):
        if row["group"] not in GROUPS:
            continue
        box = GarmentBox(row["group"], *(float(row[key]) for key in ("x0", "y0", "x1", "y1")))
        if row["sure"] == "1":
            sure[row["id"]].append(MaskedBox(box, row["label"]))
        else:
            blocked[row["id"]].append(box.grown(UNSURE_MARGIN))
    for row in read_rows(street / "box_corrections.csv"):
        if row["verdict"] == "missing" and row["group"] in GROUPS:
            blocked[row["id"]].append(missing_region(street, row["id"], row["group"]))
    fixes = load_corrections()
    return [
        StreetPhoto(name, street / f"photos/{name}.webp", path, tuple(sure[name]), tuple(blocked[name])).corrected(
            fixes[name]
        )
        for name in sorted(names)
        if (path := street / f"masks/{name}.png").exists() and not any(fix.leave_out for fix in fixes[name])
    ]


def missing_region(street: Path, name: str, group: str) -> GarmentBox:
    """Where a garment without a box must be: the head for glasses and hats, anywhere for others."""
    return GarmentBox(group, -FAR, -FAR, FAR, _shoulders(street)[name] if group in HEAD_GROUPS else FAR)


@cache
def _shoulders(street: Path) -> dict[str, float]:
    return {
        row["id"]: max(float(row["left_shoulder_y"]), float(row["right_shoulder_y"]))
        for row in read_rows(street / "keypoints.csv")
    }


def garment_pixels(item: MaskedBox, mask: NDArray[np.uint8], labels: tuple[str, ...]) -> NDArray[np.bool_] | None:
    """The garment's pixels (H, W), or None when the mask's label does not explain the box (overlap under 0.8)."""
    if item.label not in labels:  # a box of our own reading
        return None
    x0, y0, x1, y1 = (int(v) for v in (item.box.x0, item.box.y0, item.box.x1, item.box.y1))
    inside = np.zeros(mask.shape, bool)
    inside[y0:y1, x0:x1] = mask[y0:y1, x0:x1] == labels.index(item.label)
    found = extent(inside)
    if found is None or overlap(GarmentBox(item.box.group, *found), item.box) < 0.8:
        return None
    return inside


def person_window(mask: NDArray[np.uint8]) -> Window:
    """Window around everything that is not background; the whole picture when the mask is empty."""
    return extent(mask > 0) or (0, 0, mask.shape[1], mask.shape[0])
