"""Street photos with one more garment in them: a bag hung at a hand, and ground without anybody on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image

from training.detector.geometry import GarmentBox, overlap
from training.detector.samples import CutOut, Pixels, Sample, blend
from training.detector.street import StreetPhoto, read_rows

Point = tuple[float, float]
# Height of a bag and its handle as a share of the person's.
BAG_HEIGHT = (0.1, 0.26)
# A bag must not cover another garment so far that its box is wrong.
MAX_COVERED = 0.6
MIN_EMPTY_SIDE_PX = 96


def wrists(street: Path) -> dict[str, tuple[Point, Point]]:
    """Left and right wrist (x, y px) of each street photo."""
    return {
        row["id"]: (
            (float(row["left_wrist_x"]), float(row["left_wrist_y"])),
            (float(row["right_wrist_x"]), float(row["right_wrist_y"])),
        )
        for row in read_rows(street / "keypoints.csv")
    }


def with_bag(photo: StreetPhoto, hands: Sequence[Point], bag: CutOut, rng: np.random.Generator) -> Sample | None:
    """A photo of somebody without a bag, and this bag hanging from a hand; None where it would cover too much."""
    if photo.blocked or any(item.box.group == "bag" for item in photo.boxes):
        return None
    _, top, _, bottom = photo.person_window()
    height = int(rng.uniform(*BAG_HEIGHT) * (bottom - top))
    scale = height / bag.mask.shape[0]
    width = int(bag.mask.shape[1] * scale)
    hand_x, hand_y = hands[int(rng.integers(len(hands)))]
    photo_width, photo_height = photo.size()
    x, y = int(hand_x - rng.uniform(0.3, 0.7) * width), int(hand_y - rng.uniform(0.0, 0.2) * height)
    box = GarmentBox("bag", x, y, x + width, y + height)
    if min(width, height) < 16 or scale > 2 or min(x, y) < 0 or x + width > photo_width or y + height > photo_height:
        return None
    if any(_covered(item.box, box) > MAX_COVERED for item in photo.boxes):
        return None
    canvas = photo.pixels().copy()
    place = np.s_[y : y + height, x : x + width]
    front = np.asarray(Image.fromarray(bag.pixels).resize((width, height), Image.Resampling.LANCZOS))
    mask = np.asarray(Image.fromarray(bag.mask).resize((width, height), Image.Resampling.BILINEAR))
    canvas[place] = blend(_lit(front, rng), mask, canvas[place])
    return Sample(f"carried_{photo.name}", canvas, (*(item.box for item in photo.boxes), box))


def _covered(garment: GarmentBox, cover: GarmentBox) -> float:
    window = (int(cover.x0), int(cover.y0), int(cover.x1), int(cover.y1))
    return garment.clipped(window).area / max(1.0, garment.area)


def _lit(pixels: Pixels, rng: np.random.Generator) -> Pixels:
    """The bag's light differs from photo to photo."""
    return np.clip(pixels * rng.uniform(0.6, 1.1), 0, 255).astype(np.uint8)


def mirrored(item: CutOut) -> CutOut:
    """The garment in a mirror."""
    return replace(item, pixels=item.pixels[:, ::-1].copy(), mask=item.mask[:, ::-1].copy())


def bags_in_hand(
    photos: Sequence[StreetPhoto],
    hands: Mapping[str, Sequence[Point]],
    bags: Sequence[CutOut],
    count: int,
    rng: np.random.Generator,
) -> Iterator[Sample]:
    """`count` photos with a bag each."""
    made = 0
    for _ in range(20 * count if bags else 0):
        photo, bag = photos[int(rng.integers(len(photos)))], bags[int(rng.integers(len(bags)))]
        bag = mirrored(bag) if rng.random() < 0.5 else bag
        if made < count and (sample := with_bag(photo, hands[photo.name], bag, rng)):
            made += 1
            yield sample


def empty_ground(photos: Sequence[StreetPhoto], count: int, rng: np.random.Generator) -> Iterator[Sample]:
    """Pieces of street photos beside the person: nothing is to be found there."""
    made = 0
    for _ in range(20 * count):
        photo = photos[int(rng.integers(len(photos)))]
        person = GarmentBox("", *map(float, photo.person_window())).grown(0.03)
        width, height = photo.size()
        side = int(rng.uniform(MIN_EMPTY_SIDE_PX, max(MIN_EMPTY_SIDE_PX + 1, width / 2)))
        tall = min(height, int(side * rng.uniform(1.0, 2.5)))
        x, y = int(rng.uniform(0, max(1, width - side))), int(rng.uniform(0, max(1, height - tall)))
        if made < count and overlap(GarmentBox("", x, y, x + side, y + tall), person) == 0 and photo.mask_path:
            made += 1
            yield Sample(f"empty_{photo.name}_{made}", photo.pixels()[y : y + tall, x : x + side], ())
