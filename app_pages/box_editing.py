"""Putting boxes right: which one is in hand, and what becomes of it when it is dragged, drawn or given a group."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages import session
from app_pages.opened import quiet_gate
from app_pages.view import PhotoView, with_box
from pipeline import ShopTheLook
from pipeline.crop import Box
from pipeline.errors import BusyError, SettingError

EDITING, TARGET, PENDING, ERROR = "editing", "edit_target", "pending_box", "box_error"
NEW = 0  # the target that is no garment yet


def is_editing() -> bool:
    return bool(st.session_state.get(EDITING))


def edit_button() -> None:
    """Starts and ends the editing."""
    done = is_editing()
    st.button(
        "Done" if done else "Edit",
        icon=":material/check:" if done else ":material/edit:",
        key="edit_button",
        help=None if done else "Correct a box or draw one",
        type="tertiary",
        on_click=_switch,
    )


def target() -> int | None:
    """The number of the garment in hand, NEW for one that is being drawn; None when nothing is being edited."""
    number = st.session_state.get(TARGET, NEW)
    # A browser that is behind names what it saw: where no garment is called so any more, Streamlit hands on the words.
    return (number if isinstance(number, int) else NEW) if is_editing() else None


def pending(view: PhotoView) -> Box | None:
    """The box that is drawn on this photo and has no group yet."""
    photo, box = st.session_state.get(PENDING) or (None, None)
    return box if is_editing() and photo == view.analysis.photo.sha256 else None


def await_group(view: PhotoView, box: Box) -> None:
    """A new box: nothing is matched before its group is known."""
    st.session_state[PENDING] = view.analysis.photo.sha256, box


def take_drag(shop: ShopTheLook, view: PhotoView, photo_key: str) -> None:
    """A box was dragged on the photo: {number or null, box}. Called back before the page is drawn again."""
    dragged: dict[str, Any] | None = st.session_state[photo_key].get("box")
    if dragged:
        (x0, y0, x1, y1), photo = dragged["box"], view.analysis.photo
        box = _within(x0, photo.width), _within(y0, photo.height), _within(x1, photo.width), _within(y1, photo.height)
        number = int(dragged.get("number") or NEW)
        apply_box(shop, view, number if number <= len(view.pieces) else NEW, box)


def take_selection(photo_key: str) -> None:
    """A garment was chosen on the photo: it is the one in hand."""
    st.session_state[TARGET] = int(st.session_state[photo_key].get("selected") or NEW)
    st.session_state[PENDING] = None


def apply_box(shop: ShopTheLook, view: PhotoView, number: int, box: Box) -> None:
    """Put a garment's box elsewhere; a new one waits for its group."""
    if number == NEW:
        await_group(view, box)
        st.session_state[TARGET] = NEW
        return
    correct(shop, view, view.piece(number).numbered.detection.group, box, number)


def correct(shop: ShopTheLook, view: PhotoView, group: str, box: Box, number: int) -> None:
    """Give a garment, or a new one, this box and group; where that cannot be, the panel says why."""
    try:
        with quiet_gate():
            corrected = with_box(shop, view, group, box, None if number == NEW else number)
    except (SettingError, BusyError) as error:
        st.session_state[ERROR] = str(error)
        return
    session.replace_view(corrected)
    drawn = corrected.analysis.candidates[0].detection
    place = next(each.numbered.number for each in corrected.pieces if each.numbered.detection == drawn)
    st.session_state[PENDING], st.session_state[TARGET] = None, place


def _within(value: float, length: int) -> int:
    """A corner's place along a side of the photo, on the photo."""
    return min(max(int(value), 0), length)


def _switch() -> None:
    st.session_state[EDITING] = not is_editing()
    st.session_state[PENDING] = None
