"""Above the rows: what was found, the filters, and the whole look in one click."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import basket, basket_export, look_words, markup
from app_pages.catalogues import still_searched
from app_pages.filter_panel import filter_panel
from pipeline import Look
from pipeline.catalogue import Catalogue, Product
from pipeline.filters import Filters
from pipeline.gender import GenderChoice

SAID = "look_bar_said"


@dataclass(frozen=True)
class LookBar:
    """The places of the bar, filled when the look is known. filters: what the products have to be."""

    summary: DeltaGenerator
    action: DeltaGenerator
    filters: Filters

    def fill(self, catalogue: Catalogue, look: Look, choice: GenderChoice) -> None:
        with self.summary:
            st.html(look_words.summary(len(look.items), look.searched, look.gender, choice))
        with self.action:
            _shop_this_look(catalogue, look)


def look_bar(catalogue: Catalogue) -> LookBar:
    """Draw the filters, and keep a place before and after them."""
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="look_bar", gap="small"
    ):
        summary = st.container(width="content")
        with st.container(horizontal=True, width="content", gap="xsmall", key="look_actions"):
            filters = filter_panel(catalogue)
            action = st.container(width="content")
    return LookBar(summary, action, filters)


def _shop_this_look(catalogue: Catalogue, look: Look) -> None:
    """The best match of every garment goes into the basket; the button says what they cost together."""
    best = basket.best_of(look)
    if said := st.session_state.pop(SAID, None):
        st.toast(said, icon=":material/check:")
    cost = basket_export.total_text(best)
    st.button(
        markup.plain(f"Shop this look · {cost}") if cost else "Shop this look",
        type="primary",
        icon=":material/shopping_bag:",
        disabled=not best,
        help="The best match of every garment goes into the basket",
        key="shop_look",
        on_click=_add_all,
        args=(catalogue.sha256, best, _count_far(look, best)),
    )


def _count_far(look: Look, best: list[Product]) -> int:
    """How many of the products that are added are only the nearest."""
    added = {product.product_id for product in best}
    far = (item.matches[0].product.product_id for item in look.items if item.matches and not item.close_enough)
    return len(added.intersection(far))


def _add_all(sha256: str, best: list[Product], far: int) -> None:
    if (catalogue := still_searched(sha256)) is None:
        return
    new = basket.add(catalogue, *best)
    if not all(basket.holds(catalogue, product) for product in best):
        said = f"{markup.products(new)} added; the basket is full"
    else:
        said = f"{markup.products(new)} added" if new else "The look is in the basket already"
    # Said by the page, not here: a toast of a callback would take the place of the page's style sheet.
    # Which of them: the rows say it.
    st.session_state[SAID] = f"{said}. {_far(far)}" if far else f"{said}."


def _far(count: int) -> str:
    if count == 1:
        return "One of them is only the nearest, not a close match."
    return f"{count} of them are only the nearest, not close matches."
