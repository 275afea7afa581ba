"""Crops -> embeddings: unit vectors in which alike garments of a group lie close."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import SettingError
from pipeline.models import Model

BATCH = 16


class Embedder:
    """A shared trunk with a head per group; one output per head."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._heads: dict[str, str] = dict(model.spec.entry["heads"])

    @property
    def dimensions(self) -> int:
        return int(self.model.spec.entry["dimensions"])

    @property
    def groups(self) -> tuple[str, ...]:
        return tuple(self._heads)

    @property
    def crop_margin(self) -> float:
        """How much of its own size a box is grown by on every side before it is cut."""
        return self.model.spec.settings["crop_margin"]

    def absent_below(self, catalogue_sha256: str) -> dict[str, float]:
        """Group -> the similarity below which nothing in that catalogue is close enough; empty: not calibrated.

        A threshold belongs to the products as well as to the network: `absent_for` says to which.
        """
        settings = self.model.spec.entry["settings"]
        calibrated = settings.get("absent_for", catalogue_sha256) == catalogue_sha256
        return dict(settings.get("absent_below", {})) if calibrated else {}

    def check_groups(self, groups: Sequence[str]) -> None:
        """
        Raises:
            SettingError: a group without an embedder.
        """
        unknown = sorted({str(group) for group in groups if group not in self.groups})
        if unknown:
            raise SettingError(f"There is no embedder for {', '.join(unknown)}; groups are {', '.join(self.groups)}.")

    def embed(self, crops: Sequence[NDArray[np.uint8]], groups: Sequence[str]) -> NDArray[np.float32]:
        """n crops uint8 (h, w, 3) RGB with the group of each -> float32 (n, dimensions), unit length.

        Raises:
            SettingError: a group without an embedder.
        """
        self.check_groups(groups)
        vectors = np.empty((len(crops), self.dimensions), np.float32)
        spec = self.model.spec.input
        for start in range(0, len(crops), BATCH):
            squares = [spec.letterbox(crop).pixels for crop in crops[start : start + BATCH]]
            outputs = self.model.run(squares)
            for row, group in enumerate(groups[start : start + BATCH]):
                vectors[start + row] = outputs[self._heads[group]][row]
        return vectors
