"""The result's frame, and its outline while the models look at a photo: one shape, so that nothing jumps."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.controls import DEFAULT_K
from app_pages.garment_row import TILE_WIDTH_PX

COLUMNS = [0.33, 0.67]
ROWS = 2
# As high as what takes their places.
CONTROL_HEIGHTS_PX = (44, 30, 64)  # department line, choice, sliders
BAR_PX, NAME_PX, CARD_PX = 38, 24, 385


def draw_outline(place: DeltaGenerator) -> None:
    """Fill a place with the outline. As long as it is there the style sheet hides what is drawn after it: what
    arrives in pieces is seen when the place is emptied."""
    with place.container(key="outline"):
        with head_line("head_waiting"):
            title("Finding the garments and their matches.")
            st.skeleton(37, width=270)
        left, right = st.columns(COLUMNS, gap="medium")
        with left, st.container(gap="small"):
            with st.container(key="photo_waiting"):
                st.skeleton()
            for height in CONTROL_HEIGHTS_PX:
                st.skeleton(height)
        with right:
            st.skeleton(BAR_PX, width=260)
            for number in range(ROWS):
                _row(number)


def head_line(key: str) -> DeltaGenerator:
    """Title on the left, actions on the right."""
    return st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key=key)


def title(hint: str) -> None:
    with st.container(gap=None, width="content"):
        st.title("Your look", anchor="photo")
        st.html(f'<div class="muted">{hint}</div>')


def _row(number: int) -> None:
    with st.container(key=f"row_waiting_{number}", gap="xsmall"):
        st.skeleton(NAME_PX, width=160)
        tiles = DEFAULT_K + 1
        grid = st.grid(tiles, min_column_width=TILE_WIDTH_PX, wrap=False, gap="xsmall", key=f"strip_waiting_{number}")
        for _ in range(tiles):
            grid.skeleton(CARD_PX)
