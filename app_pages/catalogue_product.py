"""One product: what the catalogue says of it, its nearest products, its place on the map of its group."""

from __future__ import annotations

from html import escape

import numpy as np
import pyarrow.compute as pc
import streamlit as st

from app_pages import basket, markup
from app_pages.atlas import atlas_of, chart, product_points
from app_pages.basket_drawer import basket_button
from app_pages.catalogue_browse import go_back, product_tile
from app_pages.charts import ACCENT
from app_pages.sections import facts, section, signed
from pipeline.catalogue import Catalogue, Neighbour, Product
from pipeline.gender import PRODUCT_GENDERS

NEAREST = 12
MOST_LETTERS = 600  # of a description
TO_THE_TOP = "<script>document.querySelector('[data-testid=stMain]')?.scrollTo(0, 0)</script>"


def row_of(catalogue: Catalogue, product_id: str) -> int | None:
    """The row of a product; None where the catalogue has no such id."""
    row = pc.index(catalogue.table["product_id"], product_id).as_py()
    return int(row) if row >= 0 else None


def product_view(catalogue: Catalogue, row: int) -> None:
    """The whole page for one product."""
    (product,) = catalogue.products([row])
    st.html(TO_THE_TOP, unsafe_allow_javascript=True)
    st.button("All products", icon=":material/arrow_back:", key="all_products", on_click=go_back)
    left, right = st.columns([0.36, 0.64], gap="large")
    with left, st.container(key="square_product"):
        st.image(catalogue.image_path(product), width="stretch", alt=product.title)
    with right:
        _details(product)
        _to_basket(catalogue, product)
    near = nearest(catalogue, row, product)
    with section("nearest", "Nearest products", "Of the same group, in every department"):
        grid = st.grid(6, min_column_width=136, gap="small")
        for neighbour, other in zip(near, catalogue.products([each.row for each in near]), strict=True):
            with grid.container(key=f"pick_{neighbour.row}", gap=None, height="stretch"):
                product_tile(catalogue, other, f"open_{neighbour.row}", signed(neighbour.similarity, 3))
        if not near:
            st.html('<div class="none">It is the only product of its group.</div>')
    with section("place", "Its place on the map"):
        _place(catalogue, row, near)


def nearest(catalogue: Catalogue, row: int, product: Product) -> list[Neighbour]:
    """The products most like one, itself left out, best first."""
    vector = np.asarray(catalogue.embeddings[row])
    found = [
        each
        for gender in PRODUCT_GENDERS
        for each in catalogue.search(vector, product.group, gender, NEAREST + 1)
        if each.row != row
    ]
    return sorted(found, key=lambda each: (-each.similarity, each.row))[:NEAREST]


def _details(product: Product) -> None:
    st.html(f'<h2 class="product-title">{escape(product.title)}</h2>')
    link = markup.web_address(product.url)
    facts(
        {
            "Brand": product.brand,
            "Price": markup.price(product.price, product.currency),
            "Department": product.gender.capitalize(),
            "Group": markup.name_of(product.group),
            "Category": product.category,
            "Colour": product.colour,
            **{name.capitalize(): _shortened(text) for name, text in product.details.items()},
            "Product": product.product_id,
        }
    )
    if link and not link.startswith(markup.PRODUCT_PAGE):  # which would be this very page
        address = escape(link, quote=True)
        st.html(f'<a class="away" href="{address}" target="_blank" rel="noopener">To the product in its shop</a>')


def _shortened(text: str) -> str:
    """The beginning of a text that would push everything else off the page."""
    return text if len(text) <= MOST_LETTERS else f"{text[:MOST_LETTERS].rstrip()}…"


def _to_basket(catalogue: Catalogue, product: Product) -> None:
    """Into this session's basket and out of it, and the basket itself."""
    inside = basket.holds(catalogue, product)
    with st.container(horizontal=True, gap="small"):
        st.button(
            "In basket" if inside else "Add to basket",
            icon=":material/check:" if inside else None,
            key="product_add",
            on_click=basket.press,
            args=(catalogue.sha256, product),
        )
        basket_button("product_basket")


def _place(catalogue: Catalogue, row: int, near: list[Neighbour]) -> None:
    (product,) = catalogue.products([row])
    atlas = atlas_of(catalogue, product.group)
    if atlas is None:
        return
    points = product_points(catalogue, atlas)
    similarity = {each.row: round(each.similarity, 3) for each in near}
    linked = [{**point, "similarity": similarity[point["row"]]} for point in points if point["row"] in similarity]
    x, y = atlas.place_of(np.asarray(catalogue.embeddings[row]))
    query = {"x": x, "y": y, "colour": ACCENT, "ink": "#FFFFFF", "text": ""}
    st.altair_chart(chart(points, linked, query), width="stretch")
    st.html(
        f'<div class="caption muted">{markup.products(len(points))} of the group on their first two principal '
        f"components ({atlas.projection.share:.0%} of the variance), lines to the nearest {len(linked)}.</div>"
    )
