"""Filters: what the products have to be. Like the sliders they select only, and stand in the page's address."""

from __future__ import annotations

from math import ceil, floor

import pyarrow.compute as pc
import streamlit as st

from app_pages.catalogues import binding
from app_pages.markup import SIGNS
from app_pages.per_catalogue import per_catalogue
from pipeline.catalogue import Catalogue
from pipeline.filters import Choices, Filters, choices_of

LISTS = {"category": "Category", "colour": "Colour", "brand": "Brand"}
PRICE = "price"


def filter_panel(catalogue: Catalogue) -> Filters:
    """The button with the filters behind it, and what is chosen there."""
    choices, bind = catalogue_choices(catalogue), binding(catalogue)
    active = _count_active(choices, is_linked=bind is not None)
    with st.popover(f"Filters · {active}" if active else "Filters", icon=":material/tune:", key="filters"):
        chosen = {
            key: frozenset(st.multiselect(label, list(options), key=key, bind=bind, placeholder=f"Any {label.lower()}"))
            for (key, label), options in zip(LISTS.items(), _options(choices), strict=True)
            if options
        }
        category, colour, brand = (chosen.get(key, frozenset[str]()) for key in LISTS)
        filters = Filters(category, colour, brand, *_price(choices, catalogue))
        st.button("Clear the filters", key="clear", type="tertiary", disabled=not filters, on_click=clear_filters)
    return filters


def clear_filters() -> None:
    """Everything is let through again."""
    for key in LISTS:
        st.session_state[key] = []
    if PRICE in st.session_state:
        st.session_state[PRICE] = st.session_state["price_range"]


@per_catalogue
def catalogue_choices(catalogue: Catalogue) -> Choices:
    """What the catalogue offers to filter by, counted once."""
    return choices_of(catalogue.table)


@per_catalogue
def price_format(catalogue: Catalogue) -> str:
    """How a slider shows a price: with its currency where the catalogue has one only."""
    currencies = pc.unique(catalogue.table["currency"]).to_pylist()
    currency = currencies[0] if len(currencies) == 1 and (currencies[0] or "").isalpha() else ""
    return f"{SIGNS[currency]}%d" if currency in SIGNS else f"%d {currency}".rstrip()


def _options(choices: Choices) -> list[list[str]]:
    return [list(choices.categories), list(choices.colours), list(choices.brands)]


def _price(choices: Choices, catalogue: Catalogue) -> tuple[float | None, float | None]:
    """The limits that were moved off the ends of the range; where there is one price or none, nothing to choose."""
    span = _span(choices)
    if span is None:
        return None, None
    st.session_state["price_range"] = span
    low, high = st.slider("Price", *span, span, key=PRICE, bind=binding(catalogue), format=price_format(catalogue))
    return low if low > span[0] else None, high if high < span[1] else None


def _span(choices: Choices) -> tuple[int, int] | None:
    if choices.min_price is None or choices.max_price is None:
        return None
    low, high = floor(choices.min_price), ceil(choices.max_price)
    return (low, high) if low < high else None


def _count_active(choices: Choices, is_linked: bool) -> int:
    """Read before the widgets are drawn: the button stands above them and says how many are set.

    is_linked: until the widgets exist, what they will be set to stands in the address.
    """
    linked = {key: st.query_params.get_all(key) if is_linked else [] for key in (*LISTS, PRICE)}
    set_lists = sum(
        bool(st.session_state.get(key, set(linked[key]) & set(offered)))
        for key, offered in zip(LISTS, _options(choices), strict=True)
    )
    span = _span(choices)
    return set_lists + (st.session_state.get(PRICE, _linked_price(linked[PRICE], span)) != span)


def _linked_price(given: list[str], span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The limits that the address names; the whole range where they are no such limits."""
    try:
        low, high = (int(float(each)) for each in given)
    except (ValueError, OverflowError):
        return span
    return (low, high) if span and span[0] <= low <= high <= span[1] else span
