"""What is written beside the models: measured figures (metrics.json) and what people wrote (the cards)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

Report = dict[str, Any]


@dataclass(frozen=True)
class Card:
    """The parts of a model card that the manifest does not hold."""

    use: str
    limits: tuple[str, ...]


@dataclass(frozen=True)
class Measured:
    """The figures of one model. is_current, forms_current: they were measured on the very file that runs here; a table
    of forms that names no file counts as current."""

    report: Report
    is_current: bool
    forms: Report
    forms_current: bool


@dataclass(frozen=True)
class Mistakes:
    """A picture of a model's mistakes, from left to right, and a caption of a line or two for each, where known."""

    picture: Path
    captions: tuple[str, ...]


def mistakes(folder: Path, role: str) -> Mistakes | None:
    """None where there is no picture."""
    picture = folder / "failures" / f"{role}.webp"
    if not picture.exists():
        return None
    try:
        captions = json.loads(picture.with_suffix(".json").read_text("utf-8"))
    except (OSError, ValueError):
        captions = []
    return Mistakes(picture, tuple(map(str, captions)))


def measured(folder: Path, role: str, sha256: str) -> Measured:
    """Empty where nothing was measured yet."""
    metrics = _metrics(folder / "metrics.json")
    own = metrics.get(role, {})
    forms = metrics.get("quantisation", {}).get(role, {})
    return Measured(own.get("report", {}), own.get("sha256") == sha256, forms, forms.get("sha256", sha256) == sha256)


@st.cache_data(max_entries=8, show_spinner=False)
def _metrics(path: Path) -> Report:
    try:
        return dict(json.loads(path.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


@st.cache_data(max_entries=8, show_spinner=False)
def card(path: Path) -> Card:
    """Intended use and limits of a card; empty where there is none."""
    try:
        text = path.read_text("utf-8")
    except OSError:
        return Card("", ())
    use = re.search(r"\*\*Intended use\.\*\*\s*(.+)", text)
    limits = re.search(r"^## Limits\n+((?:- .+\n?)+)", text, re.MULTILINE)
    lines = limits[1].strip().split("\n") if limits else []
    return Card(use[1] if use else "", tuple(line.removeprefix("- ") for line in lines))


def tables(report: Report, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Report]]:
    """Every level of a report that holds numbers of its own, by its path."""
    if any(isinstance(value, int | float) for value in report.values()):
        yield ", ".join(path) or "all", report
    for name, value in report.items():
        if isinstance(value, dict):
            yield from tables(value, (*path, name))


def numbers(row: Report) -> dict[str, float]:
    """The plain numbers of one level."""
    return {
        name: value for name, value in row.items() if isinstance(value, int | float) and not isinstance(value, bool)
    }


def recalls(row: Report) -> dict[int, float]:
    """recall@k of one level: k -> value."""
    found = {re.fullmatch(r"recall@(\d+)", name): value for name, value in row.items()}
    return {int(match[1]): float(value) for match, value in found.items() if match and value is not None}
