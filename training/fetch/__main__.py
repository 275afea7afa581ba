"""The training data from its public homes: `python -m training.fetch [--out DIR] [street|garments|shop ...]`.

Each data set is one commit of a public repository, fetched and checked by git, and appears below DIR/data when it is
whole. `--shared DIR` of the training commands then reads it. Running it again goes on where it ended.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from pipeline.errors import FetchError
from training.fetch import garments, shop, street
from training.fetch.source import Source, bring
from training.splits import load_splits

TEACHER = Path("../shared/weights/movenet_single_pose_lightning_ptq.tflite")
Homes = Callable[[Path], tuple[Source, ...]]


def homes(teacher: Path) -> tuple[Source, ...]:
    """Where the data sets live. teacher: MoveNet's file for the keypoints, used if it is there."""
    return (
        Source(
            "street",
            "https://github.com/bearpaw/clothing-co-parsing",
            "cbc8deae85f65178394eded0817a5c1b1019b63d",
            "Apache-2.0",
            ("photos", "annotations", "label_list.mat"),
            partial(street.prepare, teacher=teacher),
        ),
        Source(
            "garments",
            "https://github.com/alexeygrigorev/clothing-dataset",
            "08b50460cf229fd852bb6c11564e0959f52578ca",
            "CC0-1.0",
            ("images", "images.csv"),
            garments.prepare,
        ),
        Source(
            "shop",
            "https://github.com/magento/magento2-sample-data",
            "400f4dd99bd03e26a1f6a37865edd7f83d176e76",
            "OSL-3.0 / AFL-3.0",
            (shop.TABLE, shop.PICTURES),
            shop.prepare,
        ),
    )


def main(arguments: Sequence[str] | None = None, homes: Homes = homes) -> int:
    """Bring the data sets one after another; what fails leaves the others alone. Returns the exit status."""
    names = [source.name for source in homes(TEACHER)]
    parser = argparse.ArgumentParser(prog="python -m training.fetch", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="|".join(names), help="data sets; default: all")
    parser.add_argument("--out", type=Path, default=Path("build/fetched"), help="default: %(default)s")
    parser.add_argument(
        "--teacher", type=Path, default=TEACHER, help="MoveNet, for keypoints.csv; default: %(default)s"
    )
    options = parser.parse_args(arguments)
    if unknown := set(options.names) - set(names):
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    wanted = [source for source in homes(options.teacher) if source.name in (options.names or names)]
    done = [_bring(source, options.out) for source in wanted]
    if all(done):
        print(f"Done. Train with --shared {options.out}")
    return 0 if all(done) else 1


def _bring(source: Source, out: Path) -> bool:
    print(f"{source.name}: {source.url} at {source.commit} ({source.licence})", flush=True)
    try:
        notes = bring(source, out, load_splits())
    except KeyboardInterrupt:
        sys.exit("Stopped. What is downloaded is kept; the same command goes on.")
    except (FetchError, OSError) as error:
        print(f"  FAILED: {error}", file=sys.stderr)
        return False
    for note in notes:
        print(f"  {note}")
    return True


if __name__ == "__main__":
    sys.exit(main())
