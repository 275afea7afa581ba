"""Self-training: boxes by the detector of the first stage, kept only where independent knowledge confirms them.

Many pictures have no boxes but do have words: the tags of the street photos without a mask, the category of a shop
product, the note that a masked photo lacks the box of its glasses. A picture is used when what the detector finds
agrees with the words; otherwise it is left out, so a mistake of the first stage is not learnt again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.taxonomy import group_of
from training.detector.geometry import GarmentBox, overlap
from training.detector.network import open_yolo
from training.detector.refine import refined
from training.detector.samples import Sample
from training.detector.street import GROUPS, StreetPhoto, read_rows
from training.splits import Splits

# Scored boxes of a picture, best first.
Labeller = Callable[[NDArray[np.uint8]], list[tuple[float, GarmentBox]]]

CERTAIN, PLAUSIBLE = 0.4, 0.25
# Words of the street tags that pipeline.taxonomy does not know or that the annotation groups otherwise.
TAG_GROUPS = {"bodysuit": "dress", "romper": "dress", "jumper": "topwear", "suit": "outerwear", "wallet": None}
SAME_OBJECT = 0.5


def yolo_labeller(checkpoint: Path, size: int) -> Labeller:
    """The detector of a checkpoint as a labeller; candidates from a score of 0.25 on."""
    model = open_yolo(checkpoint)

    def label(pixels: NDArray[np.uint8]) -> list[tuple[float, GarmentBox]]:
        # ultralytics takes BGR arrays
        result: Any = model.predict(
            pixels[..., ::-1], imgsz=size, conf=PLAUSIBLE, iou=0.5, rect=False, device="cpu", verbose=False
        )[0]
        rows = zip(result.boxes.conf.tolist(), result.boxes.cls.tolist(), result.boxes.xyxy.tolist(), strict=True)
        return [(score, GarmentBox(model.names[int(group)], *box)) for score, group, box in rows]

    return label


def best_by_group(found: Iterable[tuple[float, GarmentBox]]) -> dict[str, tuple[float, GarmentBox]]:
    """The best-scored box of each group (the annotation has one box per group and photo)."""
    best: dict[str, tuple[float, GarmentBox]] = {}
    for score, box in found:
        if box.group not in best or score > best[box.group][0]:
            best[box.group] = (score, box)
    return best


def tagged_groups(tags: str) -> set[str]:
    """Groups that a photo's tags ("boots|skirt|ring") name."""
    named = (TAG_GROUPS[tag] if tag in TAG_GROUPS else group_of(tag) for tag in tags.split("|"))
    return {group for group in named if group in GROUPS}


def tagged_street(street: Path, names: Iterable[str], label: Labeller) -> Iterator[Sample]:
    """Photos without a mask in which exactly the tagged groups are found, each with certainty."""
    wanted = set(names)
    for row in read_rows(street / "tags.csv"):
        if row["id"] not in wanted:
            continue
        pixels = np.asarray(Image.open(street / f"photos/{row['id']}.webp").convert("RGB"))
        best = best_by_group(label(pixels))
        expected = tagged_groups(row["tags"])
        if expected and set(best) == expected and all(score >= CERTAIN for score, _ in best.values()):
            yield Sample(f"tagged_{row['id']}", pixels, tuple(box for _, box in best.values()))


def completed_street(photos: Sequence[StreetPhoto], label: Labeller) -> Iterator[Sample]:
    """Masked photos with blocked regions whose missing or doubtful garments the detector finds with certainty."""
    for photo in photos:
        if not photo.blocked:
            continue
        pixels = photo.pixels()
        best = best_by_group(label(pixels))
        lacking = {region.group: region for region in photo.blocked}
        supplied = [
            box
            for group, region in lacking.items()
            if group in best and best[group][0] >= CERTAIN
            for box in (best[group][1],)
            if box.clipped((region.x0, region.y0, region.x1, region.y1)).area >= 0.5 * box.area  # type: ignore[arg-type]
        ]
        if len(supplied) == len(lacking):
            boxes = [item.box for item in photo.boxes if item.box.group not in lacking] + supplied
            yield Sample(f"completed_{photo.name}", pixels, tuple(boxes))


def shop_pictures(shop: Path, splits: Splits, part: str, label: Labeller) -> Iterator[Sample]:
    """Shop pictures in which the product's group is found plausibly; other garments only with certainty."""
    for row in read_rows(shop / "products.csv"):
        if splits.part("shop", row["sku"]) != part:
            continue
        group = group_of(row["category"])
        pixels = np.asarray(Image.open(shop / "images" / row["image"]).convert("RGB"))
        best = best_by_group(label(pixels))
        if group not in best:
            continue
        product = best.pop(group)[1]
        if any(score >= CERTAIN and overlap(box, product) >= SAME_OBJECT for score, box in best.values()):
            continue  # the detector would rather call the product something else: its box is not trusted
        yield Sample(f"shop_{Path(row['image']).stem}", pixels, shop_boxes(pixels, product, best))


def shop_boxes(
    pixels: NDArray[np.uint8], product: GarmentBox, others: Mapping[str, tuple[float, GarmentBox]]
) -> tuple[GarmentBox, ...]:
    """The product and what a shop shows with it: shoes, and bottomwear below a top.

    Seen on the training pictures: the first stage ends trousers at the knee (so their box is refined), takes hair for
    a hat and a bare waist for a top (so other groups are left out).
    """
    if product.group == "bottomwear":
        product = refined(pixels, product)
        believed = {"footwear"}
    else:
        believed = {"footwear", "bottomwear"}
    return product, *(box for group, (score, box) in others.items() if group in believed and score >= CERTAIN)
