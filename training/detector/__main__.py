"""`python -m training.detector`: build the data, train in three stages, say where the checkpoint is.

Stage "coarse" learns from exact boxes at a small size. Stage "fine" goes on at the full size and adds pictures that the
coarse detector could box with the help of words; stage "final" does the same with the fine detector's boxes, more kinds
of pictures and a rate that ends low. What is served is the average of fine and final.

With `--labels CHECKPOINT` a detector that is good already boxes the further pictures, from the first stage on. The fine
stage and the average are left out then: another network (`--model`) takes over what this one knows.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from training.detector.average import average
from training.detector.dataset import COARSE, FINAL, FINE, Sources, build
from training.detector.labeller import Labeller, label_sizes, yolo_labeller
from training.detector.network import open_yolo, starting_network
from training.detector.told import tell
from training.detector.train import MODELS, Settings, resume, train

REPOSITORY = Path(__file__).resolve().parents[2]
STAGES = ("coarse", "fine", "final")
# Of the final stage in the shipped average with the stage before; chosen on validation.
FINAL_SHARE = 0.8
RECIPES = {"coarse": COARSE, "fine": FINE, "final": FINAL}


def main() -> None:
    """Run one stage or all."""
    arguments = _arguments()
    run = arguments.run or REPOSITORY / f"build/detector/{arguments.model}-{arguments.size}"
    every = ("coarse", "final") if arguments.labels else STAGES
    stages = every if arguments.stage == "all" else (arguments.stage,)
    settings = Settings(
        model=arguments.model,
        size=arguments.size,
        epochs=arguments.epochs,
        hours=arguments.hours and arguments.hours / len(stages),
        batch=arguments.batch,
        seed=arguments.seed,
        threads=arguments.threads,
    )
    print(settings, flush=True)
    if arguments.resume:
        stage = arguments.stage
        tell(resume(run / stage, settings), run / f"data_{stage}", _before(arguments, run, every, stage))
        stages = ()
    sources = Sources(arguments.shared / "data", arguments.atelier)
    for stage in stages:
        before = _before(arguments, run, every, stage)
        network = open_yolo(before) if before else starting_network(settings.model, arguments.weights)
        own = _of_stage(settings, stage)
        label = _labeller(run, own, arguments.labels, before)
        data = build(sources, run / f"data_{stage}", RECIPES[stage], settings.seed + STAGES.index(stage), label)
        tell(train(own, network, data, run / stage), data.parent, before)
    best = REPOSITORY / "build/detector/best.pt"
    tuned = run / "final/weights/best.pt"
    if arguments.stage in ("final", "all") and tuned.exists():
        if arguments.labels:
            shutil.copyfile(tuned, best)
        else:
            average(arguments.start or run / "fine/weights/best.pt", tuned, FINAL_SHARE, best)
        print(f"best checkpoint: {best}\nnext: python -m convert.detector")


def _before(arguments: argparse.Namespace, run: Path, every: Sequence[str], stage: str) -> Path | None:
    """The checkpoint that a stage starts from; None: the first stage, from COCO's weights."""
    if stage == every[0]:
        return None
    return arguments.start or run / every[every.index(stage) - 1] / "weights/best.pt"


def _labeller(run: Path, settings: Settings, labels: Path | None, before: Path | None) -> Labeller | None:
    """Who boxes pictures without annotation: the detector that is good already, else the stage before, else nobody."""
    if labels:  # the size it was trained at, whatever this run's is
        return yolo_labeller(labels, label_sizes(Settings.size), run)
    return yolo_labeller(before, label_sizes(settings.size), run) if before else None


def _of_stage(settings: Settings, stage: str) -> Settings:
    """Small and bold first, gentle last."""
    if stage == "coarse":
        # Three quarters of the size cost little more than half the time; the rate stays high for the stage to come.
        return replace(settings, size=settings.size * 3 // 4 // 32 * 32, final_rate_share=0.25, plain_epochs=1)
    if stage == "final":
        plain = 1 if settings.epochs < 5 else settings.plain_epochs
        epochs = min(7, settings.epochs)
        return replace(settings, epochs=epochs, plain_epochs=plain, learning_rate=settings.learning_rate / 2)
    return replace(settings, learning_rate=settings.learning_rate / 2)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.detector", description=__doc__)
    parser.add_argument("--model", choices=MODELS, default=Settings.model)
    parser.add_argument("--size", type=int, default=Settings.size, help="side of the square input, px")
    parser.add_argument("--stage", choices=(*STAGES, "all"), default="all")
    parser.add_argument("--epochs", type=int, default=Settings.epochs, help="of each stage")
    parser.add_argument("--hours", type=float, help="fit the schedule to this time instead of --epochs")
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument(
        "--atelier", type=Path, default=REPOSITORY / "build/atelier", help="rendered products and looks"
    )
    parser.add_argument(
        "--weights", type=Path, default=REPOSITORY.parent / "shared/weights", help="folder of MODEL_coco_init.pt"
    )
    parser.add_argument("--labels", type=Path, help="checkpoint of a good detector (see training.detector.shipped)")
    parser.add_argument("--start", type=Path, help="checkpoint to go on from instead of the stage before")
    parser.add_argument("--run", type=Path, help="folder of the run; default build/detector/MODEL-SIZE")
    parser.add_argument("--resume", action="store_true", help="go on with the interrupted stage (--stage)")
    arguments = parser.parse_args()
    if arguments.labels and arguments.stage == "fine":
        parser.error("with --labels there is no fine stage")
    if arguments.resume and arguments.stage == "all":
        parser.error("--resume needs --stage: name the one that was interrupted")
    return arguments


if __name__ == "__main__":
    main()
