"""fp32 ONNX -> static int8 (unsigned activations, signed weights per channel), and how long a form takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from convert.to_onnx import open_session

WARM_UP = 5


class Pictures(CalibrationDataReader):
    """Calibration pictures, float32 batches of 1 in the model's layout."""

    def __init__(self, name: str, pictures: Iterable[NDArray[np.float32]]) -> None:
        self.rows: Iterator[dict[str, NDArray[np.float32]]] = ({name: picture[None]} for picture in pictures)

    def get_next(self) -> dict[str, NDArray[np.float32]] | None:
        return next(self.rows, None)


def quantise(source: Path, target: Path, pictures: Iterable[NDArray[np.float32]], kinds: Sequence[str]) -> None:
    """Write an int8 form of `source`.

    U8S8 is what gains on CPUs with VNNI; S8S8, onnxruntime's default, gains nothing here.

    Args:
        pictures: calibration input in the model's layout and range, without batch dimension; never test pictures.
        kinds: the operators that are quantised; small arithmetic (masks, colours, unit length) loses more precision
            than it gains speed.
    """
    model = onnx.load(source)
    with tempfile.TemporaryDirectory() as folder:
        prepared = Path(folder) / "prepared.onnx"
        # By path: a model in memory travels through external data, which the shape inference of Resize cannot read.
        quant_pre_process(source, prepared, skip_symbolic_shape=True)
        quantize_static(
            prepared,
            target,
            Pictures(model.graph.input[0].name, pictures),
            quant_format=QuantFormat.QDQ,
            activation_type=QuantType.QUInt8,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=list(kinds),
            calibrate_method=CalibrationMethod.MinMax,
        )


def milliseconds(
    paths: Mapping[str, Path], picture: NDArray[np.float32], repeats: int = 100, threads: int = 2
) -> dict[str, float]:
    """Form -> median time of one picture (batch 1), after warming up; in turns, so that all see the same machine."""
    sessions = {form: open_session(path, threads) for form, path in paths.items()}
    times: dict[str, list[float]] = {form: [] for form in paths}
    for number in range(WARM_UP + repeats):
        for form, session in sessions.items():
            started = time.perf_counter()
            session.run(None, {session.get_inputs()[0].name: picture[None]})
            if number >= WARM_UP:
                times[form].append((time.perf_counter() - started) * 1000)
    return {form: float(np.median(each)) for form, each in times.items()}
