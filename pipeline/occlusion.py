"""Which parts of a picture a model's answer rests on: hide each in turn and see what the answer loses."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.models import Model

CELLS = 8
BATCH = 16


@dataclass(frozen=True, eq=False)
class OcclusionMap:
    """picture: uint8 (h, w, 3), as the model saw it. losses: float32 (cells, cells), by how much the probability of the
    label falls when that part is hidden; negative where hiding raises it. probability: of the whole picture."""

    picture: NDArray[np.uint8]
    losses: NDArray[np.float32]
    probability: float


def gender_occlusion(model: Model, picture: NDArray[np.uint8], label: int, cells: int = CELLS) -> OcclusionMap:
    """Occlusion map (Zeiler and Fergus, ECCV 2014) of a person's picture for the label with that index.

    A hidden part is filled with the letterbox's own grey, which the model takes for nothing. cells² + 1 pictures run,
    in batches.
    """
    pictures = [picture, *hide_each(picture, cells, model.spec.input.pad_value)]
    answers = [model.run(pictures[start : start + BATCH]) for start in range(0, len(pictures), BATCH)]
    probabilities = np.concatenate([answer["probabilities"][:, label] for answer in answers])
    losses = (probabilities[0] - probabilities[1:]).reshape(cells, cells)
    return OcclusionMap(picture, np.asarray(losses, np.float32), float(probabilities[0]))


def hide_each(picture: NDArray[np.uint8], cells: int, fill: int) -> list[NDArray[np.uint8]]:
    """Copies of a picture (h, w, 3), each with one of cells x cells parts filled, row by row."""
    rows, columns = (np.linspace(0, side, cells + 1).round().astype(int) for side in picture.shape[:2])
    hidden = []
    for top, bottom in itertools.pairwise(rows):
        for left, right in itertools.pairwise(columns):
            copy = picture.copy()
            copy[top:bottom, left:right] = fill
            hidden.append(copy)
    return hidden
