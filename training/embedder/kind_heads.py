"""Which kind of garment a crop shows, as the embedder's own features tell: fitted once the network has learned.

Triplets ask for the same product, and colour finds it soonest: a black skirt was matched with black trousers. The
kinds' probabilities therefore stand in the vector beside what the triplets made (network.py's WithKinds).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import keras
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from pipeline.taxonomy import GROUPS
from training.embedder.kind_names import KINDS, kind_of
from training.embedder.network import KINDS_LAYER, WithKinds
from training.embedder.regions import Region
from training.embedder.views import picture, scene

SHARE = 0.15  # of the similarity; chosen on validation, see training/README.md
VIEWS = 2  # of each region, box and light changed
MOST = 150  # regions of a kind from one source
SCALE = 16.0  # that of unit features whose logits are fitted, about 1 for each of 256
PENALTY = 0.1  # scikit-learn's C
BATCH = 64


def fit_kinds(network: keras.Model, regions: Sequence[Region], share: float, seed: int) -> WithKinds | None:
    """The layer for `serving_network`, fitted to regions of the training part; None for a share of 0, and where no
    group has regions of two kinds. A group that has not is left without."""
    rng = np.random.default_rng(seed)
    features = keras.Model(network.input, network.get_layer("shared").output)
    fitted = {group: _fit(features, found, rng) for group, found in by_group(regions, rng).items()} if share else {}
    if not fitted:
        return None
    layer = WithKinds([len(fitted[group][1]) if group in fitted else 0 for group in GROUPS], share, name=KINDS_LAYER)
    layer.build(None, (None, len(GROUPS), features.output.shape[-1]))
    kernel, bias = (np.zeros(value.shape, np.float32) for value in (layer.kernel, layer.bias))
    for group, (directions, offsets) in fitted.items():
        kernel[GROUPS.index(group), :, : len(offsets)] = directions.T * SCALE
        bias[GROUPS.index(group), : len(offsets)] = offsets
    layer.set_weights([kernel, bias])
    return layer


def by_group(regions: Sequence[Region], rng: np.random.Generator) -> dict[str, list[tuple[Region, str]]]:
    """Regions with their kinds, those of one kind and source at most MOST; only groups with two kinds or more."""
    places: dict[tuple[str, str, str], list[Region]] = {}
    for region in regions:
        # A rendered product's category is what its colours share, the label of a picture stands with the picture.
        name = region.family if region.source in ("rendered", "worn") else region.kind
        if region.source != "shop" and (kind := kind_of(region.group, name)):
            places.setdefault((region.group, region.source, kind), []).append(region)
    found: dict[str, list[tuple[Region, str]]] = {}
    for (group, _, kind), some in places.items():
        chosen = rng.permutation(len(some))[:MOST]
        found.setdefault(group, []).extend((some[index], kind) for index in chosen)
    return {group: some for group, some in found.items() if len({kind for _, kind in some}) > 1}


def _fit(
    features: keras.Model, found: list[tuple[Region, str]], rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Directions (kinds, features) and offsets (kinds,) of a group; every source counts the same, and every kind."""
    group = found[0][0].group
    donors = [region for region, _ in found]
    shown = [(region, kind) for region, kind in found for _ in range(VIEWS)]
    pixels = [
        (picture(region, rng) if region.mask is None else scene(region, rng, donors[rng.integers(len(donors))])).pixels
        for region, _ in shown
    ]
    values = np.concatenate(
        [
            np.asarray(features(np.stack(pixels[at : at + BATCH]).astype(np.float32), training=False))
            for at in range(0, len(pixels), BATCH)
        ]
    )[:, GROUPS.index(group)]
    kinds = [kind for kind in KINDS[group] if any(kind == each for _, each in found)]
    sources = Counter(region.source for region, _ in shown)
    model = LogisticRegression(C=PENALTY, max_iter=2000, class_weight="balanced").fit(
        SCALE * values / np.linalg.norm(values, axis=1, keepdims=True),
        [kinds.index(kind) for _, kind in shown],
        sample_weight=[len(shown) / len(sources) / sources[region.source] for region, _ in shown],
    )
    if len(kinds) == 2:  # one logit for two kinds
        return np.stack([-model.coef_[0], model.coef_[0]]) / 2, np.array([-1, 1]) * model.intercept_[0] / 2
    return model.coef_, model.intercept_
