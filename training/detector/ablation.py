"""What each kind of training picture is worth: equally long runs from the same start, with one more kind each time.

`python -m training.detector.ablation --labels CHECKPOINT` trains a small run per row, at a small size, and prints what
it finds on validation: street photos, shop pictures, garments alone, rendered training looks. The pictures are those of
the final stage (`dataset.py`); a row draws as many of its kinds as it has steps, so that no row learns longer. What is
done stays done: the command goes on where it was interrupted, and begins again with other options or looks.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.detector import Detection
from pipeline.models import read_specs
from pipeline.photo import Photo, read_photo
from pipeline.shop import DEFAULT_MODELS
from training.detector.dataset import FINAL, Sources, build
from training.detector.evaluate import SCORE_FLOOR, Finder, evaluate_sources
from training.detector.geometry import GarmentBox, overlap
from training.detector.labeller import label_sizes, look, yolo_labeller
from training.detector.network import open_yolo, starting_network
from training.detector.rendered import training_looks
from training.detector.train import MODELS, Settings, train
from training.splits import TABLE
from training.stamps import stamp
from training.tables import TRAINING_LOOKS

# One after another; a picture's kind is the first word of its name.
KINDS: Mapping[str, tuple[str, ...]] = {
    "street photos with masks": ("masked",),
    "and those boxed by words and model": ("street",),
    "and crops, people on plain ground": ("upper", "lower", "head", "around", "studio"),
    "and garments alone, cut-outs": ("garment", "product"),
    "and shop pictures": ("shop",),
    "and bags at hands, empty streets": ("carried", "empty"),
    "and rendered products and looks": ("rendered", "look"),
}
EPOCHS = 2  # the second without mosaics
SAME_BOX = 0.5
REPOSITORY = Path(__file__).resolve().parents[2]


def kind_of(picture: Path, masked: set[str]) -> str:
    """Of a picture as `write_part` names it, NUMBER_KIND_NAME; "masked" for a street photo that has a mask."""
    _, kind, *name = picture.stem.split("_")
    return "masked" if kind == "street" and "_".join(name) in masked else kind


def drawn(pictures: Sequence[Path], count: int, seed: int) -> list[Path]:
    """`count` of the pictures by chance, each as often as the others but for one time."""
    rng = np.random.default_rng(seed)
    turns = [rng.permutation(len(pictures)) for _ in range(-(-count // len(pictures)))]
    return [pictures[index] for index in np.concatenate(turns)[:count]]


def finder_of_checkpoint(path: Path, size: int, confidence: float) -> Finder:
    """A trained checkpoint at an input size, px."""
    model = open_yolo(path)

    def detect(photo: Photo) -> tuple[Detection, ...]:
        return tuple(
            Detection(box.group, score, (round(box.x0), round(box.y0), round(box.x1), round(box.y1)))
            for score, box in look(model, photo.pixels, size, SCORE_FLOOR)
        )

    return Finder(detect, confidence)


def looks_found(finder: Finder, atelier: Path) -> float:
    """Share of the garments in the training looks kept for validation that are found at the app's confidence."""
    found: list[bool] = []
    for sample in training_looks(atelier / TRAINING_LOOKS, "val"):
        seen = [each for each in finder.detect(read_photo(sample.pixels)) if each.score >= finder.confidence]
        for box in sample.boxes:
            same = [each for each in seen if each.group == box.group]
            found.append(any(overlap(GarmentBox(box.group, *map(float, each.box)), box) > SAME_BOX for each in same))
    return float(np.mean(found)) if found else float("nan")


def listed(pictures: Sequence[Path], data: Path, out: Path) -> Path:
    """A data.yaml for these training pictures of a built data set, with the validation pictures that it has."""
    out.mkdir(parents=True, exist_ok=True)
    (out / "train.txt").write_text("".join(f"{path.resolve()}\n" for path in pictures), encoding="utf-8")
    own = f"train: {(out / 'train.txt').resolve()}\n"
    lines = (data / "data.yaml").read_text("utf-8").splitlines(keepends=True)
    changed = "".join(own if line.startswith("train:") else line for line in lines)
    (out / "data.yaml").write_text(changed, encoding="utf-8")
    return out / "data.yaml"


def row_of(figures: dict[str, Any], looks: float) -> dict[str, float]:
    """What a table's row says of a run."""
    return {
        "street, eight": figures["street"]["eight_groups"]["ap50"],
        "street, three": figures["street"]["classic_three"]["ap50"],
        "shop: group found": figures["shop"]["group_found"],
        "garments: group found": figures["garments"]["group_found"],
        "garments: best box": figures["garments"]["best_box_right"],
        "looks: found": looks,
    }


def main() -> None:
    """Build the pictures once, train row after row, print the table."""
    arguments = _arguments()
    settings = Settings(
        model=arguments.model, size=arguments.size, epochs=EPOCHS, plain_epochs=1, threads=arguments.threads
    )
    sources = Sources(arguments.shared / "data", arguments.atelier)
    confidence = float(read_specs(DEFAULT_MODELS)["detector"].settings["confidence"])
    made_from = stamp(arguments.labels, sources.atelier / TRAINING_LOOKS / "looks.json", TABLE, FINAL)
    data = arguments.run / f"data-{made_from}"
    if not (data / "data.yaml").exists():
        label = yolo_labeller(arguments.labels, label_sizes(Settings.size), arguments.run)
        build(sources, data, FINAL, settings.seed, label)
    masked = {path.stem for path in (sources.data / "street/masks").glob("*.png")}
    pictures = sorted((data / "images/train").glob("*.jpg"))
    taken, rows = list[str](), dict[str, dict[str, float]]()
    for name, kinds in KINDS.items():
        taken += kinds
        run = arguments.run / f"run-{stamp(made_from, settings, arguments.steps, taken)}"
        if not (run / "row.json").exists():
            chosen = [path for path in pictures if kind_of(path, masked) in taken]
            described = listed(drawn(chosen, arguments.steps * settings.batch // EPOCHS, settings.seed), data, run)
            best = train(settings, starting_network(settings.model, arguments.weights), described, run / "train")
            finder = finder_of_checkpoint(best, settings.size, confidence)
            row = row_of(evaluate_sources(finder, arguments.shared, "val"), looks_found(finder, sources.atelier))
            (run / "row.json").write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
        rows[name] = json.loads((run / "row.json").read_text("utf-8"))
        print(name, rows[name], flush=True)
    print(table(rows))


def table(rows: Mapping[str, Mapping[str, float]]) -> str:
    """Markdown."""
    columns = list(next(iter(rows.values())))
    head = [f"| learned from | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|"]
    return "\n".join(
        head + [f"| {name} | {' | '.join(f'{row[key]:.3f}' for key in columns)} |" for name, row in rows.items()]
    )


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.detector.ablation", description=main.__doc__)
    parser.add_argument("--labels", type=Path, required=True, help="checkpoint of a good detector, for the boxes")
    parser.add_argument("--model", choices=MODELS, default=Settings.model)
    parser.add_argument("--size", type=int, default=256, help="side of the square input, px")
    parser.add_argument("--steps", type=int, default=300, help="of each row's run, 16 pictures each")
    parser.add_argument("--threads", type=int, default=Settings.threads)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--weights", type=Path, default=REPOSITORY.parent / "shared/weights")
    parser.add_argument("--atelier", type=Path, default=REPOSITORY / "build/atelier")
    parser.add_argument("--run", type=Path, default=REPOSITORY / "build/detector/ablation")
    return parser.parse_args()


if __name__ == "__main__":
    main()
