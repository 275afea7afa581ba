"""Batches of pairs of one group and one source, so that the negatives are hard: made in background threads."""

from __future__ import annotations

import queue
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.taxonomy import GROUPS
from training.embedder.lookalikes import Lookalikes
from training.embedder.network import MASK_SIDE
from training.embedder.regions import Region
from training.embedder.views import Dye, View, any_dye, picture, product, scene

# How often a batch comes from each source, where the group has it; times the square root of its products. Only
# shop pictures show one product twice for real, and only rendered looks say exactly which product is worn.
SOURCE_WEIGHTS = {"street": 0.3, "shop": 7.0, "garments": 0.15, "rendered": 0.8, "worn": 5.0}
# Share of pairs that take another colour, and of batches without any: there only cut and cloth tell products apart.
DYED_PAIRS, GREY_BATCHES = 0.4, 0.15
GREY = Dye(0.0, 0.0, 1.0)
# Share of pairs from two photos, where the product has two; else two crops of one photo.
OTHER_PHOTO = 0.85
# Share of a shop or garments batch that comes in families: one SKU's colours, one sender's background.
FAMILY_SHARE = 0.6
# Share of the batches of one product and those that the network confuses with it, where it has been asked.
LOOKALIKE_BATCHES = 0.6
MIN_PRODUCTS = 8


@dataclass(frozen=True, eq=False)
class Batch:
    """group: index into GROUPS. pixels: uint8 (2 n, 192, 192, 3), anchors then positives. same: float32 (n, n).
    masks: float32 (2 n, 24, 24) with `known` float32 (2 n,) = 1 where the mask is known."""

    group: int
    pixels: NDArray[np.uint8]
    same: NDArray[np.float32]
    masks: NDArray[np.float32]
    known: NDArray[np.float32]


class PairMaker:
    """Draws pairs from regions. `pairs`: products per batch. `lookalikes`: which others a batch may hold, if known."""

    def __init__(self, regions: list[Region], pairs: int) -> None:
        self.pairs = pairs
        self.lookalikes: Lookalikes = {}
        self.products: dict[tuple[str, str], dict[str, list[Region]]] = defaultdict(lambda: defaultdict(list))
        self.street = [region for region in regions if region.source == "street"] or regions
        for region in regions:
            self.products[region.group, region.source][region.product].append(region)
        kept = {key: len(found) for key, found in self.products.items() if len(found) >= min(MIN_PRODUCTS, pairs)}
        self.keys = sorted(kept)
        # Square root: common groups come oftener, rare ones not too seldom.
        weights = np.array([SOURCE_WEIGHTS[source] * np.sqrt(kept[group, source]) for group, source in self.keys])
        self.weights = weights / weights.sum()

    def batch(self, rng: np.random.Generator) -> Batch:
        """One batch of pairs of one group and source."""
        group, source = self.keys[rng.choice(len(self.keys), p=self.weights)]
        chosen = self.choose(group, source, rng)
        dye = GREY if rng.random() < GREY_BATCHES else None
        views = [self.pair(self.products[group, source][name], rng, dye) for name in chosen]
        both = [anchor for anchor, _ in views] + [positive for _, positive in views]
        empty = np.zeros((MASK_SIDE, MASK_SIDE), np.float32)
        return Batch(
            GROUPS.index(group),
            np.stack([view.pixels for view in both]),
            np.eye(len(chosen), dtype=np.float32),
            np.stack([empty if view.mask is None else view.mask for view in both]),
            np.array([view.mask is not None for view in both], np.float32),
        )

    def choose(self, group: str, source: str, rng: np.random.Generator) -> list[str]:
        """Distinct products: one and its lookalikes, or, for all but the street, many from few families."""
        found = self.products[group, source]
        names = sorted(found)
        count = min(self.pairs, len(names))
        if (near := self.lookalikes.get((group, source))) and rng.random() < LOOKALIKE_BATCHES:
            first = names[rng.integers(len(names))]
            return [first, *rng.choice(near[first], min(count - 1, len(near[first])), replace=False).tolist()]
        if source == "street":
            return rng.choice(names, count, replace=False).tolist()
        families: dict[str, list[str]] = defaultdict(list)
        for name in names:
            families[found[name][0].family].append(name)
        chosen: list[str] = []
        for family in rng.permutation(sorted(families)):
            if len(chosen) >= FAMILY_SHARE * count:
                break
            members = families[str(family)]
            chosen += rng.choice(members, min(4, len(members)), replace=False).tolist()
        rest = [name for name in names if name not in set(chosen)]
        missing = max(0, count - len(chosen))
        return (chosen + rng.choice(rest, min(missing, len(rest)), replace=False).tolist())[:count]

    def pair(self, regions: list[Region], rng: np.random.Generator, dye: Dye | None = None) -> tuple[View, View]:
        """Anchor and positive of one product: scene and cut-out, two views, or two versions of one picture."""
        first = regions[rng.integers(len(regions))]
        second = self.other(first, regions, rng)
        if dye is None and rng.random() < DYED_PAIRS:
            dye = any_dye(rng)
        if dye is not None:
            first, second = dye.on(first), dye.on(second)
        if first.source == "street":
            return self.seen(first, rng), product(second, rng)
        return self.seen(first, rng), self.seen(second, rng)

    def seen(self, region: Region, rng: np.random.Generator) -> View:
        """A garment whose mask is known in its scene or before another; a picture of it alone."""
        if region.mask is None:
            return picture(region, rng)
        return scene(region, rng, self.street[rng.integers(len(self.street))])

    @staticmethod
    def other(first: Region, regions: list[Region], rng: np.random.Generator) -> Region:
        """A region of the same product: mostly of another photo; the same region where it has no other."""
        if first.source == "street":
            return first
        others = [region for region in regions if region.kind != first.kind]
        if not others or rng.random() > OTHER_PHOTO:
            others = [region for region in regions if region is not first] or [first]
        return others[rng.integers(len(others))]


def stream(make: Callable[[np.random.Generator], Batch], count: int, seed: int, ahead: int = 6) -> Iterator[Batch]:
    """`count` batches, made ahead by one thread (NumPy, OpenCV and Pillow let go of the interpreter lock)."""
    ready: queue.Queue[Batch | BaseException] = queue.Queue(maxsize=ahead)

    def work() -> None:
        try:
            for step in range(count):
                ready.put(make(np.random.default_rng((seed, step))))
        except BaseException as error:  # a silent thread would leave training waiting for ever
            ready.put(error)

    threading.Thread(target=work, daemon=True).start()
    for _ in range(count):
        batch = ready.get()
        if isinstance(batch, BaseException):
            raise batch
        yield batch
