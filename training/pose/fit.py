"""Pictures once through the lower half, then the upper half and the heads trained on the kept maps."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import NDArray
from tqdm import tqdm

from pipeline.pose import FACINGS
from training.pose.network import SIDE, centre_of_mass
from training.pose.samples import SHOP_CUTS, STREET_CUTS, Sample, samples
from training.pose.truth import Posed

BATCH = 32
SPREAD = 0.9  # of a keypoint's target, in cells of the heat map


@dataclass(frozen=True)
class Recipe:
    """Knobs of one run. rounds: how often a street photo goes through its cuts. rare: how much more a side or back view
    counts than a front view; the weights of the losses stand beside the heat maps' 1."""

    steps: int = 450
    rounds: int = 1
    rate: float = 7e-4
    averaging: float = 0.99
    place: float = 8.0
    shown: float = 1.0
    framing: float = 0.5
    facing: float = 0.5
    rare: float = 4.0
    seed: int = 5


@dataclass(frozen=True, eq=False)
class Kept:
    """maps: float16 (n, 24, 24, 32) of the lower half; the rest as in Sample, stacked."""

    maps: NDArray[np.float16]
    points: NDArray[np.float32]
    shown: NDArray[np.float32]
    framing: NDArray[np.int64]
    facing: NDArray[np.int64]

    def rows(self, chosen: NDArray[np.int64]) -> tuple:
        """A batch as the step takes it."""
        parts = (self.maps[chosen].astype(np.float32), self.points[chosen], self.shown[chosen])
        labels = (self.framing[chosen].astype(np.int32), self.facing[chosen].astype(np.int32))
        return tuple(tf.constant(part) for part in (*parts, *labels))


def keep(lower: keras.Model, street: list[Posed], shop: list[Posed], recipe: Recipe, cache: Path) -> Kept:
    """All samples of these photos through the lower half, from the cache file if it is there."""
    if not cache.exists():
        drawn, maps = [], []
        for batch in _batches(street, shop, recipe):
            shown = np.stack([each.pixels for each in batch]).astype(np.float32)
            maps.append(np.asarray(lower(shown, training=False), np.float16))
            drawn += [(each.points, each.shown, each.framing, each.facing) for each in batch]
        points, shown, framing, facing = (np.array(column) for column in zip(*drawn, strict=True))
        cache.parent.mkdir(parents=True, exist_ok=True)
        unfinished = cache.with_suffix(".unfinished.npz")
        arrays = {"points": points, "shown": shown, "framing": framing, "facing": facing}
        np.savez(unfinished, maps=np.concatenate(maps), **arrays)
        unfinished.replace(cache)
    return Kept(**np.load(cache))


def _batches(street: list[Posed], shop: list[Posed], recipe: Recipe) -> Iterator[list[Sample]]:
    # Few photos show the side or the back: they go through their cuts three times.
    times = {
        posed.name: recipe.rounds * (3 if posed.facing not in (-1, FACINGS.index("front")) else 1) for posed in street
    }
    todo = [(posed, STREET_CUTS, n) for posed in street for n in range(times[posed.name])]
    todo += [(posed, SHOP_CUTS, n) for posed in shop for n in range(recipe.rounds)]
    ready: list[Sample] = []
    for posed, cuts, number in tqdm(todo, desc="pose maps", file=sys.stderr, mininterval=5):
        ready += samples(posed, cuts, recipe.seed + number)
        while len(ready) >= BATCH:
            yield ready[:BATCH]
            ready = ready[BATCH:]
    if ready:
        yield ready


def heat_targets(points):
    """Places (n, 17, 3) as shares of the square -> (n, 576, 17), each map summing to 1."""
    ys, xs = np.divmod(np.arange(SIDE * SIDE), SIDE)
    cells = ops.convert_to_tensor(np.stack([xs, ys], 1).astype(np.float32) + 0.5)
    away = ops.sum((cells[None, :, None] - points[:, None, :, :2] * SIDE) ** 2, axis=-1)
    return ops.softmax(-away / (2 * SPREAD**2), axis=1)


def losses(found: dict, points, shown, framing, facing, recipe: Recipe) -> dict:
    """Every part of the loss, unweighted."""
    weight = points[..., 2]
    total = ops.maximum(ops.sum(weight), 1.0)
    crossed = -ops.sum(heat_targets(points) * ops.log_softmax(found["heat"], axis=1), axis=1)
    away = ops.sum(ops.abs(centre_of_mass(found["heat"]) - points[..., :2]), axis=-1)
    known = ops.cast(shown >= 0, "float32")
    binary = ops.binary_crossentropy(ops.maximum(shown, 0.0), found["shown"], from_logits=True)
    rare = ops.where(facing > 0, recipe.rare, 1.0)
    return {
        "heat": ops.sum(weight * crossed) / total,
        "place": ops.sum(weight * away) / total,
        "shown": ops.sum(known * binary) / ops.maximum(ops.sum(known), 1.0),
        "framing": _labelled(found["framing"], framing, 1.0),
        "facing": _labelled(found["facing"], facing, rare),
    }


def _labelled(logits, labels, weight):
    """Cross-entropy over the rows whose label is known."""
    known = ops.cast(labels >= 0, "float32") * weight
    each = ops.sparse_categorical_crossentropy(ops.maximum(labels, 0), logits, from_logits=True)
    return ops.sum(known * each) / ops.maximum(ops.sum(known), 1.0)


def train(network: keras.Model, kept: Kept, recipe: Recipe) -> None:
    """Train in place; the running mean of the weights is kept at the end."""
    schedule = keras.optimizers.schedules.CosineDecay(
        recipe.rate * 0.1, recipe.steps, alpha=0.02, warmup_target=recipe.rate, warmup_steps=min(60, recipe.steps - 1)
    )
    optimizer = keras.optimizers.AdamW(
        schedule, weight_decay=1e-3, clipnorm=2.0, use_ema=True, ema_momentum=recipe.averaging
    )
    variables = network.trainable_variables
    optimizer.build(variables)
    weights = {"heat": 1.0} | {name: getattr(recipe, name) for name in ("place", "shown", "framing", "facing")}

    @tf.function(reduce_retracing=True)
    def step(maps, points, shown, framing, facing):
        with tf.GradientTape() as tape:
            parts = losses(network(maps, training=True), points, shown, framing, facing, recipe)
            loss = sum(weights[name] * value for name, value in parts.items())
        optimizer.apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
        return parts

    rng = np.random.default_rng(recipe.seed)
    for number in range(1, recipe.steps + 1):
        parts = step(*kept.rows(rng.choice(len(kept.maps), BATCH, replace=False)))
        if number % 50 == 0 or number == recipe.steps:
            told = "  ".join(f"{name} {float(value):.3f}" for name, value in parts.items())
            print(f"step {number}  {told}", file=sys.stderr, flush=True)
    optimizer.finalize_variable_values(variables)
