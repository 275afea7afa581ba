"""Which products look most alike to the network as it is: a batch of them is the hardest there is.

Without it most batches teach nothing: sixteen pairs of shoes drawn by chance differ in colour already.
"""

from __future__ import annotations

from collections.abc import Mapping

import keras
import numpy as np
from keras import ops
from numpy.typing import NDArray

from pipeline.crop import cut
from pipeline.preprocess import letterbox
from pipeline.taxonomy import GROUPS
from training.embedder.regions import Region
from training.embedder.views import CROP_MARGIN, PAD_VALUE, SIZE

# Two entries of these are two products. Owners' pictures and street photos may show one garment twice.
SOURCES = ("shop", "rendered", "worn")
NEAREST = 24
EMBEDDED_AT_ONCE = 32

# (group, source) -> product -> its regions.
Products = Mapping[tuple[str, str], Mapping[str, list[Region]]]
# (group, source) -> product -> the NEAREST others of the same group and source, nearest first.
Lookalikes = dict[tuple[str, str], dict[str, list[str]]]


def lookalikes(network: keras.Model, products: Products) -> Lookalikes:
    """The nearest others of every product, by the first picture of each."""
    found: Lookalikes = {}
    for (group, source), regions in products.items():
        if source in SOURCES:
            names = sorted(regions)
            vectors = _embedded(network, [regions[name][0] for name in names], GROUPS.index(group))
            near = vectors @ vectors.T
            np.fill_diagonal(near, -2.0)
            order = np.argsort(-near, axis=1, kind="stable")[:, : min(NEAREST, len(names) - 1)]
            found[group, source] = {
                name: [names[index] for index in row] for name, row in zip(names, order, strict=True)
            }
    return found


def _embedded(network: keras.Model, regions: list[Region], group: int) -> NDArray[np.float32]:
    squares = [letterbox(cut(each.pixels, each.box, CROP_MARGIN), SIZE, PAD_VALUE).pixels for each in regions]
    parts = []
    for start in range(0, len(squares), EMBEDDED_AT_ONCE):
        pixels = np.stack(squares[start : start + EMBEDDED_AT_ONCE]).astype(np.float32)
        parts.append(ops.convert_to_numpy(network(pixels, training=False)["embeddings"][:, group]))
    return np.concatenate(parts)
