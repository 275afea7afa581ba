"""The shipped embedder.onnx back in Keras."""

from __future__ import annotations

from pathlib import Path

import keras
import numpy as np

from training.backbones import START_ADVICE
from training.converted import Converted
from training.embedder.network import build_network

NORMED = "/add_2:0"  # what a layer norm's last operation is called


def read_shipped(path: Path, weights: str | Path | None) -> keras.Model:
    """The training network as a converted one has it. weights: the start weights that it rests on.

    Raises:
        ValueError: the file holds other layers than the network, or rests on other start weights.
    """
    file = Converted(path, "embedder")
    network = build_network(weights, file.weights("/colours_1/transpose:0").T)
    trunk = network.get_layer("trunk")
    file.restore_mobilenet(trunk, trunk.layers, START_ADVICE)
    # Keras numbers layers without a name through the process: norms are told by their order in the descriptor.
    parts = next(node.input for node in file.nodes if node.output[0].endswith("/descriptor_1/concat:0"))
    norms = [layer for layer in network.layers if isinstance(layer, keras.layers.LayerNormalization)]
    order = network.get_layer("descriptor").input
    for norm in norms:
        part = parts[next(at for at, tensor in enumerate(order) if tensor is norm.output)].removesuffix(NORMED)
        norm.set_weights([file.weights(f"{part}/{name}").reshape(-1) for name in ("Reshape:0", "Reshape_1:0")])
    for layer in network.layers:
        if isinstance(layer, keras.layers.Conv2D):
            kernel = file.weights(f"/{layer.name}_1/convolution/ReadVariableOp:0").transpose(2, 3, 1, 0)
            layer.set_weights([kernel, file.weights(f"/{layer.name}_1/Squeeze:0")])
    for name in ("shared", "heads"):
        network.get_layer(name).set_weights([np.array(file.weights(f"/{name}_1/Cast/ReadVariableOp:0"))])
    return network
