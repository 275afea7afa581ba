"""The photo with its numbered garments, to click or to reach by keyboard: an inline component, no package."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import box_editing, session
from app_pages.catalogues import current_shop
from app_pages.markup import name_of
from app_pages.numbering import Numbered, area
from app_pages.view import PhotoView

ASSETS = Path(__file__).parent / "assets"

_mount = st.components.v2.component(
    "look_photo",
    html='<div class="panel"><figure class="photo"></figure></div>',
    css=(ASSETS / "look_photo.css").read_text("utf-8"),
    js=(ASSETS / "look_photo.js").read_text("utf-8") + (ASSETS / "box_editing.js").read_text("utf-8"),
)


def photo_place(view: PhotoView) -> DeltaGenerator:
    """The place of the photo, as high as the photo will be: it is drawn last, and nothing may jump for it."""
    photo = view.analysis.photo
    place = st.container(key="photo_place", gap=None)
    # The empty element is there because Streamlit draws no empty container.
    ratio = f".st-key-photo_place {{ --ratio: {photo.width / photo.height:.4f} }}"
    place.html(f"<style>{ratio}</style><i></i>")
    return place


def look_photo(
    view: PhotoView,
    shown: Sequence[Numbered],
    boxes: bool,
    row_key: str,
    is_editable: bool = False,
    start: int | None = None,
) -> int | None:
    """Draw a photo and return the number of the selected garment.

    Args:
        shown: the garments that get a dot. boxes: draw all boxes, not only the selected one's.
        row_key: a garment's row on the page has the key row_key + number; selecting scrolls to it.
        is_editable: whether boxes can be corrected and drawn.
        start: the number of the garment that is selected until the first click.
    """
    # Streamlit keeps the callbacks until the session ends, and with them what they refer to: nothing large.
    photo, key = view.analysis.photo, photo_key(view)
    result = _mount(
        key=key,
        # The selection is kept out of the data: the browser then need not get the photo again for a click.
        data={
            "src": view.uri,
            "width": photo.width,
            "height": photo.height,
            "alt": f"Your photo, with {len(shown)} numbered garments",
            "items": [_item(each) for each in shown],
            "boxes": boxes,
            "rowKey": row_key,
            "edit": _edit(view),
            "start": start,
        },
        default={"selected": start},
        on_selected_change=lambda: box_editing.take_selection(key),
        on_box_change=lambda: _take_drag(key) if is_editable else None,
    )
    selected = result.selected
    return int(selected) if selected in {each.number for each in shown} else None


def _take_drag(key: str) -> None:
    """A box that was dragged on the photo shown; on none that is shown no more."""
    view = view_of(key)
    if view is not None:
        box_editing.take_drag(current_shop(), view, key)


def view_of(key: str) -> PhotoView | None:
    """The photo that is shown, if it is the one with this key: a browser that is behind asks of another."""
    view = session.current_view()
    return view if view is not None and photo_key(view) == key else None


def _edit(view: PhotoView) -> dict[str, Any] | None:
    """The garment in hand, while boxes are edited."""
    if not box_editing.is_editing():
        return None
    return {"number": box_editing.target(), "box": box_editing.pending(view)}


def photo_key(view: PhotoView) -> str:
    """The key under which the photo's selection is kept; one per person, as the numbers are another's then."""
    return f"photo_{view.analysis.photo.sha256[:16]}_{view.person}"


def _item(numbered: Numbered) -> dict[str, Any]:
    detection = numbered.detection
    return {
        "number": numbered.number,
        "name": name_of(detection.group),
        "percent": round(100 * detection.score),
        "drawn": detection.drawn,
        "box": list(detection.box),
        "area": area(detection.box),
        "dot": list(numbered.dot),
        "colour": numbered.colour,
        "ink": numbered.ink,
    }
