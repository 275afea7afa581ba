"""How fast this machine is now: two plain networks whose milliseconds are known from the machine the bars were set on.

Machines are shared and their speed drifts twofold from hour to hour; a bar in milliseconds means nothing without it.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.contestants.lite import CACHE
from benchmarks.figures import milliseconds

# onnxruntime, 2 threads, one picture, no spinning, on the two cores for which the bars were set.
REFERENCE_MS = {"yolov5n, 416 px": 11.3, "MobileNetV2, 224 px": 3.0}
WARM_UP, REPEATS = 5, 40


@dataclass(frozen=True)
class Yard:
    """name -> median milliseconds of one picture here, and on the reference machine."""

    name: str
    p50_ms: float
    reference_ms: float


def measure() -> list[Yard]:
    """Both networks, with random weights, in turns."""
    from convert.to_onnx import open_session  # needs the bench environment's packages

    runs: dict[str, Callable[[], object]] = {}
    for name, build in (("yolov5n, 416 px", _yolov5n), ("MobileNetV2, 224 px", _mobilenet)):
        session = open_session(kept(CACHE / f"{name.split(',')[0]}.onnx", build))
        (given,) = session.get_inputs()
        sides = [side if isinstance(side, int) else 1 for side in given.shape]
        feed = {given.name: np.random.default_rng(0).random(sides, np.float32)}
        runs[name] = lambda session=session, feed=feed: session.run(None, feed)
    times = [{name: milliseconds(run) for name, run in runs.items()} for _ in range(WARM_UP + REPEATS)][WARM_UP:]
    return [
        Yard(name, round(float(np.median([each[name] for each in times])), 2), reference)
        for name, reference in REFERENCE_MS.items()
    ]


def kept(path: Path, build: Callable[[Path], None]) -> Path:
    """The file, built where it is not there yet; a build that is broken off leaves none."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_stem(f"{path.stem}.part")
        build(temporary)
        temporary.replace(path)
    return path


def slowness(yards: list[Yard]) -> float:
    """How many times as long as the reference machine this one takes, geometric mean."""
    return float(np.exp(np.mean([np.log(yard.p50_ms / yard.reference_ms) for yard in yards])))


def _yolov5n(path: Path) -> None:
    from training.torchvision_cpu import ensure_torchvision

    ensure_torchvision()
    from ultralytics import YOLO

    written = YOLO("yolov5n.yaml").export(format="onnx", imgsz=416, opset=17, device="cpu")
    shutil.move(written, path)


def _mobilenet(path: Path) -> None:
    import keras

    from convert.to_onnx import convert

    network = keras.applications.MobileNetV2(weights=None)
    entry = {"input": {"shape": [None, *network.input.shape[1:]], "name": "input"}, "outputs": network.output_names}
    convert(network, entry, path)
