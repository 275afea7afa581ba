"""Every crop gets the embedding of its own group's head, whatever stands around it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.embedder import BATCH, Embedder
from pipeline.taxonomy import GROUPS
from tests.pipeline.fakes import FakeModel, spec


@pytest.fixture
def embedder() -> Embedder:
    """Its heads answer (number of their group, brightness of the crop)."""
    heads = {group: f"head of {group}" for group in GROUPS}

    def answer(squares):
        bright = [float(square.mean()) for square in squares]
        return {
            heads[group]: np.array([[number, value] for value in bright], np.float32)
            for number, group in enumerate(GROUPS)
        }

    return Embedder(FakeModel(spec("embedder", 16, heads=heads, dimensions=2, settings={"crop_margin": 0.05}), answer))


@pytest.mark.parametrize("count", [0, 1, BATCH, 2 * BATCH + 5])
def test_crops_of_several_groups_in_any_number(embedder, count):
    crops = [np.full((20, 20, 3), number, np.uint8) for number in range(count)]
    groups = [GROUPS[number * 3 % 7] for number in range(count)]
    vectors = embedder.embed(crops, groups)
    assert vectors.shape == (count, 2)
    assert vectors.tolist() == [[GROUPS.index(group), number] for number, group in enumerate(groups)]
    assert embedder.model.runs == -(-count // BATCH)
