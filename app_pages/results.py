"""The result: the photo and everything that steers on the left, a row per garment on the right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import markup
from app_pages.controls import DEFAULT_K, choose_settings, department_line, set_confidence
from app_pages.garment_row import garment_row, skeleton_row
from app_pages.look_photo import look_photo, photo_place
from app_pages.numbering import Numbered
from app_pages.photo_input import change_dialog, show_photo_error
from app_pages.samples import Sample
from app_pages.session import PhotoView
from pipeline import Look

COLUMNS = [0.33, 0.67]
CONTROL_HEIGHTS_PX = (24, 33, 56)  # department line, choice, sliders


@st.fragment
def results(view: PhotoView, samples: list[Sample]) -> None:
    """Draw one analysed photo; moving a slider repeats this and runs no model."""
    download = _head(samples)
    left, right = st.columns(COLUMNS, gap="medium")
    with left, st.container(key="stage", gap="small"):
        spot = photo_place(view)
        boxes = department_line(view)
        settings = choose_settings(view)
    analysis = view.analysis
    look = analysis.look(k=settings.k, confidence=settings.percent / 100, gender=settings.gender)
    detections = {item.detection for item in look.items}
    shown = [piece for piece in view.pieces if piece.numbered.detection in detections]
    with spot:
        selected = look_photo(view, [piece.numbered for piece in shown], boxes, row_key="row_")
    with download:
        _download(look)
    with right:
        st.html(markup.summary(len(look.items), look.searched, look.gender, settings.gender))
        if look.reason:
            _nothing(look.reason, view)
        items = {item.detection: item for item in look.items}
        for piece in shown:
            garment_row(analysis.catalogue, piece, items[piece.numbered.detection], settings.k, look.searched)
        _mark(next((piece.numbered for piece in shown if piece.numbered.number == selected), None))


@contextmanager
def waiting() -> Iterator[None]:
    """The result's outline, while the models look at a photo."""
    place = st.empty()
    with place.container():
        with _head_line("head_waiting"):
            _title("Finding the garments and their matches.")
            st.skeleton(37, width=270)
        left, right = st.columns(COLUMNS, gap="medium")
        with left, st.container(gap="small"):
            with st.container(key="photo_waiting"):
                st.skeleton()
            for height in CONTROL_HEIGHTS_PX:
                st.skeleton(height)
        with right:
            st.skeleton(24, width=260)
            for number in range(2):
                skeleton_row(number, DEFAULT_K)
    yield
    place.empty()


def _head(samples: list[Sample]) -> DeltaGenerator:
    """Title and actions; returns where the download goes once the settings are known."""
    show_photo_error()
    with _head_line("head"):
        _title("Choose a number on the photo to go to its matches.")
        with st.container(horizontal=True, width="content", gap="xsmall", key="actions"):
            place = st.container(width="content")
            if st.button("Change photo", icon=":material/image:", key="change"):
                change_dialog(samples)
    return place


def _download(look: Look) -> None:
    st.download_button(
        "Download JSON",
        json.dumps(look.to_dict(), indent=1, ensure_ascii=False),
        file_name=f"look-{look.photo.sha256[:8]}.json",
        mime="application/json",
        icon=":material/download:",
        on_click="ignore",
        key="json",
    )


def _head_line(key: str) -> DeltaGenerator:
    return st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key=key)


def _title(hint: str) -> None:
    with st.container(gap=None, width="content"):
        st.title("Your look", anchor="photo")
        st.html(f'<div class="muted">{hint}</div>')


def _nothing(reason: str, view: PhotoView) -> None:
    with st.container(key="nothing", gap="small"):
        st.html(f'<div class="none">{escape(reason)}</div>')
        if view.pieces:
            floor = round(100 * view.analysis.score_floor)
            # Before the slider is drawn again: its value cannot be set after.
            st.button(f"Show everything from {floor}%", on_click=set_confidence, args=(floor,), key="lower")


def _mark(numbered: Numbered | None) -> None:
    """The selected garment's row. A style rule, as React drops classes that a script sets."""
    if numbered is None:
        return
    row, colour = f".st-key-row_{numbered.number}", numbered.colour
    st.html(
        f"<style>{row} h3 {{ text-decoration: underline 2px; text-underline-offset: 5px }}"
        f"{row} [class*=st-key-crop_] img {{ outline: 3px solid {colour}; outline-offset: -3px }}</style>"
    )
