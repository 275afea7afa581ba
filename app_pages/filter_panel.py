"""Filters: what the products have to be. Like the sliders they select only, and stand in the page's address."""

from __future__ import annotations

import streamlit as st

from app_pages.catalogues import binding
from app_pages.per_catalogue import per_catalogue
from app_pages.price_slider import Span, back_to_the_ends, fit_price, limits, price_format, price_span
from pipeline.catalogue import Catalogue
from pipeline.filters import Choices, Filters, choices_of

LISTS = {"category": "Category", "colour": "Colour", "brand": "Brand"}
PRICE = "price"


def filter_panel(catalogue: Catalogue) -> Filters:
    """The button with the filters behind it, and what is chosen there."""
    choices, bind = catalogue_choices(catalogue), binding(catalogue)
    if span := price_span(choices):
        fit_price(PRICE, span)
    active = _count_active(choices, span, is_linked=bind is not None)
    with st.popover(f"Filters · {active}" if active else "Filters", icon=":material/tune:", key="filters"):
        chosen = {
            key: frozenset(st.multiselect(label, list(options), key=key, bind=bind, placeholder=f"Any {label.lower()}"))
            for (key, label), options in zip(LISTS.items(), _options(choices), strict=True)
            if options
        }
        category, colour, brand = (chosen.get(key, frozenset[str]()) for key in LISTS)
        filters = Filters(category, colour, brand, *_price(span, catalogue))
        st.button("Clear the filters", key="clear", type="tertiary", disabled=not filters, on_click=clear_filters)
    return filters


def clear_filters() -> None:
    """Everything is let through again."""
    for key in LISTS:
        st.session_state[key] = []
    back_to_the_ends(PRICE)


@per_catalogue
def catalogue_choices(catalogue: Catalogue) -> Choices:
    """What the catalogue offers to filter by, counted once."""
    return choices_of(catalogue.table)


def _options(choices: Choices) -> list[list[str]]:
    return [list(choices.categories), list(choices.colours), list(choices.brands)]


def _price(span: Span | None, catalogue: Catalogue) -> tuple[float | None, float | None]:
    if span is None:
        return None, None
    low, high = st.slider("Price", *span, span, key=PRICE, bind=binding(catalogue), format=price_format(catalogue))
    return limits(low, high, span)


def _count_active(choices: Choices, span: Span | None, is_linked: bool) -> int:
    """Read before the widgets are drawn: the button stands above them and says how many are set.

    is_linked: until the widgets exist, what they will be set to stands in the address. What is kept of another
    catalogue, and not offered in this one, will not be set.
    """
    linked = {key: st.query_params.get_all(key) if is_linked else [] for key in (*LISTS, PRICE)}
    set_lists = sum(
        not set(st.session_state.get(key, linked[key])).isdisjoint(offered)
        for key, offered in zip(LISTS, _options(choices), strict=True)
    )
    if span is None:
        return set_lists
    return set_lists + (st.session_state.get(PRICE, _linked_price(linked[PRICE], span)) != span)


def _linked_price(given: list[str], span: Span) -> Span:
    """The limits that the address names; the whole range where they are no such limits."""
    try:
        low, high = (int(float(each)) for each in given)
    except (ValueError, OverflowError):
        return span
    return (low, high) if span[0] <= low <= high <= span[1] else span
