"""fp32 against static int8: size, milliseconds, agreement and metric of each Keras-made model.

    python -m convert.compare [gender] [embedder] [--shared ../shared]

Calibrates on training pictures, measures on held-out ones, prints the table and records it in metrics.json. The app
ships fp32 unless int8 loses less than half a point of its metric and is faster.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.manifest import EXPORTED, write_json
from convert.pictures import embedder_pictures, gender_pictures
from convert.quantise import QUANTISED, milliseconds, quantise
from convert.to_onnx import run
from pipeline.detector import Detector
from pipeline.gender import GenderClassifier
from pipeline.models import Model, ModelSpec, open_model, read_specs
from training.embedder.onnx_heads import OnnxHeads
from training.embedder.retrieval import Remembering, measure, shop_set, street_set
from training.gender.evaluate import figures, whole_photo
from training.gender.views import street_people
from training.splits import load_splits

CALIBRATION_PICTURES = 128
AGREEMENT_PICTURES = 64
LOSS_ALLOWED = 0.005
# The embedder's heads are one batched product, for which onnxruntime has no kernel with weights scaled per channel.
KINDS = {"gender": QUANTISED, "embedder": ("Conv",)}
THREADS = 2


def gender_metric(model: Model, data: Path) -> float:
    """Balanced accuracy on the street test photos."""
    people = street_people(data, load_splits(), "test")
    detector = Detector(open_model(read_specs(EXPORTED)["detector"]))
    return float(figures(GenderClassifier(model), detector, people, whole_photo, "street")["balanced_accuracy"])


def embedder_metric(model: Model, data: Path) -> float:
    """Mean of recall@1 on street crops to cut-outs and on shop views within the group."""
    splits, heads = load_splits(), Remembering(OnnxHeads(model))
    sets = street_set(data, splits), shop_set(data, splits, within_group=True)
    return float(np.mean([measure(found, heads)["recall@1"] for found in sets]))


def agreement(name: str, exact: dict[str, NDArray[np.float32]], int8: dict[str, NDArray[np.float32]]) -> float:
    """gender: share of equal decisions; embedder: mean cosine over all heads."""
    if name == "gender":
        (a,), (b,) = exact.values(), int8.values()
        return float((a.argmax(1) == b.argmax(1)).mean())
    return float(np.mean([(exact[head] * int8[head]).sum(1).mean() for head in exact]))


def compare(name: str, spec: ModelSpec, data: Path, metric: Callable[[Model, Path], float]) -> dict[str, Any]:
    """Make the int8 form in a temporary folder and measure both."""
    entry = spec.entry
    pictures = gender_pictures if name == "gender" else lambda *a: embedder_pictures(*a, entry)
    calibration = pictures(data, "train", CALIBRATION_PICTURES).astype(np.float32)
    held_out = pictures(data, "test", AGREEMENT_PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"{name}_int8.onnx"
        quantise(spec.path, path, calibration, kinds=KINDS[name])
        one = held_out[0].astype(np.float32)
        forms = {"fp32": spec.path, "int8": path}
        table: dict[str, Any] = {
            form: {
                "megabytes": round(file.stat().st_size / 1e6, 2),
                "milliseconds": round(milliseconds(file, one, threads=THREADS), 2),
                "metric": round(metric(Model(replace(spec, path=file), THREADS), data), 4),
            }
            for form, file in forms.items()
        }
        table["agreement"] = round(agreement(name, run(spec.path, held_out), run(path, held_out)), 4)
    lost, faster = (
        table["fp32"]["metric"] - table["int8"]["metric"],
        table["int8"]["milliseconds"] < table["fp32"]["milliseconds"],
    )
    table["shipped"] = "fp32"
    table["int8 would do"] = bool(lost < LOSS_ALLOWED and faster)
    return table


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="*", metavar="MODEL", help="gender, embedder; default both")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--models", type=Path, default=EXPORTED)
    options = parser.parse_args()
    metrics_of = {"gender": gender_metric, "embedder": embedder_metric}
    if unknown := set(options.model) - set(metrics_of):
        parser.error(f"no model {', '.join(sorted(unknown))}")
    specs, path = read_specs(options.models), options.models / "metrics.json"
    for name in options.model or metrics_of:
        table = compare(name, specs[name], options.shared / "data", metrics_of[name])
        print(f"\n{name}: agreement {table['agreement']}, int8 would do: {table['int8 would do']}")
        for form in ("fp32", "int8"):
            print(f"  {form}  " + "  ".join(f"{key} {value}" for key, value in table[form].items()))
        metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
        metrics.setdefault("quantisation", {})[name] = table
        write_json(path, metrics)


if __name__ == "__main__":
    main()
