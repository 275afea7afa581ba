"""The shipped detector at other input sizes: milliseconds of a portrait photo against average precision.

`python -m training.detector.sizes` prints the table and records it in metrics.json. Measured on the validation part,
because it is what the size is chosen by.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.artefacts import write_json
from pipeline.detector import Detector
from pipeline.latency import latency
from pipeline.models import Model, open_model, read_specs
from pipeline.shop import DEFAULT_MODELS
from training.detector.evaluate import evaluate_garments, evaluate_street, finder_of, with_low_floor
from training.splits import load_splits

SIZES = (288, 352, 416, 480, 544, 640)


def at_size(model: Model, size: int) -> Model:
    """The same opened model, given pictures of another size (px, a multiple of its stride)."""
    model.spec = replace(model.spec, input=replace(model.spec.input, size_px=size))
    return model


def measure(models: Path, shared: Path) -> list[dict[str, Any]]:
    """A row per size."""
    model, splits = with_low_floor(open_model(read_specs(models)["detector"])), load_splits()
    rows = []
    for size in SIZES:
        finder = finder_of(Detector(at_size(model, size)))
        street = evaluate_street(finder, shared, splits, "val")
        garments = evaluate_garments(finder, shared, splits, "val")
        rows.append(
            {
                "size_px": size,
                "milliseconds": round(latency(model).median_ms, 2),
                "eight_groups": round(street["eight_groups"]["ap50"], 4),
                "classic_three": round(street["classic_three"]["ap50"], 4),
                "small_groups": round(float(np.mean([street["groups"][g]["ap50"] for g in ("bag", "eyewear")])), 4),
                "garments_best_box": round(garments["best_box_right"], 4),
            }
        )
        print("  ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    return rows


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.detector.sizes", description=main.__doc__)
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    rows = measure(options.models, options.shared)
    path = options.models / "metrics.json"
    metrics = json.loads(path.read_text("utf-8"))
    metrics["sizes"] = {"sha256": read_specs(options.models)["detector"].sha256, "split": "val", "report": rows}
    write_json(path, metrics)


if __name__ == "__main__":
    main()
