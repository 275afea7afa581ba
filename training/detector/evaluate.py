"""Evaluates the ONNX detector through pipeline/, as the app runs it, on pictures that no model saw.

`python -m training.detector.evaluate` prints, for held-out street photos, average precision by COCO's own code, and
for the other sources how often the right group is found.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from pycocotools.cocoeval import COCOeval
from tqdm import tqdm

from pipeline.detector import Detection, Detector
from pipeline.models import Model, open_model, read_specs
from pipeline.photo import Photo, read_photo
from pipeline.taxonomy import group_of
from training.detector.garments import list_garments
from training.detector.street import GROUPS, read_rows
from training.detector.truth import ground_truth, load_truth, score
from training.splits import Splits, load_splits

CLASSIC = ("topwear", "bottomwear", "footwear")
# Average precision needs the whole curve; the app's own floor would cut its tail.
SCORE_FLOOR = 0.01
CURVE_STEP = 5  # every how many of COCO's 101 recalls a point of the precision-recall curve is kept
PER_GROUP = ("boxes", "precision_at_recall")  # what has no mean over the groups
REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finder:
    """What is evaluated. detect: the garments of a photo, best first; confidence: what the app starts with."""

    detect: Callable[[Photo], tuple[Detection, ...]]
    confidence: float


def evaluate(models: Path, shared: Path, part: str = "test") -> dict[str, Any]:
    """All figures of the detector described by `models`/manifest.json on one part of the split, printed as tables."""
    figures = evaluate_sources(finder_of(open_detector(models)), shared, part)
    print_tables(figures)
    return figures


def evaluate_sources(finder: Finder, shared: Path, part: str) -> dict[str, Any]:
    """Figures by source: street photos, shop pictures, garments alone."""
    splits = load_splits()
    return {
        "street": evaluate_street(finder, shared, splits, part),
        "shop": evaluate_shop(finder, shared, splits, part),
        "garments": evaluate_garments(finder, shared, splits, part),
    }


def finder_of(detector: Detector) -> Finder:
    """A detector as the app runs it."""
    return Finder(detector.detect, confidence_of(detector))


def open_detector(models: Path) -> Detector:
    """The app's detector with its score floor lowered, so that average precision sees the whole curve."""
    return Detector(with_low_floor(open_model(read_specs(models)["detector"])))


def with_low_floor(model: Model) -> Model:
    """The same opened model, whose scores are kept from 0.01 on."""
    entry = {**model.spec.entry, "settings": {**model.spec.settings, "score_floor": SCORE_FLOOR}}
    model.spec = dataclasses.replace(model.spec, entry=entry)
    return model


def confidence_of(detector: Detector) -> float:
    """The threshold that the app starts with."""
    return float(detector.model.spec.settings["confidence"])


def evaluate_street(finder: Finder, shared: Path, splits: Splits, part: str) -> dict[str, Any]:
    """AP@0.5, AP@0.5:0.95 per group and their means; precision and recall at the app's confidence (IoU 0.5)."""
    photos = load_truth(shared, splits.ids("street", part))
    found = {
        number: finder.detect(read_photo(photo.photo_path))
        for number, photo in enumerate(tqdm(photos, "street", disable=None), start=1)
    }
    evaluation = score(ground_truth(photos), found)
    groups = {group: _group_figures(evaluation, index, finder.confidence) for index, group in enumerate(GROUPS)}
    items = [sum(each.score >= finder.confidence for each in detections) for detections in found.values()]
    return {
        "photos": len(photos),
        "items_per_photo": float(np.mean(items)),
        "eight_groups": _mean(groups.values()),
        "classic_three": _mean(groups[group] for group in CLASSIC),
        "groups": groups,
    }


def _group_figures(evaluation: COCOeval, index: int, confidence: float) -> dict[str, Any]:
    """precision_at_recall: at IoU 0.5, for the recalls 0, 0.05 .. 1."""
    # precision: (IoU thresholds 0.5, 0.55 .. 0.95; 101 recalls; groups; areas; max detections), -1 where undefined.
    precision = evaluation.eval["precision"][:, :, index, 0, -1]
    true, false, wanted = 0, 0, 0
    for image in evaluation.evalImgs:
        if image is None or image["category_id"] != index + 1:
            continue
        wanted += int(np.sum(~np.asarray(image["gtIgnore"], bool)))
        scores, ignored = np.asarray(image["dtScores"]), np.asarray(image["dtIgnore"][0], bool)
        counted = (scores >= confidence) & ~ignored
        matched = np.asarray(image["dtMatches"][0]) > 0
        true += int(np.sum(counted & matched))
        false += int(np.sum(counted & ~matched))
    return {
        "boxes": wanted,
        "ap50": float(precision[0].mean()),
        "ap75": float(precision[5].mean()),
        "ap50_95": float(precision.mean()),
        "precision": true / max(1, true + false),
        "recall": true / max(1, wanted),
        "precision_at_recall": [round(float(value), 4) for value in precision[0][::CURVE_STEP]],
    }


def _mean(groups: Iterable[dict[str, Any]]) -> dict[str, float]:
    rows = list(groups)
    return {key: float(np.mean([row[key] for row in rows])) for key in rows[0] if key not in PER_GROUP}


def evaluate_shop(finder: Finder, shared: Path, splits: Splits, part: str) -> dict[str, Any]:
    """Share of shop pictures among whose boxes at the app's confidence the product's group is."""
    folder = shared / "data/shop"
    rows = [row for row in read_rows(folder / "products.csv") if splits.part("shop", row["sku"]) == part]
    truth = [group_of(row["category"]) or "" for row in rows]
    results = [finder.detect(read_photo(folder / "images" / row["image"])) for row in tqdm(rows, "shop", disable=None)]
    return _right_group(results, truth, finder.confidence)


def evaluate_garments(finder: Finder, shared: Path, splits: Splits, part: str) -> dict[str, Any]:
    """The same for garments photographed alone."""
    folder = shared / "data/garments"
    items = list_garments(folder, splits, (part,))
    results = [
        finder.detect(read_photo(folder / f"images/{item.image}.jpg")) for item in tqdm(items, "garments", disable=None)
    ]
    return _right_group(results, [item.group for item in items], finder.confidence)


def _right_group(results: list[tuple[Detection, ...]], truth: list[str], confidence: float) -> dict[str, Any]:
    rows: dict[str, list[tuple[bool, bool, bool]]] = {}
    for detections, group in zip(results, truth, strict=True):
        kept = [each for each in detections if each.score >= confidence]
        best = bool(detections) and detections[0].group == group
        rows.setdefault(group, []).append((any(each.group == group for each in kept), best, bool(kept)))
    everything = [row for group in rows.values() for row in group]
    return {"pictures": len(everything), **_shares(everything), "groups": {g: _shares(rows[g]) for g in sorted(rows)}}


def _shares(rows: list[tuple[bool, bool, bool]]) -> dict[str, float]:
    found, best, anything = (float(np.mean(column)) for column in zip(*rows, strict=True))
    return {"group_found": found, "best_box_right": best, "anything_found": anything}


def print_tables(figures: dict[str, Any]) -> None:
    """Human-readable tables on stdout."""
    street = figures["street"]
    print(f"\nstreet: {street['photos']} photos, {street['items_per_photo']:.2f} items a photo")
    columns = ("ap50", "ap75", "ap50_95", "precision", "recall")
    print(f"{'':15}" + "".join(f"{column:>10}" for column in columns))
    for name, row in {**street["groups"], **{k: street[k] for k in ("eight_groups", "classic_three")}}.items():
        print(f"{name:15}" + "".join(f"{row[column]:10.3f}" for column in columns) + f"  {row.get('boxes', '')}")
    for source in ("shop", "garments"):
        rows = figures[source]
        print(f"\n{source}: {rows['pictures']} pictures")
        for name, row in {**rows["groups"], "all": rows}.items():
            print(f"{name:15}" + "".join(f"  {key} {row[key]:.3f}" for key in ("group_found", "best_box_right")))


def main() -> None:
    """Print the tables; with --out also write the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m training.detector.evaluate", description=main.__doc__)
    parser.add_argument("--models", type=Path, default=REPOSITORY / "exported_models")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--part", choices=("val", "test"), default="test")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    figures = evaluate(arguments.models, arguments.shared, arguments.part)
    if arguments.out:
        arguments.out.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
