"""The shipped gender.onnx back in Keras: what training goes on from where no earlier run's own file is at hand."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np
import onnx
from onnx import numpy_helper

from training.backbones import Backbone


def read_shipped(path: Path, backbone: Backbone, top: keras.Model) -> None:
    """Give the upper half and the head the weights of a converted MobileNetV2; its calibration is left behind.

    Conversion multiplied the kernels by their batch norm, which training leaves as ImageNet has it: dividing gives them
    back, as exactly as half precision holds them. The lower half is ImageNet's own in both.

    Raises:
        ValueError: the file holds other layers than the network, or its kernels were multiplied by another batch norm.
    """
    assert backbone.upper is not None
    graph = onnx.load(path).graph
    stored = {each.name.removesuffix("_half"): numpy_helper.to_array(each) for each in graph.initializer}
    kernels = {node.name: node.input[1] for node in graph.node if node.op_type == "Conv"}
    biases = {node.input[1]: node.input[2] for node in graph.node if node.op_type == "Conv" and len(node.input) > 2}
    places = {name: name for name in stored} | kernels
    for layer in [*backbone.upper.layers, *top.layers]:
        if isinstance(layer, keras.layers.DepthwiseConv2D):
            kernel = stored[_place(places, f"/{layer.name}_1/depthwise")]
            layer.set_weights([kernel.transpose(2, 3, 0, 1).astype(np.float32)])
        elif isinstance(layer, keras.layers.Conv2D):
            place = _place(places, f"/{layer.name}_1/convolution/merged_input:0")
            norm = backbone.upper.get_layer(f"{layer.name}_bn" if layer.name == "Conv_1" else f"{layer.name}_BN")
            scale = np.asarray(norm.gamma) / np.sqrt(np.asarray(norm.moving_variance) + norm.epsilon)
            bias = np.asarray(norm.beta) - np.asarray(norm.moving_mean) * scale
            if place not in biases or not np.allclose(stored[biases[place]], bias, rtol=1e-3, atol=1e-3):
                raise ValueError(
                    f"{path} does not rest on the start weights that were loaded ({norm.name} differs): give the ones "
                    "that its card names with --weights, or put their file into the shared folder."
                )
            layer.set_weights([(stored[place].transpose(2, 3, 1, 0) / scale).astype(np.float32)])
        elif isinstance(layer, keras.layers.Dense):
            names = (f"/{layer.name}_1/Cast/ReadVariableOp:0", f"/{layer.name}_1/BiasAdd/ReadVariableOp:0")
            layer.set_weights([stored[_place(places, name)] for name in names])


def _place(places: dict[str, str], ending: str) -> str:
    found = {places[name] for name in places if name.endswith(ending)}
    if len(found) != 1:
        raise ValueError(f"{len(found)} tensors end in {ending}: this is no gender model as `convert` writes it.")
    return found.pop()
