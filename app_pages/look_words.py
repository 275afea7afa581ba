"""What is said of a look, as HTML: its department, what was found, and why there is nothing where nothing is."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from app_pages.markup import name_of
from pipeline.detector import Detection
from pipeline.gender import PRODUCT_GENDERS, Gender, GenderChoice


def department(gender: Gender) -> str:
    """The suggested department with its probability: of the clothing, never of the person."""
    verb = "Looks like" if gender.is_sure else "Perhaps"
    probability = f'<span class="muted number">{gender.probability:.0%}</span>'
    return f"{verb} <b>{escape(gender.label)}’s</b> clothing {probability}"


def summary(garments: int, searched: Sequence[str], gender: Gender, choice: GenderChoice) -> str:
    """How much was found, and where matches are searched and why."""
    found = "No garment found" if not garments else "1 garment found" if garments == 1 else f"{garments} garments found"
    why = ": the suggestion is not sure enough" if choice == "auto" and not gender.is_sure else ""
    return f'<div class="summary"><h2>{found}</h2><span class="muted">Searching {where(searched)}{why}</span></div>'


def where(searched: Sequence[str]) -> str:
    """The departments that are searched."""
    everything = len(searched) == len(PRODUCT_GENDERS)
    return "every department" if everything else f"the {escape(searched[0])}’s department and unisex"


def nothing_found(best: Detection | None, percent: int, floor_percent: int) -> str:
    """Why there is no garment. best: the surest that was found, though less sure than `percent`."""
    if best is None:
        return (
            f'<div class="none">No garment found: nothing in this photo looks like one by {floor_percent}% or more.<br>'
            '<span class="muted">Try another photo, or draw a box around a garment with “Edit”.</span></div>'
        )
    reached = min(percent - 1, round(100 * best.score))
    return (
        f'<div class="none">No garment is as sure as {percent}%. The surest is '
        f"{escape(name_of(best.group).lower())} with {reached}%.</div>"
    )


def no_match(group: str, searched: Sequence[str], sold_in: frozenset[str], filtered: bool) -> tuple[str, str]:
    """Why a garment has no product: the catalogue has none of its kind, none in the department, none that fits; and
    what to do about it. As text, not HTML.

    searched, sold_in: products' genders; sold_in: those that have its kind, filters aside.
    """
    name = name_of(group).lower()
    if not sold_in:
        return f"The catalogue has no {name}.", ""
    if filtered and not sold_in.isdisjoint(searched):
        return f"No {name} under these filters.", "Change or clear them above the rows."
    return f"No {name} in the {searched[0]}’s department.", "Choose “All” to search every department."
