"""Real pictures for parity (test split) and calibration (training split), as each model sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.preprocess import letterbox
from training.embedder.network import SIZE
from training.embedder.retrieval import street_set
from training.embedder.views import PAD_VALUE
from training.gender.views import street_people, whole
from training.pose.samples import STREET_CUTS, samples
from training.pose.truth import street_poses
from training.splits import load_splits

Batch = NDArray[np.uint8]


def gender_pictures(data: Path, part: str, count: int) -> Batch:
    """Whole street photos, evenly over the part: uint8 (count, 224, 224, 3)."""
    people = street_people(data, load_splits(), part)
    return np.stack([whole(person) for person in spread(people, count)])


def embedder_pictures(data: Path, part: str, count: int) -> Batch:
    """Street crops and cut-outs in turn, over all groups: uint8 (count, 192, 192, 3)."""
    found = street_set(data, load_splits(), part)
    crops = spread([*found.queries], count // 2) + spread([*found.gallery], count - count // 2)
    return np.stack([letterbox(crop.pixels, SIZE, PAD_VALUE).pixels for crop in crops])


def pose_pictures(data: Path, part: str, count: int) -> Batch:
    """Street photos in all framings: uint8 (count, 192, 192, 3)."""
    photos = spread(street_poses(data, load_splits(), part), -(-count // len(STREET_CUTS)))
    return np.stack([each.pixels for posed in photos for each in samples(posed, STREET_CUTS, 0)])[:count]


def keras_pictures(name: str, data: Path, part: str, count: int) -> Batch:
    """The same for the gender model, the embedder or the pose model, by name."""
    makers = {"gender": gender_pictures, "embedder": embedder_pictures, "pose": pose_pictures}
    return makers[name](data, part, count)


def spread(items: list[Any], count: int) -> list[Any]:
    """At most `count` items, evenly spaced over the list."""
    return [items[index] for index in np.linspace(0, len(items) - 1, min(count, len(items))).round().astype(int)]
