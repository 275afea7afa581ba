"""Street photos -> the framings a person may upload: the person whole and in part, without head, on white ground."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.detector import Detector
from pipeline.person import is_full_length, person_box
from pipeline.photo import Photo, read_photo
from pipeline.preprocess import letterbox
from training.splits import Splits
from training.tables import people, rows, shop_pictures

LABELS = ("men", "women")
# A person is about as many pixels as a square of this side, whatever the shape: padded squares waste half on the tall.
# PART_SIZE: of half a person, who would be too large beside one in full length.
SIZE, PART_SIZE = 224, 208
SIZES = (144, 240)  # drawn from while training: nobody tells how much of the picture a person fills
PAD_VALUE, STRIDE = 114, 32
# The person whole, as the app looks at it, and in part; then what it may get: no head in the picture, a hidden face, a
# shop's white ground. PARTS: which part of the person's height each shows.
PARTS = {"whole": (0.0, 1.0), "upper": (0.0, 0.55), "lower": (0.45, 1.0)}
FRAMINGS = ("upper", "lower")  # as somebody may crop the photo
WHITE = "white "
TRAINING_VIEWS = (
    *PARTS,
    *("torso", "headless", "upper, face hidden"),
    *(f"{WHITE}{view}" for view in ("upper", "lower", "torso", "headless")),
)

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


def look_people(looks: Path) -> list[Person]:
    """Rendered looks: mannequins, whose clothes alone tell the department. None where nothing is rendered."""
    table = looks / "looks.json"
    found = json.loads(table.read_text("utf-8")) if table.exists() else []
    return [
        Person(
            entry["id"],
            looks / entry["file"],
            None,
            LABELS.index(entry["gender"]),
            np.array(entry["keypoints"], np.float64)[:, :2],
        )
        for entry in found
        if entry["gender"] in LABELS and entry.get("keypoints") and (looks / entry["file"]).exists()
    ]


def shop_people(data: Path, splits: Splits, *parts: str) -> list[Person]:
    """Shop pictures of the given parts' SKUs. The gender is the department that sells the product."""
    wanted = set(splits.ids("shop", *parts))
    return [
        Person(row.image, data / "shop/images" / row.image, None, LABELS.index(row.gender), None)
        for row in shop_pictures(data)
        if row.sku in wanted
    ]


def keypoints(table: Path) -> dict[str, NDArray[np.float64]]:
    """Photo id -> COCO keypoints (17, 2) in px; pseudo-labels of a teacher model, good enough to frame a crop."""
    found = {}
    for row in rows(table):
        values = list(row.values())[1:]
        found[row["id"]] = np.array(values, np.float64).reshape(17, 3)[:, :2]
    return found


def fitted(pixels: Pixels, size: int | None = None) -> Pixels:
    """A picture as the model takes it: uint8, about size x size px in the picture's own shape, both sides multiples of
    STRIDE. size: default as the app chooses it."""
    size = size or (SIZE if is_full_length(pixels) else PART_SIZE)
    return letterbox(pixels, size, PAD_VALUE, STRIDE, "area").pixels


def outline(photo: Photo, detector: Detector) -> Rectangle:
    """The person as the app sees it: the box around the detected garments; the whole photo without any."""
    confidence = detector.model.spec.settings["confidence"]
    garments = [each for each in detector.detect(photo) if each.score >= confidence]
    return person_box(photo, garments) if garments else (0, 0, photo.width, photo.height)


def app_view(photo: Photo, detector: Detector) -> Pixels:
    """What the app shows the model of a photo."""
    return fitted(crop_to(photo.pixels, outline(photo, detector)))


def framed(person: Person, view: str) -> Photo:
    """The photo cropped to an "upper" or "lower" body, each person always alike."""
    photo = read_photo(person.photo)
    rectangle = framing(view, photo.pixels, person.keypoints, random.Random(person.name))
    return Photo(photo.name, crop_to(photo.pixels, rectangle), photo.sha256)


def training_views(person: Person, views: Sequence[str], detector: Detector, seed: int) -> Iterator[Pixels]:
    """The person in the given framings, each with its own jitter, half of them mirrored. Views on white ground are left
    out where no mask is known, views without head where no keypoints are."""
    draw = random.Random(f"{seed} {person.name}")
    photo = read_photo(person.photo)
    box = outline(photo, detector)
    cut_out = on_white(photo.pixels, person.mask) if person.mask else None
    for view in views:
        source, plain = (cut_out, view.removeprefix(WHITE)) if view.startswith(WHITE) else (photo.pixels, view)
        if source is None or (plain not in PARTS and person.keypoints is None):
            continue
        if plain.endswith("face hidden"):
            source = hide_face(source, person.keypoints)
        part = crop_to(source, framed_as(plain, jittered(box, draw), person.keypoints, draw))
        yield fitted(_lit(part, draw), draw.randint(*SIZES))


def framed_as(view: str, box: Rectangle, points: NDArray[np.float64] | None, draw: random.Random) -> Rectangle:
    """Rectangle (x0, y0, x1, y1 px) of a view of the person in `box`."""
    name = view.split(",")[0]
    if name in PARTS:
        return part_of(box, name, draw.uniform(0.85, 1.15))
    assert points is not None
    shoulders, hips, head = points[5:7, 1].mean(), points[11:13, 1].mean(), points[:5, 1].mean()
    neck = shoulders - 0.45 * (shoulders - head)
    bottom = hips + draw.uniform(-0.02, 0.15) * (box[3] - box[1]) if name == "torso" else box[3]
    return box[0], neck, box[2], bottom


def part_of(box: Rectangle, name: str, stretch: float = 1.0) -> Rectangle:
    """A part of the person's box by its name in PARTS; `stretch` makes an upper or lower part longer or shorter."""
    x0, y0, x1, y1 = box
    start, end = PARTS[name]
    tall = y1 - y0
    above = start if start == 0 else 1 - (1 - start) * stretch
    below = end if end == 1 else end * stretch
    return x0, y0 + above * tall, x1, y0 + below * tall


def framing(view: str, pixels: Pixels, points: NDArray[np.float64] | None, draw: random.Random) -> Rectangle:
    """Rectangle of an "upper" or "lower" body, as somebody would crop the photo; all of it without keypoints."""
    height, width = pixels.shape[:2]
    if points is None:
        return 0.0, 0.0, float(width), float(height)
    head, hips, feet = points[:5, 1].min(), points[11:13, 1].mean(), points[15:17, 1].max()
    tall = max(feet - head, 0.2 * height)
    left, right = points[:, 0].min() - 0.12 * tall, points[:, 0].max() + 0.12 * tall
    top, bottom = head - draw.uniform(0.06, 0.16) * tall, feet + draw.uniform(0.03, 0.12) * tall
    if view == "upper":
        bottom = hips + draw.uniform(-0.05, 0.18) * tall
    else:
        top = hips - draw.uniform(0.0, 0.2) * tall
    jitter = 0.15 * (right - left)
    return left - draw.uniform(-0.3, 1) * jitter, top, right + draw.uniform(-0.3, 1) * jitter, bottom


def hide_face(pixels: Pixels, points: NDArray[np.float64] | None) -> Pixels:
    """The head blurred beyond recognition; the picture itself where no keypoints are known."""
    if points is None:
        return pixels
    x, y = points[:5].mean(axis=0)
    size = max(points[5:7, 1].mean() - y, 10)
    x0, y0 = max(0, int(x - 0.75 * size)), max(0, int(y - 0.95 * size))
    head = pixels[y0 : max(y0, int(y + 0.6 * size)), x0 : max(x0, int(x + 0.75 * size))]
    if min(head.shape[:2]) < 4:
        return pixels
    hidden = pixels.copy()
    blurred = cv2.resize(cv2.resize(head, (2, 2), interpolation=cv2.INTER_AREA), head.shape[1::-1])
    hidden[y0 : y0 + head.shape[0], x0 : x0 + head.shape[1]] = blurred
    return hidden


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


def jittered(box: Rectangle, draw: random.Random, spread: float = 0.06) -> Rectangle:
    """The box with every side moved by a normal share `spread` of its size."""
    x0, y0, x1, y1 = box
    w, h = x1 - x0, y1 - y0
    moves = [draw.gauss(0, spread) for _ in range(4)]
    return x0 + moves[0] * w, y0 + moves[1] * h, x1 + moves[2] * w, y1 + moves[3] * h


def _lit(pixels: Pixels, draw: random.Random) -> Pixels:
    """Mirror half of the pictures; change exposure, white balance and contrast; now and then paler or softer."""
    if draw.random() < 0.5:
        pixels = pixels[:, ::-1]
    light = pixels.astype(np.float32)
    if draw.random() < 0.3:
        kept = draw.random()
        light = light * kept + light.mean(axis=-1, keepdims=True) * (1 - kept)
    gains = np.array([draw.uniform(0.92, 1.08) for _ in range(3)], np.float32) * draw.uniform(0.75, 1.25)
    changed = np.clip(light * gains + draw.uniform(-20, 20), 0, 255).astype(np.uint8)
    return cv2.GaussianBlur(changed, (0, 0), draw.uniform(0.5, 2.0)) if draw.random() < 0.2 else changed
