"""Convert the trained models: python -m convert [gender] [embedder] [pose] [detector] [--shared DIR] [--trained build]

Each is converted, compared with its source on real pictures (fails above 1e-3, gender and pose above 2e-3) and kept in
three forms under build/forms/; one of them goes to exported_models/ and into manifest.json (see forms.py). Without
names: all of them. The forms are measured by `python -m convert.compare`.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import keras
import numpy as np

import training.embedder.network  # noqa: F401  (registers the embedder's layers)
from convert.entries import embedder_entry, gender_entry, pose_entry, read_told
from convert.forms import BUILT, CALIBRATION_PICTURES, form_path, keep, make_forms, ship
from convert.manifest import EXPORTED, write_entry
from convert.pictures import keras_pictures
from convert.to_onnx import LOOSER_TOLERANCE, TOLERANCE, check_parity, convert

MODELS = ("gender", "embedder", "pose", "detector")
PARITY_PICTURES = 24

ENTRIES = {"gender": gender_entry, "embedder": embedder_entry, "pose": pose_entry}


def export_keras(name: str, trained: Path, out: Path, data: Path, built: Path = BUILT) -> dict[str, Any]:
    """Convert the gender model, the embedder or the pose model from its training folder, check it and enter it; nothing
    in `out` and `built` changes when the check fails."""
    model = keras.saving.load_model(trained / name / f"{name}.keras")
    entry = ENTRIES[name](read_told(trained / name))
    batches = keras_pictures(name, data, "train", CALIBRATION_PICTURES)
    calibration = [picture.astype(np.float32) for batch in batches for picture in batch]
    allowed = TOLERANCE if name == "embedder" else LOOSER_TOLERANCE
    held_out = keras_pictures(name, data, "test", PARITY_PICTURES)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        plain = form_path(name, "plain", made)
        convert(model, entry, plain)
        make_forms(name, plain, entry, calibration, made)
        parity = check_parity(model, form_path(name, "fp32", made), held_out, allowed)
        keep(name, made, built)
    entry["metrics"] = {**entry["metrics"], "parity": parity}
    return write_entry(name, ship(name, entry, out, built), out)


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
