"""A converted Keras network's weights, back in the layers that they came from: what training goes on from where no
earlier run's own file is at hand."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import keras
import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import numpy_helper

Array = NDArray[np.float32]


class Converted:
    """An ONNX file as `convert` writes it. what: the model's name for messages ("gender")."""

    def __init__(self, path: Path, what: str) -> None:
        graph = onnx.load(path).graph
        self.path, self.what, self.nodes = path, what, list(graph.node)
        self._stored = {each.name.removesuffix("_half"): numpy_helper.to_array(each) for each in graph.initializer}
        convolutions = [node for node in graph.node if node.op_type == "Conv"]
        self._biases = {node.input[1]: node.input[2] for node in convolutions if len(node.input) > 2}
        self._places = {name: name for name in self._stored} | {node.name: node.input[1] for node in convolutions}

    def weights(self, ending: str) -> Array:
        """The one tensor whose name, or whose convolution's name, ends so.

        Raises:
            ValueError: there is none, or more than one.
        """
        return self._stored[self._place(ending)].astype(np.float32)

    def restore_mobilenet(self, network: keras.Model, layers: Iterable[keras.layers.Layer], advice: str) -> None:
        """Give convolutions of a MobileNetV2 their kernels. network: where their batch norms are.

        Conversion multiplied the kernels by their batch norm, which training leaves as ImageNet has it: dividing gives
        them back, as exactly as half precision holds them.

        Raises:
            ValueError: the file holds other layers than the network, or its kernels were multiplied by another batch
                norm; `advice` says what to do about that.
        """
        for layer in layers:
            if isinstance(layer, keras.layers.DepthwiseConv2D):
                layer.set_weights([self.weights(f"/{layer.name}_1/depthwise").transpose(2, 3, 0, 1)])
            elif isinstance(layer, keras.layers.Conv2D):
                place = self._place(f"/{layer.name}_1/convolution/merged_input:0")
                norm = network.get_layer(_norm_after(layer.name))
                scale = np.asarray(norm.gamma) / np.sqrt(np.asarray(norm.moving_variance) + norm.epsilon)
                bias = np.asarray(norm.beta) - np.asarray(norm.moving_mean) * scale
                found = self._stored.get(self._biases.get(place, ""))
                if found is None or not np.allclose(found, bias, rtol=1e-3, atol=1e-3):
                    raise ValueError(
                        f"{self.path} does not rest on the start weights that were loaded ({norm.name} differs): "
                        f"{advice}"
                    )
                layer.set_weights([(self._stored[place].transpose(2, 3, 1, 0) / scale).astype(np.float32)])

    def _place(self, ending: str) -> str:
        found = {self._places[name] for name in self._places if name.endswith(ending)}
        if len(found) != 1:
            raise ValueError(
                f"{self.path}: {len(found)} tensors end in {ending}: this is no {self.what} model as `convert` "
                "writes it."
            )
        return found.pop()


def _norm_after(name: str) -> str:
    """Of a convolution of keras.applications' MobileNetV2: the layer of its batch norm."""
    return {"Conv1": "bn_Conv1", "Conv_1": "Conv_1_bn"}.get(name, f"{name}_BN")
