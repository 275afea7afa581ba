"""Photo and its garments -> Pose: how much of the person is shown, which way the torso faces, and 17 keypoints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, cast, get_args

import numpy as np

from pipeline.crop import Box
from pipeline.detector import Detection
from pipeline.models import Model
from pipeline.person import person_box
from pipeline.photo import Photo

Framing = Literal["full", "upper", "lower", "detail"]
Facing = Literal["front", "side", "back"]
FRAMINGS: tuple[Framing, ...] = get_args(Framing)
FACINGS: tuple[Facing, ...] = get_args(Facing)
# The order of COCO; left and right are the person's.
KEYPOINTS = (
    *("nose", "left eye", "right eye", "left ear", "right ear"),
    *("left shoulder", "right shoulder", "left elbow", "right elbow", "left wrist", "right wrist"),
    *("left hip", "right hip", "left knee", "right knee", "left ankle", "right ankle"),
)
# The person's column of the photo: its whole height, so that a garment that was missed cannot cut the feet off, unless
# the person is small in it. Shares of the height of the person's box.
ROOM_BESIDE, ROOM_ABOVE = 0.3, 0.6
SMALL_PERSON = 0.25


@dataclass(frozen=True)
class Keypoint:
    """x, y: pixels of the upright photo. score: 0..1, how probably the point is in the picture."""

    x: float
    y: float
    score: float


@dataclass(frozen=True)
class Pose:
    """keypoints: 17, in the order of KEYPOINTS; one that is not in the picture has a low score and lies anywhere."""

    framing: Framing
    facing: Facing
    keypoints: tuple[Keypoint, ...]

    def moved(self, dx: float, dy: float) -> Pose:
        """The pose of a part of a photo, in pixels of the whole: the part begins at (dx, dy)."""
        points = (Keypoint(point.x + dx, point.y + dy, point.score) for point in self.keypoints)
        return Pose(self.framing, self.facing, tuple(points))

    def to_dict(self) -> dict[str, Any]:
        """The JSON form: keypoints as [x, y, score]."""
        points = [[round(point.x, 1), round(point.y, 1), round(point.score, 3)] for point in self.keypoints]
        return {"framing": self.framing, "facing": self.facing, "keypoints": points}


class PoseEstimator:
    """Reads the pose of the person that the detected garments outline."""

    def __init__(self, model: Model) -> None:
        self.model = model
        labels: dict[str, list[str]] = model.spec.entry["classes"]
        self._framings, self._facings = tuple(labels["framing"]), tuple(labels["facing"])

    def predict(self, photo: Photo, garments: Sequence[Detection] = ()) -> Pose:
        """One inference on the person; on the whole photo without garments."""
        spec = self.model.spec.input
        box = pose_box(photo, garments)
        square = spec.letterbox(photo.cut(box))
        found = self.model.run([square.pixels])
        points = found["keypoints"][0].astype(np.float64)
        across, down = photo.scale
        xs = (points[:, 0] * spec.size_px - square.pad_x) / square.scale / across + box[0]
        ys = (points[:, 1] * spec.size_px - square.pad_y) / square.scale / down + box[1]
        return Pose(
            cast(Framing, self._framings[int(found["framing"][0].argmax())]),
            cast(Facing, self._facings[int(found["facing"][0].argmax())]),
            tuple(Keypoint(float(x), float(y), float(s)) for x, y, s in zip(xs, ys, points[:, 2], strict=True)),
        )


def pose_box(photo: Photo, garments: Sequence[Detection]) -> Box:
    """The column of the photo that holds the person (x0, y0, x1, y1 px); the whole photo without garments."""
    if not garments:
        return 0, 0, photo.width, photo.height
    x0, y0, x1, y1 = person_box(photo, garments)
    tall = y1 - y0
    above = ROOM_ABOVE * tall if tall < SMALL_PERSON * photo.height else photo.height
    return (
        int(max(0, x0 - ROOM_BESIDE * tall)),
        int(max(0, y0 - above)),
        int(min(photo.width, x1 + ROOM_BESIDE * tall)),
        int(min(photo.height, y1 + above)),
    )
