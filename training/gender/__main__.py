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
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path

import keras

import pipeline
from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.shop import DEFAULT_MODELS
from training.backbones import gender_backbone, initial_weights
from training.gender.fit import Recipe, train
from training.gender.maps import cached, keep_plain, keep_training
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

CODE = Path(__file__).parent
SOURCES = ("street", "shop", "looks")


def save(
    model: keras.Model, backbone: str, sources: Sequence[str], recipe: Recipe, report: dict[str, float], out: Path
) -> None:
    """Write gender.keras and training.json."""
    out.mkdir(parents=True, exist_ok=True)
    model.save(out / "gender.keras")
    told = {
        "backbone": backbone,
        "sources": list(sources),
        "size": SIZE,
        "part_size": PART_SIZE,
        "stride": STRIDE,
        "pad_value": PAD_VALUE,
        "labels": LABELS,
    }
    told |= {"recipe": asdict(recipe), "validation": report}
    (out / "training.json").write_text(json.dumps(told, indent=1, sort_keys=True) + "\n")


def main() -> None:
    """Command line."""
    options = _options()
    recipe = Recipe(head_epochs=options.head_epochs, tune_epochs=options.tune_epochs)
    given = options.weights or ("imagenet" if options.backbone == "resnet50" else None)
    backbone = gender_backbone(options.backbone, initial_weights(options.shared, given))
    data = options.shared / "data"
    rendered = options.atelier / TRAINING_LOOKS
    people = {part: people_of(options.sources, data, rendered, part, options.limit) for part in ("train", "val")}
    detector = Detector(open_model(read_specs(options.models)["detector"]))  # the app looks at the person it outlines
    kept = None if options.limit else options.out  # a trial's maps are not worth keeping
    made_from = (backbone.name, recipe.seed, detector.model.spec.sha256, Path(pipeline.__file__).parent)
    made_from += (CODE, TABLE, PEOPLE, rendered / "looks.json", *options.sources)
    training = cache(
        lambda: cached(
            kept and kept / f"maps-train-{stamp(*made_from)}.npz",
            lambda: keep_training(backbone, people["train"], detector, recipe.seed),
        )
    )
    held_out = cached(
        kept and kept / f"maps-val-{stamp(*made_from)}.npz", lambda: keep_plain(backbone, people["val"], detector)
    )
    model, report = train(backbone, training, held_out, recipe, options.start)
    # Mannequins may not be rendered here: what is told is whom there was to learn from.
    taught = [each for each in SOURCES if each in options.sources and people_of([each], data, rendered, "train", 1)]
    save(model, options.backbone, taught, recipe, report, options.out)
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
