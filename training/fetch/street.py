"""Clothing Co-Parsing as `street/`: photos, masks, boxes, tags; of our split table's photos only.

Upstream: photos/ID.jpg; annotations/pixel-level/ID.mat (`groundtruth`, H x W) or image-level/ID.mat (`tags`); values
are indices into label_list.mat (`label_list`, 59 names).
"""

from __future__ import annotations

import colorsys
import shutil
from collections.abc import Sequence
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.io import loadmat

from pipeline.errors import FetchError
from training.fetch.boxes import MaskBox, boxes_of
from training.fetch.keypoints import HEADER, keypoint_rows
from training.fetch.writing import write_table
from training.splits import Splits
from training.tables import PEOPLE

WEBP_QUALITY = 80  # gives files of the shared photos' size
NO_GARMENT = ("null", "hair", "skin")
BOXES = ("id", "group", "label", "x0", "y0", "x1", "y1", "width", "height", "mask_pixels", "parts", "sure")
CORRECTIONS = ("id", "group", "verdict", "new_group", "note")
RAW_BOXES = (
    "boxes.csv holds raw boxes: the shared folder's were read by eye (118 regrouped, 42 dropped, 152 unsure, 103 \
missing garments named), which nothing derives; figures will differ from the published ones"
)
NO_TEACHER = "no keypoints.csv, for {} is not there: gender, pose and parts of the detector's training need it"
OTHER_KEYPOINTS = "keypoints.csv by one look at each photo; the shared one took two"


def prepare(files: Path, ready: Path, splits: Splits, teacher: Path) -> list[str]:
    """Fill `ready` from the repository's files; see Source."""
    labels = [str(name.item()) for name in _variable(files / "label_list.mat", "label_list").ravel()]
    (ready / "mask_labels.txt").write_text("\n".join(labels) + "\n", encoding="utf-8")
    for folder in ("photos", "masks"):
        (ready / folder).mkdir()
    boxes: list[tuple[object, ...]] = []
    tags: list[tuple[str, str]] = []
    for name in splits.ids("street", "train", "val", "test"):
        size = _photo(files / f"photos/{name}.jpg", ready / f"photos/{name}.webp")
        if (pixels := files / f"annotations/pixel-level/{name}.mat").exists():
            boxes += _masked(name, pixels, size, labels, ready)
        else:
            tags.append((name, _tags(files / f"annotations/image-level/{name}.mat", labels)))
    write_table(ready / "boxes.csv", BOXES, boxes)
    write_table(ready / "tags.csv", ("id", "tags"), tags)
    write_table(ready / "box_corrections.csv", CORRECTIONS, ())
    shutil.copyfile(PEOPLE, ready / "people.csv")
    return [RAW_BOXES, _keypoints(ready, teacher)]


def _photo(path: Path, target: Path) -> tuple[int, int]:
    if not path.exists():
        raise FetchError(f"{path.name} is not among the photos of the pinned revision, but in our split table")
    photo = Image.open(path).convert("RGB")
    photo.save(target, quality=WEBP_QUALITY, method=4)
    return photo.size


def _masked(
    name: str, path: Path, size: tuple[int, int], labels: Sequence[str], ready: Path
) -> list[tuple[object, ...]]:
    mask = _variable(path, "groundtruth").astype(np.uint8)
    if mask.shape != size[::-1] or mask.max() >= len(labels):
        raise FetchError(f"the mask of photo {name} does not fit: {mask.shape} for {size}, values to {mask.max()}")
    picture = Image.fromarray(mask)
    picture.putpalette(_palette(len(labels)))
    picture.save(ready / f"masks/{name}.png", optimize=True)
    return [_row(name, size, box) for box in boxes_of(mask, labels)]


def _row(name: str, size: tuple[int, int], box: MaskBox) -> tuple[object, ...]:
    group, label, x0, y0, x1, y1, pixels, parts = astuple(box)
    return name, group, label, x0, y0, x1, y1, *size, pixels, parts, 1


def _tags(path: Path, labels: Sequence[str]) -> str:
    if not path.exists():
        raise FetchError(f"photo {path.stem} has neither a mask nor tags at the pinned revision")
    names = (labels[int(value)] for value in _variable(path, "tags").ravel())
    return "|".join(name for name in names if name not in NO_GARMENT)


def _keypoints(ready: Path, teacher: Path) -> str:
    if not teacher.exists():
        return NO_TEACHER.format(teacher)
    write_table(ready / "keypoints.csv", HEADER, keypoint_rows(teacher, sorted((ready / "photos").iterdir())))
    return OTHER_KEYPOINTS


def _variable(path: Path, name: str) -> NDArray[Any]:
    try:
        found: NDArray[Any] = loadmat(path)[name]
    except (OSError, KeyError, ValueError) as error:
        raise FetchError(f"{path.name} holds no {name} ({error})") from error
    return found


def _palette(count: int) -> list[int]:
    hues = (colorsys.hsv_to_rgb(index * 0.618 % 1, 0.7, 0.9) for index in range(1, count))
    return [0, 0, 0, *(round(255 * value) for colour in hues for value in colour)]
