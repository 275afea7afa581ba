"""The same networks on other engines: encoded bytes to the network's output, pre-processing included."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.contestants.lite import interpreter
from benchmarks.race import Task
from benchmarks.worker import Run
from pipeline.models import ModelSpec, cpu_count, open_model, read_specs
from pipeline.photo import read_photo
from pipeline.shop import DEFAULT_MODELS

Infer = Callable[[NDArray[np.float32]], object]


def detector_onnxruntime() -> Run:
    return _onnxruntime("detector")


def detector_openvino() -> Run:
    return _openvino("detector")


def detector_torch() -> Run:
    """ultralytics predict with random weights: the same layers, its own pre- and post-processing."""
    from benchmarks.contestants.published import detector

    size = _spec("detector").input.size_px
    detect = detector("yolov5n", size)

    def run(data: bytes, task: Task) -> object:
        return detect(read_photo(data, task.photo).pixels[:, :, ::-1])

    return run


def gender_onnxruntime() -> Run:
    return _onnxruntime("gender")


def gender_openvino() -> Run:
    return _openvino("gender")


def gender_litert() -> Run:
    spec = _spec("gender")
    return _fed(spec, interpreter("mobilenetv2", lambda: _mobilenet(spec), float16=False, threads=cpu_count()))


def gender_keras() -> Run:
    spec = _spec("gender")
    network = _mobilenet(spec)
    return _fed(spec, lambda batch: network.predict(batch, verbose=0))


def _mobilenet(spec: ModelSpec):  # a Keras model, known only where Keras is installed
    import keras

    side = spec.input.size_px
    return keras.applications.MobileNetV2(input_shape=(side, side, 3), weights=None, classes=2)


def _onnxruntime(role: str) -> Run:
    spec = _spec(role)
    model = open_model(spec)

    def run(data: bytes, task: Task) -> object:
        boxed = spec.input.letterbox(read_photo(data, task.photo).pixels)
        return model.run([boxed.pixels])

    return run


def _openvino(role: str) -> Run:
    import openvino

    spec = _spec(role)
    settings = {"INFERENCE_NUM_THREADS": cpu_count(), "PERFORMANCE_HINT": "LATENCY"}
    compiled = openvino.Core().compile_model(str(spec.path), "CPU", settings)
    return _fed(spec, lambda batch: compiled([batch]))


def _fed(spec: ModelSpec, infer: Infer) -> Run:
    """Decoding and letterbox as everywhere, then `infer` on a batch of one."""

    def run(data: bytes, task: Task) -> object:
        boxed = spec.input.letterbox(read_photo(data, task.photo).pixels)
        return infer(spec.input.tensor([boxed.pixels]))

    return run


def _spec(role: str) -> ModelSpec:
    """The model's entry; one that takes every shape is given squares, as other engines' files take one shape."""
    spec = read_specs(Path(DEFAULT_MODELS))[role]
    if spec.input.fit == "area":
        return replace(spec, input=replace(spec.input, stride=None, fit="longer side"))
    return spec
