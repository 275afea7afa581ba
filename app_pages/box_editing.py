"""Putting boxes right: drag them on the photo, or set their sides as numbers; draw one; remove one."""

from __future__ import annotations

from typing import Any

import streamlit as st

from app_pages import session
from app_pages.markup import NAMES, name_of
from app_pages.opened import quiet_gate
from app_pages.view import PhotoView, with_box, without
from pipeline import ShopTheLook
from pipeline.crop import Box
from pipeline.errors import BusyError, SettingError
from pipeline.taxonomy import GROUPS

EDITING, TARGET, PENDING, ERROR = "editing", "edit_target", "pending_box", "box_error"
NEW = 0  # the target that is no garment yet
SIDES = ("Left", "Top", "Right", "Bottom")
HINT = "Drag a box to move it, its handles to reshape it. Drag beside the boxes to draw a new one. Sides in pixels."


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
    return int(st.session_state.get(TARGET, NEW)) if is_editing() else None


def pending() -> Box | None:
    """The box that is drawn and has no group yet."""
    box: Box | None = st.session_state.get(PENDING) if is_editing() else None
    return box


def edit_panel(shop: ShopTheLook, view: PhotoView, numbers: list[int]) -> None:
    """The garment in hand: which, what it is, where it lies. numbers: the garments on the photo."""
    if target() not in (NEW, *numbers):
        st.session_state[TARGET] = NEW
    with st.container(key="edit", gap="xsmall"):
        st.html(f'<div class="muted">{HINT}</div>')
        if message := st.session_state.pop(ERROR, None):
            st.error(message)
        chosen = st.selectbox(
            "Garment",
            [NEW, *numbers],
            format_func=lambda number: _label(view, number),
            key=TARGET,
            on_change=_choose,
            args=(view,),
        )
        box, group = _in_hand(view, chosen)
        if box is None:
            return
        st.pills(
            "What is it?",
            sorted(shop.embedder.groups, key=_place),
            default=group,
            format_func=name_of,
            key=_key("group", chosen, box),
            on_change=_set_group,
            args=(shop, view, chosen, box),
        )
        _sides(shop, view, chosen, box)
        if chosen != NEW:
            st.button("Remove this garment", icon=":material/delete:", key="remove_garment", type="tertiary",
                      on_click=_remove, args=(view, chosen))  # fmt: skip


def take_drag(shop: ShopTheLook, view: PhotoView, photo_key: str) -> None:
    """A box was dragged on the photo: {number or null, box}. Called back before the page is drawn again."""
    dragged: dict[str, Any] | None = st.session_state[photo_key].get("box")
    if dragged:
        x0, y0, x1, y1 = (int(value) for value in dragged["box"])
        number = int(dragged.get("number") or NEW)
        apply_box(shop, view, number if number <= len(view.pieces) else NEW, (x0, y0, x1, y1))


def take_selection(photo_key: str) -> None:
    """A garment was chosen on the photo: it is the one in hand."""
    st.session_state[TARGET] = int(st.session_state[photo_key].get("selected") or NEW)
    st.session_state[PENDING] = None


def apply_box(shop: ShopTheLook, view: PhotoView, number: int, box: Box) -> None:
    """Put a garment's box elsewhere; a new one waits for its group."""
    if number == NEW:
        st.session_state[PENDING], st.session_state[TARGET] = box, NEW
        return
    _correct(shop, view, view.piece(number).numbered.detection.group, box, number)


def _correct(shop: ShopTheLook, view: PhotoView, group: str, box: Box, number: int) -> None:
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


def _in_hand(view: PhotoView, number: int) -> tuple[Box | None, str | None]:
    if number == NEW:
        return pending(), None
    detection = view.piece(number).numbered.detection
    return detection.box, detection.group


def _sides(shop: ShopTheLook, view: PhotoView, number: int, box: Box) -> None:
    """The box as four numbers: the way without a pointer."""
    photo = view.analysis.photo
    for index, (column, side) in enumerate(zip(st.columns(4, gap="xsmall", wrap=False), SIDES, strict=True)):
        column.number_input(
            side,
            0,
            photo.width if index % 2 == 0 else photo.height,
            box[index],
            key=_key(side, number, box),
            on_change=_set_side,
            args=(shop, view, number, box, index),
        )


def _set_side(shop: ShopTheLook, view: PhotoView, number: int, box: Box, index: int) -> None:
    sides = list(box)
    sides[index] = int(st.session_state[_key(SIDES[index], number, box)])
    apply_box(shop, view, number, (sides[0], sides[1], sides[2], sides[3]))


def _set_group(shop: ShopTheLook, view: PhotoView, number: int, box: Box) -> None:
    group = st.session_state[_key("group", number, box)]
    if group in NAMES or group in shop.embedder.groups:
        _correct(shop, view, group, box, number)


def _choose(view: PhotoView) -> None:
    """A new garment starts as a box in the middle."""
    width, height = view.analysis.photo.width, view.analysis.photo.height
    middle = (width * 3 // 10, height * 3 // 10, width * 7 // 10, height * 7 // 10)
    st.session_state[PENDING] = middle if st.session_state[TARGET] == NEW else None


def _remove(view: PhotoView, number: int) -> None:
    session.replace_view(without(view, number))
    st.session_state[TARGET] = NEW


def _switch() -> None:
    st.session_state[EDITING] = not is_editing()
    st.session_state[PENDING] = None


def _label(view: PhotoView, number: int) -> str:
    return "A new garment" if number == NEW else f"{number} {name_of(view.piece(number).numbered.detection.group)}"


def _place(group: str) -> int:
    """As everywhere in the app; a group that only the embedder knows comes last."""
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _key(name: str, number: int, box: Box) -> str:
    """A widget of its own for every state of a box: what it shows then always is the box."""
    return "_".join(["box", name.lower(), str(number), *map(str, box)])
