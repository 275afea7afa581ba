"""The page's address, for what no bound widget keeps there: sample look, garment, catalogue, product.

And addresses of products for those who read them elsewhere.
"""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import urljoin

import streamlit as st

from pipeline import Look
from pipeline.catalogue import Product

PRODUCT_PAGE = "catalogue?product="  # a product's place in this app, from wherever the app stands
HOME = "home"


def keep(name: str, value: str | None) -> None:
    """Write a setting into the address; None, as for a default, takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value


def note_home(page_path: str) -> None:
    """Remember where the app stands, with a slash at the end. page_path: of the page that is shown, "" of the first."""
    if st.context.url:
        st.session_state[HOME] = f"{st.context.url.rstrip('/').removesuffix(f'/{page_path}').rstrip('/')}/"


def reachable(product: Product) -> Product:
    """The product with an address that leads to it from outside too; unchanged where it is unknown where we stand."""
    home = st.session_state.get(HOME)
    if home is None or not product.url.startswith(PRODUCT_PAGE):
        return product
    return replace(product, url=urljoin(home, product.url))


def reachable_look(look: Look) -> Look:
    """The same for every product of a look."""
    items = (
        replace(item, matches=tuple(replace(match, product=reachable(match.product)) for match in item.matches))
        for item in look.items
    )
    return replace(look, items=tuple(items))
