"""Calibrate "nothing close enough", into the manifest: python -m convert.absent [--views build/atelier/views]

Run it after `python -m convert embedder` and when the boutique is built. The thresholds are in the manifest alone: they
belong to these products, whose catalogue stands beside them, as well as to the network, and the file, which the
catalogue is built with, stays as it is. Prints the operating point and records it in metrics.json.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from convert.manifest import EXPORTED, read, write_entry
from pipeline.artefacts import sha256_of, write_json
from pipeline.catalogue import Catalogue
from pipeline.models import open_model, read_specs
from pipeline.shop import DEFAULT_CATALOGUE
from training.embedder.absent import REJECTED, best_matches, operating_point, thresholds
from training.embedder.onnx_heads import OnnxHeads
from training.splits import load_splits


def write_thresholds(below: dict[str, float], catalogue: Path, models: Path) -> str:
    """Put the thresholds, and the catalogue that they are for, into the embedder's settings in the manifest; returns
    the sha256 of the file they are for."""
    entry = read(models)["models"]["embedder"]
    entry["settings"] |= {"absent_below": below, "absent_for": sha256_of(catalogue / "manifest.json")}
    return str(write_entry("embedder", entry, models)["sha256"])


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--views", type=Path, default=Path("build/atelier/views"), help="of `python -m atelier views`")
    parser.add_argument("--catalogue", type=Path, default=DEFAULT_CATALOGUE, help="the boutique as it is served")
    parser.add_argument("--models", type=Path, default=EXPORTED)
    options = parser.parse_args()
    spec = read_specs(options.models)["embedder"]
    catalogue = Catalogue.open(options.catalogue, embedder_sha256=spec.sha256)
    found = best_matches(OnnxHeads(open_model(spec)), catalogue, options.views, options.shared / "data", load_splits())
    below = thresholds(found)
    report = {"share of present products rejected": REJECTED, "absent_below": below}
    report |= {"called absent": operating_point(found, below)}
    print(json.dumps(report, indent=1))
    path = options.models / "metrics.json"
    metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
    metrics["absent"] = report | {"sha256": write_thresholds(below, options.catalogue, options.models)}
    write_json(path, metrics)


if __name__ == "__main__":
    main()
