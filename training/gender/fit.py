"""Fit the gender model in two stages on feature maps that are computed once, then calibrate it on held-out photos."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
from numpy.typing import NDArray

from training.backbones import Backbone
from training.gender.calibration import (
    balanced_accuracy,
    calibrated,
    class_weights,
    expected_calibration_error,
    fit_temperature_and_bias,
    lowest_confidence,
)
from training.gender.maps import BATCH, Kept
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


class BalancedBatches(keras.utils.PyDataset):
    """Batches in which every label has the same share, drawn anew each time, pairs mixed."""

    def __init__(self, kept: Kept, batches: int, mixing: float, seed: int) -> None:
        super().__init__()
        self.kept, self.batches, self.mixing = kept, batches, mixing
        self.rng = np.random.default_rng(seed)
        self.members = [np.flatnonzero(kept.labels == label) for label in range(len(LABELS))]

    def __len__(self) -> int:
        return self.batches

    def __getitem__(self, _index: int) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        each = BATCH // len(self.members)
        rows = np.concatenate([self.rng.choice(members, each) for members in self.members])
        maps = self.kept.maps[rows].astype(np.float32)
        targets = np.eye(len(LABELS), dtype=np.float32)[self.kept.labels[rows]]
        if self.mixing == 0:
            return maps, targets
        share = self.rng.beta(self.mixing, self.mixing, len(rows)).astype(np.float32)
        other = self.rng.permutation(len(rows))
        own = share.reshape(-1, *[1] * (maps.ndim - 1))
        return own * maps + (1 - own) * maps[other], share[:, None] * targets + (1 - share[:, None]) * targets[other]


def head(features: int, recipe: Recipe) -> keras.Sequential:
    """Pooled features -> logits."""
    layers = [keras.layers.Dropout(recipe.dropout), keras.layers.Dense(len(LABELS), name="logits")]
    return keras.Sequential([keras.Input((features,)), *layers], name="head")


def fit_head(top: keras.Model, kept: Kept, recipe: Recipe) -> None:
    """First stage: the head alone, on pooled features; every class weighs the same, however few its photos."""
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.smoothing)
    top.compile(keras.optimizers.Adam(recipe.head_rate), loss)
    targets = keras.utils.to_categorical(kept.labels, len(LABELS))
    weights = class_weights(kept.labels, len(LABELS)).astype(np.float32)
    top.fit(kept.maps, targets, sample_weight=weights, batch_size=BATCH, epochs=recipe.head_epochs, verbose=2)


def fit_upper(tuned: keras.Model, kept: Kept, recipe: Recipe) -> None:
    """Second stage: the upper blocks too, slowly, with mixing and averaged weights against learning men by heart."""
    steps = recipe.tune_epochs * recipe.epoch_batches
    rate = keras.optimizers.schedules.CosineDecay(
        recipe.tune_rate * 0.1, steps, alpha=0.02, warmup_target=recipe.tune_rate, warmup_steps=min(50, steps - 1)
    )
    averaged = {"use_ema": True, "ema_momentum": recipe.averaging}
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.smoothing)
    tuned.compile(keras.optimizers.AdamW(rate, weight_decay=recipe.weight_decay, **averaged), loss)
    batches = BalancedBatches(kept, recipe.epoch_batches, recipe.mixing, recipe.seed)
    tuned.fit(batches, epochs=recipe.tune_epochs, verbose=2)


def frozen_features(backbone: Backbone, kept: Kept) -> Kept:
    """Pooled features of kept maps while the upper half is frozen."""
    if backbone.upper is None:
        return kept
    pooled = [
        np.asarray(backbone.upper(kept.maps[i : i + 128].astype(np.float32), training=False))
        for i in range(0, len(kept.maps), 128)
    ]
    return Kept(np.concatenate(pooled), kept.labels, kept.views)


def tuned_model(backbone: Backbone, top: keras.Model) -> keras.Model:
    """Upper half and head as one trainable model; batch norm keeps its ImageNet statistics."""
    assert backbone.upper is not None
    for layer in backbone.upper.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    start = keras.Input(backbone.upper.input.shape[1:])
    return keras.Model(start, top(backbone.upper(start)))


def validate(model: keras.Model, kept: Kept) -> dict[str, Any]:
    """Calibration fitted on validation people as the app decides, and the accuracy there.

    temperature, bias: for the mean of the logits of the first two views, folded into the file. three_views: what the
    app does to the file's mean log-odds where it has the third view too. min_probability: safe for both.
    """
    starts = range(0, len(kept.maps), 64)
    parts = [np.asarray(model(kept.maps[i : i + 64].astype(np.float32), training=False)) for i in starts]
    logits = np.concatenate(parts).astype(np.float64).reshape(-1, kept.views, len(LABELS))
    labels = kept.labels[:: kept.views]
    weights = class_weights(labels, len(LABELS))
    two, all_views = logits[:, :2].mean(axis=1), logits.mean(axis=1)
    temperature, bias = fit_temperature_and_bias(two, labels, weights)
    sharper, other_bias = fit_temperature_and_bias(all_views, labels, weights)
    with_two, with_all = calibrated(two, temperature, bias), calibrated(all_views, sharper, other_bias)
    return {
        "temperature": temperature,
        "bias": bias,
        "three_views": {
            "scale": round(temperature / sharper, 4),
            "shift": round((other_bias - bias) / sharper, 4),
        },
        "min_probability": max(lowest_confidence(each, labels) for each in (with_two, with_all)),
        "balanced_accuracy": balanced_accuracy(with_all.argmax(1), labels),
        "expected_calibration_error": expected_calibration_error(with_all, labels),
    }


def assemble(backbone: Backbone, top: keras.Model, temperature: float, bias: float) -> keras.Model:
    """The model to convert: pixels float32 RGB 0..255 -> `probabilities` (n, 2), the calibration folded in."""
    whole_network = backbone.assemble()
    logits = (top(whole_network.output) + np.array([bias, 0.0], np.float32)) / temperature
    return keras.Model(whole_network.input, keras.layers.Softmax(name="probabilities")(logits), name="gender")


def train(
    backbone: Backbone, training: Kept, held_out: Kept, recipe: Recipe, start: keras.Model | None = None
) -> tuple[keras.Model, dict[str, Any]]:
    """Head first, then the upper half where there is one; returns the model to convert and its validation.

    start: an earlier run's model, whose upper half and head are trained on; then the head has no stage of its own.
    """
    keras.utils.set_random_seed(recipe.seed)
    top = head(backbone.features, recipe)
    if start is None:
        fit_head(top, frozen_features(backbone, training), recipe)
    else:
        go_on_from(start, backbone, top)
    report = validate(top, frozen_features(backbone, held_out))
    if backbone.upper is not None and recipe.tune_epochs > 0:
        before = {f"{'frozen' if start is None else 'start'}_{name}": value for name, value in report.items()}
        tuned = tuned_model(backbone, top)
        fit_upper(tuned, training, recipe)
        report = before | validate(tuned, held_out)
    return assemble(backbone, top, report["temperature"], report["bias"]), report


def go_on_from(start: keras.Model, backbone: Backbone, top: keras.Model) -> None:
    """Give backbone and head the weights of an earlier run's model; its calibration is left behind."""
    assert backbone.upper is not None
    variables = [*backbone.lower.weights, *backbone.upper.weights, *top.weights]
    for variable, trained in zip(variables, start.weights, strict=True):
        variable.assign(trained)
