"""Builds the YOLO data set (pictures, label files, data.yaml) under build/ from the shared data, with a fixed seed."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
from PIL import Image

from training.detector.garments import choose_balanced, garment_sample, list_garments
from training.detector.grounds import plain, texture
from training.detector.pseudo import Labeller, completed_street, shop_pictures, tagged_street
from training.detector.samples import CROP_KINDS, CutOut, Sample, crop, cut_out, full_photo, product_picture, studio
from training.detector.street import GROUPS, StreetPhoto, load_street, mask_labels
from training.splits import Splits, load_splits

MAX_SIDE_PX = 832
# Drawn in turn: shops show half of the body more often than all of it.
STUDIO_KINDS = ("full", "upper", "upper", "lower", "lower", "head")


@dataclass(frozen=True)
class Recipe:
    """How many pictures of each kind; street photos are taken all."""

    crops: int
    studio: int
    products: int
    garments_per_group: int


COARSE = Recipe(crops=520, studio=320, products=320, garments_per_group=80)
FINE = Recipe(crops=420, studio=260, products=240, garments_per_group=60)
VALIDATION = Recipe(crops=40, studio=30, products=30, garments_per_group=10)


def build(shared: Path, out: Path, recipe: Recipe, seed: int, label: Labeller | None = None) -> Path:
    """Write the data set and return its data.yaml. An existing folder is replaced.

    With a labeller, pictures without boxes of our own join the training part (see pseudo.py).
    """
    shutil.rmtree(out, ignore_errors=True)
    splits, data = load_splits(), shared / "data"
    for part, counts in (("train", recipe), ("val", VALIDATION)):
        samples = assemble(data, splits, part, counts, seed)
        if label and part == "train":
            samples = chain(samples, labelled_by_model(data, splits, part, label))
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


def assemble(data: Path, splits: Splits, part: str, recipe: Recipe, seed: int) -> Iterator[Sample]:
    """All samples of a part, one kind after another."""
    rng = np.random.default_rng([seed, len(part)])
    street = data / "street"
    photos = load_street(street, splits.ids("street", part))
    yield from (sample for photo in photos if (sample := full_photo(photo)))
    yield from _crops(photos, recipe.crops, rng)
    yield from _studio(photos, recipe.studio, rng)
    garments = choose_balanced(list_garments(data / "garments", splits, (part,)), recipe.garments_per_group, seed)
    samples = [garment_sample(data / "garments", image, group) for image, group in garments]
    yield from samples
    yield from _products(photos, mask_labels(street), [s.pixels for s in samples], recipe.products, rng)


def labelled_by_model(data: Path, splits: Splits, part: str, label: Labeller) -> Iterator[Sample]:
    """Street photos without a complete annotation and shop pictures, boxed by the model and confirmed by words."""
    street, names = data / "street", splits.ids("street", part)
    yield from completed_street(load_street(street, names), label)
    yield from tagged_street(street, names, label)
    yield from shop_pictures(data / "shop", splits, part, label)


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
    photos: list[StreetPhoto],
    labels: tuple[str, ...],
    textures: list[np.ndarray],
    count: int,
    rng: np.random.Generator,
) -> Iterator[Sample]:
    by_group = {
        group: [(photo, item) for photo in photos for item in photo.boxes if item.box.group == group]
        for group in GROUPS
    }
    turn = 0  # over the groups, so that rare ones come as often as common ones
    for number in range(count):
        items: list[CutOut] = []
        wanted = int(rng.choice([1, 1, 1, 2, 3]))
        while len(items) < wanted:
            candidates = by_group[GROUPS[turn % len(GROUPS)]]
            turn += 1
            item = cut_out(*candidates[int(rng.integers(len(candidates)))], labels)
            items += [item] if item else []
        textured = textures and rng.random() < 0.3
        ground = texture(textures[int(rng.integers(len(textures)))], rng) if textured else plain(rng)
        size = (int(rng.integers(300, 520)), int(rng.integers(320, 520)))
        yield product_picture(f"product_{number}", items, ground, size, rng)
