"""The garment that the Inside page looks into: chosen on the photo, named in the address."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages.address import keep
from app_pages.look_photo import look_photo, photo_key
from app_pages.view import PhotoView, Piece

LINKED = "linked_garment"
LINK = "garment"  # query parameter: the number of the garment chosen, where it is not the first


def choose_piece(view: PhotoView, shown: Sequence[Piece]) -> Piece | None:
    """The photo as the picker of the garment; until there is a click, the one that the address names, or the first.

    shown: those that the settings leave; where they leave none, every candidate may be chosen.
    """
    pieces = list(shown or view.pieces)
    st.html(f'<div class="muted">{"Choose a garment" if pieces else "No garment was found"}</div>')
    numbered = [each.numbered for each in pieces]
    linked = next((each.number for each in numbered if str(each.number) == _linked(view)), None)
    number = look_photo(view, numbered, boxes=False, row_key="none_", start=linked)
    if number != linked:
        st.session_state[LINKED] = photo_key(view), None
    piece = next((each for each in pieces if each.numbered.number == number), pieces[0] if pieces else None)
    keep(LINK, str(number) if piece and piece is not pieces[0] else None)
    return piece


def _linked(view: PhotoView) -> str | None:
    """What the address said of the first photo that is seen here; nothing of any other, and nothing after a click."""
    key, wanted = st.session_state.setdefault(LINKED, (photo_key(view), st.query_params.get(LINK)))
    return wanted if key == photo_key(view) else None
