"""How a photo comes in: the first visit's page, and the dialog that changes the photo later."""

from __future__ import annotations

from importlib.util import find_spec

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app_pages import session
from app_pages.ahead import fetch_ahead
from app_pages.housekeeping import forget
from app_pages.markup import disc
from app_pages.photo_room import Offer
from app_pages.samples import Sample, sample_grid

READS_HEIC = find_spec("pi_heif") is not None  # an optional package
TYPES = ["jpg", "jpeg", "mpo", "png", "webp", "gif", "bmp", *(["heic", "heif"] if READS_HEIC else [])]
# What cameras and shops give; the rest is read as well.
GIVEN = "JPG, PNG, WebP or HEIC" if READS_HEIC else "JPG, PNG or WebP"
MAX_MB = 20
SAMPLES = 12
STEPS = (
    ("Find.", "Top, trousers, coat, shoes, bag: each garment gets a number."),
    ("Match.", "Each is compared with the whole catalogue; the most alike come first."),
    ("Refine.", "Choose the department, how many matches, and how sure a find must be."),
)


def first_visit(samples: list[Sample]) -> None:
    """The page before there is a photo."""
    with st.container(key="hero"):
        left, right = st.columns([0.42, 0.58], gap="large") if samples else (st.container(), None)
        with left:
            st.title("Shop the look", anchor=False)
            st.html('<p class="lead">Add a photo of an outfit. Every garment is found, numbered and matched '
                    "to the products most like it.</p>")  # fmt: skip
            show_photo_error()
            _uploader("upload")
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                if st.button("Use the camera", icon=":material/photo_camera:", key="use_camera"):
                    camera_dialog()
                st.caption("Your photo stays in this session and is not kept.")
            steps = enumerate(STEPS, start=1)
            list_ = '<ol class="steps">' + "".join(_step(n, *words) for n, words in steps) + "</ol>"
            st.html(list_ + fetch_ahead(), unsafe_allow_javascript=True)
        if right:
            with right:
                st.html('<div class="muted" style="margin-bottom:.5rem">Or start from a sample look</div>')
                sample_grid(samples[:SAMPLES], 4, "first")


@st.dialog("Change the photo", width="medium")
def change_dialog(samples: list[Sample]) -> None:
    """Upload, camera or sample; closes as soon as there is a photo."""
    if session.has_offer():
        st.rerun()
    source = st.segmented_control(
        "Source", ["Upload", "Camera"], default="Upload", required=True, key="source", label_visibility="collapsed"
    )
    # Not tabs: a hidden tab is drawn too, and the browser would ask for the camera unbidden.
    if source == "Camera":
        _camera()
    else:
        _uploader("upload_again")
    if samples:
        st.html('<div class="muted">Or a sample look</div>')
        sample_grid(samples[:SAMPLES], 6, "again")


@st.dialog("Take a photo", width="medium")
def camera_dialog() -> None:
    if session.has_offer():
        st.rerun()
    _camera()


def show_photo_error() -> None:
    """Say why the last photos could not be used, until that is closed; one that was put off can be tried again."""
    errors, notes = session.photo_errors(), session.photo_notes()
    if errors:
        title = "This photo cannot be used" if len(errors) == 1 else f"{len(errors)} photos cannot be used"
        with st.container(horizontal=True, vertical_alignment="top", gap="small", wrap=False, key="photo_errors"):
            st.error("\n\n".join(dict.fromkeys(errors)), title=title)
            st.button("Close", icon=":material/close:", type="tertiary", key="close_errors", on_click=errors.clear)
    if notes:
        say = st.warning if session.is_put_off() else st.info
        say("\n\n".join(notes))
    if session.is_put_off() and st.button("Try again", icon=":material/refresh:", key="try_again"):
        session.try_again()
        st.rerun()


def _uploader(name: str) -> None:
    key = _file_key(name)
    st.file_uploader(
        "Photos of outfits",
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=MAX_MB,
        key=key,
        on_change=_offer_files,
        args=(key,),
        label_visibility="collapsed",
    )
    st.html(f'<div class="caption muted">{GIVEN}, up to {MAX_MB} MB each</div>')


def _camera() -> None:
    st.camera_input(
        "Take a photo of an outfit",
        key="camera",
        on_change=_offer_files,
        args=("camera",),
        label_visibility="collapsed",
    )


def _offer_files(key: str) -> None:
    """Hand in what an uploader or the camera holds; the widget is empty again then. A callback: the page that follows
    is drawn with the photo already, instead of once without and once with it."""
    files = st.session_state[key] or []
    # A browser that reports again before it has the next page reports files that are taken in already.
    some = [file for file in (files if isinstance(files, list) else [files]) if isinstance(file, UploadedFile)]
    if not some:
        return
    st.session_state["files"] = st.session_state.get("files", 0) + 1
    session.offer(*(Offer(file.getvalue(), "photo") for file in some))
    for file in some:
        forget(file)


def _file_key(name: str) -> str:
    """Key of a widget that takes files. It changes with every file, as only a new widget is an empty one."""
    return f"{name}_{st.session_state.get('files', 0)}"


def _step(number: int, verb: str, words: str) -> str:
    return f"<li>{disc(number)}<span><b>{verb}</b> <span class='muted'>{words}</span></span></li>"
