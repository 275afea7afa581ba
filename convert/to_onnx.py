"""Keras model -> ONNX file, and how far the two differ on the same pictures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
SIDES = {1: "height", 2: "width"}  # by their axis

Batch = NDArray[np.uint8]


class ParityError(RuntimeError):
    """The ONNX file does not compute what its source model computes."""


def convert(model: keras.Model, entry: Mapping[str, Any], path: Path) -> None:
    """Write `model` as float32 ONNX: opset 17, input and free axes named, outputs in the manifest's order.

    `entry` is the manifest entry: its input gives name and shape, its outputs the order.
    """
    signature = (tf.TensorSpec(entry["input"]["shape"], tf.float32, name=entry["input"]["name"]),)
    proto, _ = tf2onnx.convert.from_keras(model, input_signature=signature, opset=OPSET)
    by_name = {value.name: value for value in proto.graph.output}
    del proto.graph.output[:]
    proto.graph.output.extend(by_name[name] for name in entry["outputs"])
    for value in (*proto.graph.input, *proto.graph.output):
        value.type.tensor_type.shape.dim[0].dim_param = "batch"
    for axis, side in SIDES.items():
        if entry["input"]["shape"][axis] is None:
            proto.graph.input[0].type.tensor_type.shape.dim[axis].dim_param = side
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


def run(path: Path, batches: Sequence[Batch]) -> dict[str, NDArray[np.float32]]:
    """Outputs of an ONNX file on uint8 (n, height, width, 3), each batch of a shape of its own, by name, end to end."""
    session = open_session(path)
    names = [value.name for value in session.get_outputs()]
    parts = [session.run(names, {"input": batch.astype(np.float32)}) for batch in batches]
    return {name: np.concatenate(column) for name, column in zip(names, zip(*parts, strict=True), strict=True)}


def largest_difference(model: keras.Model, path: Path, batches: Sequence[Batch]) -> float:
    """Largest absolute difference between Keras and onnxruntime over all outputs."""
    found, parts = run(path, batches), [model(batch.astype(np.float32), training=False) for batch in batches]
    named = [part if isinstance(part, dict) else {model.output_names[0]: part} for part in parts]
    expected = {name: np.concatenate([np.asarray(part[name]) for part in named]) for name in named[0]}
    return max(float(np.abs(value - found[name]).max()) for name, value in expected.items())


def check_parity(model: keras.Model, path: Path, batches: Sequence[Batch], allowed: float = TOLERANCE) -> float:
    """The largest difference, printed.

    Raises:
        ParityError: it is above what is allowed.
    """
    difference = largest_difference(model, path, batches)
    count = sum(map(len, batches))
    print(f"{path.name}: largest difference to Keras on {count} pictures {difference:.2e}")
    if not difference <= allowed:
        raise ParityError(f"{path.name} differs from its Keras model by {difference:.2e}, allowed are {allowed:.0e}.")
    return difference
