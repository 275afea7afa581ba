"""Models whose answers a test chooses, and pictures drawn by code."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.detector import Detector
from pipeline.embedder import Embedder
from pipeline.gender import GenderClassifier
from pipeline.models import InputSpec, ModelSpec
from pipeline.pose import FACINGS, FRAMINGS, PoseEstimator
from pipeline.taxonomy import GROUPS

DIMENSIONS = 8


class FakeModel:
    """Stands in for pipeline.models.Model: answers by a function of the pictures, and counts its runs."""

    def __init__(self, spec: ModelSpec, answer) -> None:
        self.spec = spec
        self.answer = answer
        self.runs = 0

    def run(self, squares: list[NDArray[np.uint8]]) -> dict[str, NDArray[np.float32]]:
        self.runs += 1
        return self.answer(squares)


def spec(role: str, size_px: int, labels: tuple[str, ...] = (), **entry) -> ModelSpec:
    names = {"gender": "probabilities", "detector": "output0", "embedder": "embedding", "pose": "keypoints"}
    return ModelSpec(
        role=role,
        path=Path(f"{role}.onnx"),
        sha256=role * 8,
        input=InputSpec("input", size_px, "NHWC", 255.0, 114),
        outputs={names[role]: (None,)},
        entry={"labels": list(labels), **entry},
    )


def fake_detector(rows: list[tuple[str, float, tuple[float, float, float, float]]], size_px: int = 100) -> Detector:
    """A detector that sees the same boxes (x0, y0, x1, y1 in letterboxed pixels) in every picture."""
    raw = np.zeros((4 + len(GROUPS), max(1, len(rows))), np.float32)
    for column, (group, score, (x0, y0, x1, y1)) in enumerate(rows):
        raw[:4, column] = (x0 + x1) / 2, (y0 + y1) / 2, x1 - x0, y1 - y0
        raw[4 + GROUPS.index(group), column] = score
    settings = {"confidence": 0.35, "iou": 0.5, "iou_between_groups": 0.8, "score_floor": 0.1}
    model_spec = spec("detector", size_px, GROUPS, settings=settings)
    return Detector(FakeModel(model_spec, lambda squares: {"output0": np.stack([raw] * len(squares))}))


def fake_gender(men: float) -> GenderClassifier:
    model_spec = spec("gender", 32, ("men", "women"), settings={"min_probability": 0.75})
    answer = np.array([[men, 1 - men]], np.float32)
    return GenderClassifier(
        FakeModel(model_spec, lambda squares: {"probabilities": answer.repeat(len(squares), axis=0)})
    )


def fake_pose(framing: str = "full", facing: str = "front", size_px: int = 100) -> PoseEstimator:
    """Sees the 17 keypoints down the middle of every picture, one of them surely not in it."""
    classes = {"framing": list(FRAMINGS), "facing": list(FACINGS)}
    points = np.stack([np.full(17, 0.5), np.linspace(0.1, 0.9, 17), np.full(17, 0.9)], axis=1).astype(np.float32)
    points[16, 2] = 0.05
    answer = {"keypoints": points[None]}
    for kind, chosen in (("framing", framing), ("facing", facing)):
        answer[kind] = np.array([[0.8 if label == chosen else 0.1 for label in classes[kind]]], np.float32)
    return PoseEstimator(FakeModel(spec("pose", size_px, classes=classes), lambda _: answer))


def fake_embedder(size_px: int = 16) -> Embedder:
    """Embeds a picture as the direction of its coarse colours: alike pictures lie close."""
    model_spec = spec(
        "embedder",
        size_px,
        heads=dict.fromkeys(GROUPS, "embedding"),
        dimensions=DIMENSIONS,
        settings={"crop_margin": 0.05},
    )

    def answer(squares: list[NDArray[np.uint8]]) -> dict[str, NDArray[np.float32]]:
        vectors = [_colours(square) for square in squares]
        return {"embedding": np.stack(vectors)}

    return Embedder(FakeModel(model_spec, answer))


def _colours(square: NDArray[np.uint8]) -> NDArray[np.float32]:
    middle = square[square.shape[0] // 2, square.shape[1] // 2].astype(np.float32)
    top = square[square.shape[0] // 4, square.shape[1] // 2].astype(np.float32)
    vector = np.concatenate([middle, top, [30.0, 60.0]]).astype(np.float32)
    return vector / np.linalg.norm(vector)


def outfit(width: int = 200, height: int = 300, colour: str = "#a02030") -> Image.Image:
    """A person of rectangles on a grey ground."""
    image = Image.new("RGB", (width, height), "#909090")
    draw = ImageDraw.Draw(image)
    draw.rectangle([width * 0.3, height * 0.2, width * 0.7, height * 0.5], fill=colour)
    draw.rectangle([width * 0.35, height * 0.5, width * 0.65, height * 0.9], fill="#203050")
    return image
