"""The training loop: triplets and masks, Adam with cosine decay, checkpoints to go on from after a break."""

from __future__ import annotations

import hashlib
import json
import sys
import time
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

import keras
import numpy as np
import tensorflow as tf
from keras import ops

from training.embedder.batches import Batch, PairMaker, stream
from training.embedder.lookalikes import lookalikes
from training.embedder.regions import Region
from training.embedder.triplet import Mining, mask_loss, triplet_loss


@dataclass(frozen=True)
class Recipe:
    """Knobs of one run. `margin` is in squared distance; `mask_weight` scales the mask loss beside the triplets';
    `averaging` is the momentum of the running mean of the weights that is kept at the end; lookalikes are looked for
    again at every checkpoint."""

    steps: int = 1500
    pairs: int = 16
    margin: float = 0.3
    mining: Mining = "hard"
    rate: float = 5e-4
    warm_up: int = 60
    mask_weight: float = 0.3
    averaging: float = 0.995
    checkpoint_every: int = 200
    seed: int = 11


def make_optimizer(network: keras.Model, recipe: Recipe) -> keras.optimizers.Optimizer:
    """Adam with a short warm-up and cosine decay, its variables made."""
    schedule = keras.optimizers.schedules.CosineDecay(
        recipe.rate * 0.05, recipe.steps, alpha=0.02, warmup_target=recipe.rate, warmup_steps=recipe.warm_up
    )
    optimizer = keras.optimizers.Adam(schedule, clipnorm=1.0, use_ema=True, ema_momentum=recipe.averaging)
    optimizer.build(network.trainable_variables)
    return optimizer


def make_step(network: keras.Model, optimizer: keras.optimizers.Optimizer, recipe: Recipe):
    """One compiled training step: (pixels, group, same, masks, known) -> (triplet loss, mask loss)."""

    @tf.function(reduce_retracing=True)
    def step(pixels, group, same, masks, known):
        with tf.GradientTape() as tape:
            output = network(tf.cast(pixels, tf.float32), training=True)
            embeddings = tf.gather(output["embeddings"], group, axis=1)
            anchors, positives = tf.split(embeddings, 2)
            triplets = triplet_loss(anchors, positives, same, recipe.margin, recipe.mining)
            covered = mask_loss(tf.gather(output["masks"], group, axis=3), masks, known)
            loss = triplets + recipe.mask_weight * covered
        variables = network.trainable_variables
        gradients = tape.gradient(loss, variables)
        # Heads of other groups get no gradient: zero keeps Adam's bookkeeping simple.
        pairs = [(tf.zeros_like(v) if g is None else g, v) for g, v in zip(gradients, variables, strict=True)]
        optimizer.apply_gradients(pairs)
        return triplets, covered

    return step


def train(network: keras.Model, regions: list[Region], recipe: Recipe, out: Path) -> None:
    """Train in place; resumes from `out`/checkpoint.npz when recipe, first weights and regions are the same."""
    optimizer = make_optimizer(network, recipe)
    checkpoint = Checkpoint(network, optimizer, run_of(network, regions, recipe), out)
    done = checkpoint.restore()
    maker = PairMaker(regions, recipe.pairs)
    step = make_step(network, optimizer, recipe)
    history = (out / "history.csv").open("a" if done else "w", encoding="utf-8", buffering=1)
    with history:
        for begin in range(done, recipe.steps, recipe.checkpoint_every):
            maker.lookalikes = lookalikes(network, maker.products)
            count = min(recipe.checkpoint_every, recipe.steps - begin)
            batches = stream(maker.batch, count, recipe.seed + begin)
            for number, batch in enumerate(batches, start=begin + 1):
                history.write(one_step(number, batch, step) + "\n")
            checkpoint.save(begin + count)
    optimizer.finalize_variable_values(network.trainable_variables)


def one_step(number: int, batch: Batch, step) -> str:
    """Take one step; its line of the history: step, group, triplet loss, mask loss, seconds."""
    started = time.perf_counter()
    triplets, covered = (float(loss) for loss in step(*tensors(batch)))
    if number % 25 == 0:
        print(f"step {number} triplet {triplets:.3f} mask {covered:.3f}", file=sys.stderr, flush=True)
    return f"{number},{batch.group},{triplets:.5f},{covered:.5f},{time.perf_counter() - started:.3f}"


def tensors(batch: Batch) -> tuple:
    """A batch as the step takes it."""
    parts = (batch.pixels, np.int32(batch.group), batch.same, batch.masks, batch.known)
    return tuple(tf.constant(part) for part in parts)


def run_of(network: keras.Model, regions: list[Region], recipe: Recipe) -> str:
    """What makes a run the same run: its recipe, the weights it starts with, and what it learns from."""
    weights = hashlib.sha256(b"".join(np.ascontiguousarray(each).tobytes() for each in network.get_weights()))
    learned_from = Counter(f"{region.source} {region.group}" for region in regions)
    return json.dumps([asdict(recipe), weights.hexdigest(), dict(sorted(learned_from.items()))])


class Checkpoint:
    """Network and optimizer variables with the step they belong to, written at once or not at all.

    `run` (run_of) tells whose they are.
    """

    def __init__(self, network: keras.Model, optimizer: keras.optimizers.Optimizer, run: str, out: Path) -> None:
        self.variables = [*network.variables, *optimizer.variables]
        self.run, self.path = run, out / "checkpoint.npz"

    def save(self, step: int) -> None:
        """Write; the previous checkpoint stays until the new one is whole."""
        arrays = {f"v{index}": ops.convert_to_numpy(value) for index, value in enumerate(self.variables)}
        unfinished = self.path.with_suffix(".unfinished.npz")
        np.savez(unfinished, step=step, run=self.run, **arrays)
        unfinished.replace(self.path)

    def restore(self) -> int:
        """Load variables and return the step; 0 when there is nothing, or it belongs to another run."""
        if not self.path.exists():
            return 0
        kept = np.load(self.path)
        if "run" not in kept or str(kept["run"]) != self.run:
            return 0
        for index, variable in enumerate(self.variables):
            variable.assign(kept[f"v{index}"])
        return int(kept["step"])
