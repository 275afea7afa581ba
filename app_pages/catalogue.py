"""Catalogue: what is in it, product by product, how its products lie to each other, and a catalogue of one's own."""

from __future__ import annotations

import streamlit as st

from app_pages import catalogues
from app_pages.catalogue_browse import browse, close_product, opened_product, scroll_to_browse
from app_pages.catalogue_health import hubs_and_twins
from app_pages.catalogue_overview import overview
from app_pages.catalogue_own import bring_your_own
from app_pages.catalogue_product import product_view, row_of
from app_pages.markup import products
from app_pages.sections import heading, section, styles
from pipeline import ShopTheLook


def page() -> None:
    styles()
    wanted = opened_product()
    if wanted is not None:
        choose_holder(wanted)
    shop = choose_catalogue()
    if wanted is not None:
        row = row_of(shop.catalogue, wanted)
        if row is not None:
            product_view(shop.catalogue, row)
            return
        st.warning("No catalogue here has that product.")
    with section("contents", "What is in it"):
        overview(shop.catalogue)
    with section("browse", "Browse", "Every product; choose one for its details and its neighbours"):
        browse(shop.catalogue)
    with section("neighbours", "Near-duplicates and hubs", "How the products of a group lie to each other"):
        hubs_and_twins(shop.catalogue)
    with section("own", "Bring your own", "A table and pictures become a catalogue that only you see"):
        bring_your_own(shop)
    scroll_to_browse()


def choose_holder(product_id: str) -> None:
    """An address names a product, not its catalogue: choose the first that has it, unless the chosen one does."""
    if row_of(catalogues.current_shop().catalogue, product_id) is None:
        holders = (name for name, each in catalogues.choices().items() if row_of(each, product_id) is not None)
        if (name := next(holders, None)) is not None:
            catalogues.choose(name)


def choose_catalogue() -> ShopTheLook:
    """The heading, with a selector where there is more than one catalogue."""
    left, right = st.columns([0.62, 0.38], vertical_alignment="bottom")
    found = catalogues.choices()
    current = catalogues.current_shop()
    shown = catalogues.name_of(current.catalogue)
    with left:
        heading(shown, f"{products(len(current.catalogue))}, searched for every photo on the Shop page.")
    if len(found) > 1:
        # A selector per choice: it must not remember what it showed before the choice was made elsewhere.
        key = f"catalogue_choice_{len(found)}_{shown}"
        name = right.selectbox("Catalogue", list(found), index=list(found).index(shown), key=key)
        if name != shown:
            catalogues.choose(name)
            close_product()
            st.rerun()
    return current


page()
