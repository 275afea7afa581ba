"""Counts and prices: the plots that one draws first."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from html import escape

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from app_pages.charts import bars, histogram
from app_pages.markup import name_of, plain, price
from app_pages.sections import facts, figures
from pipeline.catalogue import Catalogue
from pipeline.taxonomy import GROUPS

MOST_BARS = 15
PRICE_BINS = 24
COLUMNS = {"gender": "Department", "group": "Group", "category": "Category", "colour": "Colour", "brand": "Brand"}

CROPS = {"detected": "product detected", "trimmed": "cut from its plain ground", "whole": "taken whole"}


@dataclass(frozen=True, eq=False)
class _Prices:
    """The prices in the commonest currency: amounts of several make no sense together. currencies: how many in all."""

    amounts: np.ndarray
    currency: str
    currencies: int

    @property
    def median_name(self) -> str:
        return "Median price" if self.currencies < 2 else f"Median of {plain(self._counted)}"

    @property
    def median(self) -> str:
        return price(float(np.median(self.amounts)), plain(self.currency)) if len(self.amounts) else "none given"

    @property
    def which(self) -> str:
        """Words after "Price"."""
        if self.currencies > 1:
            return f" of the {self._counted}, the commonest of {self.currencies} currencies"
        return f" in {self.currency}" if self.currency else ""

    @property
    def _counted(self) -> str:
        return f"{len(self.amounts):,} in {self.currency or 'no currency'}"


def overview(catalogue: Catalogue) -> None:
    table = catalogue.table
    prices = _prices_of(table)
    figures(
        {
            "Products": f"{len(catalogue):,}",
            "Groups": str(pc.count_distinct(table["group"]).as_py()),
            "Brands": f"{pc.count_distinct(_filled(table['brand'])).as_py():,}",
            prices.median_name: prices.median,
        }
    )
    left, middle, right = st.columns(3, gap="large")
    for place, names in ((left, ("gender", "group")), (middle, ("colour",)), (right, ("category",))):
        with place:
            for name in names:
                _counts(table, name)
    left, right = st.columns([0.62, 0.38], gap="large")
    with left:
        _draw_prices(prices)
    with right:
        _counts(table, "brand")
    manifest = catalogue.manifest
    crops = ", ".join(f"{CROPS.get(how, how)} in {count:,}" for how, count in sorted(manifest.get("crops", {}).items()))
    facts(
        {
            "Vectors": f"{manifest['dimensions']} numbers each, of the embedder {manifest['embedder_sha256'][:12]}",
            "Indexes": _indexes(catalogue),
            "Pictures": crops,
            "Rows left out": f"{manifest.get('rejected', 0):,}",
            "sha256": catalogue.sha256,
        }
    )


def counts_of(table: pa.Table, column: str) -> list[tuple[str, int]]:
    """Value and number of products; groups in the taxonomy's order, all else with the most first."""
    counted = Counter(value for value in table[column].to_pylist() if value)
    if column == "group":
        return [(name_of(group), counted[group]) for group in GROUPS if group in counted]
    return counted.most_common()


def _counts(table: pa.Table, column: str) -> None:
    """The largest values of a column; what is not drawn is said."""
    counted = counts_of(table, column)
    rows = [{"name": name, "count": count} for name, count in counted[:MOST_BARS]]
    cut_off = f", the {MOST_BARS} largest of {len(counted)}" if len(counted) > len(rows) else ""
    st.html(f'<div class="caption muted">{COLUMNS[column]}{cut_off}</div>')
    if rows:
        st.altair_chart(bars(rows, "count", "name", "Products"), width="stretch")
    else:
        st.html('<div class="caption">The catalogue names none.</div>')


def _prices_of(table: pa.Table) -> _Prices:
    priced = table.select(["price", "currency"]).filter(pc.is_valid(table["price"]))
    currencies = Counter(priced["currency"].to_pylist())
    currency = max(currencies, key=lambda each: currencies[each], default="")
    amounts = priced.filter(pc.equal(priced["currency"], currency))["price"].to_numpy()
    return _Prices(amounts, currency, len(currencies))


def _draw_prices(given: _Prices) -> None:
    prices = given.amounts
    st.html(f'<div class="caption muted">Price{escape(given.which)}; the top percent lies in the last bar</div>')
    if not len(prices):
        st.html('<div class="caption">The catalogue gives no prices.</div>')
        return
    highest = float(np.percentile(prices, 99)) or 1.0
    counts, edges = np.histogram(np.minimum(prices, highest), bins=PRICE_BINS, range=(0, highest))
    rows = [
        {"from": round(float(low), 2), "to": round(float(high), 2), "count": int(count)}
        for low, high, count in zip(edges[:-1], edges[1:], counts, strict=True)
    ]
    chart: alt.Chart | alt.LayerChart = histogram(rows, "count", "Price", height=300)
    st.altair_chart(chart, width="stretch")


def _filled(column: pa.ChunkedArray) -> pa.ChunkedArray:
    return pc.filter(column, pc.not_equal(column, ""))


def _indexes(catalogue: Catalogue) -> str:
    if catalogue.searched_by == "Milvus":
        return f"Collection {catalogue.manifest['milvus']['collection']} of Milvus"
    recalls = [entry["recall"] for entry in catalogue.manifest["indexes"]]
    return f"{len(recalls)} of Annoy, recall@10 at least {min(recalls):.3f}" if recalls else "none"
