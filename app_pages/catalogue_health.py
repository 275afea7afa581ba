"""Near-duplicates and hubs: what a data scientist mends in a catalogue first."""

from __future__ import annotations

from html import escape

import altair as alt
import numpy as np
import pyarrow.compute as pc
import streamlit as st
from numpy.typing import NDArray

from app_pages import catalogues, markup
from app_pages.catalogue_browse import product_tile
from app_pages.charts import histogram
from app_pages.per_catalogue import per_catalogue
from app_pages.sections import figures
from pipeline.catalogue import Catalogue
from pipeline.neighbourhood import LEVELS, MOST_PRODUCTS, ROUNDING, Neighbourhood, neighbourhood
from pipeline.taxonomy import GROUPS

SHOWN_PAIRS, SHOWN_HUBS = 6, 6
DUPLICATE = 0.95


@per_catalogue
def neighbourhood_of(catalogue: Catalogue, group: str) -> tuple[NDArray[np.int64], Neighbourhood]:
    """Rows of a group, at most MOST_PRODUCTS of them, and how they lie to each other."""
    rows = np.flatnonzero(pc.equal(catalogue.table["group"], group).to_numpy())[:MOST_PRODUCTS]
    return rows, neighbourhood(np.asarray(catalogue.embeddings[rows]))


@st.fragment
def hubs_and_twins(catalogue: Catalogue) -> None:
    counts = {group: count for group, count in _counts(catalogue).items() if count > 1}
    if not counts:
        st.html('<div class="none">No group has two products to compare.</div>')
        return
    bind, first = catalogues.binding(catalogue), next(iter(counts))
    chosen = st.segmented_control("Group", list(counts), default=first, required=True, key="health_group", bind=bind,
                                  format_func=markup.name_of, label_visibility="collapsed")  # fmt: skip
    group = chosen or first  # None where the address says "health_group=": required holds for clicks only
    rows, found = neighbourhood_of(catalogue, group)
    least = st.slider("Nearly the same from a cosine of", LEVELS[0], LEVELS[-1], DUPLICATE, 0.01, key="duplicate_from",
                      bind=bind)  # fmt: skip
    level = round(least, 2)  # an address may say more than the slider shows
    twins = [pair for pair in found.nearest if pair.similarity >= level - ROUNDING]
    never = int((found.occurrences == 0).sum())
    figures(
        {
            "Pairs nearly the same": f"{found.pairs_from(level):,}",
            "Never among the nearest": f"{never:,} of {len(rows):,}",
            "Most often among the nearest": f"{int(found.occurrences.max()):,}",
            "Skewness": f"{found.skewness:.2f}".replace("-", "−"),
        }
    )
    left, right = st.columns(2, gap="large")
    with left:
        st.html(f'<div class="caption muted">The most alike pairs: {markup.text(markup.name_of(group).lower())}, '
                "each with its nearest</div>")  # fmt: skip
        for number, pair in enumerate((twins or found.nearest)[:SHOWN_PAIRS]):
            _pair(catalogue, int(rows[pair.first]), int(rows[pair.second]), pair.similarity, number)
    with right:
        st.html(f'<div class="caption muted">How often a product is among the {found.k} nearest of the others: '
                f"even where all are chosen alike, each stands {found.k} times</div>")  # fmt: skip
        st.altair_chart(_occurrences(found), width="stretch")
        st.html('<div class="caption muted">The greatest hubs, with how often</div>')
        _hubs(catalogue, rows, found)


def _pair(catalogue: Catalogue, first: int, second: int, similarity: float, number: int) -> None:
    """Two products side by side with their cosine."""
    one, other = catalogue.products([first, second])
    with st.container(key=f"pair_{number}"):
        places = st.columns([0.2, 0.2, 0.6], gap="small", vertical_alignment="center", wrap=False)
    for place, product, row in ((places[0], one, first), (places[1], other, second)):
        with place, st.container(key=f"pick_{row}_pair_{number}", gap=None):
            product_tile(catalogue, product, f"open_{row}_pair_{number}")
    with places[2]:
        st.html(
            f'<div class="caption"><b class="number">{similarity:.3f}</b> {escape(one.title)}<br>'
            f'<span class="muted">{escape(other.title)}</span></div>'
        )


def _hubs(catalogue: Catalogue, rows: NDArray[np.int64], found: Neighbourhood) -> None:
    best = np.argsort(-found.occurrences, kind="stable")[:SHOWN_HUBS]
    shown = [int(rows[n]) for n in best]
    grid = st.grid(SHOWN_HUBS, min_column_width=84, gap="small")
    for n, row, product in zip(best, shown, catalogue.products(shown), strict=True):
        with grid.container(key=f"pick_{row}_hub", gap=None):
            product_tile(catalogue, product, f"open_{row}_hub", f"{found.occurrences[n]}×")


def _occurrences(found: Neighbourhood) -> alt.Chart | alt.LayerChart:
    """Histogram of the k-occurrence."""
    top = int(found.occurrences.max()) + 1
    counts = np.bincount(np.minimum(found.occurrences, top), minlength=top + 1)
    rows = [{"from": n, "to": n + 1, "count": int(count)} for n, count in enumerate(counts)]
    return histogram(rows, "count", f"Times among the {found.k} nearest")


def _counts(catalogue: Catalogue) -> dict[str, int]:
    values = {each["values"]: each["counts"] for each in pc.value_counts(catalogue.table["group"]).to_pylist()}
    return {group: values[group] for group in GROUPS if group in values}
