"""Real pictures for parity (test split) and calibration (training split), as each model sees them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from convert.manifest import EXPORTED
from convert.to_onnx import Batch
from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.photo import read_photo
from pipeline.preprocess import letterbox
from training.embedder.network import SIZE
from training.embedder.retrieval import street_set
from training.embedder.views import PAD_VALUE
from training.gender.views import app_view, street_people
from training.pose.samples import STREET_CUTS, samples
from training.pose.truth import street_poses
from training.splits import load_splits


def gender_pictures(data: Path, part: str, count: int) -> list[Batch]:
    """Street people, evenly over the part, each in the shape that the app gives them: uint8 (1, height, width, 3)."""
    detector = Detector(open_model(read_specs(EXPORTED)["detector"]))
    people = spread(street_people(data, load_splits(), part), count)
    return [app_view(read_photo(person.photo), detector)[None] for person in people]


def embedder_pictures(data: Path, part: str, count: int) -> list[Batch]:
    """Street crops and cut-outs in turn, over all groups: one batch, uint8 (count, 192, 192, 3)."""
    found = street_set(data, load_splits(), part)
    crops = spread([*found.queries], count // 2) + spread([*found.gallery], count - count // 2)
    return [np.stack([letterbox(crop.pixels, SIZE, PAD_VALUE).pixels for crop in crops])]


def pose_pictures(data: Path, part: str, count: int) -> list[Batch]:
    """Street photos in all framings: one batch, uint8 (count, 192, 192, 3)."""
    photos = spread(street_poses(data, load_splits(), part), -(-count // len(STREET_CUTS)))
    return [np.stack([each.pixels for posed in photos for each in samples(posed, STREET_CUTS, 0)])[:count]]


def keras_pictures(name: str, data: Path, part: str, count: int) -> list[Batch]:
    """The same for the gender model, the embedder or the pose model, by name."""
    makers = {"gender": gender_pictures, "embedder": embedder_pictures, "pose": pose_pictures}
    return makers[name](data, part, count)


def spread(items: list[Any], count: int) -> list[Any]:
    """At most `count` items, evenly spaced over the list."""
    return [items[index] for index in np.linspace(0, len(items) - 1, min(count, len(items))).round().astype(int)]
