"""The detector in 8 bits: size, milliseconds, agreement and mAP beside the float form.

`python -m convert.detector_int8` quantises exported_models/detector.onnx (activations uint8, weights int8 per channel),
calibrated with training photos, measures both forms on held-out ones, prints the table and records it in metrics.json.
The app ships fp32 unless int8 loses less than half a point of mAP and is faster.
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.compare import LOSS_ALLOWED, THREADS
from convert.detector import real_inputs
from convert.manifest import read, write_entry, write_json
from convert.quantise import milliseconds, quantise
from pipeline.boxes import iou
from pipeline.detector import Detection
from pipeline.photo import read_photo
from training.detector.evaluate import confidence_of, evaluate_street, open_detector
from training.splits import load_splits

CALIBRATION_PHOTOS, COMPARED_PHOTOS = 64, 100
SAME_IOU = 0.7
REPOSITORY = Path(__file__).resolve().parents[1]


def write_int8(models: Path, out: Path, batch: NDArray[np.float32]) -> None:
    """Write `out` = a copy of `models` whose detector is int8, calibrated with `batch` (n, 3, size, size), 0..1.

    Only convolutions are quantised: in the head's arithmetic boxes in pixels and scores in 0..1 would share a scale.
    """
    shutil.copytree(models, out, dirs_exist_ok=True)
    (out / "detector.onnx").unlink()
    quantise(models / "detector.onnx", out / "detector.onnx", batch, kinds=("Conv",))
    write_entry("detector", read(out)["models"]["detector"], out)


def agreement(first: tuple[Detection, ...], second: tuple[Detection, ...]) -> tuple[int, int]:
    """(detections of `first` that `second` has too: same group, IoU over 0.7; detections of `first`)."""
    found = 0
    for each in first:
        others = np.array([other.box for other in second if other.group == each.group], np.float32).reshape(-1, 4)
        found += bool((iou(np.array(each.box, np.float32), others) > SAME_IOU).any())
    return found, len(first)


def agreement_on(models: Path, out: Path, photos: list[Path]) -> float:
    """Share of detections at the app's confidence, of either form, that the other form makes too."""
    detectors = open_detector(models), open_detector(out)
    totals = np.zeros(4, int)
    for path in photos:
        photo = read_photo(path)
        first, second = (
            tuple(each for each in detector.detect(photo) if each.score >= confidence_of(detector))
            for detector in detectors
        )
        totals += np.array([*agreement(first, second), *agreement(second, first)])
    return float((totals[0] + totals[2]) / (totals[1] + totals[3]))


def compare(models: Path, out: Path, shared: Path, size: int) -> dict[str, Any]:
    """Measure both forms."""
    splits, picture = load_splits(), real_inputs(shared, size, 1)[0]
    table: dict[str, Any] = {}
    for form, folder in (("fp32", models), ("int8", out)):
        street = evaluate_street(open_detector(folder), shared, splits, "test")
        table[form] = {
            "megabytes": round((folder / "detector.onnx").stat().st_size / 1e6, 2),
            "milliseconds": round(milliseconds(folder / "detector.onnx", picture, threads=THREADS), 2),
            "metric": round(street["eight_groups"]["ap50"], 4),
        }
    names = splits.ids("street", "test")[:COMPARED_PHOTOS]
    table["agreement"] = agreement_on(models, out, [shared / f"data/street/photos/{name}.webp" for name in names])
    lost = table["fp32"]["metric"] - table["int8"]["metric"]
    faster = table["int8"]["milliseconds"] < table["fp32"]["milliseconds"]
    return {**table, "shipped": "fp32", "int8 would do": bool(lost < LOSS_ALLOWED and faster)}


def main() -> None:
    """Quantise, compare, record."""
    parser = argparse.ArgumentParser(prog="python -m convert.detector_int8", description=main.__doc__)
    parser.add_argument("--models", type=Path, default=REPOSITORY / "exported_models")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build/detector/int8")
    options = parser.parse_args()
    size = read(options.models)["models"]["detector"]["input"]["shape"][-1]
    write_int8(options.models, options.out, real_inputs(options.shared, size, CALIBRATION_PHOTOS, "train"))
    table = compare(options.models, options.out, options.shared, size)
    print(json.dumps(table, indent=1))
    path = options.models / "metrics.json"
    metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
    metrics.setdefault("quantisation", {})["detector"] = table
    write_json(path, metrics)


if __name__ == "__main__":
    main()
