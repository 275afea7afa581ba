"""The figures of docs/scale.md are those that were measured."""

from __future__ import annotations

import json
import re

from tests.places import ROOT

CELLS = ("bytes_per_product", "resident_mb_beyond_map", "recall", ("query_ms", "p50"))
CELLS += (("query_cpu_ms", "p50"), ("query_cpu_ms", "p99"))


def measured(entry: dict, cell: str | tuple[str, str]) -> float:
    return entry[cell] if isinstance(cell, str) else entry[cell[0]][cell[1]]


def test_every_row_of_the_table_is_what_was_measured():
    sizes = json.loads((ROOT / "benchmarks" / "scale.json").read_text("utf-8"))["sizes"]
    text = (ROOT / "docs" / "scale.md").read_text("utf-8")
    rows = re.findall(r"^\| ([\d,]+) \| ([^|]+) \| (.+) \|$", text, re.MULTILINE)
    shown = {(size.replace(",", ""), engine): cells.replace(",", "").split(" | ") for size, engine, cells in rows}
    assert set(shown) == {(size, engine) for size, engines in sizes.items() for engine in engines}
    for (size, engine), cells in shown.items():
        values = [measured(sizes[size][engine], cell) for cell in CELLS]
        assert abs(float(cells[0]) - values[0]) <= 0.51, (size, engine)
        assert [float(cell) for cell in cells[1:]] == values[1:], (size, engine)


def test_the_figures_of_the_filters_are_what_was_measured():
    entry = json.loads((ROOT / "benchmarks" / "scale.json").read_text("utf-8"))["sizes"]["10000"]["catalogue"]
    text = " ".join((ROOT / "docs" / "scale.md").read_text("utf-8").split())
    colour, price = entry["filtered_by_colour_cpu_ms"], entry["filtered_by_price_cpu_ms"]
    assert f"took {colour['p50']} ms of processor time (median; the first one {colour['first']} ms)" in text
    assert f"half the products satisfy {price['p50']} ms" in text
