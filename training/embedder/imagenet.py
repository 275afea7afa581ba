"""What published systems embed with: frozen ImageNet features, one vector whatever the group."""

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
OTHERS = {
    "densenet121": (keras.applications.DenseNet121, keras.applications.densenet.preprocess_input),
    "resnet50": (keras.applications.ResNet50, keras.applications.resnet.preprocess_input),
}
BACKBONES = ("mobilenetv2", *OTHERS)


class ImageNetFeatures:
    """Pooled last features of a backbone at 224 px."""

    def __init__(self, weights: str | Path | None, name: str = "mobilenetv2") -> None:
        """weights: a file for MobileNetV2, "imagenet" (downloaded) or None."""
        if name in OTHERS:
            make, self.prepare = OTHERS[name]
            self.model = make(include_top=False, pooling="avg", input_shape=(SIZE, SIZE, 3), weights=weights)
            return
        network = mobilenetv2(SIZE, weights)
        pooled = keras.layers.GlobalAveragePooling2D()(network.get_layer("out_relu").output)
        self.model, self.prepare = keras.Model(network.input, pooled), keras.applications.mobilenet_v2.preprocess_input

    def features(self, crops: Sequence[NDArray[np.uint8]]) -> NDArray[np.float32]:
        """n crops uint8 (h, w, 3) -> (n, d), as the network gives them."""
        squares = [letterbox(crop, SIZE, PAD_VALUE).pixels for crop in crops]
        parts = []
        for start in range(0, len(squares), BATCH):
            batch = self.prepare(np.stack(squares[start : start + BATCH]).astype(np.float32))
            parts.append(np.asarray(self.model(batch, training=False)))
        return np.concatenate(parts)

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> Mapping[str, NDArray[np.float32]]:
        """n crops uint8 (h, w, 3) -> the same unit vectors (n, d) for every group."""
        vectors = self.features(crops)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return dict.fromkeys(GROUPS, vectors)
