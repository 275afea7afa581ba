"""The session's basket: which products, what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from app_pages.catalogues import still_searched
from pipeline import Look
from pipeline.boxes import nested
from pipeline.catalogue import Catalogue, Product
from pipeline.detector import Detection
from pipeline.look import Item
from pipeline.taxonomy import GROUPS

# From head to toe, as an outfit is looked at; a group that is not listed comes last.
ORDER = ("eyewear", "headwear", "outerwear", "topwear", "dress", "bag", "bottomwear", "footwear", *GROUPS)
MOST_LINES = 100  # their pictures stay in the session's memory: some 60 KB each at most

PARTS = {"topwear", "bottomwear"}  # what a dress is easily taken for
MOSTLY = 0.8

Key = tuple[str, str]  # sha256 of the catalogue, product_id: two catalogues may use the same ids


@dataclass(frozen=True)
class Line:
    """A product in the basket.

    catalogue: sha256 of the one that it is from. picture: its thumbnail (WebP), as the catalogue may be removed.
    """

    catalogue: str
    product: Product
    picture: bytes

    @property
    def key(self) -> Key:
        return self.catalogue, self.product.product_id


def lines() -> list[Line]:
    """What is in the basket, from head to toe."""
    return sorted(_basket().values(), key=lambda line: _place(line.product))


def holds(catalogue: Catalogue, product: Product) -> bool:
    return (catalogue.sha256, product.product_id) in _basket()


def is_full() -> bool:
    return len(_basket()) >= MOST_LINES


def add(catalogue: Catalogue, *products: Product) -> int:
    """Put products in, as many as there is room for; one that is in it stays once. Returns how many are new."""
    before = len(_basket())
    for product in products:
        if not is_full() and not holds(catalogue, product):
            line = Line(catalogue.sha256, product, catalogue.image_path(product).read_bytes())
            _basket()[line.key] = line
    return len(_basket()) - before


def remove(key: Key) -> None:
    _basket().pop(key, None)


def empty() -> None:
    _basket().clear()


def toggle(catalogue: Catalogue, product: Product) -> None:
    """In when it was out, out when it was in."""
    if holds(catalogue, product):
        remove((catalogue.sha256, product.product_id))
    else:
        add(catalogue, product)


def press(sha256: str, product: Product) -> None:
    """The same as a callback: of the catalogue with this checksum, while it is the one that is searched."""
    if catalogue := still_searched(sha256):
        toggle(catalogue, product)


def best_of(look: Look) -> list[Product]:
    """The best match of every garment, each product once; of one garment that was found under two names, the surer."""
    kept: list[Item] = []
    for item in sorted(look.items, key=lambda each: -each.detection.score):
        if item.matches and not any(_is_same(item.detection, each.detection) for each in kept):
            kept.append(item)
    best = (item.matches[0].product for item in look.items if item in kept)
    return list({product.product_id: product for product in best}.values())


def _is_same(one: Detection, other: Detection) -> bool:
    """Whether a dress and a top or bottoms are one garment: their boxes are mostly nested."""
    groups = {one.group, other.group}
    return "dress" in groups and len(groups & PARTS) == 1 and nested(one.box, other.box) >= MOSTLY


def totals(products: Sequence[Product]) -> dict[str, float]:
    """Currency -> sum of the prices; prices that are not known are left out."""
    sums: dict[str, float] = {}
    for product in products:
        if product.price is not None:
            sums[product.currency] = sums.get(product.currency, 0.0) + product.price
    return sums


def _place(product: Product) -> int:
    return ORDER.index(product.group) if product.group in ORDER else len(ORDER)


def _basket() -> dict[Key, Line]:
    basket: dict[Key, Line] = st.session_state.setdefault("basket", {})
    return basket
