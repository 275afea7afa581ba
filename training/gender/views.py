"""Street photos -> the framings a person may upload: whole photo, upper body, lower body, on white ground."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.photo import read_photo
from pipeline.preprocess import letterbox
from training.splits import Splits
from training.tables import people, rows, shop_pictures

LABELS = ("men", "women")
SIZE = 224
PAD_VALUE = 114
TRAINING_VIEWS = ("full", "full", "upper", "upper", "lower", "white", "white upper")

Pixels = NDArray[np.uint8]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Person:
    """A photo to learn or score from. label: index into LABELS; keypoints: float (17, 2) px, COCO order, or None."""

    name: str
    photo: Path
    mask: Path | None
    label: int
    keypoints: NDArray[np.float64] | None


def street_people(data: Path, splits: Splits, part: str) -> list[Person]:
    """Sure readings of one part of the street photos."""
    wanted, points = set(splits.ids("street", part)), keypoints(data / "street/keypoints.csv")
    return [
        Person(
            row.photo,
            data / f"street/photos/{row.photo}.webp",
            mask if (mask := data / f"street/masks/{row.photo}.png").exists() else None,
            LABELS.index(row.gender),
            points.get(row.photo),
        )
        for row in people()
        if row.sure and row.photo in wanted
    ]


def shop_people(data: Path) -> list[Person]:
    """All shop pictures: another source, never trained on. The gender is the department that sells the product."""
    return [
        Person(row.image, data / "shop/images" / row.image, None, LABELS.index(row.gender), None)
        for row in shop_pictures(data)
    ]


def keypoints(table: Path) -> dict[str, NDArray[np.float64]]:
    """Photo id -> COCO keypoints (17, 2) in px; pseudo-labels of a teacher model, good enough to frame a crop."""
    found = {}
    for row in rows(table):
        values = list(row.values())[1:]
        found[row["id"]] = np.array(values, np.float64).reshape(17, 3)[:, :2]
    return found


def whole(person: Person) -> Pixels:
    """The photo as the app would give it to the model: uint8 (SIZE, SIZE, 3)."""
    return letterbox(read_photo(person.photo).pixels, SIZE, PAD_VALUE).pixels


def training_views(person: Person, views: Sequence[str], seed: int) -> Iterator[Pixels]:
    """The photo in the given framings, each with its own jitter, half of them mirrored."""
    draw = random.Random(f"{seed} {person.name}")
    pixels = read_photo(person.photo).pixels
    cut_out = on_white(pixels, person.mask) if person.mask else None
    for view in views:
        source = cut_out if view.startswith("white") and cut_out is not None else pixels
        framed = crop_to(source, framing(view, source, person.keypoints, draw))
        yield letterbox(_lit(framed, draw), SIZE, PAD_VALUE).pixels


def framing(view: str, pixels: Pixels, points: NDArray[np.float64] | None, draw: random.Random) -> Rectangle:
    """Rectangle (x0, y0, x1, y1 px) of a view with random margins; the whole photo where no keypoints are known."""
    height, width = pixels.shape[:2]
    if points is None:
        return 0.0, 0.0, float(width), float(height)
    head, hips, feet = points[:5, 1].min(), points[11:13, 1].mean(), points[15:17, 1].max()
    tall = max(feet - head, 0.2 * height)
    left, right = points[:, 0].min() - 0.12 * tall, points[:, 0].max() + 0.12 * tall
    top, bottom = head - draw.uniform(0.06, 0.16) * tall, feet + draw.uniform(0.03, 0.12) * tall
    if view.endswith("upper"):
        bottom = hips + draw.uniform(-0.05, 0.18) * tall
    elif view == "lower":
        top = hips - draw.uniform(0.0, 0.2) * tall
    elif view == "full" and draw.random() < 0.5:
        return 0.0, 0.0, float(width), float(height)
    jitter = 0.15 * (right - left)
    return left - draw.uniform(-0.3, 1) * jitter, top, right + draw.uniform(-0.3, 1) * jitter, bottom


def on_white(pixels: Pixels, mask: Path) -> Pixels:
    """The person (every mask label but 0 = null) on white ground, as shops show people."""
    person = np.asarray(Image.open(mask)) > 0
    return np.where(person[..., None], pixels, np.uint8(255))


def crop_to(pixels: Pixels, rectangle: Rectangle) -> Pixels:
    """The rectangle (x0, y0, x1, y1 px) of a picture, clipped to it; the whole picture where a sliver would be left."""
    height, width = pixels.shape[:2]
    x0, x1 = sorted(round(min(max(x, 0), width)) for x in (rectangle[0], rectangle[2]))
    y0, y1 = sorted(round(min(max(y, 0), height)) for y in (rectangle[1], rectangle[3]))
    if x1 - x0 < 32 or y1 - y0 < 32:  # a keypoint went astray: the whole photo teaches more than a sliver
        return pixels
    return pixels[y0:y1, x0:x1]


def _lit(pixels: Pixels, draw: random.Random) -> Pixels:
    """Mirror half of the pictures and change exposure and contrast mildly."""
    if draw.random() < 0.5:
        pixels = pixels[:, ::-1]
    gain, shift = draw.uniform(0.8, 1.2), draw.uniform(-20, 20)
    return np.clip(pixels * np.float32(gain) + np.float32(shift), 0, 255).astype(np.uint8)
