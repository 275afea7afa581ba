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
from training.backbones import Backbone
from training.gender.views import LABELS, PLAIN_VIEWS, TRAINING_VIEWS, Person, Pixels, app_views, training_views

BATCH = 32
# How often each label goes through all training framings: men are 18 % of the people.
ROUNDS = {"men": 2, "women": 1}


@dataclass(frozen=True, eq=False)
class Kept:
    """Feature maps (n, ...) float16 of the lower half, with labels (n,). Every `views` rows show one person."""

    maps: NDArray[np.float16]
    labels: NDArray[np.int64]
    views: int = 1


def lower_maps(backbone: Backbone, batches: Iterable[Sequence[Pixels]], count: int) -> NDArray[np.float16]:
    """Run the pictures of `count` people, uint8 (SIZE, SIZE, 3) each, through the lower half."""
    shown = tqdm(batches, desc="feature maps", total=count, file=sys.stderr, mininterval=5)
    maps = [
        np.asarray(backbone.lower(np.stack(batch).astype(np.float32), training=False), np.float16) for batch in shown
    ]
    return np.concatenate(maps)


def keep_views(backbone: Backbone, people: Sequence[Person], detector: Detector, seed: int) -> Kept:
    """Every training framing of all people, with jitter that depends on the seed."""
    counts: list[int] = []

    def shown() -> Iterator[list[Pixels]]:
        for person in people:
            views = list(training_views(person, TRAINING_VIEWS, detector, seed))
            counts.append(len(views))
            yield views

    maps = lower_maps(backbone, shown(), len(people))
    return Kept(maps, np.repeat([person.label for person in people], counts))


def keep_training(backbone: Backbone, people: Sequence[Person], detector: Detector, seed: int) -> Kept:
    """The app's own views and all training framings; the rarer label goes through the framings more often, each time
    with other jitter."""
    parts = [
        keep_views(backbone, chosen, detector, seed + number)
        for number in range(max(ROUNDS.values()))
        if (chosen := [person for person in people if ROUNDS[LABELS[person.label]] > number])
    ]
    return joined(keep_plain(backbone, people, detector), *parts)


def keep_plain(backbone: Backbone, people: Sequence[Person], detector: Detector) -> Kept:
    """The views the app makes, person by person."""
    maps = lower_maps(backbone, (app_views(person, detector) for person in people), len(people))
    labels = np.repeat([person.label for person in people], len(PLAIN_VIEWS))
    return Kept(maps, labels, len(PLAIN_VIEWS))


def joined(*parts: Kept) -> Kept:
    """One after the other."""
    return Kept(np.concatenate([part.maps for part in parts]), np.concatenate([part.labels for part in parts]))


def cached(path: Path | None, make: Callable[[], Kept]) -> Kept:
    """What the file holds, or what `make` gives, written there."""
    if path is not None and path.exists():
        arrays = np.load(path)
        return Kept(arrays["maps"], arrays["labels"], int(arrays["views"]))
    kept = make()
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_suffix(".unfinished.npz")
        np.savez(unfinished, maps=kept.maps, labels=kept.labels, views=kept.views)
        unfinished.replace(path)
    return kept
