"""What the price sliders of the pages share: the range of a catalogue, and what becomes of a value set in another."""

from __future__ import annotations

from math import ceil, floor

import pyarrow.compute as pc
import streamlit as st

from app_pages.markup import SIGNS
from app_pages.per_catalogue import per_catalogue
from pipeline.catalogue import Catalogue
from pipeline.filters import Choices

Span = tuple[int, int]


@per_catalogue
def price_format(catalogue: Catalogue) -> str:
    """How a slider shows a price: with its currency where the catalogue has one only."""
    table = catalogue.table
    currencies = pc.unique(table["currency"].filter(pc.is_valid(table["price"]))).to_pylist()
    currency = currencies[0] if len(currencies) == 1 and (currencies[0] or "").isalpha() else ""
    return f"{SIGNS[currency]}%d" if currency in SIGNS else f"%d {currency}".rstrip()


def price_span(choices: Choices) -> Span | None:
    """The ends of the slider; None where there is one price or none: nothing to choose."""
    lowest, highest = choices.min_price, choices.max_price
    return None if lowest is None or highest is None or lowest >= highest else (floor(lowest), ceil(highest))


def limits(low: int, high: int, span: Span) -> tuple[float | None, float | None]:
    """None on a side that the visitor left alone: products without a price stay in then."""
    return low if low > span[0] else None, high if high < span[1] else None


def fit_price(key: str, span: Span) -> None:
    """Before the slider is drawn: Streamlit keeps its value, the default too, for catalogues of other prices.

    Its span is noted, as a value that was set can be told from a default only by the span that it was set in.
    """
    before, kept = st.session_state.get(f"{key}_span", span), st.session_state.get(key)
    st.session_state[f"{key}_span"] = span
    if kept is not None and before != span:
        st.session_state[key] = carried_over(kept, before, span)


def back_to_the_ends(key: str) -> None:
    """Every price is let through again."""
    if key in st.session_state:
        st.session_state[key] = st.session_state[f"{key}_span"]


def carried_over(kept: Span, before: Span, span: Span) -> Span:
    """The limits in another span: an end stays an end; the whole span where nothing of it is left."""
    low = max(kept[0], span[0]) if kept[0] > before[0] else span[0]
    high = min(kept[1], span[1]) if kept[1] < before[1] else span[1]
    return (low, high) if low <= high else span
