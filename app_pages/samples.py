"""The sample looks that come with the catalogue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app_pages import markup, session
from app_pages.address import keep
from app_pages.photo_room import Offer
from app_pages.pictures import sample_picture

LINK = "look"  # query parameter: the id of a sample look


@dataclass(frozen=True)
class Sample:
    """A picture of an outfit that anybody may try."""

    id: str
    path: Path


def read_samples(catalogue: Path) -> list[Sample]:
    """The looks of looks/looks.json in a catalogue folder that are marked as samples; where none is marked, all."""
    listing = catalogue / "looks" / "looks.json"
    if not listing.is_file():
        return []
    entries = json.loads(listing.read_text("utf-8"))
    # A catalogue with many looks marks the ones that are offered; without marks all are.
    marked = [entry for entry in entries if entry.get("sample")]
    samples = (Sample(str(entry["id"]), listing.parent / entry["file"]) for entry in marked or entries)
    return [sample for sample in samples if sample.path.is_file()]


def sample_grid(samples: list[Sample], columns: int, where: str) -> None:
    """Pictures of which the whole surface is the button. where: tells two grids on one page apart."""
    grid = st.grid(columns, min_column_width=92, gap="xsmall")
    for number, sample in enumerate(samples, start=1):
        with grid.cell(), st.container(key=f"sample_{where}_{number}", gap=None):
            st.html(markup.picture(sample_picture(sample.path)))
            if st.button(f"Use sample look {number}", key=f"use_{where}_{number}", width="stretch", type="tertiary"):
                _use(sample)
                st.rerun()


def offer_linked(samples: list[Sample]) -> None:
    """A link names a sample look: as the session begins, it is shown as if it had been chosen."""
    if st.session_state.get("linked") is not None:
        return
    st.session_state["linked"], wanted = True, st.query_params.get(LINK)
    for sample in samples:
        if sample.id == wanted:
            _use(sample)
            return


def link_shown(samples: list[Sample]) -> None:
    """The address names the sample look that is shown; never a photo of the visitor's own."""
    shown = session.current_view()
    name = shown.whole.photo.name if shown else None
    keep(LINK, name if name in {sample.id for sample in samples} else None)


def _use(sample: Sample) -> None:
    session.offer(Offer(sample.path.read_bytes(), sample.id))
