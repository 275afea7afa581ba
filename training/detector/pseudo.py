"""Self-training: boxes by the detector of the stage before, guided by what is known about the picture in words.

Many pictures have no boxes but do have words: the tags of the street photos without a mask, the category of a shop
product, the note that a masked photo lacks the box of its glasses. The words say which groups are there, the model
where. A group that the words name and the model does not find blocks the place where it must be, so a mistake of the
stage before is not learnt again; what we read by eye (corrections.csv) settles the rest.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.taxonomy import group_of
from training.detector.corrections import load_corrections
from training.detector.geometry import GarmentBox, overlap
from training.detector.labeller import Labeller, Scored, best_by_group
from training.detector.refine import refined
from training.detector.samples import Sample
from training.detector.street import GROUPS, MaskedBox, StreetPhoto, missing_region, read_rows
from training.splits import Splits

# Scores, as means over all views, from which a box is believed: where words name its group, where a garment is known
# to lack a box, where nothing speaks for it.
NAMED, LACKING, UNNAMED = 0.12, 0.3, 0.35
DOUBT_MARGIN = 0.2
# Words of the street tags that pipeline.taxonomy does not know or that the annotation groups otherwise.
TAG_GROUPS = {"bodysuit": "dress", "romper": "dress", "jumper": "dress", "suit": "outerwear", "wedges": "footwear"}
# Words that may mean a group or nothing to be seen: a wallet can be a clutch, leggings can be tights.
VAGUE_TAGS = {"wallet": "bag", "purse": "bag", "accessories": "bag", "leggings": "bottomwear"}
UPPER_BODY = ("topwear", "outerwear", "dress")
SAME_OBJECT = 0.5


def tagged_groups(tags: str) -> set[str]:
    """Groups that a photo's tags ("boots|skirt|ring") name."""
    certain = (tag for tag in tags.split("|") if tag not in VAGUE_TAGS)
    named = (TAG_GROUPS[tag] if tag in TAG_GROUPS else group_of(tag) for tag in certain)
    return {group for group in named if group in GROUPS}


def tagged_street(street: Path, names: Iterable[str], label: Labeller) -> Iterator[StreetPhoto]:
    """The photos without a mask: boxes of the tagged groups, regions blocked where tags and model disagree."""
    wanted, fixes = set(names), load_corrections()
    for row in read_rows(street / "tags.csv"):
        name, path = row["id"], street / f"photos/{row['id']}.webp"
        if name not in wanted or any(fix.leave_out for fix in fixes[name]) or not tagged_groups(row["tags"]):
            continue
        vague = {VAGUE_TAGS[tag] for tag in row["tags"].split("|") if tag in VAGUE_TAGS}
        boxes, blocked = guided(tagged_groups(row["tags"]), vague, label(path))
        missing = [missing_region(street, name, group) for group in blocked if group not in boxes]
        doubtful = [box for box in blocked.values() if box]
        photo = StreetPhoto(
            name, path, None, tuple(MaskedBox(box, "") for box in boxes.values()), (*missing, *doubtful)
        )
        yield photo.corrected(fixes[name])


def guided(
    expected: Collection[str], possible: Collection[str], found: Iterable[Scored]
) -> tuple[dict[str, GarmentBox], dict[str, GarmentBox | None]]:
    """Boxes of the expected groups, and of possible ones where the model is sure; and what blocks: an expected group
    without a box (None), an unexpected box."""
    best = best_by_group(found)
    boxes = {group: best[group][1] for group in expected if group in best and best[group][0] >= NAMED}
    blocked: dict[str, GarmentBox | None] = {group: None for group in sorted(expected) if group not in boxes}
    for group, (score, box) in best.items():
        if group in expected or score < UNNAMED / 2:
            continue
        if group in possible:
            boxes[group] = box
        elif score >= UNNAMED:
            blocked[group] = box.grown(DOUBT_MARGIN)
    return boxes, blocked


def completed(photo: StreetPhoto, label: Labeller) -> StreetPhoto:
    """A masked photo whose missing or doubtful garments get the box that the detector finds there."""
    if not photo.blocked:
        return photo
    best = best_by_group(label(photo.photo_path))
    supplied = {
        region.group: best[region.group][1]
        for region in photo.blocked
        if region.group in best and best[region.group][0] >= LACKING and _inside(best[region.group][1], region)
    }
    kept = tuple(item for item in photo.boxes if item.box.group not in supplied)
    return replace(
        photo,
        boxes=kept + tuple(MaskedBox(box, "") for box in supplied.values()),
        blocked=tuple(region for region in photo.blocked if region.group not in supplied),
    )


def _inside(box: GarmentBox, region: GarmentBox) -> bool:
    shared = box.clipped((region.x0, region.y0, region.x1, region.y1))  # type: ignore[arg-type]
    return shared.area >= 0.5 * box.area


def shop_pictures(shop: Path, splits: Splits, part: str, label: Labeller) -> Iterator[Sample]:
    """Shop pictures in which the product is found, called as the shop calls it."""
    fixes = load_corrections("shop")
    for row in read_rows(shop / "products.csv"):
        if splits.part("shop", row["sku"]) != part or any(fix.leave_out for fix in fixes[row["image"]]):
            continue
        path, group = shop / "images" / row["image"], group_of(row["category"]) or ""
        pixels = np.asarray(Image.open(path).convert("RGB"))
        boxes = {box.group: box for box in shop_boxes(pixels, group, label(path))}
        boxes.update({fix.group: fix.box for fix in fixes[row["image"]] if fix.box})
        if group in boxes:
            yield Sample(f"shop_{Path(row['image']).stem}", pixels, tuple(boxes.values()))


def shop_boxes(pixels: NDArray[np.uint8], group: str, found: Sequence[Scored]) -> list[GarmentBox]:
    """The product and what a shop shows with it: shoes, and bottomwear below a top. Empty when it is not found.

    A jacket that the detector takes for a top is found all the same: the shop's word decides what it is. Seen on the
    training pictures: the first stages end trousers at the knee (so their box is refined), take hair for a hat and a
    bare waist for a top (so other groups are left out).
    """
    names = UPPER_BODY if group in UPPER_BODY else (group,)
    candidates = [(score, box) for score, box in found if box.group in names and score >= NAMED]
    if not candidates:
        return []
    product = replace(max(candidates, key=lambda each: each[0])[1], group=group)
    best: Mapping[str, Scored] = best_by_group(found)
    believed = ("footwear",) if group == "bottomwear" else ("footwear", "bottomwear")
    others = [best[name][1] for name in believed if name in best and best[name][0] >= UNNAMED]
    if group == "bottomwear":
        product = refined(pixels, product)
    return [product, *(box for box in others if overlap(box, product) < SAME_OBJECT)]
