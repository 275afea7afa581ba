"""Below which similarity nothing in the catalogue is close enough: calibrated on products known to be there or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.catalogue import Catalogue
from pipeline.crop import cut
from pipeline.photo import read_photo
from pipeline.taxonomy import GROUPS
from training.embedder.regions import rendered_looks
from training.embedder.retrieval import EmbedAll, Shown, Vectors, shop_set, street_set
from training.embedder.views import CROP_MARGIN
from training.splits import Splits, held_out

# Of the products that are in the catalogue, this share may be called absent.
REJECTED = 0.05
# With fewer products seen, a group takes the threshold of all groups together.
ENOUGH = 20


@dataclass(frozen=True)
class Best:
    """The similarity of the best match for one crop. kind: "present" where its product is in the catalogue; "taken out"
    where it was removed from it; else the name of another source, whose products the catalogue never had."""

    group: str
    kind: str
    similarity: float


def best_matches(embed: EmbedAll, catalogue: Catalogue, views: Path, data: Path, splits: Splits) -> list[Best]:
    """Crops of the boutique's and of other products against the boutique as it is served.

    Args:
        embed: must be the network that the catalogue was built with.
        views: other views of the boutique's products, PRODUCT_ID-N.webp; may be missing.
    """
    products = catalogue.products(range(len(catalogue)))
    ids, groups = (np.array([getattr(each, name) for each in products]) for name in ("product_id", "group"))
    group_of = {each.product_id: each.group for each in products}
    own = [*seen_in_looks(catalogue.directory / "looks"), *other_views(views, group_of)]
    found: list[Best] = []
    for kind, crops in {"present": own, "street": street(data, splits), "shop": shop(data, splits)}.items():
        for shown, vector in zip(crops, per_group(embed, crops), strict=True):
            rows = np.flatnonzero(groups == shown.group)
            near, same = catalogue.embeddings[rows] @ vector, ids[rows] == shown.product
            if kind != "present" and len(near):
                found.append(Best(shown.group, kind, float(near.max())))
            elif same.any() and not same.all():
                found.append(Best(shown.group, "present", float(near.max())))
                found.append(Best(shown.group, "taken out", float(near[~same].max())))
    return found


def thresholds(found: list[Best]) -> dict[str, float]:
    """group -> the similarity under which 5 % of the products that are there lie."""
    present = [each for each in found if each.kind == "present"]
    of_all = float(np.quantile([each.similarity for each in present], REJECTED))
    by_group = {group: [each.similarity for each in present if each.group == group] for group in GROUPS}
    return {
        group: round(float(np.quantile(values, REJECTED)) if len(values) >= ENOUGH else of_all, 3)
        for group, values in by_group.items()
    }


def operating_point(found: list[Best], below: dict[str, float]) -> dict[str, Any]:
    """Kind -> how many crops, and which share of them is called absent."""
    kinds = sorted({each.kind for each in found})
    called = {kind: [each.similarity < below[each.group] for each in found if each.kind == kind] for kind in kinds}
    return {
        kind: {"crops": len(values), "called absent": round(float(np.mean(values)), 4)}
        for kind, values in called.items()
    }


def per_group(embed: EmbedAll, crops: list[Shown]) -> Iterator[Vectors]:
    """The vector of every crop by its own group's head."""
    vectors = embed([each.pixels for each in crops]) if crops else {}
    return (vectors[each.group][row] for row, each in enumerate(crops))


def seen_in_looks(looks: Path) -> list[Shown]:
    """The garments of a folder of rendered looks, cut from the scene by their true boxes."""
    found = []
    for look in rendered_looks(looks):
        pixels = read_photo(looks / look["file"]).pixels
        for item in look["items"]:
            crop = cut(pixels, tuple(item["box"]), CROP_MARGIN)
            found.append(Shown(look["id"], item["product_id"], item["group"], crop))
    return found


def other_views(views: Path, group: Mapping[str, str]) -> list[Shown]:
    """Other views of the products that training did not see. group: of each product_id."""
    paths = {path: path.stem.rsplit("-", 1)[0] for path in sorted(views.glob("*.webp"))}
    return [
        Shown(path.name, name, group[name], read_photo(path).pixels)
        for path, name in paths.items()
        if name in group and held_out(name)
    ]


def street(data: Path, splits: Splits) -> list[Shown]:
    """Garments of the street test photos: no boutique has them."""
    return list(street_set(data, splits).queries)


def shop(data: Path, splits: Splits) -> list[Shown]:
    """Sportswear of the shop's held-out SKUs: no boutique has it."""
    return list(shop_set(data, splits, within_group=True).queries)
