"""The basket as a drawer: the outfit, its total, and the ways to take it along."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from app_pages import basket, basket_export, markup
from app_pages.address import reachable
from app_pages.basket import Line


def basket_button(key: str, label: str = "Basket") -> None:
    """Opens the drawer; says how much is in it."""
    count = len(basket.lines())
    if st.button(f"{label} · {count}" if count else label, icon=":material/shopping_bag:", key=key):
        drawer()


@st.dialog("Your basket", position="right", width="small", on_dismiss="rerun")
def drawer() -> None:
    lines = basket.lines()
    if not lines:
        st.html('<p class="muted">Nothing in it yet. Add single products, or shop the whole look.</p>')
        return
    with st.container(key="basket", gap="xsmall"):
        for line in lines:
            _line(line)
    total = basket_export.total_text([line.product for line in lines])
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="sum"):
        st.html(f"<span>{markup.products(len(lines))}</span>", width="content")
        st.html(f'<b class="total number">{escape(total)}</b>', width="content")
    _exports(lines)
    st.button("Empty the basket", key="empty", type="tertiary", icon=":material/delete:", on_click=basket.empty)


def _line(line: Line) -> None:
    product, key = line.product, "_".join(line.key)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False, key=f"line_{key}"):
        st.html(markup.picture(line.picture), width="content")
        st.html(markup.basket_line(product))
        st.button(
            f"Remove {markup.plain(product.title)}",  # for screen readers; the style sheet shows the cross alone
            icon=":material/close:",
            key=f"remove_{key}",
            type="tertiary",
            on_click=basket.remove,
            args=(line.key,),
        )


def _exports(lines: list[Line]) -> None:
    lines = [replace(line, product=reachable(line.product)) for line in lines]
    st.download_button(
        "Download a page to share",
        basket_export.as_page(lines),
        "look.html",
        "text/html",
        icon=":material/ios_share:",
        type="primary",
        width="stretch",
        on_click="ignore",
        key="export_page",
    )
    left, right = st.columns(2, gap="xsmall", wrap=False)
    left.download_button(
        "CSV",
        basket_export.as_csv(lines),
        "basket.csv",
        "text/csv",
        width="stretch",
        on_click="ignore",
        key="export_csv",
    )
    right.download_button(
        "JSON",
        basket_export.as_json(lines),
        "basket.json",
        "application/json",
        width="stretch",
        on_click="ignore",
        key="export_json",
    )
