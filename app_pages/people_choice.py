"""Several people in one photo: which one is shown, and the way to another."""

from __future__ import annotations

import streamlit as st

from app_pages import session
from app_pages.catalogues import current_shop
from app_pages.opened import quiet_gate
from app_pages.view import PhotoView, of_person
from pipeline.errors import BusyError

EVERYBODY = "Everybody"


def people_choice(view: PhotoView) -> None:
    """Nothing for one person; else who is shown, counted from the left of the photo."""
    if not view.people:
        return
    names = [*(_name(index, len(view.people)) for index in range(len(view.people))), EVERYBODY]
    key = _key(view)
    with st.container(key="people", gap="xsmall"):
        st.html(f'<div class="muted">{len(view.people)} people in the photo. The garments of:</div>')
        st.segmented_control(
            "Person",
            names,
            default=_shown(view, names),
            required=True,
            key=key,
            on_change=_choose,
            args=(names, key),
            width="stretch",
            label_visibility="collapsed",
        )


def _choose(names: list[str], key: str) -> None:
    view = session.current_view()
    if view is None or _key(view) != key:  # a browser that is behind: another photo is shown
        return
    chosen = names.index(st.session_state[key])
    try:
        with quiet_gate():
            session.replace_view(of_person(current_shop(), view, chosen if chosen < len(view.people) else None))
    except BusyError as error:
        session.note(str(error))
        st.session_state[key] = _shown(view, names)


def _key(view: PhotoView) -> str:
    return f"person_{view.analysis.photo.sha256[:16]}"


def _shown(view: PhotoView, names: list[str]) -> str:
    return EVERYBODY if view.person is None else names[view.person]


def _name(index: int, count: int) -> str:
    """By place: the only thing that is known of a person here."""
    if count == 2:
        return ("Left", "Right")[index]
    if count == 3:
        return ("Left", "Middle", "Right")[index]
    return f"{index + 1} from left"
