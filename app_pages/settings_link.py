"""The settings of the Shop page in the address of the Inside page, which looks at the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import cast
from urllib.parse import parse_qs, urlencode

import streamlit as st

from app_pages import catalogues
from app_pages.address import keep
from app_pages.controls import AUTO, DEPARTMENTS, MAX_K, MAX_PERCENT, Settings
from app_pages.filter_panel import LISTS, PRICE, catalogue_choices
from app_pages.price_slider import Span, limits, price_span
from pipeline import Analysis
from pipeline.catalogue import Catalogue
from pipeline.filters import Filters
from pipeline.gender import GenderChoice

LINK = "settings"  # query parameter: the settings as the Shop page's own address has them
Said = Mapping[str, Sequence[str]]


def link_settings(catalogue: Catalogue, settings: Settings, defaults: Settings, filters: Filters) -> None:
    """The address says what differs from the defaults, but for what it would tell of a visitor's own catalogue."""
    said = {
        "department": [settings.gender.capitalize()] if settings.gender != defaults.gender else [],
        "k": [settings.k] if settings.k != defaults.k else [],
        "confidence": [settings.percent] if settings.percent != defaults.percent else [],
    }
    if not catalogues.is_own(catalogue):
        said |= dict(zip(LISTS, map(sorted, (filters.categories, filters.colours, filters.brands)), strict=True))
        said[PRICE] = _limits(catalogue, filters)
    keep(LINK, urlencode(said, doseq=True) or None)


def linked_settings(analysis: Analysis, defaults: Settings) -> tuple[Settings, Filters]:
    """What the address says as the session begins, nonsense left out. The Shop page's controls begin with it too."""
    said = parse_qs(st.query_params.get(LINK, ""))
    percents = range(round(100 * analysis.score_floor), MAX_PERCENT + 1)
    department = next((each for each in said.get("department", []) if each in DEPARTMENTS), AUTO)
    k = next(_whole(said.get("k", []), range(1, MAX_K + 1)), defaults.k)
    percent = next(_whole(said.get("confidence", []), percents), defaults.percent)
    chosen, prices = _lists(analysis.catalogue, said), _price(analysis.catalogue, said.get(PRICE, []))
    if said:
        st.session_state.update({"department": department, "k": k, "confidence": percent, **chosen})
        if prices:
            st.session_state[PRICE] = prices
    settings = Settings(k, percent, cast(GenderChoice, department.lower()))
    category, colour, brand = map(frozenset, chosen.values())
    span = _span(analysis.catalogue)
    return settings, Filters(category, colour, brand, *(limits(*prices, span) if prices and span else ()))


def _lists(catalogue: Catalogue, said: Said) -> dict[str, list[str]]:
    """The words chosen, of those that the catalogue offers."""
    choices = catalogue_choices(catalogue)
    offered = dict(zip(LISTS, (choices.categories, choices.colours, choices.brands), strict=True))
    return {key: [each for each in words if each in said.get(key, [])] for key, words in offered.items()}


def _price(catalogue: Catalogue, said: Sequence[str]) -> Span | None:
    """The lowest and the highest price; None where these are no such limits."""
    span = _span(catalogue)
    ends = tuple(_whole(said, range(span[0], span[1] + 1))) if span else ()
    return (ends[0], ends[1]) if len(ends) == 2 and ends[0] <= ends[1] else None


def _limits(catalogue: Catalogue, filters: Filters) -> list[int]:
    """Both ends of the price where one was moved."""
    span = _span(catalogue)
    if span is None or (filters.min_price is None and filters.max_price is None):
        return []
    ends = zip((filters.min_price, filters.max_price), span, strict=True)
    return [end if moved is None else int(moved) for moved, end in ends]


def _span(catalogue: Catalogue) -> Span | None:
    return price_span(catalogue_choices(catalogue))


def _whole(said: Sequence[str], allowed: Container[int]) -> Iterator[int]:
    """Those that are whole numbers and allowed."""
    numbers = (int(each) for each in said if each.isascii() and each.isdigit() and len(each) < 10)
    return (number for number in numbers if number in allowed)
