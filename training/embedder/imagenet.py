"""The published baseline: frozen ImageNet MobileNetV2 features and cosine, one vector whatever the group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import keras
import numpy as np
from numpy.typing import NDArray

from pipeline.preprocess import letterbox
from pipeline.taxonomy import GROUPS
from training.backbones import mobilenetv2
from training.embedder.views import PAD_VALUE

SIZE = 224
BATCH = 16


class ImageNetFeatures:
    """Pooled last features (1280) of MobileNetV2 at 224 px, made unit length."""

    def __init__(self, weights: str | Path | None) -> None:
        network = mobilenetv2(SIZE, weights)
        pooled = keras.layers.GlobalAveragePooling2D()(network.get_layer("out_relu").output)
        self.model = keras.Model(network.input, pooled)

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> Mapping[str, NDArray[np.float32]]:
        """n crops uint8 (h, w, 3) -> the same (n, 1280) for every group."""
        squares = [letterbox(crop, SIZE, PAD_VALUE).pixels for crop in crops]
        parts = []
        for start in range(0, len(squares), BATCH):
            batch = np.stack(squares[start : start + BATCH]).astype(np.float32) / 127.5 - 1
            parts.append(np.asarray(self.model(batch, training=False)))
        vectors = np.concatenate(parts)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return dict.fromkeys(GROUPS, vectors)
