"""What the user steers: department, number of matches, confidence, boxes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import look_words
from app_pages.box_editing import edit_button
from app_pages.view import PhotoView
from pipeline.gender import GenderChoice

AUTO = "Auto"
DEPARTMENTS = [AUTO, "Men", "Women", "All"]
DEFAULT_K, MAX_K = 4, 20
MAX_PERCENT = 95


@dataclass(frozen=True)
class Settings:
    """What the user steers. percent: lowest detection score, 0..100."""

    k: int
    percent: int
    gender: GenderChoice


def department_line(view: PhotoView) -> tuple[DeltaGenerator, bool]:
    """The suggested department, and beside it the ways to show and to edit the boxes.

    Returns:
        The place of the suggestion, and whether the boxes are drawn.
    """
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", gap="small", wrap=False
    ):
        place = st.empty()
        place.html(f'<div class="department">{look_words.department(view.analysis.gender)}</div>')
        with st.container(
            horizontal=True, width="content", vertical_alignment="center", gap="small", wrap=False, key="box_actions"
        ):
            edit_button()
            return place, st.toggle("Boxes", value=True, key="boxes", width="content")


def choose_settings(view: PhotoView) -> Settings:
    # Constant capitalised options: a bound widget puts the option as it is shown into the address.
    department = st.segmented_control(
        "Department",
        DEPARTMENTS,
        default=AUTO,
        required=True,
        key="department",
        bind="query-params",
        width="stretch",
        label_visibility="collapsed",
    )
    left, right = st.columns(2, gap="medium", wrap=False)
    analysis = view.analysis
    k = left.slider("Matches per garment", 1, MAX_K, DEFAULT_K, key="k", bind="query-params")
    percent = right.slider(
        "Confidence at least",
        round(100 * analysis.score_floor),
        MAX_PERCENT,
        round(100 * analysis.default_confidence),
        key="confidence",
        format="%d%%",
        bind="query-params",
    )
    # None where the address says "department=": required holds for clicks only.
    return Settings(k, percent, cast(GenderChoice, (department or AUTO).lower()))


def set_confidence(percent: int) -> None:
    """Move the confidence slider."""
    st.session_state["confidence"] = percent
