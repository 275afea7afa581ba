"""The shipped gender.onnx back in Keras: what training goes on from where no earlier run's own file is at hand."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

from training.backbones import Backbone

Array = NDArray[np.float32]


def read_shipped(path: Path, backbone: Backbone, top: keras.Model) -> None:
    """Give the upper half and the head the weights of a converted MobileNetV2; its calibration is left behind.

    Conversion multiplied the kernels by their batch norm, which training leaves as ImageNet has it: dividing gives them
    back, as exactly as half precision holds them. The lower half is ImageNet's own in both.

    Raises:
        ValueError: the file holds other layers than the network.
    """
    assert backbone.upper is not None
    graph = onnx.load(path).graph
    stored = {each.name.removesuffix("_half"): numpy_helper.to_array(each) for each in graph.initializer}
    kernels = {node.name: node.input[1] for node in graph.node if node.op_type == "Conv"}
    places = {name: name for name in stored} | kernels
    for layer in [*backbone.upper.layers, *top.layers]:
        if isinstance(layer, keras.layers.DepthwiseConv2D):
            kernel = _find(stored, places, f"/{layer.name}_1/depthwise")
            layer.set_weights([kernel.transpose(2, 3, 0, 1).astype(np.float32)])
        elif isinstance(layer, keras.layers.Conv2D):
            merged = _find(stored, places, f"/{layer.name}_1/convolution/merged_input:0")
            norm = backbone.upper.get_layer(f"{layer.name}_bn" if layer.name == "Conv_1" else f"{layer.name}_BN")
            scale = np.asarray(norm.gamma) / np.sqrt(np.asarray(norm.moving_variance) + norm.epsilon)
            layer.set_weights([(merged.transpose(2, 3, 1, 0) / scale).astype(np.float32)])
        elif isinstance(layer, keras.layers.Dense):
            names = (f"/{layer.name}_1/Cast/ReadVariableOp:0", f"/{layer.name}_1/BiasAdd/ReadVariableOp:0")
            layer.set_weights([_find(stored, places, name) for name in names])


def _find(stored: dict[str, Array], places: dict[str, str], ending: str) -> Array:
    found = {places[name] for name in places if name.endswith(ending)}
    if len(found) != 1:
        raise ValueError(f"{len(found)} tensors end in {ending}: this is no gender model as `convert` writes it.")
    return stored[found.pop()]
