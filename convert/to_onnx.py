"""Keras model -> ONNX file, and how far the two differ on the same pictures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np
import onnx
import onnxruntime as ort
import tensorflow as tf
import tf2onnx
from numpy.typing import NDArray

OPSET = 17
# Of a component of a unit vector; of a probability, or of a keypoint's place as a share of the picture's side (0.4 px),
# which weights stored in half precision move a little more.
TOLERANCE, LOOSER_TOLERANCE = 1e-3, 2e-3


class ParityError(RuntimeError):
    """The ONNX file does not compute what its source model computes."""


def convert(model: keras.Model, entry: Mapping[str, Any], path: Path) -> None:
    """Write `model` as float32 ONNX: opset 17, input and batch dimension named, outputs in the manifest's order.

    `entry` is the manifest entry: its input gives name and shape, its outputs the order.
    """
    signature = (tf.TensorSpec(entry["input"]["shape"], tf.float32, name=entry["input"]["name"]),)
    proto, _ = tf2onnx.convert.from_keras(model, input_signature=signature, opset=OPSET)
    by_name = {value.name: value for value in proto.graph.output}
    del proto.graph.output[:]
    proto.graph.output.extend(by_name[name] for name in entry["outputs"])
    for value in (*proto.graph.input, *proto.graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    _name_repetition(proto)
    onnx.checker.check_model(proto, full_check=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(proto, path)


def _name_repetition(proto: onnx.ModelProto) -> None:
    """Scaling up by whole numbers to the nearest is repetition, by whichever rule it was written: onnxruntime computes
    it in the layout of convolutions under one of them, and the one that tf2onnx writes is deprecated."""
    for node in proto.graph.node:
        named = {attribute.name: attribute for attribute in node.attribute}
        if node.op_type == "Resize" and named["mode"].s == b"nearest":
            named["coordinate_transformation_mode"].s = b"asymmetric"
            named["nearest_mode"].s = b"floor"


def open_session(path: Path, threads: int = 2) -> ort.InferenceSession:
    """A CPU session as the app opens them: threads named, no spinning."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def run(path: Path, batch: NDArray[np.uint8]) -> dict[str, NDArray[np.float32]]:
    """Outputs of an ONNX file on uint8 (n, size, size, 3), by name."""
    session = open_session(path)
    names = [value.name for value in session.get_outputs()]
    return dict(zip(names, session.run(names, {"input": batch.astype(np.float32)}), strict=True))


def largest_difference(model: keras.Model, path: Path, batch: NDArray[np.uint8]) -> float:
    """Largest absolute difference between Keras and onnxruntime over all outputs."""
    expected = model(batch.astype(np.float32), training=False)
    named = expected if isinstance(expected, dict) else {model.output_names[0]: expected}
    found = run(path, batch)
    return max(float(np.abs(np.asarray(value) - found[name]).max()) for name, value in named.items())


def check_parity(model: keras.Model, path: Path, batch: NDArray[np.uint8], allowed: float = TOLERANCE) -> float:
    """The largest difference, printed.

    Raises:
        ParityError: it is above what is allowed.
    """
    difference = largest_difference(model, path, batch)
    print(f"{path.name}: largest difference to Keras on {len(batch)} pictures {difference:.2e}")
    if not difference <= allowed:
        raise ParityError(f"{path.name} differs from its Keras model by {difference:.2e}, allowed are {allowed:.0e}.")
    return difference
