"""The garment whose box is being put right, as widgets: which it is, what it is, its sides as numbers."""

from __future__ import annotations

import streamlit as st

from app_pages import session
from app_pages.box_editing import ERROR, NEW, PENDING, TARGET, apply_box, await_group, correct, pending
from app_pages.catalogues import current_shop
from app_pages.look_photo import photo_key, view_of
from app_pages.markup import NAMES, name_of
from app_pages.view import PhotoView, without
from pipeline import ShopTheLook
from pipeline.crop import Box
from pipeline.taxonomy import GROUPS

SIDES = ("Left", "Top", "Right", "Bottom")
HINT = "Drag a box to move it, its handles to reshape it. Drag beside the boxes to draw a new one. Sides in pixels."


def edit_panel(shop: ShopTheLook, view: PhotoView, numbers: list[int]) -> None:
    """The garment in hand: which, what it is, where it lies. numbers: the garments on the photo."""
    if st.session_state.get(TARGET) not in (NEW, *numbers):  # a garment that is gone, or what it was called before
        st.session_state[TARGET] = NEW
    with st.container(key="edit", gap="xsmall"):
        st.html(f'<div class="muted">{HINT}</div>')
        if message := st.session_state.pop(ERROR, None):
            st.error(message)
        # Streamlit keeps the callbacks until the session ends, and with them what they refer to: nothing large.
        photo, labels = photo_key(view), {number: _label(view, number) for number in (NEW, *numbers)}
        chosen = st.selectbox(
            "Garment",
            list(labels),
            format_func=lambda number: labels.get(number, ""),
            key=TARGET,
            on_change=_choose,
            args=(photo,),
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
            args=(photo, chosen, box),
        )
        _sides(view, chosen, box)
        if chosen != NEW:
            st.button("Remove this garment", icon=":material/delete:", key="remove_garment", type="tertiary",
                      on_click=_remove, args=(photo, chosen, box))  # fmt: skip


def _in_hand(view: PhotoView, number: int) -> tuple[Box | None, str | None]:
    if number == NEW:
        return pending(view), None
    detection = view.piece(number).numbered.detection
    return detection.box, detection.group


def _in_sight(photo: str, number: int, box: Box) -> PhotoView | None:
    """The photo with this key, while it is shown and the garment has this box: a browser that is behind asks of what is
    changed or gone, and says everything again that stood beside it."""
    view = view_of(photo)
    if view is None or number > len(view.pieces) or _in_hand(view, number)[0] != box:
        return None
    return view


def _sides(view: PhotoView, number: int, box: Box) -> None:
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
            args=(photo_key(view), number, box, index),
        )


def _set_side(photo: str, number: int, box: Box, index: int) -> None:
    sides = list(box)
    sides[index] = int(st.session_state[_key(SIDES[index], number, box)])
    if view := _in_sight(photo, number, box):
        apply_box(current_shop(), view, number, (sides[0], sides[1], sides[2], sides[3]))


def _set_group(photo: str, number: int, box: Box) -> None:
    group, shop = st.session_state[_key("group", number, box)], current_shop()
    view = _in_sight(photo, number, box)
    if view and (group in NAMES or group in shop.embedder.groups):
        correct(shop, view, group, box, number)


def _choose(photo: str) -> None:
    """A new garment starts as a box in the middle."""
    view = view_of(photo)
    if view is None or st.session_state[TARGET] != NEW:
        st.session_state[PENDING] = None
        return
    width, height = view.analysis.photo.width, view.analysis.photo.height
    await_group(view, (width * 3 // 10, height * 3 // 10, width * 7 // 10, height * 7 // 10))


def _remove(photo: str, number: int, box: Box) -> None:
    if view := _in_sight(photo, number, box):
        session.replace_view(without(view, number))
        st.session_state[TARGET] = NEW


def _label(view: PhotoView, number: int) -> str:
    return "A new garment" if number == NEW else f"{number} {name_of(view.piece(number).numbered.detection.group)}"


def _place(group: str) -> int:
    """As everywhere in the app; a group that only the embedder knows comes last."""
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _key(name: str, number: int, box: Box) -> str:
    """A widget of its own for every state of a box: what it shows then always is the box."""
    return "_".join(["box", name.lower(), str(number), *map(str, box)])
