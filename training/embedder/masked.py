"""What a garment's exact mask would add: `python -m training.embedder.masked`.

The demo looks' garments, cut by their true boxes, are looked for among the boutique's products twice: as they are, and
with everything but the garment white. That is the most that a segmentation model could add to the shipped embedder,
which guesses a mask of its own. The masks come from `python -m atelier looks --masks --samples 1 --out DIR`.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.crop import cut
from pipeline.models import open_model, read_specs
from pipeline.photo import read_photo
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS
from training.embedder.onnx_heads import OnnxHeads
from training.embedder.regions import rendered_looks
from training.embedder.retrieval import Remembering, RetrievalSet, Shown, measure
from training.embedder.views import CROP_MARGIN
from training.embedder.worn import large, looks_set

WHITE = np.uint8(255)


def pairs(looks: Path, masks: Path) -> Iterator[tuple[Shown, Shown]]:
    """Each garment of the looks with its surroundings, and alone on white.

    Raises:
        ValueError: a mask is not of the look as it was photographed.
    """
    for look in rendered_looks(looks):
        pixels = read_photo(looks / look["file"]).pixels
        places = np.asarray(Image.open(masks / f"{look['id']}.masks.png"))
        for place, item in enumerate(look["items"], start=1):
            x0, y0, x1, y1 = item["box"]
            covered = places == place
            if not covered[y0:y1, x0:x1].any():
                raise ValueError(f"{look['id']}: the masks show no {item['group']} where its box is.")
            yield tuple(
                Shown(look["id"], item["product_id"], item["group"], cut(shown, (x0, y0, x1, y1), CROP_MARGIN))
                for shown in (pixels, alone(pixels, covered))
            )


def alone(pixels: NDArray[np.uint8], covered: NDArray[np.bool_]) -> NDArray[np.uint8]:
    """(h, w, 3) with everything white that is not covered (h, w)."""
    return np.where(covered[..., None], pixels, WHITE)


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--catalogue", type=Path, default=DEFAULT_CATALOGUE)
    parser.add_argument("--masks", type=Path, default=Path("build/atelier/masked_looks"))
    options = parser.parse_args()
    gallery = looks_set(options.catalogue).gallery
    embed = Remembering(OnnxHeads(open_model(read_specs(DEFAULT_MODELS)["embedder"])))
    as_worn, masked = zip(*pairs(options.catalogue / "looks", options.masks), strict=True)
    for name, queries in (("as worn", as_worn), ("alone on white", masked)):
        figures = measure(RetrievalSet(name, large(list(queries)), gallery, within_group=True), embed)
        for group, row in (("all", figures), *figures["groups"].items()):
            print(f"{name:15} {group:12} {row['queries']:4} @1 {row['recall@1']:.3f} @10 {row['recall@10']:.3f}")


if __name__ == "__main__":
    main()
