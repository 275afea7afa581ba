"""The result: the photo and everything that steers on the left, a row per garment on the right."""

from __future__ import annotations

import json
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import basket, basket_export, look_words, session
from app_pages.address import reachable_look
from app_pages.advice import advice
from app_pages.basket_drawer import basket_button
from app_pages.box_editing import is_editing
from app_pages.box_panel import edit_panel
from app_pages.controls import choose_settings, department_line, set_confidence
from app_pages.garment_row import RowContext, garment_row
from app_pages.inside_settings import note_settings
from app_pages.look_bar import look_bar
from app_pages.look_photo import look_photo, photo_place
from app_pages.numbering import Numbered
from app_pages.outline import COLUMNS, head_line, title
from app_pages.people_choice import people_choice
from app_pages.photo_input import change_dialog, show_photo_error
from app_pages.photo_strip import photo_strip
from app_pages.samples import Sample
from app_pages.together import together
from app_pages.view import PhotoView
from app_pages.why import why_this_match
from pipeline import Look, ShopTheLook
from pipeline.look import Item, Match


@st.fragment
def results(shop: ShopTheLook, samples: list[Sample]) -> None:
    """Draw the shown photo; moving a slider repeats this and runs no model."""
    view = session.current_view()
    if view is None:
        return
    with together():
        asked = _draw(shop, samples, view)
    if asked:  # not together with the page: what is measured takes its place in the line, which is shown
        why_this_match(*asked)


def _draw(shop: ShopTheLook, samples: list[Sample], view: PhotoView) -> tuple[Item, Match] | None:
    """Returns the match of which was just asked why it is one, with its garment."""
    analysis, (hint, download) = view.analysis, _head(samples)
    left, right = st.columns(COLUMNS, gap="medium")
    with left, st.container(key="stage", gap="small"):
        photo_strip()
        spot, panel = photo_place(view), st.container()
        with st.container(key="steering", gap="small"):
            people_choice(view)
            suggestion, boxes = department_line(view)
            settings = choose_settings(view)
    with right:
        bar = look_bar(analysis.catalogue)
    look = analysis.look(settings.k, settings.percent / 100, settings.gender, bar.filters)
    note_settings(view, settings, bar.filters)
    items = {item.detection: item for item in look.items}
    shown = [piece for piece in view.pieces if piece.numbered.detection in items]
    numbers = [piece.numbered.number for piece in shown]
    if is_editing():
        with panel:
            edit_panel(shop, view, numbers)
    with spot:
        selected = look_photo(view, [piece.numbered for piece in shown], boxes, "row_", is_editable=True)
    with download:
        _download(look)
    bar.fill(analysis.catalogue, look, settings.gender)
    with right:
        _advice(look)
        if look.reason:
            for place in (hint, suggestion):  # there is no number to choose, and no clothing that would suggest
                place.html("<div>&nbsp;</div>")
            _nothing(view, settings.percent)
        context = RowContext(analysis.catalogue, settings.k, look.searched, bool(bar.filters))
        found = [items[piece.numbered.detection] for piece in shown]
        pressed = [garment_row(context, *each) for each in zip(shown, found, strict=True)]
        _mark(next((piece.numbered for piece in shown if piece.numbered.number == selected), None))
    _phone_bar()
    return next(((item, match) for item, match in zip(found, pressed, strict=True) if match), None)


def _head(samples: list[Sample]) -> tuple[DeltaGenerator, DeltaGenerator]:
    """Title and actions; returns the places of the hint and of the download, which depend on the settings."""
    show_photo_error()
    with head_line("head"):
        hint = title("Choose a number on the photo to go to its matches.")
        with st.container(horizontal=True, width="content", gap="xsmall", key="actions"):
            place = st.container(width="content")
            if st.button("Change photo", icon=":material/image:", key="change"):
                change_dialog(samples)
            basket_button("basket_button")
    return hint, place


def _download(look: Look) -> None:
    st.download_button(
        "Download JSON",
        json.dumps(reachable_look(look).to_dict(), indent=1, ensure_ascii=False),
        file_name=f"look-{look.photo.sha256[:8]}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="json",
    )


def _nothing(view: PhotoView, percent: int) -> None:
    floor = round(100 * view.analysis.score_floor)
    best = max((each.detection for each in view.analysis.candidates), key=lambda each: each.score, default=None)
    with st.container(key="nothing", gap="small"):
        st.html(look_words.nothing_found(best, percent, floor))
        if best:
            # Before the slider is drawn again: its value cannot be set after.
            st.button(f"Show everything from {floor}%", on_click=set_confidence, args=(floor,), key="lower")


def _advice(look: Look) -> None:
    """What would make the result better; never in the way of it."""
    for line in advice(look):
        st.html(f'<div class="advice muted">{escape(line)}</div>')


def _phone_bar() -> None:
    """On a phone the basket stays in reach at the bottom; CSS keeps it off wider screens."""
    with (
        st.bottom,
        st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", wrap=False, key="phone_bar"
        ),
    ):
        total = escape(basket_export.total_text([line.product for line in basket.lines()])) or "Nothing yet"
        st.html(f'<b class="number">{total}</b>', width="content")
        basket_button("phone_basket", "View basket")


def _mark(numbered: Numbered | None) -> None:
    """The selected garment's row. A style rule, as React drops classes that a script sets."""
    if numbered is None:
        return
    row, colour = f".st-key-row_{numbered.number}", numbered.colour
    st.html(
        f"<style>{row} h3 {{ text-decoration: underline 2px; text-underline-offset: 5px }}"
        f"{row} .crop img {{ outline: 3px solid {colour}; outline-offset: -3px }}</style>"
    )
