"""Builds the YOLO data set (pictures, label files, data.yaml) under build/ from the shared data, with a fixed seed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from training.detector.carried import bags_in_hand, empty_ground, wrists
from training.detector.garments import choose_balanced, garment_sample, list_garments
from training.detector.grounds import plain, texture
from training.detector.labeller import Labeller
from training.detector.pseudo import completed, shop_pictures, tagged_street
from training.detector.rendered import rendered_products, training_looks
from training.detector.samples import (
    CROP_KINDS,
    CutOut,
    Pixels,
    Sample,
    crop,
    cut_out,
    full_photo,
    product_picture,
    studio,
)
from training.detector.street import GROUPS, StreetPhoto, load_street, mask_labels
from training.splits import Splits, load_splits
from training.tables import TRAINING_LOOKS

MAX_SIDE_PX = 832
# Drawn in turn: shops show half of the body more often than all of it.
STUDIO_KINDS = ("full", "upper", "upper", "lower", "lower", "head")


@dataclass(frozen=True)
class Recipe:
    """How many pictures of each kind; street, shop, looks: how often every whole street photo, every shop picture and
    every training look comes.

    rendered: pictures of rendered products; carried: street photos that get a bag; empty: ground without garments.
    """

    crops: int
    studio: int
    products: int
    garments_per_label: int
    rendered: int = 0
    carried: int = 0
    empty: int = 0
    street: int = 1
    shop: int = 1
    looks: int = 1


@dataclass(frozen=True)
class Sources:
    """Where pictures come from: the shared data, and what atelier/ rendered (may be missing)."""

    data: Path
    atelier: Path


COARSE = Recipe(crops=520, studio=320, products=320, garments_per_label=35)
FINE = Recipe(crops=420, studio=260, products=240, garments_per_label=30)
FINAL = Recipe(900, 260, 200, garments_per_label=100, rendered=300, carried=220, empty=90, street=2, shop=2, looks=2)
VALIDATION = Recipe(crops=40, studio=30, products=30, garments_per_label=5, rendered=40)


def build(sources: Sources, out: Path, recipe: Recipe, seed: int, label: Labeller | None = None) -> Path:
    """Write the data set and return its data.yaml. An existing folder is replaced.

    With a labeller, pictures without boxes of our own join the training part (see pseudo.py).
    """
    shutil.rmtree(out, ignore_errors=True)
    splits = load_splits()
    for part, counts in (("train", recipe), ("val", VALIDATION)):
        samples = assemble(sources, splits, part, counts, seed, label if part == "train" else None)
        kinds = write_part(samples, out, part)
        print(f"{part}: {sum(kinds.values())} pictures", dict(sorted(kinds.items())), flush=True)
    names = "\n".join(f"  {index}: {group}" for index, group in enumerate(GROUPS))
    description = out / "data.yaml"
    description.write_text(
        f"path: {out.resolve()}\ntrain: images/train\nval: images/val\nnames:\n{names}\n", encoding="utf-8"
    )
    return description


def write_part(samples: Iterable[Sample], out: Path, part: str) -> Counter[str]:
    """Write pictures as JPEG and labels as YOLO text; count them by kind and boxes by group."""
    images, labels = out / f"images/{part}", out / f"labels/{part}"
    images.mkdir(parents=True, exist_ok=True)
    labels.mkdir(parents=True, exist_ok=True)
    kinds: Counter[str] = Counter()
    for number, sample in enumerate(samples):
        height, width = sample.pixels.shape[:2]
        lines = [
            " ".join([str(GROUPS.index(box.group)), *(f"{value:.6f}" for value in box.to_yolo(width, height))])
            for box in sample.boxes
        ]
        name = f"{number:05d}_{sample.name}"
        picture = Image.fromarray(sample.pixels)
        picture.thumbnail((MAX_SIDE_PX, MAX_SIDE_PX))
        picture.save(images / f"{name}.jpg", quality=92)
        (labels / f"{name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
        kinds[sample.name.split("_")[0]] += 1
    return kinds


def assemble(
    sources: Sources, splits: Splits, part: str, recipe: Recipe, seed: int, label: Labeller | None
) -> Iterator[Sample]:
    """All samples of a part, one kind after another."""
    rng = np.random.default_rng([seed, len(part)])
    street, names = sources.data / "street", splits.ids("street", part)
    masked = load_street(street, names)
    photos = masked
    if label:
        photos = [completed(photo, label) for photo in masked] + list(tagged_street(street, names, label))
        shop = list(shop_pictures(sources.data / "shop", splits, part, label))
        yield from recipe.shop * shop
    for _ in range(recipe.street):
        yield from (sample for photo in photos if (sample := full_photo(photo)))
    yield from _crops(photos, recipe.crops, rng)
    yield from _studio(masked, recipe.studio, rng)
    garments = choose_balanced(
        list_garments(sources.data / "garments", splits, (part,)), recipe.garments_per_label, seed
    )
    samples = [garment_sample(sources.data / "garments", item) for item in garments]
    yield from samples
    grounds = [sample.pixels for sample in samples]
    labels = mask_labels(street)
    worn = [item for photo in masked for each in photo.boxes if (item := cut_out(photo, each, labels))]
    yield from _products("product", worn, grounds, recipe.products, rng)
    rendered = rendered_products(sources.atelier, part)
    if rendered:
        yield from _products("rendered", rendered, grounds, recipe.rendered, rng)
    bags = [item for item in worn + 4 * rendered if item.group == "bag"]
    yield from bags_in_hand(photos, wrists(street), bags, recipe.carried, rng)
    yield from empty_ground(masked, recipe.empty, rng)
    for _ in range(recipe.looks):
        yield from training_looks(sources.atelier / TRAINING_LOOKS, part)


def _crops(photos: list[StreetPhoto], count: int, rng: np.random.Generator) -> Iterator[Sample]:
    made = 0
    for turn in range(10 * count):
        photo = photos[int(rng.integers(len(photos)))]
        sample = crop(photo, CROP_KINDS[turn % len(CROP_KINDS)], rng)
        if sample and made < count:
            made += 1
            yield sample


def _studio(photos: list[StreetPhoto], count: int, rng: np.random.Generator) -> Iterator[Sample]:
    made = 0
    for turn in range(10 * count):
        photo = photos[int(rng.integers(len(photos)))]
        if made < count and (sample := studio(photo, plain(rng), STUDIO_KINDS[turn % len(STUDIO_KINDS)], rng)):
            made += 1
            yield sample


def _products(
    kind: str, items: list[CutOut], grounds: list[Pixels], count: int, rng: np.random.Generator
) -> Iterator[Sample]:
    by_group = [found for group in GROUPS if (found := [item for item in items if item.group == group])]
    turn = 0  # over the groups, so that rare ones come as often as common ones
    for number in range(count):
        chosen = []
        for _ in range(int(rng.choice([1, 1, 1, 2, 3]))):
            candidates = by_group[turn % len(by_group)]
            turn += 1
            chosen.append(candidates[int(rng.integers(len(candidates)))])
        textured = grounds and rng.random() < 0.3
        ground = texture(grounds[int(rng.integers(len(grounds)))], rng) if textured else plain(rng)
        size = (int(rng.integers(300, 520)), int(rng.integers(320, 520)))
        yield product_picture(f"{kind}_{number}", chosen, ground, size, rng)
