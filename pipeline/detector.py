"""Photo -> the garments in it: group, score and box each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline import boxes as box_math
from pipeline.boxes import FloatArray
from pipeline.crop import Box
from pipeline.models import Model
from pipeline.photo import Photo
from pipeline.preprocess import Letterbox

MAX_CANDIDATES = 300
MAX_DETECTIONS = 24


@dataclass(frozen=True)
class Detection:
    """A garment. score: 0..1. box: (x0, y0, x1, y1) in pixels of the upright photo, x1 and y1 exclusive.

    drawn: the box is the user's own, its score 1.
    """

    group: str
    score: float
    box: Box
    drawn: bool = False


@dataclass(frozen=True, eq=False)
class Proposals:
    """What the model proposes before suppression, n of them, best first.

    boxes: float32 (n, 4) in pixels of the photo, clipped to it. scores: float32 (n,) in 0..1. labels: int64 (n,).
    """

    boxes: FloatArray
    scores: FloatArray
    labels: NDArray[np.int64]


class Detector:
    """A YOLO export without suppression: output (n, 4 + groups, anchors), boxes in letterboxed pixels.

    A photo is padded no further than the network's stride asks, so a portrait costs less than a square.
    """

    def __init__(self, model: Model) -> None:
        self.model = model

    @property
    def score_floor(self) -> float:
        """The lowest score that is ever kept; no confidence threshold below it adds anything."""
        return self.model.spec.settings["score_floor"]

    def detect(self, photo: Photo) -> tuple[Detection, ...]:
        """Every garment at or above the score floor, best first. One inference."""
        boxed = self.model.spec.input.letterbox(photo.pixels)
        (output,) = self.model.run([boxed.pixels]).values()
        return self._decode(output[0], boxed, photo)

    def proposals(self, raw: FloatArray, boxed: Letterbox, photo: Photo, floor: float, limit: int) -> Proposals:
        """The best `limit` boxes at or above the score `floor`.

        raw: (4 + groups, anchors), the model's output: centre x, centre y, width, height, then a score per group.
        """
        scores, labels = raw[4:].max(axis=0), raw[4:].argmax(axis=0)
        (chosen,) = np.nonzero(scores >= floor)
        chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:limit]
        found = photo.in_full(boxed.to_source(box_math.from_centres(raw[:4, chosen].T)))
        return Proposals(box_math.clip(found, photo.width, photo.height), scores[chosen], labels[chosen])

    def _decode(self, raw: FloatArray, boxed: Letterbox, photo: Photo) -> tuple[Detection, ...]:
        found = self.proposals(raw, boxed, photo, self.score_floor, MAX_CANDIDATES)
        settings = self.model.spec.settings
        limits = settings["iou"], settings["iou_between_groups"]
        kept = box_math.suppress(found.boxes, found.scores, found.labels, *limits)
        names = self.model.spec.labels
        detections = (Detection(names[found.labels[i]], float(found.scores[i]), whole(found.boxes[i])) for i in kept)
        return tuple(each for each in detections if has_pixels(each.box))[:MAX_DETECTIONS]


def whole(box: FloatArray) -> Box:
    """Corners (4,) in whole pixels."""
    x0, y0, x1, y1 = (round(float(value)) for value in box)
    return x0, y0, x1, y1


def has_pixels(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]
