"""Runs compared on validation: `python -m training.embedder.validate MODEL.keras ... [--part val]`.

Prints, per model: shop views among all shop pictures on the crops that the app cuts; garments worn in training looks
whose products no run saw, exact boxes, among all products of their group; what owners' pictures are matched with; and
how often street clothes are matched with the boutique's of their kind.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

import training.embedder.network  # noqa: F401  (registers the embedder's layers)
from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.preprocess import letterbox
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS
from pipeline.taxonomy import GROUPS
from training.embedder.evaluate import as_detected
from training.embedder.kinds import kinds_and_senders, owned_garments
from training.embedder.kinds_matched import kinds_matched, street_among_boutique
from training.embedder.retrieval import Remembering, measure, shop_set
from training.embedder.views import PAD_VALUE, SIZE
from training.embedder.worn import worn_set
from training.splits import load_splits

BATCH = 32


class KerasHeads:
    """Runs a trained embedder on the pipeline's letterbox."""

    def __init__(self, model: keras.Model) -> None:
        self.model = model

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> Mapping[str, NDArray[np.float32]]:
        """n crops uint8 (h, w, 3) -> for every group the unit vectors (n, d) of its head."""
        squares = [letterbox(crop, SIZE, PAD_VALUE).pixels for crop in crops]
        parts = [
            self.model(np.stack(squares[start : start + BATCH]).astype(np.float32), training=False)
            for start in range(0, len(squares), BATCH)
        ]
        return {group: np.concatenate([np.asarray(part[group]) for part in parts]) for group in GROUPS}


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", type=Path, nargs="+")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--atelier", type=Path, default=Path("build/atelier"))
    parser.add_argument("--part", choices=("val", "test"), default="val")
    options = parser.parse_args()
    data, splits = options.shared / "data", load_splits()
    detector = Detector(open_model(read_specs(DEFAULT_MODELS)["detector"]))
    sets = [
        as_detected(shop_set(data, splits, within_group=False, part=options.part), data, detector),
        worn_set(options.atelier),
    ]
    owned = owned_garments(data, splits, options.part)
    street = street_among_boutique(data, splits, DEFAULT_CATALOGUE, detector, options.part)
    for path in options.models:
        embed = Remembering(KerasHeads(keras.saving.load_model(path)))
        print(path)
        for found in sets:
            figures = measure(found, embed)
            told = "  ".join(f"{name} {figures[name]:.3f}" for name in ("recall@1", "recall@10", "mAP"))
            print(f"  {found.name} ({figures['queries']}): {told}")
            for group, row in figures["groups"].items():
                print(f"    {group:12} {row['queries']:4} @1 {row['recall@1']:.3f} @10 {row['recall@10']:.3f}")
        alike = kinds_and_senders(owned, embed)
        print(f"  owners' pictures: kind@10 {alike['kind@10']:.3f}, sender@10 {alike['sender@10']:.3f}")
        for group, row in kinds_matched(street, embed).items():
            told = "  ".join(f"{name} {row[name]:.3f}" for name in ("first match", "first 10", "by chance"))
            print(f"  kind of street clothes, {group:12} {row['queries']:4} {told}", flush=True)


if __name__ == "__main__":
    main()
