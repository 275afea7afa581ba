"""What a model was given: the tensor's shape and layout, its values channel by channel, and how long it took when it
was run again to be looked into; the section on time tells of the first run."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from app_pages.sections import signed, table
from pipeline.recording import ModelCall, statistics

HEAD = ("Channel", "Lowest", "Mean", "Deviation", "Highest")


def tensor_facts(calls: Sequence[ModelCall]) -> dict[str, str]:
    """For a list of facts; several calls of one model are joined by a plus."""
    shapes = " + ".join(" × ".join(map(str, call.tensor.shape)) for call in calls)
    return {
        "Tensor": f"{shapes} {calls[0].tensor.dtype}, {calls[0].layout}" if calls else "",
        "Inference": f"{' + '.join(f'{call.ms:.1f} ms' for call in calls)}, run again for this page" if calls else "",
    }


def tensor_values(calls: Sequence[ModelCall]) -> None:
    """A table of the values that the model was given, normalised, over all its pictures."""
    if not calls:
        return
    channels = statistics(np.concatenate([call.tensor for call in calls]), calls[0].layout)
    rows = [
        [each.channel, *(signed(value, 3) for value in (each.minimum, each.mean, each.deviation, each.maximum))]
        for each in channels
    ]
    table(HEAD, rows)
