"""What a match is like when the very product is not there: its colour, its kind, and whose carpet lies behind it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from skimage.color import deltaE_ciede2000, rgb2lab

from pipeline.photo import read_photo
from training.embedder.retrieval import EmbedAll, Pixels, RetrievalSet, allowed_entries
from training.splits import Splits
from training.tables import garment_pictures

NEAREST = 10
CENTRE = 0.5


@dataclass(frozen=True, eq=False)
class Owned:
    """A garment photographed by its owner. kind: T-Shirt, Dress, ...; sender: who, and so on which carpet."""

    kind: str
    sender: str
    group: str
    pixels: Pixels


def owned_garments(data: Path, splits: Splits, part: str = "test") -> list[Owned]:
    """The owners' pictures of one part, whole."""
    return [
        Owned(each.label, each.sender, each.group, read_photo(data / f"garments/images/{each.image}.jpg").pixels)
        for each in garment_pictures(data)
        if splits.part("garments", each.sender) == part
    ]


def kinds_and_senders(owned: Sequence[Owned], embed: EmbedAll) -> dict[str, Any]:
    """Of the ten nearest within the group: the share of the same kind and of the same sender, and by chance."""
    vectors = embed([each.pixels for each in owned])
    kind, sender, chance_kind, chance_sender = [], [], [], []
    for group in sorted({each.group for each in owned}):
        rows = np.array([row for row, each in enumerate(owned) if each.group == group])
        near = vectors[group][rows] @ vectors[group][rows].T
        np.fill_diagonal(near, -2)
        nearest = np.argsort(-near, axis=1, kind="stable")[:, :NEAREST]
        for names, shares, chances in (
            (np.array([owned[row].kind for row in rows]), kind, chance_kind),
            (np.array([owned[row].sender for row in rows]), sender, chance_sender),
        ):
            shares += (names[nearest] == names[:, None]).mean(axis=1).tolist()
            counts = Counter(names.tolist())
            chances += [(counts[name] - 1) / max(1, len(rows) - 1) for name in names.tolist()]
    return {
        "queries": len(owned),
        "kind@10": round(float(np.mean(kind)), 4),
        "kind by chance": round(float(np.mean(chance_kind)), 4),
        "sender@10": round(float(np.mean(sender)), 4),
        "sender by chance": round(float(np.mean(chance_sender)), 4),
    }


def colour_distance(found: RetrievalSet, embed: EmbedAll) -> dict[str, Any]:
    """Mean CIEDE2000 between a query's colour and its first match's: of all, of the wrong ones, and by chance.

    The colour of a crop is the median of the middle half of its height and width.
    """
    queries, gallery = (embed([each.pixels for each in side]) for side in (found.queries, found.gallery))
    colours = np.stack([middle_colour(each.pixels) for each in found.gallery])
    first, wrong, chance = [], [], []
    for row, query in enumerate(found.queries):
        allowed = allowed_entries(found, query)
        away = deltaE_ciede2000(colours[allowed], middle_colour(query.pixels)[None])
        best = int(np.argmax(gallery[query.group][allowed] @ queries[query.group][row]))
        first.append(away[best])
        chance.append(away.mean())
        if found.gallery[allowed[best]].product != query.product:
            wrong.append(away[best])
    return {
        "queries": len(first),
        "first match": round(float(np.mean(first)), 2),
        "first match where it is wrong": round(float(np.mean(wrong)), 2) if wrong else None,
        "any entry": round(float(np.mean(chance)), 2),
    }


def middle_colour(pixels: Pixels) -> NDArray[np.float64]:
    """Median CIE Lab (3,) of the middle of a crop."""
    height, width = pixels.shape[:2]
    y, x = round(height * (1 - CENTRE) / 2), round(width * (1 - CENTRE) / 2)
    middle = pixels[y : max(y + 1, height - y), x : max(x + 1, width - x)]
    return np.asarray(np.median(rgb2lab(middle).reshape(-1, 3), axis=0))
