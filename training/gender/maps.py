"""Pictures run once through the frozen lower half of the network, and their feature maps kept under build/."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.backbones import Backbone
from training.gender.views import LABELS, TRAINING_VIEWS, Person, training_views, whole

BATCH = 32
# How often each label goes through all training framings: men are 18 % of the people.
ROUNDS = {"men": 2, "women": 1}
CALIBRATION_VIEWS = ("full",) * 2


@dataclass(frozen=True, eq=False)
class Kept:
    """Feature maps (n, ...) float16 of the lower half, with labels (n,)."""

    maps: NDArray[np.float16]
    labels: NDArray[np.int64]


def lower_maps(backbone: Backbone, batches: Iterable[NDArray[np.uint8]], count: int) -> NDArray[np.float16]:
    """Run `count` uint8 batches (n, SIZE, SIZE, 3) through the lower half."""
    shown = tqdm(batches, desc="feature maps", total=count, file=sys.stderr, mininterval=5)
    maps = [np.asarray(backbone.lower(batch.astype(np.float32), training=False), np.float16) for batch in shown]
    return np.concatenate(maps)


def keep_views(backbone: Backbone, people: Sequence[Person], views: Sequence[str], seed: int) -> Kept:
    """Every framing of all people, with jitter that depends on the seed."""
    batches = (np.stack(list(training_views(person, views, seed))) for person in people)
    labels = np.repeat([person.label for person in people], len(views))
    return Kept(lower_maps(backbone, batches, len(people)), labels)


def keep_training(backbone: Backbone, people: Sequence[Person], seed: int) -> Kept:
    """All training framings; the rarer label goes through them more often, each time with other jitter."""
    parts = [
        keep_views(backbone, chosen, TRAINING_VIEWS, seed + number)
        for number in range(max(ROUNDS.values()))
        if (chosen := [person for person in people if ROUNDS[LABELS[person.label]] > number])
    ]
    return joined(*parts)


def keep_whole(backbone: Backbone, people: Sequence[Person]) -> Kept:
    """Whole photos, as the app gives them."""
    starts = range(0, len(people), BATCH)
    batches = (np.stack([whole(person) for person in people[i : i + BATCH]]) for i in starts)
    return Kept(lower_maps(backbone, batches, len(starts)), np.array([person.label for person in people]))


def keep_calibration(backbone: Backbone, people: Sequence[Person], seed: int) -> Kept:
    """Whole photos and jittered full-length framings: a few dozen people are too few to set a threshold by."""
    return joined(keep_whole(backbone, people), keep_views(backbone, people, CALIBRATION_VIEWS, seed))


def joined(*parts: Kept) -> Kept:
    """One after the other."""
    return Kept(np.concatenate([part.maps for part in parts]), np.concatenate([part.labels for part in parts]))


def cached(path: Path | None, make: Callable[[], Kept]) -> Kept:
    """What the file holds, or what `make` gives, written there."""
    if path is not None and path.exists():
        arrays = np.load(path)
        return Kept(arrays["maps"], arrays["labels"])
    kept = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        np.savez(unfinished, maps=kept.maps, labels=kept.labels)
        unfinished.replace(path)
    return kept
