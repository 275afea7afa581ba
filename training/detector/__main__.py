"""`python -m training.detector`: build the data, train in two stages, say where the checkpoint is.

Stage "coarse" learns from exact boxes at a small size; stage "fine" goes on at the full size and adds pictures that
the coarse detector could box and words confirmed.
"""

from __future__ import annotations

import argparse
import shutil
from dataclasses import replace
from pathlib import Path

from training.detector.dataset import COARSE, FINE, build
from training.detector.network import open_yolo, starting_network
from training.detector.pseudo import yolo_labeller
from training.detector.train import MODELS, Settings, resume, train

REPOSITORY = Path(__file__).resolve().parents[2]


def main() -> None:
    """Run one stage or both."""
    arguments = _arguments()
    run = arguments.run or REPOSITORY / f"build/detector/{arguments.model}-{arguments.size}"
    settings = Settings(
        model=arguments.model,
        size=arguments.size,
        epochs=arguments.epochs,
        hours=arguments.hours and arguments.hours / (2 if arguments.stage == "both" else 1),
        batch=arguments.batch,
        seed=arguments.seed,
        threads=arguments.threads,
    )
    print(settings, flush=True)
    if arguments.resume:
        resume(run / ("coarse" if arguments.stage == "coarse" else "fine"), settings)
    else:
        if arguments.stage in ("coarse", "both"):
            _coarse(settings, arguments.shared, run)
        if arguments.stage in ("fine", "both"):
            _fine(settings, arguments.shared, run)
    if arguments.stage == "coarse":
        return
    best = REPOSITORY / "build/detector/best.pt"
    shutil.copyfile(run / "fine/weights/best.pt", best)
    print(f"best checkpoint: {best}\nnext: python -m convert.detector --size {arguments.size}")


def _coarse(settings: Settings, shared: Path, run: Path) -> None:
    # Three quarters of the size cost little more than half the time; the rate stays high for the stage to come.
    size = settings.size * 3 // 4 // 32 * 32
    data = build(shared, run / "data_coarse", COARSE, settings.seed)
    model = starting_network(settings.model, shared / "weights")
    train(replace(settings, size=size, final_rate_share=0.25, plain_epochs=1), model, data, run / "coarse")


def _fine(settings: Settings, shared: Path, run: Path) -> None:
    coarse = run / "coarse/weights/best.pt"
    data = build(shared, run / "data_fine", FINE, settings.seed + 1, yolo_labeller(coarse, settings.size))
    train(replace(settings, learning_rate=settings.learning_rate * 0.5), open_yolo(coarse), data, run / "fine")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m training.detector", description=__doc__)
    parser.add_argument("--model", choices=MODELS, default=Settings.model)
    parser.add_argument("--size", type=int, default=Settings.size, help="side of the square input, px")
    parser.add_argument("--stage", choices=("coarse", "fine", "both"), default="both")
    parser.add_argument("--epochs", type=int, default=Settings.epochs, help="of each stage")
    parser.add_argument("--hours", type=float, help="fit the schedule to this time instead of --epochs")
    parser.add_argument("--batch", type=int, default=Settings.batch)
    parser.add_argument("--seed", type=int, default=Settings.seed)
    parser.add_argument("--threads", type=int, default=Settings.threads)
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--run", type=Path, help="folder of the run; default build/detector/MODEL-SIZE")
    parser.add_argument("--resume", action="store_true", help="go on with the interrupted stage (--stage)")
    return parser.parse_args()


if __name__ == "__main__":
    main()
