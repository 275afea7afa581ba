"""Pictures run once through the frozen lower half of the network, and their feature maps kept under build/."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from pipeline.detector import Detector
from pipeline.photo import read_photo
from training.backbones import Backbone
from training.gender.views import FRAMINGS, LABELS, TRAINING_VIEWS, Person, Pixels, app_view, framed, training_views

BATCH = 32
# How often each label goes through all training framings: men are the fewer by far.
ROUNDS = {"men": 2, "women": 1}


@dataclass(frozen=True, eq=False)
class Kept:
    """Feature maps of the lower half, float16 (n, h, w, channels), or (n, channels) where it pools, and labels (n,):
    one pair of arrays for each shape that pictures have."""

    maps: tuple[NDArray[np.float16], ...]
    labels: tuple[NDArray[np.int64], ...]

    @property
    def all_labels(self) -> NDArray[np.int64]:
        return np.concatenate(self.labels)


def keep(backbone: Backbone, pictures: Iterable[tuple[Pixels, int]]) -> Kept:
    """Run pictures with their labels through the lower half, in batches of one shape."""
    waiting: dict[tuple[int, ...], list[tuple[Pixels, int]]] = {}
    maps: dict[tuple[int, ...], list[NDArray[np.float16]]] = {}
    labels: dict[tuple[int, ...], list[int]] = {}

    def run(shape: tuple[int, ...]) -> None:
        batch = np.stack([pixels for pixels, _ in waiting[shape]]).astype(np.float32)
        maps.setdefault(shape, []).append(np.asarray(backbone.lower(batch, training=False), np.float16))
        labels.setdefault(shape, []).extend(label for _, label in waiting.pop(shape))

    for pixels, label in pictures:
        waiting.setdefault(pixels.shape, []).append((pixels, label))
        if len(waiting[pixels.shape]) == BATCH:
            run(pixels.shape)
    for shape in list(waiting):
        run(shape)
    shapes = sorted(maps)
    return Kept(
        tuple(np.concatenate(maps[shape]) for shape in shapes), tuple(np.array(labels[shape]) for shape in shapes)
    )


def keep_training(backbone: Backbone, people: Sequence[Person], detector: Detector, seed: int) -> Kept:
    """What the app sees and all training framings of everybody; the rarer label goes through the framings more often,
    each time with other jitter."""

    def shown() -> Iterator[tuple[Pixels, int]]:
        for person in _counted(people):
            yield app_view(read_photo(person.photo), detector), person.label
            for number in range(ROUNDS[LABELS[person.label]]):
                for view in training_views(person, TRAINING_VIEWS, detector, seed + number):
                    yield view, person.label

    return keep(backbone, shown())


def keep_plain(backbone: Backbone, people: Sequence[Person], detector: Detector) -> Kept:
    """What the app sees of the whole photo, and, where keypoints are known, of the photo cropped to the upper and the
    lower body."""

    def shown() -> Iterator[tuple[Pixels, int]]:
        for person in _counted(people):
            framings = () if person.keypoints is None else FRAMINGS
            for photo in (read_photo(person.photo), *(framed(person, view) for view in framings)):
                yield app_view(photo, detector), person.label

    return keep(backbone, shown())


def _counted(people: Sequence[Person]) -> Iterable[Person]:
    return tqdm(people, desc="feature maps", file=sys.stderr, mininterval=5)


def cached(path: Path | None, make: Callable[[], Kept]) -> Kept:
    """What the file holds, or what `make` gives, written there."""
    if path is not None and path.exists():
        arrays = np.load(path)
        count = len(arrays.files) // 2
        return Kept(tuple(arrays[f"maps{n}"] for n in range(count)), tuple(arrays[f"labels{n}"] for n in range(count)))
    kept = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        named = {f"maps{n}": each for n, each in enumerate(kept.maps)}
        np.savez(unfinished, **named, **{f"labels{n}": each for n, each in enumerate(kept.labels)})
        unfinished.replace(path)
    return kept
