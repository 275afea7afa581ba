"""Fit the gender model in two stages on feature maps that are computed once, then calibrate it on held-out photos."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from training.backbones import Backbone
from training.gender.calibration import (
    balanced_accuracy,
    calibrated,
    class_weights,
    expected_calibration_error,
    fit_temperature_and_bias,
    lowest_confidence,
    negative_log_likelihood,
)
from training.gender.maps import BATCH, Kept
from training.gender.shipped import read_shipped
from training.gender.views import LABELS


@dataclass(frozen=True)
class Recipe:
    """Knobs of one run. Learning rates are Adam's. An epoch of the second stage is `epoch_batches` balanced batches.

    mixing: parameter of the beta distribution by which two pictures' maps are mixed (Zhang et al., ICLR 2018); 0: none.
    averaging: momentum of the running mean of the weights that is kept at the end.
    """

    head_epochs: int = 6
    tune_epochs: int = 12
    epoch_batches: int = 100
    head_rate: float = 1e-3
    tune_rate: float = 6e-5
    weight_decay: float = 0.02
    mixing: float = 0.2
    averaging: float = 0.99
    dropout: float = 0.5
    smoothing: float = 0.05
    seed: int = 7


def balanced_batches(kept: Kept, mixing: float, seed: int) -> Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Batches without end, of one shape each, in which every label has the same share; pairs are mixed.

    Shapes that have not enough pictures of each label for a batch are left out.
    """
    rng, each = np.random.default_rng(seed), BATCH // len(LABELS)
    members = [[np.flatnonzero(labels == label) for label in range(len(LABELS))] for labels in kept.labels]
    usable = [n for n, groups in enumerate(members) if min(map(len, groups)) >= each]
    sizes = np.array([len(kept.labels[n]) for n in usable], float)
    while True:
        shape = usable[rng.choice(len(usable), p=sizes / sizes.sum())]
        rows = np.concatenate([rng.choice(group, each) for group in members[shape]])
        maps = kept.maps[shape][rows].astype(np.float32)
        targets = np.eye(len(LABELS), dtype=np.float32)[kept.labels[shape][rows]]
        if mixing > 0:
            share = rng.beta(mixing, mixing, len(rows)).astype(np.float32)
            other, own = rng.permutation(len(rows)), share.reshape(-1, *[1] * (maps.ndim - 1))
            maps = own * maps + (1 - own) * maps[other]
            targets = share[:, None] * targets + (1 - share[:, None]) * targets[other]
        yield maps, targets


def head(features: int, recipe: Recipe) -> keras.Sequential:
    """Pooled features -> logits."""
    layers = [keras.layers.Dropout(recipe.dropout), keras.layers.Dense(len(LABELS), name="logits")]
    return keras.Sequential([keras.Input((features,)), *layers], name="head")


def fit_head(top: keras.Model, features: NDArray[np.float32], labels: NDArray[np.int64], recipe: Recipe) -> None:
    """First stage: the head alone, on pooled features; every class weighs the same, however few its photos."""
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.smoothing)
    top.compile(keras.optimizers.Adam(recipe.head_rate), loss)
    targets = keras.utils.to_categorical(labels, len(LABELS))
    weights = class_weights(labels, len(LABELS)).astype(np.float32)
    top.fit(features, targets, sample_weight=weights, batch_size=BATCH, epochs=recipe.head_epochs, verbose=2)


def fit_upper(tuned: keras.Model, kept: Kept, recipe: Recipe) -> None:
    """Second stage: the upper blocks too, slowly, with mixing and averaged weights against learning men by heart."""
    steps = recipe.tune_epochs * recipe.epoch_batches
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.tune_rate * 0.1, steps, alpha=0.02, warmup_target=recipe.tune_rate, warmup_steps=min(50, steps - 1)
    )
    averaged = {"use_ema": True, "ema_momentum": recipe.averaging}
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.smoothing)
    tuned.compile(keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay, **averaged), loss)
    channels = kept.maps[0].shape[-1]
    batches = tf.data.Dataset.from_generator(
        lambda: balanced_batches(kept, recipe.mixing, recipe.seed),
        output_signature=(tf.TensorSpec((None, None, None, channels)), tf.TensorSpec((None, len(LABELS)))),
    )
    tuned.fit(batches, epochs=recipe.tune_epochs, steps_per_epoch=recipe.epoch_batches, shuffle=False, verbose=2)


def run_over(model: keras.Model, kept: Kept) -> NDArray[np.float32]:
    """A model's answers to all kept maps, (n, outputs), in the order of `kept.all_labels`."""
    return np.concatenate(
        [
            np.asarray(model(maps[start : start + 64].astype(np.float32), training=False))
            for maps in kept.maps
            for start in range(0, len(maps), 64)
        ]
    )


def pooled(backbone: Backbone, kept: Kept) -> Kept:
    """Pooled features of kept maps while the upper half is frozen, as one array."""
    if backbone.upper is None:
        features = np.concatenate(kept.maps)
    else:
        features = run_over(backbone.upper, kept).astype(np.float16)
    return Kept((features,), (kept.all_labels,))


def tuned_model(backbone: Backbone, top: keras.Model) -> keras.Model:
    """Upper half and head as one trainable model; batch norm keeps its ImageNet statistics."""
    assert backbone.upper is not None
    for layer in backbone.upper.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    maps = keras.Input(backbone.upper.input.shape[1:])
    return keras.Model(maps, top(backbone.upper(maps)))


def validate(model: keras.Model, kept: Kept) -> dict[str, Any]:
    """Calibration fitted on validation people as the app sees them, and the accuracy there.

    temperature, bias: folded into the file. min_probability: the least confidence from which
    the balanced accuracy is 0.95.
    """
    logits, labels = run_over(model, kept).astype(np.float64), kept.all_labels
    weights = class_weights(labels, len(LABELS))
    temperature, bias = fit_temperature_and_bias(logits, labels, weights)
    probabilities = calibrated(logits, temperature, bias)
    return {
        "temperature": temperature,
        "bias": bias,
        "min_probability": lowest_confidence(probabilities, labels),
        "loss": round(negative_log_likelihood(probabilities, labels, weights), 4),
        "balanced_accuracy": balanced_accuracy(probabilities.argmax(1), labels),
        "expected_calibration_error": expected_calibration_error(probabilities, labels),
    }


def assemble(backbone: Backbone, top: keras.Model, temperature: float, bias: float) -> keras.Model:
    """The model to convert: pixels float32 RGB 0..255 -> `probabilities` (n, 2), the calibration folded in."""
    whole_network = backbone.assemble()
    logits = (top(whole_network.output) + np.array([bias, 0.0], np.float32)) / temperature
    return keras.Model(whole_network.input, keras.layers.Softmax(name="probabilities")(logits), name="gender")


def train(
    backbone: Backbone,
    training: Callable[[], Kept],
    held_out: Callable[[], Kept],
    recipe: Recipe,
    start: Path | None = None,
) -> tuple[keras.Model, dict[str, Any]]:
    """Head first, then the upper half where there is one; returns the model to convert and its validation.

    training, held_out: give the maps, once the lower half is what it will be; training's are asked for where something
    is trained only, as making them takes long.
    start: an earlier run's model, .keras or .onnx, whose upper half and head are trained on; then the head has no stage
    of its own.
    """
    keras.utils.set_random_seed(recipe.seed)
    top = head(backbone.features, recipe)
    if start is None:
        features = pooled(backbone, training())
        fit_head(top, features.maps[0].astype(np.float32), features.all_labels, recipe)
    else:
        go_on_from(start, backbone, top)
    validation = held_out()
    report = validate(top, pooled(backbone, validation))
    if backbone.upper is not None and recipe.tune_epochs > 0:
        before = {f"{'frozen' if start is None else 'start'}_{name}": value for name, value in report.items()}
        tuned = tuned_model(backbone, top)
        fit_upper(tuned, training(), recipe)
        report = before | validate(tuned, validation)
    return assemble(backbone, top, report["temperature"], report["bias"]), report


def go_on_from(start: Path, backbone: Backbone, top: keras.Model) -> None:
    """Give backbone and head the weights of an earlier run's model; its calibration is left behind."""
    assert backbone.upper is not None
    if start.suffix == ".onnx":
        read_shipped(start, backbone, top)
        return
    variables = [*backbone.lower.weights, *backbone.upper.weights, *top.weights]
    for variable, trained in zip(variables, keras.saving.load_model(start).weights, strict=True):
        variable.assign(trained)
