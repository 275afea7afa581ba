"""Backbones and measures compared as published systems did: `python -m training.embedder.backbones`.

Every ImageNet backbone frozen, by cosine and by Euclidean distance, and with one linear head per group that this
project's triplets train on its frozen features; then the shipped embedder, fine-tuned whole. Prints accuracy@k, the
share of queries with a right entry among the first k, on held-out products. MobileNetV2 starts from the shared file;
DenseNet121 and ResNet50 are downloaded, and left out where that cannot be.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from pipeline.detector import Detector
from pipeline.models import open_model, read_specs
from pipeline.shop import DEFAULT_MODELS
from pipeline.taxonomy import GROUPS
from training.backbones import initial_weights
from training.embedder.batches import PairMaker, stream
from training.embedder.evaluate import as_detected
from training.embedder.imagenet import BACKBONES, ImageNetFeatures
from training.embedder.network import DIMENSIONS
from training.embedder.onnx_heads import OnnxHeads
from training.embedder.regions import load_regions
from training.embedder.retrieval import KS, EmbedAll, Nearness, Remembering, RetrievalSet, measure, shop_set, street_set
from training.embedder.triplet import triplet_loss
from training.splits import load_splits

BATCHES, PAIRS, ROUNDS, RATE, MARGIN, SEED = 300, 16, 6, 1e-3, 0.3, 11
Way = tuple[str, EmbedAll, Nearness]  # embedding and measure as the table names them
FeatureBatch = tuple[int, NDArray[np.float32], NDArray[np.float32]]  # group, features (2 n, d), same (n, n)


def cosine(gallery: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """Gallery (n, d) and query (d,) of any length -> (n,), larger is nearer."""
    return gallery @ query / np.linalg.norm(gallery, axis=1)


def euclidean(gallery: NDArray[np.float32], query: NDArray[np.float32]) -> NDArray[np.float32]:
    """The same by distance."""
    return -np.linalg.norm(gallery - query, axis=1)


class Heads:
    """One linear map per group from frozen features to unit vectors."""

    def __init__(self, network: ImageNetFeatures) -> None:
        self.network = network
        self.layers = {group: keras.layers.Dense(DIMENSIONS) for group in GROUPS}

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> Mapping[str, NDArray[np.float32]]:
        """n crops uint8 (h, w, 3) -> for every group the unit vectors (n, DIMENSIONS) of its head."""
        features = self.network.features(crops)
        return {group: np.asarray(self.unit(group, features)) for group in GROUPS}

    def unit(self, group: str, features: NDArray[np.float32]) -> tf.Tensor:
        """Features (n, d) -> unit vectors (n, DIMENSIONS)."""
        return tf.math.l2_normalize(self.layers[group](features), axis=-1)

    def train(self, batches: list[FeatureBatch]) -> float:
        """Batch-hard triplets, each batch ROUNDS times; returns the mean loss of the last round."""
        optimizers = {group: keras.optimizers.Adam(RATE) for group in GROUPS}
        for _ in range(ROUNDS):
            losses = [self._step(optimizers[GROUPS[group]], group, features, same) for group, features, same in batches]
        return float(np.mean(losses))

    def _step(self, optimizer: keras.optimizers.Optimizer, index: int, features, same) -> float:
        group = GROUPS[index]
        with tf.GradientTape() as tape:
            anchors, positives = tf.split(self.unit(group, features), 2)
            loss = triplet_loss(anchors, positives, same, MARGIN)
        variables = self.layers[group].trainable_variables
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return float(loss)


def ways(name: str, network: ImageNetFeatures, maker: PairMaker) -> Iterator[Way]:
    """One backbone, frozen and with trained heads."""
    frozen = Remembering(lambda crops: dict.fromkeys(GROUPS, network.features(crops)))
    yield f"{name}, frozen | cosine", frozen, cosine
    yield f"{name}, frozen | Euclidean", frozen, euclidean
    heads = Heads(network)
    drawn = stream(maker.batch, BATCHES, SEED)
    heads.train([(batch.group, network.features(list(batch.pixels)), batch.same) for batch in drawn])
    yield f"{name}, frozen, trained heads | either", Remembering(heads), cosine


def table(sets: list[RetrievalSet], compared: Iterator[Way]) -> Iterator[str]:
    """Markdown, row by row as they are measured."""
    names = [f"{found.name} ({len(found.queries)} queries): @{' / @'.join(map(str, KS))}" for found in sets]
    yield f"| embedding | measure | {' | '.join(names)} |"
    yield "|---" * (len(sets) + 2) + "|"
    for how, embed, near in compared:
        figures = [measure(found, embed, near) for found in sets]
        cells = [" / ".join(f"{each[f'recall@{k}']:.3f}" for k in KS) for each in figures]
        yield f"| {how} | {' | '.join(cells)} |"


def every_way(options: argparse.Namespace, maker: PairMaker) -> Iterator[Way]:
    """All backbones, those without weights left out, then the shipped embedder."""
    for name in options.only or BACKBONES:
        weights = initial_weights(options.shared, None) if name == "mobilenetv2" else "imagenet"
        try:
            network = ImageNetFeatures(weights, name)
        except Exception as error:  # Keras raises no narrower one where a download fails
            print(f"{name} is left out: {error}")
            continue
        yield from ways(name, network, maker)
    shipped = Remembering(OnnxHeads(open_model(read_specs(DEFAULT_MODELS)["embedder"])))
    yield "this embedder, fine-tuned | either", shipped, cosine


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=BACKBONES, action="append", help="one backbone; may be given again")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--atelier", type=Path, default=Path("build/atelier"))
    parser.add_argument("--regions", type=Path, default=Path("build/embedder"), help="where cut regions are kept")
    options = parser.parse_args()
    keras.utils.set_random_seed(SEED)
    data, splits = options.shared / "data", load_splits()
    maker = PairMaker(load_regions(data, options.atelier, splits, "train", options.regions), PAIRS)
    detector = Detector(open_model(read_specs(DEFAULT_MODELS)["detector"]))
    detected = as_detected(shop_set(data, splits, within_group=False), data, detector)
    for row in table([detected, street_set(data, splits)], every_way(options, maker)):
        print(row, flush=True)


if __name__ == "__main__":
    main()
