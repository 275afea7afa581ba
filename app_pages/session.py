"""What one browser session holds: its photos, analysed. In memory only, never written, never logged."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app_pages.housekeeping import forget
from app_pages.numbering import Numbered, number_detections
from app_pages.opened import in_line
from app_pages.pictures import photo_uri, tile
from pipeline import Analysis, ShopTheLook
from pipeline.decode import cost_mb
from pipeline.errors import BusyError, PhotoError, StuckError

# A session may go back to its last photos at once, but not fill the machine: 24 megapixels are 72 MB.
KEPT_PIXELS = 24_000_000


@dataclass(frozen=True)
class Offer:
    """A photo given and not looked at yet. name: "photo", or the id of a sample; never the user's file name."""

    data: bytes
    name: str

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, eq=False)
class Piece:
    """A numbered garment with its tile (JPEG). is_sold: some department has products of its group."""

    numbered: Numbered
    tile: bytes
    is_sold: bool


@dataclass(frozen=True, eq=False)
class PhotoView:
    """An analysed photo, ready to draw. uri: the photo reduced for the screen. pieces: one per candidate."""

    analysis: Analysis
    uri: str
    pieces: tuple[Piece, ...]

    @property
    def pixels(self) -> int:
        return self.analysis.photo.pixels.size // 3


def offer(data: bytes, name: str = "photo") -> None:
    """Hand in a photo; the next run of the page analyses it."""
    st.session_state["offer"] = Offer(data, name)


def offer_file(file: UploadedFile | None) -> bool:
    """Hand in what an uploader or the camera holds; True when there was a file. The widget is empty again then."""
    if file is None:
        return False
    st.session_state["files"] = st.session_state.get("files", 0) + 1
    offer(file.getvalue())
    forget(file)
    return True


def file_key(name: str) -> str:
    """Key of a widget that takes files. It changes with every file, as only a new widget is an empty one."""
    return f"{name}_{st.session_state.get('files', 0)}"


def take_offer() -> Offer | None:
    """The photo that waits to be analysed, if any. A photo seen before is shown at once instead."""
    waiting: Offer | None = st.session_state.pop("offer", None)
    if waiting is None:
        return None
    st.session_state["photo_error"] = None
    if waiting.sha256 in _views():
        st.session_state["shown"] = waiting.sha256
        return None
    return waiting


def analyse(shop: ShopTheLook, photo: Offer) -> None:
    """Run the models and show the photo. One that cannot be used leaves a message, and what was there stays."""
    try:
        analysis = in_line(lambda: shop.analyse(photo.data, name=photo.name), cost_mb(photo.data))
    except (PhotoError, BusyError, StuckError) as error:
        st.session_state["photo_error"] = str(error)
        return
    _keep(photo.sha256, prepare(analysis))


def prepare(analysis: Analysis) -> PhotoView:
    """Everything that is drawn, made once per photo."""
    photo = analysis.photo
    detections = [candidate.detection for candidate in analysis.candidates]
    numbered = number_detections(detections, analysis.default_confidence, photo.height)
    sold = {candidate.detection.group for candidate in analysis.candidates if any(candidate.neighbours.values())}
    pieces = tuple(
        Piece(each, tile(photo.pixels, photo.on_pixels(each.detection.box)), each.detection.group in sold)
        for each in numbered
    )
    return PhotoView(analysis, photo_uri(photo.pixels), pieces)


def current_view() -> PhotoView | None:
    """The photo that is shown, if there is one yet."""
    return _views().get(st.session_state.get("shown", ""))


def photo_error() -> str | None:
    """Why the last photo could not be used; None when it could."""
    message: str | None = st.session_state.get("photo_error")
    return message


def _views() -> dict[str, PhotoView]:
    views: dict[str, PhotoView] = st.session_state.setdefault("views", {})
    return views


def _keep(sha256: str, view: PhotoView) -> None:
    views = _views()
    views[sha256] = view
    st.session_state["shown"] = sha256
    while len(views) > 1 and sum(each.pixels for each in views.values()) > KEPT_PIXELS:
        del views[next(iter(views))]
