"""The session's basket: which products, what they cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from pipeline import Look
from pipeline.catalogue import Catalogue, Product
from pipeline.taxonomy import GROUPS

# From head to toe, as an outfit is looked at; a group that is not listed comes last.
ORDER = ("eyewear", "headwear", "outerwear", "topwear", "dress", "bag", "bottomwear", "footwear", *GROUPS)


@dataclass(frozen=True)
class Line:
    """A product in the basket. picture: its thumbnail's file."""

    product: Product
    picture: Path


def lines() -> list[Line]:
    """What is in the basket, from head to toe."""
    return sorted(_basket().values(), key=lambda line: _place(line.product))


def holds(product: Product) -> bool:
    return product.product_id in _basket()


def add(catalogue: Catalogue, *products: Product) -> None:
    """Put products in; one that is in it stays once."""
    for product in products:
        _basket()[product.product_id] = Line(product, catalogue.image_path(product))


def remove(product_id: str) -> None:
    _basket().pop(product_id, None)


def empty() -> None:
    _basket().clear()


def toggle(catalogue: Catalogue, product: Product) -> None:
    """In when it was out, out when it was in."""
    if holds(product):
        remove(product.product_id)
    else:
        add(catalogue, product)


def best_of(look: Look) -> list[Product]:
    """The best match of every garment, each product once."""
    best = (item.matches[0].product for item in look.items if item.matches)
    return list({product.product_id: product for product in best}.values())


def totals(products: Sequence[Product]) -> dict[str, float]:
    """Currency -> sum of the prices; prices that are not known are left out."""
    sums: dict[str, float] = {}
    for product in products:
        if product.price is not None:
            sums[product.currency] = sums.get(product.currency, 0.0) + product.price
    return sums


def _place(product: Product) -> int:
    return ORDER.index(product.group) if product.group in ORDER else len(ORDER)


def _basket() -> dict[str, Line]:
    basket: dict[str, Line] = st.session_state.setdefault("basket", {})
    return basket
