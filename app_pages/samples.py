"""The sample looks that come with the catalogue."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from app_pages import session
from app_pages.pictures import sample_picture


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
    marked = [entry for entry in entries if entry.get("sample")]
    samples = (Sample(str(entry["id"]), listing.parent / entry["file"]) for entry in marked or entries)
    return [sample for sample in samples if sample.path.is_file()]


def sample_grid(samples: list[Sample], columns: int, where: str) -> None:
    """Pictures of which the whole surface is the button. where: tells two grids on one page apart."""
    grid = st.grid(columns, min_column_width=92, gap="xsmall")
    for number, sample in enumerate(samples, start=1):
        with grid.cell(), st.container(key=f"sample_{where}_{number}", gap=None):
            st.image(sample_picture(sample.path), width="stretch", alt="")
            if st.button(f"Use sample look {number}", key=f"use_{where}_{number}", width="stretch", type="tertiary"):
                session.offer(sample.path.read_bytes(), name=sample.id)
                st.rerun()
