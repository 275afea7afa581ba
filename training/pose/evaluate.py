"""The shipped pose model, as the app runs it, on photos and products it never saw."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from pipeline.detector import Detector
from pipeline.photo import Photo, read_photo
from pipeline.pose import FACINGS, FRAMINGS, Pose, PoseEstimator
from training.gender.calibration import balanced_accuracy, confusion
from training.pose.samples import cut_for
from training.pose.truth import UNKNOWN, Posed, agreement, framing_of, shop_poses, street_poses
from training.splits import Splits

CUTS = ("upper", "lower", "detail")
Pairs = list[tuple[int, int]]


def evaluate_pose(
    estimator: PoseEstimator, detector: Detector, data: Path, splits: Splits, looks: Path | None, part: str = "test"
) -> dict[str, Any]:
    """Figures on street photos (whole and cut), shop pictures and, where their truth is there, rendered looks."""
    street = street_poses(data, splits, part)
    report = street_figures(estimator, detector, street)
    report["shop"] = labelled_figures(estimator, detector, shop_poses(data, splits, part), "shop")
    rendered = rendered_poses(looks) if looks else []
    if rendered:
        report["rendered looks"] = labelled_figures(estimator, detector, rendered, "rendered looks")
    return report


def estimate(estimator: PoseEstimator, detector: Detector, photo: Photo) -> Pose:
    """As the app does: from the person that the detected garments outline."""
    confidence = detector.model.spec.settings["confidence"]
    return estimator.predict(photo, [each for each in detector.detect(photo) if each.score >= confidence])


def street_figures(estimator: PoseEstimator, detector: Detector, street: list[Posed]) -> dict[str, Any]:
    """Whole photos: keypoints, facing, framing. Then the framing of cuts of them, as far as it is beyond doubt."""
    framing: Pairs = []
    facing: Pairs = []
    found = []
    for posed in tqdm(street, desc="street poses", file=sys.stderr, mininterval=5):
        photo = read_photo(posed.photo)
        pose = estimate(estimator, detector, photo)
        found.append(np.array([[point.x, point.y] for point in pose.keypoints]))
        framing.append((posed.framing, FRAMINGS.index(pose.framing)))
        if posed.facing != UNKNOWN:
            facing.append((posed.facing, FACINGS.index(pose.facing)))
        for cut, truth in cuts(posed, photo):
            framing.append((truth, FRAMINGS.index(estimate(estimator, detector, cut).framing)))
    truth = [posed.points for posed in street if posed.points is not None]
    return {
        "street, framing": figures(framing, FRAMINGS),
        "street, facing": figures(facing, FACINGS),
        "street, keypoints": {
            "photos": len(found),
            "pck@0.1": rounded(agreement(found, truth, 0.1)),
            "pck@0.05": rounded(agreement(found, truth, 0.05)),
        },
    }


def cuts(posed: Posed, photo: Photo) -> Iterable[tuple[Photo, int]]:
    """Upper body, lower body and detail of a photo with their framing; those whose framing is open are left out."""
    draw = random.Random(posed.name)
    for kind in CUTS:
        x0, y0, x1, y1 = (round(value) for value in cut_for(kind, posed, photo.width, photo.height, draw))
        assert posed.points is not None
        truth = FRAMINGS.index("detail") if kind == "detail" else framing_of(posed.points, (x0, y0, x1, y1))
        if truth != UNKNOWN:
            yield Photo(f"{photo.name} {kind}", photo.pixels[y0:y1, x0:x1], photo.sha256), truth


def labelled_figures(estimator: PoseEstimator, detector: Detector, labelled: list[Posed], name: str) -> dict[str, Any]:
    """Framing and facing of pictures with labels, and keypoints where they are known exactly."""
    framing: Pairs = []
    facing: Pairs = []
    found, truth = [], []
    for posed in tqdm(labelled, desc=name, file=sys.stderr, mininterval=5):
        pose = estimate(estimator, detector, read_photo(posed.photo))
        framing.append((posed.framing, FRAMINGS.index(pose.framing)))
        facing.append((posed.facing, FACINGS.index(pose.facing)))
        if posed.points is not None:
            found.append(np.array([[point.x, point.y] for point in pose.keypoints]))
            truth.append(posed.points)
    report: dict[str, Any] = {"framing": figures(framing, FRAMINGS), "facing": figures(facing, FACINGS)}
    if found:
        report["keypoints"] = {"photos": len(found), "pck@0.1": rounded(agreement(found, truth, 0.1))}
    return report


def rendered_poses(looks: Path) -> list[Posed]:
    """Looks whose truth holds exact keypoints (x, y px, 1 where seen), framing and facing."""
    entries = json.loads((looks / "looks.json").read_text("utf-8"))
    return [
        Posed(
            entry["id"],
            looks / entry["file"],
            np.array(entry["keypoints"], np.float64),
            FACINGS.index(entry["facing"]),
            FRAMINGS.index(entry["framing"]),
        )
        for entry in entries
        if entry.get("keypoints") and (looks / entry["file"]).exists()
    ]


def figures(pairs: Pairs, labels: tuple[str, ...]) -> dict[str, Any]:
    """Accuracy, its mean over the labels that occur, and the confusion matrix (rows truth, columns prediction)."""
    truth, found = (np.array(column) for column in zip(*pairs, strict=True))
    return {
        "photos": len(pairs),
        "accuracy": round(float((truth == found).mean()), 4),
        "balanced_accuracy": round(balanced_accuracy(found, truth), 4),
        "confusion": confusion(found, truth, len(labels)),
        "labels": list(labels),
    }


def rounded(values: dict[str, float]) -> dict[str, float]:
    """Four decimals."""
    return {name: round(value, 4) for name, value in values.items()}


def print_pose(report: dict[str, Any]) -> None:
    """Every figure on a line of its own."""
    for name, values in report.items():
        parts = {name: values} if "photos" in values else {f"{name}, {key}": value for key, value in values.items()}
        for part, figure in parts.items():
            print(part, {key: value for key, value in figure.items() if key != "labels"})
