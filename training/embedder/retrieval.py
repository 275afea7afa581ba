"""Is the same product found again? Retrieval sets from held-out pictures, and recall@k on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import comb
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.crop import cut
from pipeline.photo import read_photo
from pipeline.product_crop import object_box
from training.detector.street import garment_pixels, load_street, mask_labels
from training.embedder.views import CROP_MARGIN, mask_box
from training.splits import Splits
from training.tables import shop_pictures

KS = (1, 5, 10, 20)
Pixels = NDArray[np.uint8]
Vectors = NDArray[np.float32]
# n crops -> for every group the unit vectors (n, d) that its head gives.
EmbedAll = Callable[[Sequence[Pixels]], Mapping[str, Vectors]]
# Gallery (n, d) and query (d,) -> (n,), larger is nearer.
Nearness = Callable[[Vectors, Vectors], Vectors]


@dataclass(frozen=True, eq=False)
class Shown:
    """A crop of a product. name: the picture it comes from; product: what is to be found again."""

    name: str
    product: str
    group: str
    pixels: Pixels


@dataclass(frozen=True, eq=False)
class RetrievalSet:
    """Queries and the gallery they search. within_group: the gallery of a query is its group's only.

    A query never finds its own picture: gallery entries of the query's name are left out (unless `same_photo`, where
    the gallery shows cut-outs of the very garment that is looked for).
    """

    name: str
    queries: tuple[Shown, ...]
    gallery: tuple[Shown, ...]
    within_group: bool
    same_photo: bool = False

    def among_group(self, name: str) -> RetrievalSet:
        """The same queries, each searching its own group only."""
        return replace(self, name=name, within_group=True)


def street_set(data: Path, splits: Splits, part: str = "test") -> RetrievalSet:
    """Street crop (box read by eye, the app's margin) -> the same garment's mask cut-out on white, in its group."""
    labels = mask_labels(data / "street")
    queries, gallery = [], []
    for photo in load_street(data / "street", splits.ids("street", part)):
        pixels, mask = photo.pixels(), photo.mask()
        for item in photo.boxes:
            covered = garment_pixels(item, mask, labels)
            if covered is None:
                continue
            box = tuple(int(v) for v in (item.box.x0, item.box.y0, item.box.x1, item.box.y1))
            key, group = f"{photo.name}-{item.box.group}", item.box.group
            queries.append(Shown(photo.name, key, group, cut(pixels, box, CROP_MARGIN)))
            gallery.append(Shown(photo.name, key, group, cut_out(pixels, covered)))
    return RetrievalSet("street crop to cut-out", tuple(queries), tuple(gallery), within_group=True, same_photo=True)


def cut_out(pixels: Pixels, covered: NDArray[np.bool_]) -> Pixels:
    """The covered pixels on white, trimmed to them with the app's margin."""
    alone = np.where(covered[..., None], pixels, np.uint8(255))
    return cut(alone, mask_box(covered.astype(np.uint8) * 255), CROP_MARGIN)


def shop_set(data: Path, splits: Splits, within_group: bool, part: str = "test") -> RetrievalSet:
    """Pictures of held-out SKUs -> another view of the same SKU and colour among all shop pictures, trimmed."""
    shown = []
    for picture in shop_pictures(data):
        pixels = read_photo(data / "shop/images" / picture.image).pixels
        box = object_box(pixels)
        crop = pixels if box is None else cut(pixels, box, CROP_MARGIN)
        shown.append((picture.sku, Shown(picture.image, picture.product, picture.group, crop)))
    views = Counter(each.product for _, each in shown)
    queries = tuple(s for sku, s in shown if splits.part("shop", sku) == part and views[s.product] > 1)
    return RetrievalSet("shop views, all pictures", queries, tuple(s for _, s in shown), within_group)


class Remembering:
    """Embeds every crop once, however many sets show it (the crops must stay alive meanwhile)."""

    def __init__(self, embed: EmbedAll) -> None:
        self.embed = embed
        self.known: dict[int, dict[str, Vectors]] = {}

    def __call__(self, crops: Sequence[Pixels]) -> Mapping[str, Vectors]:
        """As `embed`."""
        new = list({id(crop): crop for crop in crops if id(crop) not in self.known}.values())
        found = self.embed(new) if new else {}
        for row, crop in enumerate(new):
            self.known[id(crop)] = {group: vectors[row] for group, vectors in found.items()}
        rows = [self.known[id(crop)] for crop in crops]
        return {group: np.stack([row[group] for row in rows]) for group in rows[0]}


def ranked_hits(found: RetrievalSet, embed: EmbedAll, nearness: Nearness = np.matmul) -> list[NDArray[np.bool_]]:
    """For each query, whether each gallery entry it may find is right, nearest first."""
    queries = embed([each.pixels for each in found.queries])
    gallery = embed([each.pixels for each in found.gallery])
    hits = []
    for row, query in enumerate(found.queries):
        allowed = allowed_entries(found, query)
        near = nearness(gallery[query.group][allowed], queries[query.group][row])
        right = np.array([found.gallery[index].product == query.product for index in allowed])
        hits.append(right[np.argsort(-near, kind="stable")])
    return hits


def allowed_entries(found: RetrievalSet, query: Shown) -> NDArray[np.int64]:
    """Gallery entries that the query may find."""
    return np.array(
        [
            index
            for index, entry in enumerate(found.gallery)
            if (entry.group == query.group or not found.within_group) and (found.same_photo or entry.name != query.name)
        ]
    )


def recall(hits: Sequence[NDArray[np.bool_]], k: int) -> float:
    """Share of queries with a right entry among the nearest k."""
    return float(np.mean([row[:k].any() for row in hits]))


def random_recall(hits: Sequence[NDArray[np.bool_]], k: int) -> float:
    """Expected recall@k of a random order (hypergeometric)."""
    missed = [comb(len(row) - int(row.sum()), k) / comb(len(row), k) if len(row) >= k else 0.0 for row in hits]
    return float(np.mean([1 - share for share in missed]))


def mean_average_precision(hits: Sequence[NDArray[np.bool_]]) -> float:
    """Mean over queries of the average precision over the whole ranking."""
    values = []
    for row in hits:
        ranks = np.flatnonzero(row) + 1
        values.append(float(np.mean(np.arange(1, len(ranks) + 1) / ranks)) if len(ranks) else 0.0)
    return float(np.mean(values))


def measure(found: RetrievalSet, embed: EmbedAll, nearness: Nearness = np.matmul) -> dict:
    """recall@k, mAP and the random baseline, over all queries and per group; by cosine of unit vectors."""
    hits = ranked_hits(found, embed, nearness)
    groups = sorted({query.group for query in found.queries})
    by_group = {g: [hit for hit, query in zip(hits, found.queries, strict=True) if query.group == g] for g in groups}
    return _figures(hits) | {"gallery": len(found.gallery), "groups": {g: _figures(by_group[g]) for g in groups}}


def _figures(hits: Sequence[NDArray[np.bool_]]) -> dict:
    return {
        "queries": len(hits),
        **{f"recall@{k}": round(recall(hits, k), 4) for k in KS},
        **{f"random@{k}": round(random_recall(hits, k), 4) for k in KS if k in (1, 10)},
        "mAP": round(mean_average_precision(hits), 4),
    }
