"""A model that keeps what it was given and what it answered: what `trace` looks at."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.models import Model


@dataclass(frozen=True, eq=False)
class ModelCall:
    """One inference.

    squares: the letterboxed pictures, uint8 (n, h, w, 3) RGB. tensor: float32, exactly what the model was given,
    in `layout`, "NHWC" or "NCHW". outputs: name -> float32, first axis n. ms: milliseconds of the inference with the
    filling of the tensor.
    """

    role: str
    squares: NDArray[np.uint8]
    tensor: NDArray[np.float32]
    layout: str
    outputs: dict[str, NDArray[np.float32]]
    ms: float


@dataclass(frozen=True)
class ChannelStatistics:
    """One colour channel of a tensor, over all its pictures, in the tensor's own range."""

    channel: str
    minimum: float
    mean: float
    deviation: float
    maximum: float


class RecordingModel(Model):
    """Stands in for an opened model and runs it; a stage that is given it works as ever."""

    def __init__(self, model: Model) -> None:
        self.spec = model.spec
        self.calls: list[ModelCall] = []
        self._model = model

    @property
    def runs(self) -> int:
        return self._model.runs

    def run(self, squares: list[NDArray[np.uint8]]) -> dict[str, NDArray[np.float32]]:
        """As Model.run."""
        start = time.perf_counter()
        outputs = self._model.run(squares)
        ms = (time.perf_counter() - start) * 1000
        given = self.spec.input
        call = ModelCall(self.spec.role, np.stack(squares), given.tensor(squares), given.layout, outputs, ms)
        self.calls.append(call)
        return outputs


def statistics(tensor: NDArray[np.float32], layout: str) -> tuple[ChannelStatistics, ...]:
    """Per colour channel of a batch in "NHWC" or "NCHW"."""
    last = tensor if layout == "NHWC" else np.moveaxis(tensor, 1, -1)
    return tuple(
        ChannelStatistics(name, float(each.min()), float(each.mean()), float(each.std()), float(each.max()))
        for name, each in zip(("red", "green", "blue"), np.moveaxis(last, -1, 0), strict=True)
    )
