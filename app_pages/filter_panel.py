"""Filters: what the products have to be. Like the sliders they select only, and stand in the page's address."""

from __future__ import annotations

from collections.abc import Mapping

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
    choices, keys = catalogue_choices(catalogue), _keys(catalogue)
    if span := price_span(choices):
        fit_price(keys[PRICE], span)
    active = _count_active(choices, span, keys)
    with st.popover(f"Filters · {active}" if active else "Filters", icon=":material/tune:", key="filters"):
        chosen = {
            name: _choose(catalogue, name, options, keys[name])
            for name, options in zip(LISTS, _options(choices), strict=True)
            if options
        }
        category, colour, brand = (chosen.get(name, frozenset[str]()) for name in LISTS)
        filters = Filters(category, colour, brand, *_price(span, catalogue, keys[PRICE]))
        st.button("Clear the filters", key="clear", type="tertiary", disabled=not filters, on_click=clear_filters,
                  args=(keys,))  # fmt: skip
    return filters


def clear_filters(keys: Mapping[str, str]) -> None:
    """Everything is let through again. keys: of the widgets, by what they filter."""
    for name in LISTS:
        st.session_state[keys[name]] = []
    back_to_the_ends(keys[PRICE])


@per_catalogue
def catalogue_choices(catalogue: Catalogue) -> Choices:
    """What the catalogue offers to filter by, counted once."""
    return choices_of(catalogue.table)


def _keys(catalogue: Catalogue) -> dict[str, str]:
    """What is filtered -> key of its widget. A catalogue of the visitor's own has other keys than the shared ones,
    as Streamlit writes what it keeps of these into the address."""
    return {name: name if binding(catalogue) else f"own_{name}" for name in (*LISTS, PRICE)}


def _options(choices: Choices) -> list[list[str]]:
    return [list(choices.categories), list(choices.colours), list(choices.brands)]


def _choose(catalogue: Catalogue, name: str, options: list[str], key: str) -> frozenset[str]:
    label = LISTS[name]
    return frozenset(
        st.multiselect(label, options, key=key, bind=binding(catalogue), persist_state="session",
                       placeholder=f"Any {label.lower()}")
    )  # fmt: skip


def _price(span: Span | None, catalogue: Catalogue, key: str) -> tuple[float | None, float | None]:
    if span is None:
        return None, None
    low, high = st.slider("Price", *span, span, key=key, bind=binding(catalogue), persist_state="session",
                          format=price_format(catalogue))  # fmt: skip
    return limits(low, high, span)


def _count_active(choices: Choices, span: Span | None, keys: Mapping[str, str]) -> int:
    """Read before the widgets are drawn: the button stands above them and says how many are set.

    Until the widgets exist, what they will be set to stands in the address, under the keys of the shared catalogues.
    What is kept of another catalogue, and not offered in this one, will not be set.
    """
    linked = {name: st.query_params.get_all(key) for name, key in keys.items()}
    set_lists = sum(
        not set(st.session_state.get(keys[name], linked[name])).isdisjoint(offered)
        for name, offered in zip(LISTS, _options(choices), strict=True)
    )
    if span is None:
        return set_lists
    return set_lists + (st.session_state.get(keys[PRICE], _linked_price(linked[PRICE], span)) != span)


def _linked_price(given: list[str], span: Span) -> Span:
    """The limits that the address names; the whole range where they are no such limits."""
    try:
        low, high = (int(float(each)) for each in given)
    except (ValueError, OverflowError):
        return span
    return (low, high) if span[0] <= low <= high <= span[1] else span
