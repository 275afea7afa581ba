"""Shop the look: a photo in, its garments and the products most like them out."""

from __future__ import annotations

import streamlit as st

from app_pages import session
from app_pages.catalogues import current_shop
from app_pages.opened import open_shop
from app_pages.outline import draw_outline
from app_pages.photo_input import first_visit
from app_pages.results import results
from app_pages.samples import link_shown, offer_linked, read_samples


def page() -> None:
    shop = current_shop()
    samples = read_samples(open_shop().catalogue.directory)
    offer_linked(samples)
    outline, offered = st.empty(), session.take_offer()
    if offered:
        draw_outline(outline)
        try:
            session.analyse(shop, offered)
        except Exception:  # not where the run only ends for another: the outline stays then
            outline.empty()
            raise
    link_shown(samples)
    if session.current_view() is None:
        outline.empty()
        first_visit(samples)
    else:
        try:
            results(shop, samples)
        finally:
            outline.empty()
    # The other photos of the same hand-in follow while the first is being looked at.
    if session.analyse_next(shop):
        st.rerun()


page()
