"""The embedder's network: MobileNetV2 features pooled under a mask per group, a colour histogram, a head per group.

A crop shows more than its garment: background, skin, the neighbouring garments. The network therefore predicts where
the garment of each group is (24 x 24), pools features of four depths under that mask, and adds what ImageNet features
are nearly blind to: a soft histogram of the garment's colours and its mean colour in a 4 x 4 grid.
"""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from pipeline.taxonomy import GROUPS
from training.backbones import mobilenetv2

SIZE = 192
DIMENSIONS = 256
MASK_SIDE = SIZE // 8
TAPS = ("block_3_expand_relu", "block_6_expand_relu", "block_13_expand_relu", "out_relu")
# Layers up to here keep their ImageNet weights: they cost most of a training step and have least to learn.
FROZEN_THROUGH = "block_5_add"
COLOURS = 64
COLOUR_WIDTH = 9.0  # CIE Lab units: neighbouring centres share a colour between them


@keras.saving.register_keras_serializable("shop_the_look")
class Lab(keras.layers.Layer):
    """sRGB 0..255 (n, h, w, 3) -> CIE L*a*b* (D65; IEC 61966-2-1 and CIE 15)."""

    def call(self, pixels):
        encoded = ops.clip(pixels / 255.0, 0.0, 1.0)
        linear = ops.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
        to_xyz = np.array(
            [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
        )
        white = np.array([0.95047, 1.0, 1.08883])
        xyz = ops.matmul(linear, ops.convert_to_tensor((to_xyz / white[:, None]).T, dtype="float32"))
        root = ops.where(xyz > 0.008856, ops.maximum(xyz, 1e-6) ** (1 / 3), 7.787 * xyz + 16 / 116)
        x, y, z = root[..., 0], root[..., 1], root[..., 2]
        return ops.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


@keras.saving.register_keras_serializable("shop_the_look")
class MaskedMean(keras.layers.Layer):
    """Features (n, h, w, c) and masks (n, h, w, g) in 0..1 -> mean of the features under each mask, (n, g, c)."""

    def call(self, features, masks):
        height, width, channels = features.shape[1:]
        groups = masks.shape[-1]
        flat_masks = ops.transpose(ops.reshape(masks, (-1, height * width, groups)), (0, 2, 1))
        flat_features = ops.reshape(features, (-1, height * width, channels))
        total = ops.sum(flat_masks, axis=-1, keepdims=True)
        return ops.matmul(flat_masks, flat_features) / (total + 1e-3)


@keras.saving.register_keras_serializable("shop_the_look")
class ColourShares(keras.layers.Layer):
    """Lab pixels (n, h, w, 3) -> soft assignment to `centres` (k, 3 Lab), (n, h, w, k), summing to 1."""

    def __init__(self, centres, width: float = COLOUR_WIDTH, **kwargs) -> None:
        super().__init__(**kwargs)
        self.centres, self.width = np.asarray(centres, np.float32).tolist(), width

    def call(self, lab):
        centres = ops.convert_to_tensor(self.centres, dtype="float32")
        # |p - c|^2 without |p|^2, which softmax cancels
        near = 2.0 * ops.matmul(lab, ops.transpose(centres)) - ops.sum(centres**2, axis=-1)
        return ops.softmax(near / (2.0 * self.width**2), axis=-1)

    def get_config(self) -> dict:
        return {**super().get_config(), "centres": self.centres, "width": self.width}


@keras.saving.register_keras_serializable("shop_the_look")
class GroupHeads(keras.layers.Layer):
    """(n, g, features) -> (n, g, units): one linear head per group. Starts as the identity on the first units."""

    def __init__(self, units: int, **kwargs) -> None:
        super().__init__(**kwargs)
        self.units = units

    def build(self, shape) -> None:
        _, groups, features = shape
        start = np.tile(np.eye(features, self.units, dtype=np.float32), (groups, 1, 1))
        self.kernel = self.add_weight(shape=(groups, features, self.units), initializer="zeros", name="kernel")
        self.kernel.assign(start)

    def call(self, features):
        return ops.transpose(ops.matmul(ops.transpose(features, (1, 0, 2)), self.kernel), (1, 0, 2))

    def get_config(self) -> dict:
        return {**super().get_config(), "units": self.units}


def garment_masks(taps: list[keras.KerasTensor]) -> keras.KerasTensor:
    """Where the garment of each group is: logits (n, 24, 24, groups) from three depths, coarse added to fine."""
    layers = keras.layers
    _, fine, middle, last = taps
    middle = layers.UpSampling2D(2, name="mask_up_middle")(layers.Conv2D(48, 1, name="mask_middle")(middle))
    last = layers.UpSampling2D(4, name="mask_up_last")(layers.Conv2D(48, 1, name="mask_last")(last))
    joined = layers.Add(name="mask_join")([layers.Conv2D(48, 1, name="mask_fine")(fine), middle, last])
    return layers.Conv2D(len(GROUPS), 3, padding="same", name="masks")(layers.ReLU()(joined))


def descriptor(pixels, taps, masks, centres: NDArray[np.float32]) -> keras.KerasTensor:
    """Everything known about the garment of each group: (n, groups, features)."""
    layers = keras.layers
    shown = layers.Activation("sigmoid", name="mask_probability")(masks)
    finer = layers.UpSampling2D(2, name="mask_48")(shown)
    side = shown.shape[1]
    by_side = {side * 2: finer, side: shown} | {side // n: layers.AveragePooling2D(n)(shown) for n in (2, 4)}
    parts = [MaskedMean(name=f"pool_{tap.shape[1]}")(tap, by_side[tap.shape[1]]) for tap in taps]
    lab = Lab(name="lab")(layers.AveragePooling2D(4, name="pixels_48")(pixels))
    histogram = MaskedMean(name="histogram")(ColourShares(centres, name="colours")(lab), finer)
    parts.append(ops.sqrt(histogram + 1e-4))
    parts.append(colour_grid(lab / 50.0, finer))
    return layers.Concatenate(name="descriptor")([layers.LayerNormalization()(part) for part in parts])


def colour_grid(lab, masks, cells: int = 4) -> keras.KerasTensor:
    """Mean colour of the garment in each cell of a 4 x 4 grid, (n, groups, 48); 0 where the garment is not."""
    side = lab.shape[1] // cells
    weighted = ops.expand_dims(masks, -1) * ops.expand_dims(lab, -2)
    groups = masks.shape[-1]
    summed = keras.layers.AveragePooling2D(side)(ops.reshape(weighted, (-1, lab.shape[1], lab.shape[2], groups * 3)))
    share = keras.layers.AveragePooling2D(side)(masks)
    summed = ops.reshape(summed, (-1, cells * cells, groups, 3)) / (
        ops.reshape(share, (-1, cells * cells, groups, 1)) + 0.05
    )
    return ops.reshape(ops.transpose(summed, (0, 2, 1, 3)), (-1, groups, cells * cells * 3))


def build_network(weights: str | Path | None, centres: NDArray[np.float32]) -> keras.Model:
    """float32 (n, 192, 192, 3) RGB 0..255, garment on a 255 letterbox -> "embeddings" (n, 8, 256) of unit length in
    the order of GROUPS, and "masks" (n, 24, 24, 8) logits."""
    pixels = keras.Input((SIZE, SIZE, 3), name="input")
    network = mobilenetv2(SIZE, weights)
    trunk = keras.Model(network.input, [network.get_layer(name).output for name in TAPS], name="trunk")
    freeze(trunk)
    taps = trunk(keras.layers.Rescaling(1 / 127.5, offset=-1.0, name="normalise")(pixels), training=False)
    masks = garment_masks(taps)
    shared = keras.layers.Dense(DIMENSIONS, use_bias=False, name="shared")(descriptor(pixels, taps, masks, centres))
    heads = GroupHeads(DIMENSIONS, name="heads")(shared)
    embeddings = keras.layers.UnitNormalization(axis=-1, name="embeddings")(heads)
    return keras.Model(pixels, {"embeddings": embeddings, "masks": masks}, name="embedder_training")


def continued(served: keras.Model) -> keras.Model:
    """The training network with the weights of an earlier run's serving network."""
    centres = next(layer.centres for layer in served.layers if isinstance(layer, ColourShares))
    network = build_network(None, np.asarray(centres, np.float32))
    for variable, trained in zip(network.variables, served.variables, strict=True):
        variable.assign(trained)
    return network


def freeze(trunk: keras.Model) -> None:
    """Layers through FROZEN_THROUGH, and all batch norm, keep their ImageNet weights."""
    names = [layer.name for layer in trunk.layers]
    last = names.index(FROZEN_THROUGH)
    for index, layer in enumerate(trunk.layers):
        layer.trainable = index > last and not isinstance(layer, keras.layers.BatchNormalization)


def serving_network(trained: keras.Model) -> keras.Model:
    """The network to convert: one named output (n, 256) of unit length per group."""
    embeddings = trained.output["embeddings"]
    outputs = {group: keras.layers.Identity(name=group)(embeddings[:, index]) for index, group in enumerate(GROUPS)}
    return keras.Model(trained.input, outputs, name="embedder")
