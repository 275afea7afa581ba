"""The forms of each model side by side: size, milliseconds, metric, agreement with fp32; and which one should ship.

    python -m convert.compare [gender] [detector] [embedder] [pose] [--shared ../shared] [--atelier build/atelier]

Measures what `python -m convert` left under build/forms/ on validation pictures, as it chooses by them, prints the
tables and records them in metrics.json. Of the forms that lose less than half a point of the metric the fastest should
ship, if it takes 5 % less time than fp32 at least; exits 1 when another does.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from convert.forms import BUILT, SHIPPED, form_path
from convert.manifest import EXPORTED, FORMS
from convert.pictures import keras_pictures
from convert.quantise import milliseconds
from convert.to_onnx import run
from pipeline.artefacts import sha256_of, write_json
from pipeline.boxes import iou
from pipeline.detector import Detection, Detector
from pipeline.gender import GenderClassifier
from pipeline.models import Model, ModelSpec, open_model, read_specs
from pipeline.photo import read_photo
from pipeline.pose import PoseEstimator
from training.detector.evaluate import confidence_of, evaluate_street, finder_of, with_low_floor
from training.embedder.onnx_heads import OnnxHeads
from training.embedder.retrieval import Remembering, measure, shop_set, street_set
from training.embedder.worn import worn_set
from training.gender.evaluate import evaluate_gender
from training.pose.evaluate import street_figures
from training.pose.truth import street_poses
from training.splits import load_splits

# A form is chosen by these figures, so they are not the test part's.
PART = "val"
AGREEMENT_PICTURES = 64
SAME_IOU = 0.7
LOSS_ALLOWED = 0.005
THREADS = 2
# A form must be faster than fp32 by more than two runs differ.
FASTER = 0.95


@dataclass(frozen=True)
class Places:
    """Where pictures lie: the shared folder, and what atelier/ rendered (products and training looks)."""

    shared: Path
    atelier: Path

    @property
    def data(self) -> Path:
        return self.shared / "data"


def _detector() -> Detector:
    return Detector(open_model(read_specs(EXPORTED)["detector"]))


def gender_metric(model: Model, places: Places) -> float:
    """Mean balanced accuracy over street photos, their framings and hidden faces, and shop pictures."""
    report = evaluate_gender(GenderClassifier(model), _detector(), places.data, load_splits(), part=PART)
    return float(np.mean([row["balanced_accuracy"] for row in report.values()]))


def embedder_metric(model: Model, places: Places) -> float:
    """Mean of recall@1 on street crops to cut-outs, on shop views within the group, and on what training looks wear of
    products that no run saw, where near twins are told apart or not."""
    splits, heads = load_splits(), Remembering(OnnxHeads(model))
    street, shop = street_set(places.data, splits, PART), shop_set(places.data, splits, within_group=True, part=PART)
    sets = street, shop, worn_set(places.atelier)
    return float(np.mean([measure(found, heads)["recall@1"] for found in sets]))


def pose_metric(model: Model, places: Places) -> float:
    """PCK@0.05 on street photos: at 0.1 hardly anything shows."""
    photos = street_poses(places.data, load_splits(), PART)
    return float(street_figures(PoseEstimator(model), _detector(), photos)["street, keypoints"]["pck@0.05"]["all"])


def detector_metric(model: Model, places: Places) -> float:
    """mAP@0.5:0.95 over the eight groups on street photos: loose boxes find products less often."""
    street = evaluate_street(finder_of(Detector(with_low_floor(model))), places.shared, load_splits(), PART)
    return float(street["eight_groups"]["ap50_95"])


METRICS: dict[str, Callable[[Model, Places], float]] = {
    "gender": gender_metric,
    "detector": detector_metric,
    "embedder": embedder_metric,
    "pose": pose_metric,
}


def agreement(name: str, exact: Path, other: Path, data: Path) -> float:
    """On held-out pictures: gender, share of equal decisions; embedder, mean cosine over all heads; pose, share of
    keypoints within 2 % of the picture's side."""
    pictures = keras_pictures(name, data, PART, AGREEMENT_PICTURES)
    first, second = run(exact, pictures), run(other, pictures)
    if name == "gender":
        return float((first["probabilities"].argmax(1) == second["probabilities"].argmax(1)).mean())
    if name == "pose":
        apart = np.linalg.norm(first["keypoints"][..., :2] - second["keypoints"][..., :2], axis=-1)
        return float((apart < 0.02).mean())
    return float(np.mean([(first[head] * second[head]).sum(1).mean() for head in first]))


def same_detections(first: tuple[Detection, ...], second: tuple[Detection, ...]) -> tuple[int, int]:
    """(detections of `first` that `second` has too: same group, IoU over 0.7; detections of `first`)."""
    found = 0
    for each in first:
        others = np.array([other.box for other in second if other.group == each.group], np.float32).reshape(-1, 4)
        found += bool((iou(np.array(each.box, np.float32), others) > SAME_IOU).any())
    return found, len(first)


def detector_agreement(models: tuple[Model, Model], shared: Path) -> float:
    """Share of detections at the app's confidence, of either form, that the other form makes too."""
    detectors = tuple(Detector(model) for model in models)
    totals = np.zeros(4, int)
    for name in load_splits().ids("street", PART)[:AGREEMENT_PICTURES]:
        photo = read_photo(shared / f"data/street/photos/{name}.webp")
        first, second = (
            tuple(each for each in detector.detect(photo) if each.score >= confidence_of(detector))
            for detector in detectors
        )
        totals += np.array([*same_detections(first, second), *same_detections(second, first)])
    return float((totals[0] + totals[2]) / (totals[1] + totals[3]))


def example(spec: ModelSpec, shared: Path) -> NDArray[np.float32]:
    """One held-out street photo as the model takes it, without batch dimension."""
    name = load_splits().ids("street", PART)[0]
    photo = read_photo(shared / f"data/street/photos/{name}.webp")
    return spec.input.tensor([spec.input.letterbox(photo.pixels).pixels])[0]


def check_shipped(name: str, spec: ModelSpec, built: Path = BUILT) -> None:
    """Only the forms of the very file that ships are worth measuring.

    Raises:
        SystemExit: the form that ships is not that file; says which command makes both.
    """
    form = form_path(name, SHIPPED[name], built)
    if not form.exists() or sha256_of(form) != spec.sha256:
        raise SystemExit(f"{form} is not {spec.path}: run `python -m convert {name}`, which makes both, and try again.")


def compare(name: str, spec: ModelSpec, places: Places) -> dict[str, Any]:
    """Measure every form of one model."""
    paths = {form: form_path(name, form) for form in FORMS}
    models = {form: Model(replace(spec, path=path), THREADS) for form, path in paths.items()}
    taken = milliseconds(paths, example(spec, places.shared), threads=THREADS)
    table: dict[str, Any] = {}
    for form, path in paths.items():
        if form == "fp32":
            agreed = 1.0
        elif name == "detector":
            agreed = detector_agreement((models["fp32"], models[form]), places.shared)
        else:
            agreed = agreement(name, paths["fp32"], path, places.data)
        table[form] = {
            "megabytes": round(path.stat().st_size / 1e6, 2),
            "milliseconds": round(taken[form], 2),
            "metric": round(METRICS[name](models[form], places), 4),
            "agreement": round(agreed, 4),
        }
    told = {"sha256": spec.sha256, "part": PART, "timed": "in turns"}
    return {**table, **told, "shipped": SHIPPED[name], "best": best(table)}


def best(table: dict[str, dict[str, float]]) -> str:
    """The fastest form that loses less than half a point of fp32's metric, and is faster by more than noise."""
    exact = table["fp32"]
    faster = [
        form
        for form in FORMS
        if exact["metric"] - table[form]["metric"] < LOSS_ALLOWED
        and table[form]["milliseconds"] < FASTER * exact["milliseconds"]
    ]
    return min(faster, key=lambda form: table[form]["milliseconds"], default="fp32")


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", nargs="*", metavar="MODEL", help=f"of {', '.join(METRICS)}; default all")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--atelier", type=Path, default=Path("build/atelier"), help="rendered products, training looks")
    parser.add_argument("--models", type=Path, default=EXPORTED)
    options = parser.parse_args()
    if unknown := set(options.model) - set(METRICS):
        parser.error(f"no model {', '.join(sorted(unknown))}")
    specs, path = read_specs(options.models), options.models / "metrics.json"
    names, places = options.model or list(METRICS), Places(options.shared, options.atelier)
    for name in names:
        check_shipped(name, specs[name])
    stale = False
    for name in names:
        table = compare(name, specs[name], places)
        stale |= table["best"] != table["shipped"]
        print(f"\n{name}: ships {table['shipped']}, best {table['best']}")
        for form in FORMS:
            print(f"  {form}  " + "  ".join(f"{key} {value}" for key, value in table[form].items()))
        metrics = json.loads(path.read_text("utf-8")) if path.exists() else {}
        metrics.setdefault("quantisation", {})[name] = table
        write_json(path, metrics)
    return int(stale)


if __name__ == "__main__":
    raise SystemExit(main())
