"""The rows of a source as text, before any meaning is given to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

Cells = dict[str, str]


@dataclass(frozen=True)
class Rejected:
    """A row that is left out of the catalogue, and why."""

    number: int
    product_id: str
    reason: str


@dataclass(frozen=True)
class Record:
    """One row. number: its place among the data rows, from 1; of a product over several rows, the first."""

    number: int
    cells: Cells


@dataclass(frozen=True)
class Records:
    """What a source holds. columns: what a mapping may refer to. mapping: field -> template that the form implies."""

    columns: tuple[str, ...]
    rows: Iterable[Record | Rejected]
    mapping: Mapping[str, str] = field(default_factory=dict)


def as_text(value: Any) -> str:
    """A cell of any type as the text that a table would show."""
    if value is None:
        return ""
    if isinstance(value, float) and value != value:
        return ""
    if isinstance(value, (list, dict)):
        return json.dumps(value, ensure_ascii=False)
    return str(value).strip()


def is_text(value: str) -> bool:
    """Whether it can be written: JSON can hold half a letter ("\\ud800"), which no encoding knows."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True


def flattened(value: Mapping[str, Any], prefix: str = "") -> Cells:
    """Nested objects as cells: {"price": {"amount": 3}} has "price.amount"; a list its first entry and "name.0" ..."""
    cells: Cells = {}
    for key, inner in value.items():
        name = f"{prefix}{key}"
        if isinstance(inner, dict):
            cells |= flattened(inner, f"{name}.")
        elif isinstance(inner, list):
            entries = {str(place): entry for place, entry in enumerate(inner)}
            cells |= flattened(entries, f"{name}.")
            cells[name] = cells.get(f"{name}.0", "")
        else:
            cells[name] = as_text(inner)
    return cells
