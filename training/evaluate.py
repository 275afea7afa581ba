"""Evaluate the shipped ONNX models on held-out pictures and write exported_models/metrics.json.

    python -m training.evaluate [--shared ../shared] [--only gender|detector|embedder]

Everything runs through pipeline/, as the app runs it. The embedder's baseline (frozen ImageNet MobileNetV2) is
measured in the same run. Model cards are then written by `python -m convert.cards`.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from convert.manifest import EXPORTED, read, write_json
from pipeline.detector import Detector
from pipeline.gender import GenderClassifier
from pipeline.models import ModelSpec, open_model, read_specs
from training.backbones import initial_weights
from training.embedder.evaluate import evaluate_embedder, print_embedder
from training.gender.evaluate import evaluate_gender, print_gender
from training.splits import load_splits

ROLES = ("gender", "detector", "embedder")


def evaluate_role(role: str, specs: dict[str, ModelSpec], options: argparse.Namespace) -> dict[str, Any]:
    """Measure one model and print its table."""
    data, splits = options.shared / "data", load_splits()
    if role == "gender":
        detector = Detector(open_model(specs["detector"]))
        report = evaluate_gender(GenderClassifier(open_model(specs["gender"])), detector, data, splits)
        print_gender(report)
        return report
    if role == "embedder":
        weights = initial_weights(options.shared, options.weights)
        detector = Detector(open_model(specs["detector"])) if options.detected else None
        report = evaluate_embedder(open_model(specs["embedder"]), data, splits, weights, detector)
        print_embedder(report)
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
    parser.add_argument("--models", type=Path, default=EXPORTED)
    parser.add_argument("--weights", help="ImageNet weights of the baseline; default: the shared file, else downloaded")
    parser.add_argument("--only", choices=ROLES, action="append", help="one model; may be given again")
    parser.add_argument("--detected", action="store_true", help="shop views also on the crops the detector would give")
    options = parser.parse_args()
    specs = read_specs(options.models)
    for role in options.only or ROLES:
        report = evaluate_role(role, specs, options)
        record(role, report, read(options.models)["models"][role]["sha256"], options.models)


if __name__ == "__main__":
    main()
