"""What the Inside page keeps of a photo beyond its run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from app_pages import session
from pipeline import Analysis

# Where it is kept -> the analysis that it belongs to.
ANALYSIS_OF: dict[str, Callable[[Any], Analysis]] = {
    "trace": lambda trace: trace.analysis,
    "stability": lambda kept: kept[0],
    "occlusion": lambda kept: kept[0].analysis,
}


def forget_stale() -> None:
    """Drop what belongs to no analysis of this session any more: it would hold its photo and its catalogue."""
    known = [view.analysis for view in session.given_photos().values() if view]
    for key, analysis_of in ANALYSIS_OF.items():
        kept = st.session_state.get(key)
        if kept is not None and not any(each is analysis_of(kept) for each in known):
            del st.session_state[key]
