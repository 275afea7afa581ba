"""Fit the gender model in two stages on feature maps that are computed once."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

import keras
import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from training.backbones import Backbone
from training.gender.calibration import (
    balanced_accuracy,
    class_weights,
    expected_calibration_error,
    fit_temperature,
    lowest_confidence,
    softmax,
)
from training.gender.views import LABELS, TRAINING_VIEWS, Person, training_views, whole

BATCH = 32


@dataclass(frozen=True)
class Recipe:
    """Knobs of one run. Learning rates are Adam's; `head_epochs` see a frozen network."""

    head_epochs: int = 20
    tune_epochs: int = 6
    head_rate: float = 1e-3
    tune_rate: float = 4e-5
    dropout: float = 0.5
    smoothing: float = 0.05
    seed: int = 7


@dataclass(frozen=True, eq=False)
class Kept:
    """Lower-half feature maps (float16) with labels, computed once."""

    maps: NDArray[np.float16]
    labels: NDArray[np.int64]


def lower_maps(backbone: Backbone, batches: Iterable[NDArray[np.uint8]], count: int) -> NDArray[np.float16]:
    """Run `count` uint8 batches (n, SIZE, SIZE, 3) through the lower half."""
    shown = tqdm(batches, desc="feature maps", total=count, file=sys.stderr, mininterval=5)
    maps = [np.asarray(backbone.lower(batch.astype(np.float32), training=False), np.float16) for batch in shown]
    return np.concatenate(maps)


def keep_training(backbone: Backbone, people: list[Person], seed: int) -> Kept:
    """All training framings of all people."""
    batches = (np.stack(list(training_views(person, seed))) for person in people)
    labels = np.repeat([person.label for person in people], len(TRAINING_VIEWS))
    return Kept(lower_maps(backbone, batches, len(people)), labels)


def keep_whole(backbone: Backbone, people: list[Person]) -> Kept:
    """Whole photos, as the app gives them."""
    starts = range(0, len(people), BATCH)
    batches = (np.stack([whole(person) for person in people[i : i + BATCH]]) for i in starts)
    return Kept(lower_maps(backbone, batches, len(starts)), np.array([person.label for person in people]))


def head(features: int, recipe: Recipe) -> keras.Sequential:
    """Pooled features -> logits."""
    layers = [keras.layers.Dropout(recipe.dropout), keras.layers.Dense(len(LABELS), name="logits")]
    return keras.Sequential([keras.Input((features,)), *layers], name="head")


def fit(model: keras.Model, kept: Kept, rate: float, epochs: int, recipe: Recipe) -> None:
    """Adam with cosine decay; every class weighs the same, however few its photos."""
    steps = max(1, epochs * -(-len(kept.labels) // BATCH))
    loss = keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=recipe.smoothing)
    schedule = keras.optimizers.schedules.CosineDecay(rate, steps, alpha=0.02)
    model.compile(keras.optimizers.Adam(schedule), loss)
    targets = keras.utils.to_categorical(kept.labels, len(LABELS))
    weights = class_weights(kept.labels, len(LABELS)).astype(np.float32)
    model.fit(kept.maps, targets, sample_weight=weights, batch_size=BATCH, epochs=epochs, verbose=2)


def frozen_features(backbone: Backbone, kept: Kept) -> Kept:
    """Pooled features of kept maps while the upper half is frozen."""
    if backbone.upper is None:
        return kept
    pooled = [
        np.asarray(backbone.upper(kept.maps[i : i + 128].astype(np.float32), training=False))
        for i in range(0, len(kept.maps), 128)
    ]
    return Kept(np.concatenate(pooled), kept.labels)


def tuned_model(backbone: Backbone, top: keras.Model) -> keras.Model:
    """Upper half and head as one trainable model; batch norm keeps its ImageNet statistics."""
    assert backbone.upper is not None
    for layer in backbone.upper.layers:
        layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)
    start = keras.Input(backbone.upper.input.shape[1:])
    return keras.Model(start, top(backbone.upper(start)))


def validate(model: keras.Model, kept: Kept) -> dict[str, float]:
    """Temperature, confidence threshold and accuracy on validation photos."""
    logits = np.asarray(model(kept.maps.astype(np.float32), training=False), np.float64)
    temperature = fit_temperature(logits, kept.labels, class_weights(kept.labels, len(LABELS)))
    probabilities = softmax(logits / temperature)
    return {
        "temperature": temperature,
        "min_probability": lowest_confidence(probabilities, kept.labels),
        "validation_balanced_accuracy": balanced_accuracy(probabilities.argmax(1), kept.labels),
        "validation_ece": expected_calibration_error(probabilities, kept.labels),
    }


def assemble(backbone: Backbone, top: keras.Model, temperature: float) -> keras.Model:
    """The model to convert: pixels float32 RGB 0..255 -> `probabilities` (n, 2), the temperature folded in."""
    whole_network = backbone.assemble()
    logits = top(whole_network.output) / temperature
    return keras.Model(whole_network.input, keras.layers.Softmax(name="probabilities")(logits), name="gender")


def train(backbone: Backbone, training: Kept, validation: Kept, recipe: Recipe) -> tuple[keras.Model, dict[str, float]]:
    """Head first, then the upper half where there is one; returns the model to convert and its validation."""
    keras.utils.set_random_seed(recipe.seed)
    top = head(backbone.features, recipe)
    fit(top, frozen_features(backbone, training), recipe.head_rate, recipe.head_epochs, recipe)
    report = {"frozen_" + k: v for k, v in validate(top, frozen_features(backbone, validation)).items()}
    if backbone.upper is None or recipe.tune_epochs == 0:
        report |= validate(top, frozen_features(backbone, validation))
    else:
        tuned = tuned_model(backbone, top)
        fit(tuned, training, recipe.tune_rate, recipe.tune_epochs, recipe)
        report |= validate(tuned, validation)
    return assemble(backbone, top, report["temperature"]), report
