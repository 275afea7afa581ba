"""The shipped gender.onnx back in Keras."""

from __future__ import annotations

from pathlib import Path

import keras

from training.backbones import START_ADVICE, Backbone
from training.converted import Converted


def read_shipped(path: Path, backbone: Backbone, top: keras.Model) -> None:
    """Give the upper half and the head the weights of a converted MobileNetV2; its calibration is left behind.

    The lower half is ImageNet's own in both.

    Raises:
        ValueError: the file holds other layers than the network, or rests on other start weights.
    """
    assert backbone.upper is not None
    file = Converted(path, "gender")
    file.restore_mobilenet(backbone.upper, backbone.upper.layers, START_ADVICE)
    for layer in top.layers:
        if isinstance(layer, keras.layers.Dense):
            names = (f"/{layer.name}_1/Cast/ReadVariableOp:0", f"/{layer.name}_1/BiasAdd/ReadVariableOp:0")
            layer.set_weights([file.weights(name) for name in names])
