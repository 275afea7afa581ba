"""The embedder's network: MobileNetV2 features pooled under a mask per group, a colour histogram, a head per group.

A crop shows more than its garment: background, skin, the neighbouring garments. The network therefore predicts where
the garment of each group is (24 x 24), pools features of four depths under that mask, and adds what ImageNet features
are nearly blind to: a soft histogram of the garment's colours and its mean colour in a 4 x 4 grid.
"""

from __future__ import annotations

from collections.abc import Sequence
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
# Added to the sum of a mask of 24 x 24, or, where features are finer, of that mask scaled up to them.
LEAST = 1e-3
KINDS_LAYER = "kinds"
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
        to_lab = np.array([[0.0, 500.0, 0.0], [116.0, -500.0, 200.0], [0.0, 0.0, -200.0]])
        return ops.matmul(root, ops.convert_to_tensor(to_lab, dtype="float32")) - np.array([16.0, 0.0, 0.0], np.float32)


@keras.saving.register_keras_serializable("shop_the_look")
class MaskedMean(keras.layers.Layer):
    """Features (n, h, w, c) and masks (n, h, w, g) in 0..1 -> mean of the features under each mask, (n, g, c).

    `least` is added to a mask's sum: a garment that is nowhere has features of 0.
    """

    def __init__(self, least: float = 1e-3, **kwargs) -> None:
        super().__init__(**kwargs)
        self.least = least

    def call(self, features, masks):
        height, width, channels = features.shape[1:]
        groups = masks.shape[-1]
        flat_masks = ops.transpose(ops.reshape(masks, (-1, height * width, groups)), (0, 2, 1))
        flat_features = ops.reshape(features, (-1, height * width, channels))
        total = ops.sum(flat_masks, axis=-1, keepdims=True)
        return ops.matmul(flat_masks, flat_features) / (total + self.least)

    def get_config(self) -> dict:
        return {**super().get_config(), "least": self.least}


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


@keras.saving.register_keras_serializable("shop_the_look")
class WithKinds(keras.layers.Layer):
    """Unit vectors (n, g, d) and the features that they are made of (n, g, f) -> unit vectors (n, g, d + k), whose
    product is (1 - share) of the given ones' and share of how far two crops agree in kind: the Bhattacharyya
    coefficient of their kinds' probabilities. A group without kinds keeps its vectors, filled up with zeros.

    kinds: how many each group has, at most k.
    """

    def __init__(self, kinds: Sequence[int], share: float, **kwargs) -> None:
        super().__init__(**kwargs)
        self.kinds, self.share = list(kinds), share
        self.used = np.arange(max(self.kinds)) < np.array(self.kinds)[:, None]

    def build(self, vectors_shape, features_shape) -> None:  # noqa: ARG002  (Keras asks for these names)
        groups, most = self.used.shape
        self.kernel = self.add_weight(shape=(groups, features_shape[-1], most), initializer="zeros", name="kernel")
        self.bias = self.add_weight(shape=(groups, most), initializer="zeros", name="bias")

    def call(self, vectors, features):
        used = ops.convert_to_tensor(self.used, dtype="float32")
        directions = ops.transpose(ops.normalize(features, axis=-1), (1, 0, 2))
        logits = ops.matmul(directions, self.kernel) + self.bias[:, None] + 30.0 * (used[:, None] - 1.0)
        roots = ops.transpose(ops.sqrt(ops.softmax(logits, axis=-1)), (1, 0, 2)) * used
        shares = self.share * ops.max(used, axis=1, keepdims=True)
        return ops.concatenate([ops.sqrt(1.0 - shares) * vectors, ops.sqrt(shares) * roots], axis=-1)

    def get_config(self) -> dict:
        return {**super().get_config(), "kinds": self.kinds, "share": self.share}


def garment_masks(taps: list[keras.KerasTensor]) -> keras.KerasTensor:
    """Where the garment of each group is: logits (n, 24, 24, groups) from three depths, coarse added to fine."""
    layers = keras.layers
    _, fine, middle, last = taps
    middle = scaled_up(layers.Conv2D(48, 1, name="mask_middle")(middle))
    last = scaled_up(layers.Conv2D(48, 1, name="mask_last")(last))
    joined = layers.Add(name="mask_join")([layers.Conv2D(48, 1, name="mask_fine")(fine), middle, last])
    return layers.Conv2D(len(GROUPS), 3, padding="same", name="masks")(layers.ReLU()(joined))


def scaled_up(features) -> keras.KerasTensor:
    """To the masks' side, by repetition; as one operation, which UpSampling2D is not when converted."""
    return ops.image.resize(features, (MASK_SIDE, MASK_SIDE), interpolation="nearest")


def descriptor(pixels, taps, masks, centres: NDArray[np.float32]) -> keras.KerasTensor:
    """Everything known about the garment of each group: (n, groups, features)."""
    layers = keras.layers
    shown = layers.Activation("sigmoid", name="mask_probability")(masks)
    parts = [_pooled(tap, shown) for tap in taps]
    lab = in_cells(Lab(name="lab")(layers.AveragePooling2D(4, name="pixels_48")(pixels)), MASK_SIDE)
    parts.append(ops.sqrt(_histogram(ColourShares(centres, name="colours")(lab), shown) + 1e-4))
    parts.append(colour_grid(ops.mean(lab, axis=2) / 50.0, shown))
    return layers.Concatenate(name="descriptor")([layers.LayerNormalization()(part) for part in parts])


def _pooled(tap, shown) -> keras.KerasTensor:
    """Mean of the features under each mask. Whichever is finer is averaged down to the other: a sum over fine features
    under masks scaled up by repetition is the sum over their averages."""
    side, name = tap.shape[1], f"pool_{tap.shape[1]}"
    if side > MASK_SIDE:
        finer = side // MASK_SIDE
        return MaskedMean(LEAST / finer**2, name=name)(keras.layers.AveragePooling2D(finer)(tap), shown)
    masks = keras.layers.AveragePooling2D(MASK_SIDE // side)(shown) if side < MASK_SIDE else shown
    return MaskedMean(LEAST, name=name)(tap, masks)


def _histogram(shares, shown) -> keras.KerasTensor:
    """Shares of colours (n, 24 * 24, pixels of a cell, k) -> those of the garment of each group, (n, groups, k)."""
    _, _, pixels, colours = shares.shape
    flat = ops.reshape(shares, (-1, MASK_SIDE, MASK_SIDE, pixels * colours))
    means = MaskedMean(LEAST / pixels, name="histogram")(flat, shown)
    return ops.mean(ops.reshape(means, (-1, len(GROUPS), pixels, colours)), axis=2)


def in_cells(values, cells: int) -> keras.KerasTensor:
    """(n, h, w, c) -> (n, cells * cells, pixels of a cell, c), row by row."""
    _, height, width, channels = values.shape
    split = ops.reshape(values, (-1, cells, height // cells, cells, width // cells, channels))
    return ops.reshape(
        ops.transpose(split, (0, 1, 3, 2, 4, 5)), (-1, cells * cells, height * width // cells**2, channels)
    )


def colour_grid(lab, masks, cells: int = 4) -> keras.KerasTensor:
    """Colours (n, h * w, 3) and masks (n, h, w, groups) -> mean colour of the garment in each cell of a 4 x 4 grid,
    (n, groups, 48); 0 where the garment is not."""
    height, width, groups = masks.shape[1:]
    shown = ops.transpose(in_cells(masks, cells), (0, 1, 3, 2))
    share = ops.mean(shown, axis=-1, keepdims=True)
    sums = ops.matmul(shown, in_cells(ops.reshape(lab, (-1, height, width, 3)), cells))
    means = sums / (height * width // cells**2) / (share + 0.05)
    return ops.reshape(ops.transpose(means, (0, 2, 1, 3)), (-1, groups, cells * cells * 3))


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
    """The training network with the weights of an earlier run's serving network, whose kinds are left behind."""
    centres = next(layer.centres for layer in served.layers if isinstance(layer, ColourShares))
    network = build_network(None, np.asarray(centres, np.float32))
    learned = [each for each in served.variables if not each.path.startswith(f"{KINDS_LAYER}/")]
    for variable, trained in zip(network.variables, learned, strict=True):
        variable.assign(trained)
    return network


def freeze(trunk: keras.Model) -> None:
    """Layers through FROZEN_THROUGH, and all batch norm, keep their ImageNet weights."""
    names = [layer.name for layer in trunk.layers]
    last = names.index(FROZEN_THROUGH)
    for index, layer in enumerate(trunk.layers):
        layer.trainable = index > last and not isinstance(layer, keras.layers.BatchNormalization)


def serving_network(trained: keras.Model, kinds: WithKinds | None = None) -> keras.Model:
    """The network to convert: one named output (n, 256) of unit length per group; with kinds some numbers more."""
    embeddings = trained.output["embeddings"]
    if kinds is not None:
        embeddings = kinds(embeddings, trained.get_layer("shared").output)
    outputs = {group: keras.layers.Identity(name=group)(embeddings[:, index]) for index, group in enumerate(GROUPS)}
    return keras.Model(trained.input, outputs, name="embedder")
