"""The pose network: MobileNetV2 at 192 px, heat maps of 24 x 24 read by their centre of mass, two small classifiers."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from keras import ops

from pipeline.pose import FACINGS, FRAMINGS, KEYPOINTS
from training.backbones import mobilenetv2
from training.pose.samples import SIZE

SIDE = SIZE // 8
# The maps after the first layer are computed once and kept; from the second on the network is trained.
CUT, TRAINED_AFTER = "block_5_add", "block_12_add"
TAPS = ("block_6_expand_relu", "block_13_expand_relu", "block_16_project_BN")


def lower_network(weights: str | Path | None) -> tuple[keras.Model, keras.Model]:
    """(pixels float32 (n, 192, 192, 3) RGB 0..255 -> maps (n, 24, 24, 32), maps -> three taps of 24, 12 and 6)."""
    network = mobilenetv2(SIZE, weights)
    cut = network.get_layer(CUT).output
    pixels = keras.Input((SIZE, SIZE, 3), name="input")
    lower = keras.Model(network.input, cut)(keras.layers.Rescaling(1 / 127.5, offset=-1.0)(pixels))
    upper = keras.Model(cut, [network.get_layer(name).output for name in TAPS], name="upper")
    last_frozen = [layer.name for layer in upper.layers].index(TRAINED_AFTER)
    for index, layer in enumerate(upper.layers):
        layer.trainable = index > last_frozen and not isinstance(layer, keras.layers.BatchNormalization)
    return keras.Model(pixels, lower, name="lower"), upper


def training_network(upper: keras.Model) -> keras.Model:
    """Maps -> logits: heat (n, 576, 17), shown (n, 17), framing (n, 4), facing (n, 3)."""
    layers = keras.layers
    maps = keras.Input(upper.input.shape[1:], name="maps")
    fine, middle, last = upper(maps)
    middle_up = layers.UpSampling2D(2)(layers.Conv2D(96, 1)(middle))
    joined = layers.Add()([layers.Conv2D(96, 1)(fine), middle_up, layers.UpSampling2D(4)(layers.Conv2D(96, 1)(last))])
    joined = layers.ReLU()(layers.SeparableConv2D(96, 5, padding="same")(layers.ReLU()(joined)))
    heat = layers.SeparableConv2D(len(KEYPOINTS), 5, padding="same", name="heat")(joined)
    pooled = layers.Dropout(0.2)(layers.GlobalAveragePooling2D()(last))
    # Where the person's parts lie tells the framing; the top half of the picture tells the facing.
    extent = layers.Flatten()(layers.AveragePooling2D((1, last.shape[2]))(layers.Conv2D(16, 1)(last)))
    both = layers.Concatenate()([pooled, extent])
    outputs = {
        "heat": layers.Reshape((SIDE * SIDE, len(KEYPOINTS)))(heat),
        "shown": layers.Dense(len(KEYPOINTS), name="shown")(both),
        "framing": layers.Dense(len(FRAMINGS), name="framing")(both),
        "facing": layers.Dense(len(FACINGS), name="facing")(both),
    }
    return keras.Model(maps, outputs, name="pose_training")


def centre_of_mass(heat):
    """Logits (n, 576, 17) -> x, y of each map's centre of mass as shares of the square, (n, 17, 2)."""
    ys, xs = np.divmod(np.arange(SIDE * SIDE), SIDE)
    places = ((np.stack([xs, ys], axis=1) + 0.5) / SIDE).astype(np.float32)
    probability = ops.softmax(ops.transpose(heat, (0, 2, 1)), axis=-1)
    return ops.matmul(probability, ops.convert_to_tensor(places))


def serving_network(lower: keras.Model, trained: keras.Model) -> keras.Model:
    """The network to convert: keypoints (n, 17, 3) x, y as shares of the square and score; framing and facing as
    probabilities."""
    found = trained(lower.output)
    score = ops.expand_dims(ops.sigmoid(found["shown"]), -1)
    points = ops.concatenate([centre_of_mass(found["heat"]), score], axis=-1)
    outputs = {
        "keypoints": keras.layers.Identity(name="keypoints")(points),
        "framing": keras.layers.Softmax(name="framing")(found["framing"]),
        "facing": keras.layers.Softmax(name="facing")(found["facing"]),
    }
    return keras.Model(lower.input, outputs, name="pose")
