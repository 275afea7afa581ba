"""Where each model fails, as pictures of rendered demo looks: python -m training.failures [--models exported_models]

Every look is analysed as the app does it and compared with the truth it was rendered with; the worst mistakes of each
model become one sheet, `failures/<model>.webp` beside the models, its captions in `failures/<model>.json`. The model
cards and the Models page show them.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont, ImageOps

from pipeline import ShopTheLook
from pipeline.boxes import overlap
from pipeline.crop import Box, cut
from pipeline.look import Analysis, Item
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS

FOLDER = "failures"
MOST = 4
TILE_PX, DISC_PX, GAP_PX = (216, 288), 15, 10
INK, GROUND, MISSED, WRONG = "#22262b", "#ffffff", "#c1272d", "#2a6f97"
OVERLAP = 0.5  # intersection over union from which two boxes mean the same garment
# A detection of no garment that is worn, and a product that is not among the matches, weigh as much as this rank.
ABSENT = 50


@dataclass(frozen=True, eq=False)
class Failure:
    """pictures: side by side in one tile. caption: at most two lines. weight: the worse, the higher. kind: of a kind
    only the worst is shown, as long as there are others."""

    pictures: tuple[Image.Image, ...]
    caption: str
    weight: float
    kind: str


def detector_failures(analysis: Analysis, truth: Mapping[str, Any]) -> Iterator[Failure]:
    """Worn garments without a box of their group, and boxes without such a garment."""
    found = [(item.detection.group, item.detection.box) for item in analysis.look().items]
    worn = [(item["group"], tuple(item["box"])) for item in truth["items"]]
    missed, wrong = without_partner(worn, found), without_partner(found, worn)
    if missed or wrong:
        told = [f"missed: {_names(missed)}"] * bool(missed) + [f"wrong: {_names(wrong)}"] * bool(wrong)
        picture = _boxed(analysis.photo.pixels, {MISSED: missed, WRONG: wrong})
        yield Failure((picture,), "\n".join(told), len(missed) + len(wrong), _names(missed + wrong))


def without_partner(boxes: Sequence[tuple[str, Box]], others: Sequence[tuple[str, Box]]) -> list[tuple[str, Box]]:
    """Boxes that no other of their group overlaps by at least half."""
    return [
        (group, box)
        for group, box in boxes
        if not any(group == name and overlap(box, other) >= OVERLAP for name, other in others)
    ]


def embedder_failures(analysis: Analysis, truth: Mapping[str, Any]) -> Iterator[Failure]:
    """Garments that were found, with the first match and the product that is worn, where that is another."""
    catalogue = analysis.catalogue
    rows = {name: row for row, name in enumerate(catalogue.table["product_id"].to_pylist())}
    for item in analysis.look(k=ABSENT, gender="all").items:
        true = _worn(item, truth)
        if true is None or not item.matches:
            continue
        ids = [match.product.product_id for match in item.matches]
        if (rank := ids.index(true) if true in ids else ABSENT) == 0:
            continue
        first, (right,) = item.matches[0].product, catalogue.products([rows[true]])
        place = f"place {rank + 1}" if rank < ABSENT else f"not among {ABSENT}"
        crop = Image.fromarray(cut(analysis.photo.pixels, item.detection.box, 0.05))
        pictures = (crop, *(Image.open(catalogue.image_path(each)) for each in (first, right)))
        yield Failure(pictures, f"first: {first.title}\n{place}: {right.title}", rank, item.detection.group)


def gender_failures(analysis: Analysis, truth: Mapping[str, Any]) -> Iterator[Failure]:
    """Looks that were put into the other department."""
    gender = analysis.gender
    if gender.label != truth["gender"]:
        told = f"{truth['gender']}'s clothes\nsaid: {gender.label} {gender.probability:.0%}"
        yield Failure((Image.fromarray(analysis.photo.pixels),), told, gender.probability, truth["id"])


def pose_failures(analysis: Analysis, truth: Mapping[str, Any]) -> Iterator[Failure]:
    """Looks whose framing or facing was taken for another."""
    pose = analysis.pose
    for name in ("framing", "facing"):
        said = getattr(pose, name) if pose else truth[name]
        if said != truth[name]:
            told = f"{name}: {truth[name]}\nsaid: {said}"
            yield Failure((Image.fromarray(analysis.photo.pixels),), told, 1.0, truth["id"])


def worst(failures: Iterable[Failure], most: int = MOST) -> list[Failure]:
    """The worst failures, of different kinds first."""
    ordered = sorted(failures, key=lambda each: -each.weight)
    kinds = {each.kind: each for each in reversed(ordered)}
    varied = [each for each in ordered if kinds[each.kind] is each]
    return [*varied, *(each for each in ordered if each not in varied)][:most]


def sheet(failures: Sequence[Failure]) -> Image.Image:
    """One failure or more, side by side, numbered from the left."""
    tiles = [_tile(each, number) for number, each in enumerate(failures, start=1)]
    whole = Image.new("RGB", (sum(t.width + GAP_PX for t in tiles) - GAP_PX, tiles[0].height), GROUND)
    left = 0
    for tile in tiles:
        whole.paste(tile, (left, 0))
        left += tile.width + GAP_PX
    return whole


def _tile(failure: Failure, number: int) -> Image.Image:
    """The pictures beside each other, with the number of their caption."""
    width, height = TILE_PX
    share = (2 * width if len(failure.pictures) > 1 else width) // len(failure.pictures)
    tile = Image.new("RGB", (share * len(failure.pictures), height), GROUND)
    for place, picture in enumerate(failure.pictures):
        fitted = ImageOps.pad(picture.convert("RGB"), (share - 2, height), color=GROUND)
        tile.paste(fitted, (place * share, 0))
    pen, middle = ImageDraw.Draw(tile), (DISC_PX, DISC_PX)
    pen.circle(middle, DISC_PX - 3, fill=INK)
    pen.text(middle, str(number), fill=GROUND, font=ImageFont.load_default(DISC_PX), anchor="mm")
    return tile


def _boxed(pixels: NDArray[np.uint8], boxes: Mapping[str, Sequence[tuple[str, Box]]]) -> Image.Image:
    picture = Image.fromarray(pixels).copy()
    pen = ImageDraw.Draw(picture)
    for colour, some in boxes.items():
        for _, box in some:
            pen.rectangle(box, outline=colour, width=4)
    return picture


def _worn(item: Item, truth: Mapping[str, Any]) -> str | None:
    """The product under a detection."""
    group, box = item.detection.group, item.detection.box
    under = [(overlap(box, tuple(each["box"])), each) for each in truth["items"] if each["group"] == group]
    best, each = max(under, key=lambda pair: pair[0], default=(0.0, None))
    return each["product_id"] if each is not None and best >= OVERLAP else None


def _names(boxes: Sequence[tuple[str, Box]]) -> str:
    return ", ".join(sorted({group for group, _ in boxes}))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--models", type=Path, default=DEFAULT_MODELS)
    parser.add_argument("--catalogue", type=Path, default=DEFAULT_CATALOGUE)
    options = parser.parse_args()
    shop, looks = ShopTheLook.open(options.models, options.catalogue), options.catalogue / "looks"
    found: dict[str, list[Failure]] = {"detector": [], "embedder": [], "gender": [], "pose": []}
    for truth in json.loads((looks / "looks.json").read_text("utf-8")):
        analysis = shop.analyse(looks / truth["file"])
        found["detector"] += detector_failures(analysis, truth)
        found["embedder"] += embedder_failures(analysis, truth)
        found["gender"] += gender_failures(analysis, truth)
        found["pose"] += pose_failures(analysis, truth)
    out = options.models / FOLDER
    out.mkdir(exist_ok=True)
    for name, failures in found.items():
        path = out / f"{name}.webp"
        path.unlink(missing_ok=True)
        path.with_suffix(".json").unlink(missing_ok=True)
        if chosen := worst(failures):
            sheet(chosen).save(path, quality=80, method=6)
            path.with_suffix(".json").write_text(
                json.dumps([each.caption for each in chosen], indent=1) + "\n", "utf-8"
            )
        print(f"{name}: {len(failures)} failures in the demo looks; {path if chosen else 'no picture'}")


if __name__ == "__main__":
    main()
