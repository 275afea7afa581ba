"""Photo -> the garments in it: group, score and box each."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline import boxes as box_math
from pipeline.boxes import FloatArray
from pipeline.crop import Box
from pipeline.models import Model
from pipeline.photo import Photo
from pipeline.preprocess import Letterbox, letterbox

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


class Detector:
    """A YOLO export without suppression: output (n, 4 + groups, anchors), boxes in letterboxed pixels."""

    def __init__(self, model: Model) -> None:
        self.model = model

    @property
    def score_floor(self) -> float:
        """The lowest score that is ever kept; no confidence threshold below it adds anything."""
        return self.model.spec.settings["score_floor"]

    def detect(self, photo: Photo) -> tuple[Detection, ...]:
        """Every garment at or above the score floor, best first. One inference."""
        return self.detect_batch([photo])[0]

    def detect_batch(self, photos: list[Photo]) -> list[tuple[Detection, ...]]:
        """The same for several photos in one inference."""
        spec = self.model.spec.input
        squares = [letterbox(photo.pixels, spec.size_px, spec.pad_value) for photo in photos]
        (output,) = self.model.run([square.pixels for square in squares]).values()
        return [self._decode(*each) for each in zip(output, squares, photos, strict=True)]

    def _decode(self, raw: FloatArray, square: Letterbox, photo: Photo) -> tuple[Detection, ...]:
        """raw: (4 + groups, anchors): centre x, centre y, width, height, then a score per group."""
        scores, labels = raw[4:].max(axis=0), raw[4:].argmax(axis=0)
        (chosen,) = np.nonzero(scores >= self.score_floor)
        chosen = chosen[np.argsort(-scores[chosen], kind="stable")][:MAX_CANDIDATES]
        found = square.to_source(box_math.from_centres(raw[:4, chosen].T))
        found = box_math.clip(found, photo.width, photo.height)
        settings = self.model.spec.settings
        kept = box_math.suppress(found, scores[chosen], labels[chosen], settings["iou"], settings["iou_between_groups"])
        detections = (
            Detection(self.model.spec.labels[labels[chosen[i]]], float(scores[chosen[i]]), _whole(found[i]))
            for i in kept
        )
        return tuple(each for each in detections if _has_pixels(each.box))[:MAX_DETECTIONS]


def _whole(box: FloatArray) -> Box:
    x0, y0, x1, y1 = (round(float(value)) for value in box)
    return x0, y0, x1, y1


def _has_pixels(box: Box) -> bool:
    return box[2] > box[0] and box[3] > box[1]
