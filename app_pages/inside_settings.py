"""At which settings the Inside page looks: those that were last chosen on the Shop page, or that a link names."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from app_pages import look_words
from app_pages.controls import DEFAULT_K, Settings
from app_pages.settings_link import link_settings, linked_settings
from app_pages.view import PhotoView, Piece
from pipeline import Look
from pipeline.filters import Filters

CHOSEN = "chosen_settings"


@dataclass(frozen=True, eq=False)
class Settled:
    """The look at the settings chosen. filters: what the products have to be. pieces: the garments that it shows."""

    look: Look
    filters: Filters
    pieces: tuple[Piece, ...]


def note_settings(view: PhotoView, settings: Settings, filters: Filters) -> None:
    """Keep what the Shop page shows: no widget outlives its page."""
    st.session_state[CHOSEN] = view.analysis.catalogue.sha256, settings, filters


def settle(view: PhotoView) -> Settled:
    """Look, say at which settings, and lead to where they are changed."""
    analysis = view.analysis
    defaults = Settings(DEFAULT_K, round(100 * analysis.default_confidence), "auto")
    if CHOSEN not in st.session_state:
        note_settings(view, *linked_settings(analysis, defaults))
    catalogue, settings, filters = st.session_state[CHOSEN]
    if catalogue != analysis.catalogue.sha256:
        filters = Filters()  # another catalogue has other words
    link_settings(analysis.catalogue, settings, defaults, filters)
    look = analysis.look(settings.k, settings.percent / 100, settings.gender, filters)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="inside_settings"):
        st.html(f'<div class="muted">{_said(look, settings, filters)}</div>', width="content")
        st.page_link("app_pages/shop.py", label="Change on the Shop page", icon=":material/tune:")
    detections = {item.detection for item in look.items}
    return Settled(look, filters, tuple(each for each in view.pieces if each.numbered.detection in detections))


def _said(look: Look, settings: Settings, filters: Filters) -> str:
    """The settings in words."""
    matches = "1 match" if settings.k == 1 else f"{settings.k} matches"
    parts = [
        f"Searching {look_words.where(look.searched)}",
        f"{matches} per garment",
        f"confidence at least {settings.percent}%",
        *(["filtered"] if filters else []),
    ]
    return ", ".join(parts) + "."
