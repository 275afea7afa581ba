"""The result's frame, and its outline while the models look at a photo: one shape, so that nothing jumps."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.controls import DEFAULT_K

COLUMNS = [0.33, 0.67]
ROWS = 2
# As high as what takes their places.
CONTROL_HEIGHTS_PX = (44, 30, 64)  # department line, choice, sliders
ACTIONS_PX, BAR_PX, NAME_PX, CARD_PX = 37, 38, 24, 385


def draw_outline(place: DeltaGenerator) -> None:
    """Fill a place with the outline. As long as it is there the style sheet hides what is drawn after it: what
    arrives in pieces is seen when the place is emptied.

    A column is one piece of HTML: it is drawn for every photo, and elements of Streamlit's own cost a browser more.
    """
    with place.container(key="outline"):
        with head_line("head_waiting"):
            title("Finding the garments and their matches.")
            st.html(_bones(_bone(ACTIONS_PX)), width=270)
        left, right = st.columns(COLUMNS, gap="medium")
        left.html(_bones('<div class="bone photo-waiting"></div>' + "".join(map(_bone, CONTROL_HEIGHTS_PX))))
        right.html(_bones(_bone(BAR_PX, 260) + ROWS * _row()))


def head_line(key: str) -> DeltaGenerator:
    """Title on the left, actions on the right."""
    return st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom", key=key)


def title(hint: str) -> DeltaGenerator:
    """Returns the place of the hint."""
    with st.container(gap=None, width="content"):
        st.title("Your look", anchor="photo")
        place = st.empty()
        place.html(f'<div class="muted">{hint}</div>')
    return place


def _row() -> str:
    cards = (DEFAULT_K + 1) * _bone(CARD_PX)
    return f'<div class="row-waiting">{_bone(NAME_PX, 160)}<div class="strip-waiting">{cards}</div></div>'


def _bone(height_px: int, width_px: int | None = None) -> str:
    width = f";width:{width_px}px" if width_px else ""
    return f'<div class="bone" style="height:{height_px}px{width}"></div>'


def _bones(inside: str) -> str:
    return f'<div class="bones" aria-hidden="true">{inside}</div>'
