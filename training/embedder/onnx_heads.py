"""The shipped embedder as evaluation needs it: all heads of every crop, one run per crop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.models import Model

BATCH = 16


class OnnxHeads:
    """Runs the ONNX embedder with the pipeline's pre-processing."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.heads: dict[str, str] = dict(model.spec.entry["heads"])

    def __call__(self, crops: Sequence[NDArray[np.uint8]]) -> Mapping[str, NDArray[np.float32]]:
        """n crops uint8 (h, w, 3) -> for every group the unit vectors (n, d) of its head."""
        spec = self.model.spec.input
        parts = []
        for start in range(0, len(crops), BATCH):
            squares = [spec.letterbox(crop).pixels for crop in crops[start : start + BATCH]]
            parts.append(self.model.run(squares))
        return {group: np.concatenate([part[head] for part in parts]) for group, head in self.heads.items()}
