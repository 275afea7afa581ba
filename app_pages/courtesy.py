"""Everybody's first garment before anybody's second: a page costs a small machine more than the look at its photo."""

from __future__ import annotations

import time
from collections.abc import Callable

import streamlit as st

from app_pages.opened import line

# Left for the first rows of those who were in the line to arrive: each, and all together at most. In a crowd their
# browsers have to share, too.
ARRIVAL_S, ALL_ARRIVED_S = 0.25, 2.0
TOGETHER_S = 2.0  # who comes so soon after belongs to the same crowd
MOST_S = 8.0
LOOK_AGAIN_S = 0.1
SIGN_EVERY_S = 1.0  # each sign costs the visitor's browser a moment


def others_first(
    hand_over: Callable[[], None] = lambda: None,
    arrival_s: float = ARRIVAL_S,
    together_s: float = TOGETHER_S,
    most_s: float = MOST_S,
) -> None:
    """Wait for those who are in the line, not for who comes later: not at all where nobody is, `most_s` at most.

    hand_over: what is drawn here is kept back until then.
    """
    if not (others := line().present()):
        return
    spot = st.empty()
    begun = busy = sign = time.monotonic()
    while (now := time.monotonic()) - begun < most_s and now - busy < min(ALL_ARRIVED_S, arrival_s * len(others)):
        present = line().present()
        if now - begun < together_s:
            others |= present
        if others & present:
            busy = now
        if now - sign >= SIGN_EVERY_S:
            sign = now
            spot.empty()
            hand_over()  # where Streamlit ends this run if the visitor has moved on
        time.sleep(LOOK_AGAIN_S)
