"""Keras networks as TFLite files, converted once and kept under build/benchmarks/."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.photos import ROOT

CACHE = ROOT / "build" / "benchmarks"
Infer = Callable[[NDArray[np.float32]], NDArray[np.float32]]


def interpreter(name: str, build: Callable[[], object], float16: bool, threads: int) -> Infer:
    """Convert (if not done yet) and open; the function takes and returns one batch of one."""
    from ai_edge_litert.interpreter import Interpreter

    path = CACHE / f"{name}{'-f16' if float16 else ''}.tflite"
    if not path.exists():
        _convert(build(), path, float16)
    opened = Interpreter(model_path=str(path), num_threads=threads)
    opened.allocate_tensors()
    given, taken = opened.get_input_details()[0]["index"], opened.get_output_details()[0]["index"]

    def infer(batch: NDArray[np.float32]) -> NDArray[np.float32]:
        opened.set_tensor(given, batch)
        opened.invoke()
        return opened.get_tensor(taken)

    return infer


def _convert(network: object, path: Path, float16: bool) -> None:
    import tensorflow as tf

    converter = tf.lite.TFLiteConverter.from_keras_model(network)
    if float16:
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
        converter.target_spec.supported_types = [tf.float16]
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".part")
    temporary.write_bytes(converter.convert())
    temporary.replace(path)
