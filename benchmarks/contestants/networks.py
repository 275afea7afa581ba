"""The published systems' networks with random weights: they are timed, not judged.

Settings as published: ResNet50 at 224 px with a dropout head for gender; three Siamese ResNet50 with Flatten,
Dense 512, batch norm, Dense 256, batch norm and a linear embedding of 256.
"""

from __future__ import annotations

import io

import keras
import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIZE_PX = 224
DIMENSIONS = 256
# A catalogue of the published size: products a garment.
PRODUCTS = {"top": 4_000, "bottom": 3_600, "foot": 2_000}
GARMENT = {"topwear": "top", "outerwear": "top", "dress": "top", "bottomwear": "bottom", "footwear": "foot"}
CAFFE_MEANS = np.array([103.939, 116.779, 123.68], np.float32)


def gender_network() -> keras.Model:
    backbone = keras.applications.ResNet50(
        include_top=False, weights=None, pooling="avg", input_shape=(SIZE_PX, SIZE_PX, 3)
    )
    dropped = keras.layers.Dropout(0.6)(backbone.output)
    return keras.Model(backbone.input, keras.layers.Dense(2, "softmax")(dropped))


def embedding_network() -> keras.Model:
    backbone = keras.applications.ResNet50(include_top=False, weights=None, input_shape=(SIZE_PX, SIZE_PX, 3))
    x = keras.layers.Flatten()(backbone.output)
    for units in (512, 256):
        x = keras.layers.BatchNormalization()(keras.layers.Dense(units, "relu")(x))
    return keras.Model(backbone.input, keras.layers.Dense(DIMENSIONS)(x))


def decode(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def tensor(picture: Image.Image) -> NDArray[np.float32]:
    """(1, 224, 224, 3) as ResNet50 takes it: BGR minus the ImageNet means."""
    pixels = np.asarray(picture.resize((SIZE_PX, SIZE_PX)), np.float32)
    return (pixels[None, :, :, ::-1] - CAFFE_MEANS).astype(np.float32)


def catalogues() -> dict[str, NDArray[np.float32]]:
    """garment -> random unit vectors (n, 256)."""
    random = np.random.default_rng(0)
    vectors = {name: random.standard_normal((count, DIMENSIONS), np.float32) for name, count in PRODUCTS.items()}
    return {name: each / np.linalg.norm(each, axis=1, keepdims=True) for name, each in vectors.items()}


def nearest(vectors: NDArray[np.float32], query: NDArray[np.float32], k: int = 10) -> NDArray[np.int64]:
    """Cosine over the whole matrix, as published."""
    similarities = vectors @ (query / np.linalg.norm(query))
    return np.argsort(-similarities)[:k]
