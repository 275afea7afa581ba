"""Evaluate the shipped ONNX models on held-out pictures and write exported_models/metrics.json.

    python -m training.evaluate [--shared ../shared] [--only gender|detector|embedder|pose]

Everything runs through pipeline/, as the app runs it. The embedder's baseline (frozen ImageNet MobileNetV2) is
measured in the same run. Model cards are then written by `python -m convert.cards`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from pipeline.artefacts import write_json
from pipeline.detector import Detector
from pipeline.gender import GenderClassifier
from pipeline.models import ModelSpec, open_model, read_specs
from pipeline.pose import PoseEstimator
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS
from training.backbones import initial_weights
from training.embedder.evaluate import evaluate_embedder, evaluate_likeness, print_embedder
from training.gender.evaluate import evaluate_gender, print_gender
from training.pose.evaluate import evaluate_pose, print_pose
from training.splits import load_splits

ROLES = ("gender", "detector", "embedder", "pose")


def evaluate_role(role: str, specs: dict[str, ModelSpec], options: argparse.Namespace) -> dict[str, Any]:
    """Measure one model and print its table."""
    data, splits = options.shared / "data", load_splits()
    if role == "gender":
        detector = Detector(open_model(specs["detector"]))
        classifier = GenderClassifier(open_model(specs["gender"]))
        report = evaluate_gender(classifier, detector, data, splits, options.looks)
        print_gender(report)
        return report
    if role == "embedder":
        model, detector = open_model(specs["embedder"]), Detector(open_model(specs["detector"]))
        weights = initial_weights(options.shared, options.weights)
        report = evaluate_embedder(model, data, splits, weights, detector)
        print_embedder(report)
        likeness = evaluate_likeness(model, data, splits, weights, detector, DEFAULT_CATALOGUE)
        print(json.dumps(likeness, indent=1))
        record("likeness", likeness, specs[role].sha256, options.models)
        return report
    if role == "pose":
        detector, estimator = Detector(open_model(specs["detector"])), PoseEstimator(open_model(specs["pose"]))
        report = evaluate_pose(estimator, detector, data, splits, options.looks)
        print_pose(report)
        return report
    from training.detector.evaluate import evaluate  # pycocotools only where it is needed

    return evaluate(options.models, options.shared)


def record(role: str, report: dict[str, Any], sha256: str, models: Path) -> None:
    """Put one model's report into metrics.json, with the file it was measured on; other reports stay."""
    path = models / "metrics.json"
    metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
    metrics[role] = {"sha256": sha256, "split": "test", "report": report}
    write_json(path, metrics)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    parser.add_argument("--weights", help="ImageNet weights of the baseline; default: the shared file, else downloaded")
    parser.add_argument("--looks", type=Path, default=Path("catalog_index/looks"), help="rendered looks with truth")
    parser.add_argument("--only", choices=ROLES, action="append", help="one model; may be given again")
    options = parser.parse_args()
    specs = read_specs(options.models)
    for role in options.only or ROLES:
        report = evaluate_role(role, specs, options)
        record(role, report, specs[role].sha256, options.models)


if __name__ == "__main__":
    main()
