"""fp32 ONNX -> static int8 (unsigned activations, signed weights per channel), and what that costs and saves."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from convert.to_onnx import open_session

# Only these carry the weights and most of the time; the small arithmetic around them (masks, colours, unit length)
# loses more precision than it gains speed.
QUANTISED = ("Conv", "MatMul", "Gemm")


class Pictures(CalibrationDataReader):
    """Calibration pictures, float32 batches of 1 in the model's layout."""

    def __init__(self, name: str, batch: NDArray[np.float32]) -> None:
        self.rows: Iterator[dict[str, NDArray[np.float32]]] = ({name: row[None]} for row in batch)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self.rows, None)


def quantise(
    source: Path,
    target: Path,
    batch: NDArray[np.float32],
    excluded: Sequence[str] = (),
    kinds: Sequence[str] = QUANTISED,
) -> None:
    """Write an int8 form of `source`.

    U8S8 is what gains on CPUs with VNNI; S8S8, onnxruntime's default, gains nothing here.

    Args:
        batch: calibration input in the model's layout and range; never test pictures.
        excluded: names of nodes to keep in float (a detector's box head).
    """
    model = onnx.load(source)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        # By path: a model in memory travels through external data, which the shape inference of Resize cannot read.
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            target,
            Pictures(model.graph.input[0].name, batch),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(kinds),
            nodes_to_exclude=list(excluded),
            calibrate_method=CalibrationMethod.MinMax,
        )


def milliseconds(path: Path, picture: NDArray[np.float32], repeats: int = 40, threads: int = 2) -> float:
    """Median time of one picture (batch 1), after warming up."""
    session = open_session(path, threads)
    feed = {session.get_inputs()[0].name: picture[None]}
    for _ in range(5):
        session.run(None, feed)
    times = []
    for _ in range(repeats):
        started = time.perf_counter()
        session.run(None, feed)
        times.append(time.perf_counter() - started)
    return float(np.median(times) * 1000)
