"""All products, narrowed by filters, a page at a time."""

from __future__ import annotations

from html import escape

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from app_pages import catalogues, markup
from app_pages.address import keep
from app_pages.price_slider import fit_price, limits, price_format, price_span
from pipeline.catalogue import Catalogue, Product
from pipeline.filters import Choices, Filters, choices_of
from pipeline.gender import PRODUCT_GENDERS
from pipeline.taxonomy import GROUPS

PER_PAGE = 24
CLOSED = "closed_product"
LINK = "product"  # query parameter: the id of a product of a shared catalogue
OWN_PRODUCT = "own_product"  # the same of a catalogue of the visitor's own, which is no concern of the address
PAGE = "browse_page"
BUTTON_PX = 42  # of the pager, its gap included


@st.fragment
def browse(catalogue: Catalogue) -> None:
    rows = _chosen_rows(catalogue)
    pages = max(1, -(-len(rows) // PER_PAGE))
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.html(f'<div class="muted number">{len(rows):,} of {markup.products(len(catalogue))}</div>')
        _begin_at_the_first_page(catalogue, rows)
        # As wide as its buttons: by its content a horizontal container would cut it short and hide pages.
        page = (
            st.pagination(pages, key=PAGE, bind=catalogues.binding(catalogue), width=_pager_px(pages))
            if pages > 1
            else 1
        )
    if not len(rows):
        st.html('<div class="none">No product satisfies every filter. Take one away.</div>')
        return
    shown = rows[(page - 1) * PER_PAGE : page * PER_PAGE].tolist()
    grid = st.grid(8, min_column_width=136, gap="small")
    for row, product in zip(shown, catalogue.products(shown), strict=True):
        with grid.container(key=f"pick_{row}", gap=None, height="stretch"):
            product_tile(catalogue, product, f"open_{row}")


def _pager_px(pages: int) -> int:
    """Room for at most seven pages, an arrow on either side, and one more: with less Streamlit leaves pages out."""
    return (min(pages, 7) + 3) * BUTTON_PX


def product_tile(catalogue: Catalogue, product: Product, key: str, note: str = "") -> None:
    """Picture, title and price; the whole picture is the button that opens the product."""
    st.html(markup.picture(catalogue.image_path(product).read_bytes()))
    if st.button(markup.plain(product.title or product.product_id), key=key, width="stretch", type="tertiary"):
        open_product(catalogue, product.product_id)
    price = markup.price(product.price, product.currency)
    st.html(
        f'<div class="tile-text"><b>{escape(product.title)}</b>'
        f'<span class="muted">{escape(product.brand)}</span><span class="number">{escape(price)}'
        f"{f'<i>{escape(note)}</i>' if note else ''}</span></div>"
    )


def open_product(catalogue: Catalogue, product_id: str) -> None:
    """Go to a product's own view; the address names it where others can open it."""
    if catalogues.is_own(catalogue):
        st.session_state[OWN_PRODUCT] = product_id
    else:
        keep(LINK, product_id)
    st.rerun(scope="app")


def opened_product() -> str | None:
    """The id of the product whose view is open; None while all are browsed."""
    return st.query_params.get(LINK) or st.session_state.get(OWN_PRODUCT)


def close_product() -> None:
    """Back to all products."""
    keep(LINK, None)
    st.session_state.pop(OWN_PRODUCT, None)


def go_back() -> None:
    """The same, to where they are browsed."""
    close_product()
    st.session_state[CLOSED] = True


def scroll_to_browse() -> None:
    """After a product the page begins where it was chosen, not at the charts; once."""
    if st.session_state.pop(CLOSED, False):
        st.html("<script>document.getElementById('browse')?.scrollIntoView()</script>", unsafe_allow_javascript=True)


def _begin_at_the_first_page(catalogue: Catalogue, rows: np.ndarray) -> None:
    """When something else is browsed than before; not as the session begins, when the address may name a page."""
    browsed = catalogue.sha256, hash(rows.tobytes())
    if st.session_state.setdefault("browsed", browsed) != browsed:
        st.session_state["browsed"], st.session_state[PAGE] = browsed, 1


def _chosen_rows(catalogue: Catalogue) -> np.ndarray:
    """The filters, and the rows that satisfy them."""
    table, offered, bind = catalogue.table, choices_of(catalogue.table), catalogues.binding(catalogue)
    present = set(table["group"].unique().to_pylist())
    left, right = st.columns([0.7, 0.3], gap="medium", vertical_alignment="bottom")
    groups = left.pills(
        "Groups", [group for group in GROUPS if group in present], selection_mode="multi", key="browse_groups",
        format_func=markup.name_of, label_visibility="collapsed", bind=bind,
    )  # fmt: skip
    text = right.text_input("Search", placeholder="Words of the title", key="browse_text", bind=bind,
                            label_visibility="collapsed")  # fmt: skip
    places = st.columns(5, gap="small")
    genders = places[0].multiselect("Department", _offered(table, "gender"), key="browse_genders",
                                    placeholder="Any", format_func=str.capitalize, bind=bind)  # fmt: skip
    colours = places[1].multiselect("Colour", list(offered.colours), key="browse_colours", placeholder="Any", bind=bind)
    categories = places[2].multiselect("Category", list(offered.categories), key="browse_categories",
                                       placeholder="Any", bind=bind)  # fmt: skip
    brands = places[3].multiselect("Brand", list(offered.brands), key="browse_brands", placeholder="Any", bind=bind)
    with places[4]:
        low, high = _price_range(catalogue, offered)
    kept = Filters(frozenset(categories), frozenset(colours), frozenset(brands), low, high).mask(table)
    for column, wanted in (("group", groups), ("gender", genders)):
        if wanted:
            kept &= pc.is_in(table[column], pa.array(wanted)).to_numpy()
    for word in text.split():
        kept &= pc.match_substring(table["title"], word, ignore_case=True).to_numpy()
    return np.flatnonzero(kept)


def _price_range(catalogue: Catalogue, offered: Choices) -> tuple[float | None, float | None]:
    span = price_span(offered)
    if span is None:
        return None, None
    fit_price("browse_price", span)
    low, high = st.slider("Price", *span, span, key="browse_price", format=price_format(catalogue),
                          bind=catalogues.binding(catalogue))  # fmt: skip
    return limits(low, high, span)


def _offered(table: pa.Table, column: str) -> list[str]:
    present = set(table[column].unique().to_pylist())
    return [gender for gender in PRODUCT_GENDERS if gender in present]
