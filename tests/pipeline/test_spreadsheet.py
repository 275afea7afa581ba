"""Cells of exported tables: no formula survives, everything else stays as it is."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.spreadsheet import FORMULA_STARTS, safe_cell


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("", ""),
        ("Linen shirt", "Linen shirt"),
        ("39.90", "39.90"),
        ("-0.25", "-0.25"),
        ("-12", "-12"),
        ("a=b", "a=b"),
        ("=1+1", "'=1+1"),
        ('=HYPERLINK("http://x","y")', '\'=HYPERLINK("http://x","y")'),
        ("+1+cmd|' /C calc'!A0", "'+1+cmd|' /C calc'!A0"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("-1_0", "'-1_0"),
        ("-inf", "'-inf"),
        ("-", "'-"),
        ("@SUM(A1:A2)", "'@SUM(A1:A2)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),
    ],
)
def test_cells(text, cell):
    assert safe_cell(text) == cell


@given(st.text(max_size=20))
def test_no_cell_starts_a_formula_and_no_text_is_lost(text):
    cell = safe_cell(text)
    assert cell in (text, f"'{text}")
    assert not cell.startswith(FORMULA_STARTS) or float(cell) < 0
    file = io.StringIO()
    csv.writer(file).writerow([cell, "next"])
    assert next(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [cell, "next"]
