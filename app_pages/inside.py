"""Inside: the photo of the Shop page once more, stage by stage, with every number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app_pages import session
from app_pages.address import reachable_look
from app_pages.catalogues import current_shop
from app_pages.inside_candidates import candidates
from app_pages.inside_choice import choose_piece
from app_pages.inside_crops import crops
from app_pages.inside_gender import department
from app_pages.inside_input import inputs
from app_pages.inside_map import embedding_map
from app_pages.inside_pose import pose
from app_pages.inside_search import annoy_against_exact, stable
from app_pages.inside_settings import Settled, settle
from app_pages.inside_time import identity, time_spent
from app_pages.opened import in_line, open_shop
from app_pages.photo_input import show_photo_error
from app_pages.samples import Sample, link_shown, offer_linked, read_samples, sample_grid
from app_pages.sections import contents, heading, section, styles
from app_pages.view import PhotoView, Piece
from pipeline import Look, ShopTheLook
from pipeline.errors import BusyError, StuckError
from pipeline.trace import Trace, trace
from pipeline.trace_files import candidates_csv, tensors_npz, trace_json


@dataclass(frozen=True, eq=False)
class Inside:
    """What the sections draw. settled: the look at the settings of the Shop page. piece: the garment chosen, None where
    there is none."""

    shop: ShopTheLook
    view: PhotoView
    trace: Trace
    settled: Settled
    piece: Piece | None

    @property
    def look(self) -> Look:
        return self.settled.look


SECTIONS: tuple[tuple[str, str, str, Callable[[Inside], None]], ...] = (
    ("time", "Time", "What the first analysis of this photo took", lambda inside: time_spent(inside.look)),
    ("input", "Input", "The photo, and the tensor that the detector was given", lambda inside: inputs(inside.trace)),
    ("candidates", "Candidates", "Every box that the detector proposed, and what became of it",
     lambda inside: candidates(inside.view, inside.trace)),
    ("department", "Department", "What the outfit suggests, and which parts of the picture say so",
     lambda inside: department(inside.shop, inside.trace)),
    ("pose", "Pose", "How the person stands, and how much of the person is shown",
     lambda inside: pose(inside.look, inside.trace.of("pose"))),
    ("crops", "Crops and vectors", "Each garment as the embedder was given it",
     lambda inside: crops(inside.view, inside.trace, inside.settled.pieces, inside.piece)),
    ("map", "Map", "The products of the chosen garment’s group, with the garment among them",
     lambda inside: embedding_map(inside.view, inside.settled, inside.piece)),
    ("annoy", "Annoy against exact", "The same vectors, the exhaustive search as the judge",
     lambda inside: annoy_against_exact(inside.look, inside.view, inside.piece)),
    ("stability", "Stability", "Are the best five still the best when the box is a little off?",
     lambda inside: stable(inside.shop, inside.look, inside.view, inside.piece)),
    ("identity", "Identity", "Exactly which files gave these results", lambda inside: identity(inside.shop)),
)  # fmt: skip


def page() -> None:
    styles()
    shop = current_shop()
    samples = read_samples(open_shop().catalogue.directory)
    offer_linked(samples)
    offered = session.take_offer()
    if offered:
        with st.spinner("Looking at the photo"):
            session.analyse(shop, offered)
    link_shown(samples)
    view = session.current_view()
    if view is None:
        no_photo(samples)
        return
    head, downloads = st.columns([0.75, 0.25], vertical_alignment="bottom")
    with head:
        heading("Inside this look", "What every stage saw, and what it decided.")
        settled = settle(view)
    try:
        traced = traced_once(shop, view)
    except (BusyError, StuckError) as error:
        st.warning(str(error))
        return
    rail, main = st.columns([0.22, 0.78], gap="large")
    with rail, st.container(key="rail", gap="small"):
        piece = choose_piece(view, settled.pieces)
        sections = [each for each in SECTIONS if each[0] != "pose" or shop.pose]
        contents([(key, title) for key, title, _, _ in sections])
    with downloads:
        files(shop, view, traced, reachable_look(settled.look))
    inside = Inside(shop, view, traced, settled, piece)
    with main:
        for number, (key, title, note, draw) in enumerate(sections, start=1):
            with section(key, title, note, number):
                try:
                    draw(inside)
                except (BusyError, StuckError) as error:
                    st.warning(str(error))


def no_photo(samples: list[Sample]) -> None:
    """Before there is a photo: where to give one, or a sample look."""
    heading("Inside", "Every stage of a look: what it saw, what it decided, how long it took.")
    show_photo_error()
    st.markdown("Add a photo on the Shop page, then come back: the same photo is taken apart here.")
    st.page_link("app_pages/shop.py", label="Go to the Shop page", icon=":material/arrow_back:")
    if samples:
        st.html('<div class="muted">Or start from a sample look</div>')
        with st.container(width=760):
            sample_grid(samples[:6], 6, "inside")


def traced_once(shop: ShopTheLook, view: PhotoView) -> Trace:
    """The trace of the photo shown; only the last one is kept, in this session."""
    kept: Trace | None = st.session_state.get("trace")
    if kept is None or kept.analysis is not view.analysis:
        with st.spinner("Running the models once more, with everything kept"):
            kept = st.session_state["trace"] = in_line(lambda: trace(shop, view.analysis))
    return kept


def files(shop: ShopTheLook, view: PhotoView, traced: Trace, look: Look) -> None:
    """JSON, CSV and NPZ; made when asked for, as the tensors are large."""
    name, labels = look.photo.sha256[:8], shop.detector.model.spec.labels
    shown = {piece.numbered.detection: piece.numbered.number for piece in view.pieces}
    numbers = [shown[candidate.detection] for candidate in view.analysis.candidates]
    offered = (
        ("json", "Everything as JSON", lambda: trace_json(traced, look), f"inside-{name}.json", "application/json"),
        ("csv", "Candidates as CSV", lambda: candidates_csv(traced), f"candidates-{name}.csv", "text/csv"),
        (
            "npz",
            "Tensors as NPZ",
            lambda: tensors_npz(traced, numbers, labels),
            f"tensors-{name}.npz",
            "application/octet-stream",
        ),
    )
    with (
        st.container(horizontal=True, horizontal_alignment="right"),
        st.popover("Downloads", icon=":material/download:"),
    ):
        for kind, label, make, file, mime in offered:
            st.download_button(label, make, file, mime, on_click="ignore", key=f"inside_{kind}", width="stretch")


page()
