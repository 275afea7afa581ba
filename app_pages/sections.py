"""The frame of the pages that look inside: numbered sections, lists of facts, small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages.markup import plain

CSS = Path(__file__).parent / "assets" / "inside.css"


def styles() -> None:
    """The CSS of these pages; once per page."""
    st.html(CSS)


def heading(title: str, note: str) -> None:
    st.title(plain(title), anchor=False)
    st.html(f'<div class="muted page-note">{escape(note)}</div>')


def section(key: str, title: str, note: str = "", number: int | None = None) -> DeltaGenerator:
    """A container under a hairline, with a heading that the page's contents can link to."""
    place = st.container(key=f"section_{key}", gap="small")
    count = f'<span class="muted number">{number}</span>' if number else ""
    place.html(
        f'<div class="section-head" id="{escape(key, quote=True)}">{count}<h2>{escape(title)}</h2>'
        f'<span class="muted">{escape(note)}</span></div>'
    )
    return place


def contents(entries: Sequence[tuple[str, str]]) -> None:
    """Links (key, title) to the sections of the page."""
    links = "".join(f'<a href="#{escape(key, quote=True)}">{escape(title)}</a>' for key, title in entries)
    st.html(f'<nav class="contents" aria-label="Contents">{links}</nav>')


def facts(rows: Mapping[str, str]) -> None:
    """Names and values; empty values are left out."""
    pairs = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items() if value)
    st.html(f'<dl class="facts number">{"".join(pairs)}</dl>')


def table(head: Sequence[str], rows: Sequence[Sequence[str]], numbers_from: int = 1) -> None:
    """A small table; columns from `numbers_from` on are numbers and stand to the right."""
    top = "".join(f'<th scope="col"{_side(n, numbers_from)}>{escape(name)}</th>' for n, name in enumerate(head))
    body = "".join(
        "<tr>" + "".join(f"<td{_side(n, numbers_from)}>{escape(cell)}</td>" for n, cell in enumerate(row)) + "</tr>"
        for row in rows
    )
    st.html(f'<div class="small-table"><table><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table></div>')


def keys(colours: Mapping[str, str]) -> str:
    """What the colours of a picture mean, as HTML: a dot of each (#RRGGBB) with its words."""
    dots = (
        f'<span class="unbroken"><b style="color:{colour}">●</b> <span class="muted">{escape(words)}</span></span>'
        for words, colour in colours.items()
    )
    return f'<div class="caption">{" &nbsp; ".join(dots)}</div>'


def figures(rows: Mapping[str, str]) -> None:
    """A few large numbers with their names, beside each other; two by two on a phone."""
    grid = st.grid(len(rows), min_column_width=130, gap="medium")
    for label, value in rows.items():
        grid.metric(label, value)


def signed(value: float, digits: int = 2) -> str:
    """With a real minus sign."""
    return f"{value:.{digits}f}".replace("-", "−")


def _side(column: int, numbers_from: int) -> str:
    return ' class="right"' if column >= numbers_from else ""
