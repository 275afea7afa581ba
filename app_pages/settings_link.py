"""The settings of the Shop page in the address of the Inside page, which looks at the same."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from math import ceil, floor
from typing import cast
from urllib.parse import parse_qs, urlencode

import streamlit as st

from app_pages import catalogues
from app_pages.address import keep
from app_pages.controls import AUTO, DEPARTMENTS, MAX_K, MAX_PERCENT, Settings
from app_pages.filter_panel import LISTS, PRICE, catalogue_choices
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
    chosen, limits = _lists(analysis.catalogue, said), _price(analysis.catalogue, said.get(PRICE, []))
    if said:
        st.session_state.update({"department": department, "k": k, "confidence": percent, **chosen})
        if limits:
            st.session_state[PRICE] = limits
    settings = Settings(k, percent, cast(GenderChoice, department.lower()))
    category, colour, brand = map(frozenset, chosen.values())
    return settings, Filters(category, colour, brand, *_moved(limits, _span(analysis.catalogue)))


def _lists(catalogue: Catalogue, said: Said) -> dict[str, list[str]]:
    """The words chosen, of those that the catalogue offers."""
    choices = catalogue_choices(catalogue)
    offered = dict(zip(LISTS, (choices.categories, choices.colours, choices.brands), strict=True))
    return {key: [each for each in words if each in said.get(key, [])] for key, words in offered.items()}


def _price(catalogue: Catalogue, said: Sequence[str]) -> tuple[int, int] | None:
    """The lowest and the highest price; None where these are no such limits."""
    span = _span(catalogue)
    limits = tuple(_whole(said, range(span[0], span[1] + 1))) if span else ()
    return (limits[0], limits[1]) if len(limits) == 2 and limits[0] <= limits[1] else None


def _limits(catalogue: Catalogue, filters: Filters) -> list[int]:
    """Both ends of the price where one was moved."""
    span = _span(catalogue)
    if span is None or (filters.min_price is None and filters.max_price is None):
        return []
    ends = zip((filters.min_price, filters.max_price), span, strict=True)
    return [end if moved is None else int(moved) for moved, end in ends]


def _moved(limits: tuple[int, int] | None, span: tuple[int, int] | None) -> list[int | None]:
    """None at an end that was left alone: products without a price stay in then."""
    if limits is None or span is None:
        return [None, None]
    return [None if limit == end else limit for limit, end in zip(limits, span, strict=True)]


def _span(catalogue: Catalogue) -> tuple[int, int] | None:
    choices = catalogue_choices(catalogue)
    if choices.min_price is None or choices.max_price is None:
        return None
    return floor(choices.min_price), ceil(choices.max_price)


def _whole(said: Sequence[str], allowed: Container[int]) -> Iterator[int]:
    """Those that are whole numbers and allowed."""
    numbers = (int(each) for each in said if each.isascii() and each.isdigit() and len(each) < 10)
    return (number for number in numbers if number in allowed)
