"""Convert the trained models: python -m convert [gender] [embedder] [pose] [detector] [--shared DIR] [--trained build]

Each is written to exported_models/ as ONNX, compared with its source on real pictures (fails above 1e-3), and entered
into manifest.json. Without names: all of them. The int8 forms are measured by `python -m convert.compare`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

import training.embedder.network  # noqa: F401  (registers the embedder's layers)
from convert.entries import embedder_entry, gender_entry, pose_entry, read_told
from convert.manifest import EXPORTED, write_entry
from convert.pictures import embedder_pictures, gender_pictures, pose_pictures
from convert.to_onnx import check_parity, convert
from pipeline.taxonomy import GROUPS

MODELS = ("gender", "embedder", "pose", "detector")
PARITY_PICTURES = 24


def export(
    name: str, entry: dict[str, Any], trained: Path, out: Path, pictures: Callable[[], NDArray[np.uint8]]
) -> dict[str, Any]:
    """Convert one model, check it and enter it; nothing in `out` changes when the check fails."""
    model = keras.saving.load_model(trained / name / f"{name}.keras")
    unfinished = out / f".{entry['file']}"
    try:
        convert(model, entry, unfinished)
        entry["metrics"] = {**entry["metrics"], "parity": check_parity(model, unfinished, pictures())}
        unfinished.replace(out / entry["file"])
    finally:
        unfinished.unlink(missing_ok=True)
    return write_entry(name, entry, out)


def export_keras(name: str, trained: Path, out: Path, data: Path) -> dict[str, Any]:
    """Convert the gender model, the embedder or the pose model from its training folder."""
    told = read_told(trained / name)
    if name == "gender":
        return export(name, gender_entry(told), trained, out, lambda: gender_pictures(data, "test", PARITY_PICTURES))
    if name == "pose":
        return export(name, pose_entry(told), trained, out, lambda: pose_pictures(data, "test", PARITY_PICTURES))
    entry = embedder_entry(told, GROUPS)
    return export(name, entry, trained, out, lambda: embedder_pictures(data, "test", PARITY_PICTURES, entry))


def export_detector(shared: Path, trained: Path, out: Path) -> None:
    """Run the detector's own converter, in its own process: torch and TensorFlow do not share one well."""
    checkpoint = trained / "detector/best.pt"
    places = ["--shared", shared, "--checkpoint", checkpoint, "--out", out]
    subprocess.run([sys.executable, "-m", "convert.detector", *map(str, places)], check=True)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="*", metavar="MODEL", help=f"of {', '.join(MODELS)}; default all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--trained", type=Path, default=Path("build"), help="folder of the training runs")
    parser.add_argument("--out", type=Path, default=EXPORTED)
    options = parser.parse_args()
    # Not argparse's choices: with nargs="*" they refuse the empty list, which stands for all.
    if unknown := set(options.model) - set(MODELS):
        parser.error(f"no model {', '.join(sorted(unknown))}")
    for name in options.model or MODELS:
        if name == "detector":
            export_detector(options.shared, options.trained, options.out)
        else:
            export_keras(name, options.trained, options.out, options.shared / "data")


if __name__ == "__main__":
    main()
