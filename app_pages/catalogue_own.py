"""A catalogue of the visitor's own: choose files, say what the columns mean, watch it being built, read the report."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages import catalogues
from app_pages.markup import counted, products
from app_pages.own_build import OwnBuild
from app_pages.own_form import own_form
from app_pages.sections import table
from pipeline import ShopTheLook

SHOWN_REJECTED = 50
REJECTED = "rejected.csv"  # which every build leaves beside the catalogue


def bring_your_own(shop: ShopTheLook) -> None:
    build: OwnBuild | None = st.session_state.get("own_build")
    if build is not None and build.is_running:
        _watch(build)
        return
    if build is not None:
        _finish(build)
    _report(shop)
    if not catalogues.has_room():
        st.html('<div class="muted">This session holds as many catalogues as it may. Remove one first.</div>')
        return
    own_form(shop)


@st.fragment(run_every=1.0)
def _watch(build: OwnBuild) -> None:
    """How far it is, once a second, and the way to stop it."""
    if not build.is_running:
        st.rerun(scope="app")
    st.progress(*_progress(build))
    # Not a method of the build's: Streamlit keeps the callback until the session ends, and with it what was built.
    st.button("Cancel", icon=":material/close:", key="own_cancel", disabled=build.cancelled.is_set(),
              on_click=build.cancelled.set)  # fmt: skip


def _progress(build: OwnBuild) -> tuple[float, str]:
    """The share that is done, and what is being done."""
    progress = build.progress
    share = min(progress.done / progress.total, 1.0) if progress and progress.total else 0.0
    if build.cancelled.is_set():
        return share, "Stopping…"
    if build.waiting:
        return 0.0, "Waiting for another visitor’s build to end"
    if progress is None:
        return 0.0, "Reading the table"
    verb = "Looking at picture" if progress.stage == "embedding" else "Indexing vector"
    return share if progress.total else 1.0, f"{verb} {progress.done:,} of {progress.total:,}"


def _finish(build: OwnBuild) -> None:
    """Take over what was built, or say why not."""
    st.session_state["own_build"] = None
    if build.result is not None:
        catalogues.keep_own(build.result)
        st.rerun(scope="app")
    st.session_state["own_error"] = build.error


def _report(shop: ShopTheLook) -> None:
    """Of the last build that failed, and of the catalogue chosen when it is the visitor's own."""
    error = st.session_state.pop("own_error", None)
    if error:
        st.error(error, title="No catalogue was built")
    rejected = catalogues.rejected_of(shop.catalogue)
    if rejected is None:
        return
    st.html(
        f"<div><b>{escape(shop.catalogue.name)}</b> is yours: {products(len(shop.catalogue))}, "
        f"{counted(len(rejected), 'row')} left out. The Shop page searches it now.</div>"
    )
    if rejected:
        rows = [[str(each.number), each.product_id, each.reason] for each in rejected[:SHOWN_REJECTED]]
        with st.container(key="own_rejected"):
            table(["Row", "Product", "Why it was left out"], rows, numbers_from=3)
        more = f"The first {SHOWN_REJECTED}; the CSV has all. " if len(rejected) > SHOWN_REJECTED else ""
        st.html(
            f'<div class="caption muted">{more}Row 1 is the first below the heading: line 2 in a spreadsheet.</div>'
        )
    with st.container(horizontal=True, gap="small"):
        if rejected:
            every = (shop.catalogue.directory / REJECTED).read_text("utf-8")
            st.download_button("Rows left out as CSV", every, REJECTED, "text/csv", icon=":material/download:",
                               on_click="ignore", key="own_rejected_csv")  # fmt: skip
        if st.button("Remove this catalogue", icon=":material/delete:", key="own_remove"):
            catalogues.forget(shop.catalogue)
            st.rerun(scope="app")
