"""Of which kind the boutique's matches for street clothes are: a skirt for a skirt, though it is not the very skirt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue import Catalogue
from pipeline.detector import Detector
from pipeline.photo import read_photo
from pipeline.product_crop import product_crop
from training.detector.street import load_street
from training.embedder.kind_names import kind_of
from training.embedder.kinds import NEAREST
from training.embedder.retrieval import EmbedAll, RetrievalSet, Shown, random_recall, ranked_hits, street_set
from training.embedder.views import CROP_MARGIN
from training.splits import Splits


def street_among_boutique(
    data: Path, splits: Splits, catalogue: Path, detector: Detector, part: str = "test"
) -> RetrievalSet:
    """Street crops whose kind is known -> the boutique's products of their group; right are those of their kind."""
    names = {
        f"{photo.name}-{item.box.group}": item.label
        for photo in load_street(data / "street", splits.ids("street", part))
        for item in photo.boxes
    }
    queries = _with_kinds(street_set(data, splits, part).queries, lambda each: names[each.product])
    held = Catalogue.open(catalogue)
    products = {product.product_id: product for product in held.products(range(len(held)))}
    pictures = [
        Shown(name, name, product.group, _crop(held.image_path(product), product.group, detector))
        for name, product in products.items()
    ]
    gallery = _with_kinds(pictures, lambda each: products[each.product].category)
    return RetrievalSet("street crops among the boutique", queries, gallery, within_group=True)


def kinds_matched(found: RetrievalSet, embed: EmbedAll) -> dict[str, Any]:
    """Group -> the share of queries whose first match is of their kind, that share among the ten nearest, and both by
    chance; "all" of all queries."""
    hits = ranked_hits(found, embed)
    groups = [query.group for query in found.queries]
    chosen = {"all": hits}
    for group in sorted(set(groups)):
        chosen[group] = [hit for hit, of in zip(hits, groups, strict=True) if of == group]
    return {name: _shares(some) for name, some in chosen.items()}


def _shares(hits: list[NDArray[np.bool_]]) -> dict[str, Any]:
    return {
        "queries": len(hits),
        "first match": round(float(np.mean([hit[0] for hit in hits])), 4),
        f"first {NEAREST}": round(float(np.mean([hit[:NEAREST].mean() for hit in hits])), 4),
        "by chance": round(random_recall(hits, 1), 4),
    }


def _with_kinds(shown: list[Shown] | tuple[Shown, ...], name_of: Callable[[Shown], str]) -> tuple[Shown, ...]:
    """Those of a known kind, which takes the product's place."""
    kinds = [(each, kind_of(each.group, name_of(each))) for each in shown]
    return tuple(replace(each, product=kind) for each, kind in kinds if kind)


def _crop(path: Path, group: str, detector: Detector) -> NDArray[np.uint8]:
    return product_crop(read_photo(path), group, detector, CROP_MARGIN).pixels
