"""Several photos of one session: small pictures to go from one to another."""

from __future__ import annotations

import streamlit as st

from app_pages import session


def photo_strip() -> None:
    """A small picture per photo, the shown one outlined; nothing where there is one photo only."""
    photos = session.given_photos()
    if len(photos) < 2:
        return
    with st.container(horizontal=True, gap="xsmall", key="photos", wrap=False):
        for number, (sha256, view) in enumerate(photos.items(), start=1):
            state = "_shown" if sha256 == session.shown_photo() else ""
            with st.container(key=f"photo_tab_{number}{state}", gap=None, width=44):
                if view:
                    st.image(view.thumbnail, width="stretch", alt="")
                else:
                    st.skeleton(55)
                if st.button(f"Show photo {number}", key=f"show_{number}", width="stretch", type="tertiary"):
                    session.show(sha256)
                    st.rerun()
