"""Everybody's first garment before anybody's second: a page costs a small machine more than the look at its photo."""

from __future__ import annotations

import time

import streamlit as st

from app_pages.opened import line

# Left for the first rows of those who were in the line to arrive, each; in a crowd their browsers have to share, too.
ARRIVAL_S = 0.25
MOST_S = 8.0
LOOK_AGAIN_S = 0.1
SIGN_EVERY_S = 1.0  # each sign costs the visitor's browser a moment


def others_first(arrival_s: float = ARRIVAL_S, most_s: float = MOST_S) -> None:
    """Wait while other visitors' photos are being looked at: not at all where nobody is there, `most_s` at most."""
    if not (most := len(line())):
        return
    spot = st.empty()
    begun = busy = sign = time.monotonic()
    while (now := time.monotonic()) - begun < most_s and now - busy < most * arrival_s:
        if others := len(line()):
            busy, most = now, max(most, others)
        if now - sign >= SIGN_EVERY_S:
            sign = now
            spot.empty()  # where Streamlit ends this run if the visitor has moved on
        time.sleep(LOOK_AGAIN_S)
