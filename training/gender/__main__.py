"""Train the gender model: which department (men, women) a person's outfit suggests.

    python -m training.gender [--backbone mobilenetv2|resnet50] [--sources street shop looks] [--start MODEL]

Street people, people in shop pictures and mannequins of rendered training looks, as the detector outlines them, run in
several framings once through the lower half of an ImageNet network; on the feature maps, kept in the output folder, a
head with dropout is trained first, then (MobileNetV2) the last blocks with a low learning rate.
Writes gender.keras, whose softmax is calibrated on the validation photos, and training.json beside it. See
training/README.md.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import keras

import pipeline
from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.shop import DEFAULT_MODELS
from training.backbones import gender_backbone, initial_weights, start_told, weights_stamp
from training.gender.fit import Recipe, train
from training.gender.maps import Kept, cached, keep_plain, keep_training
from training.gender.views import (
    LABELS,
    PAD_VALUE,
    PART_SIZE,
    SIZE,
    STRIDE,
    Person,
    look_people,
    shop_people,
    street_people,
)
from training.splits import TABLE, load_splits
from training.stamps import stamp
from training.tables import PEOPLE, TRAINING_LOOKS
from training.told import inherited, told_of, write_told

CODE = Path(__file__).parent
SOURCES = ("street", "shop", "looks")


def save(model: keras.Model, run: dict[str, Any], recipe: Recipe, report: dict[str, float], out: Path) -> None:
    """Write gender.keras and training.json. run: what else is told of it (backbone, sources, start weights)."""
    out.mkdir(parents=True, exist_ok=True)
    model.save(out / "gender.keras")
    told = {
        **run,
        "size": SIZE,
        "part_size": PART_SIZE,
        "stride": STRIDE,
        "pad_value": PAD_VALUE,
        "labels": LABELS,
    }
    told |= {"recipe": asdict(recipe), "validation": report}
    write_told(told, out)


def main() -> None:
    """Command line."""
    options = _options()
    recipe = Recipe(head_epochs=options.head_epochs, tune_epochs=options.tune_epochs)
    given = options.weights or ("imagenet" if options.backbone == "resnet50" else None)
    weights = initial_weights(options.shared, given)
    backbone = gender_backbone(options.backbone, weights)
    data = (options.shared / "data").resolve()
    rendered = options.atelier / TRAINING_LOOKS
    people = {part: people_of(options.sources, data, rendered, part, options.limit) for part in ("train", "val")}
    detector = Detector(open_model(read_specs(options.models)["detector"]))  # the app looks at the person it outlines
    kept = None if options.limit else options.out  # a trial's maps are not worth keeping
    made_from = (backbone.name, recipe.seed, detector.model.spec.sha256, Path(pipeline.__file__).parent)
    made_from += (CODE, TABLE, PEOPLE, str(data), data / "street/keypoints.csv", data / "shop/products.csv")
    made_from += (rendered / "looks.json", *options.sources)

    def maps(part: str, make: Callable[[], Kept]) -> Kept:
        name = f"maps-{part}-{stamp(*made_from, weights_stamp(backbone.lower))}.npz"
        return cached(kept and kept / name, make)

    training = cache(lambda: maps("train", lambda: keep_training(backbone, people["train"], detector, recipe.seed)))
    model, report = train(
        backbone,
        training,
        lambda: maps("val", lambda: keep_plain(backbone, people["val"], detector)),
        recipe,
        options.start,
    )
    # Mannequins may not be rendered here: what is told is whom there was to learn from.
    taught = [each for each in SOURCES if each in options.sources and people_of([each], data, rendered, "train", 1)]
    # A converted start rests on the weights that were loaded, or it is refused.
    earlier = options.start if options.start and options.start.suffix != ".onnx" else None
    run = {"backbone": options.backbone, "sources": taught, "weights": start_told(weights, earlier)}
    before = told_of(options.start)
    if options.start:
        run["starts"] = [str(options.start)]
    if not recipe.tune_epochs and "averaged" in before:  # calibrated anew, it still is that average
        run["averaged"] = before["averaged"]
    save(model, inherited(run, before), recipe, report, options.out)
    print(json.dumps(report, indent=1))


def people_of(sources: Sequence[str], data: Path, looks: Path, part: str, limit: int | None = None) -> list[Person]:
    """Everybody of one part of the split; mannequins are for training alone. limit: of each source at most so many."""
    splits, found = load_splits(), list[Person]()
    if "street" in sources:
        found += street_people(data, splits, part)[:limit]
    if "shop" in sources:
        found += shop_people(data, splits, part)[:limit]
    if "looks" in sources and part == "train":
        found += look_people(looks)[:limit]
    return found


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--backbone", choices=("mobilenetv2", "resnet50"), default="mobilenetv2")
    parser.add_argument("--weights", help='a weights file, "imagenet" (downloaded) or "none"; default: the shared file')
    parser.add_argument("--sources", nargs="+", choices=SOURCES, default=SOURCES, help="whose people are learned from")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--atelier", type=Path, default=Path("build/atelier"), help="rendered looks, if any")
    parser.add_argument("--out", type=Path, default=Path("build/gender"))
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS, help="where the detector is")
    parser.add_argument("--start", type=Path, help="an earlier gender.keras, or gender.onnx, to go on from")
    parser.add_argument("--tune-epochs", type=int, default=Recipe.tune_epochs)
    parser.add_argument("--head-epochs", type=int, default=Recipe.head_epochs)
    parser.add_argument("--limit", type=int, help="photos per source and part, for a trial")
    return parser.parse_args()


if __name__ == "__main__":
    main()
