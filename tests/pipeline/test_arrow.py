"""Arrow columns as NumPy sees them."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.arrow import coded, read_table, taken


@pytest.mark.parametrize("chunks", [[["a", "b", "a", "c"]], [["a", "b"], [], ["a", "c"]]])
def test_texts_become_codes(chunks):
    values, codes = coded(pa.chunked_array(chunks, pa.string()))
    assert [values[code] for code in codes] == ["a", "b", "a", "c"]


def test_a_part_of_a_column_has_its_own_codes():
    values, codes = coded(pa.chunked_array([["a", "b", "c", "b"]]).slice(2))
    assert [values[code] for code in codes] == ["c", "b"]


def test_an_empty_column_has_no_values():
    values, codes = coded(pa.chunked_array([], pa.string()))
    assert values == []
    assert len(codes) == 0


def test_a_row_without_a_text_is_refused():
    with pytest.raises(ValueError, match="1 rows without a text"):
        coded(pa.chunked_array([["a", None]]))


@pytest.mark.parametrize("rows", [[], [2, 0, 2]])
def test_rows_are_taken_in_their_order(rows):
    table = pa.table({"name": ["a", "b", "c"]})
    assert taken(table, rows)["name"].to_pylist() == ["abc"[row] for row in rows]


def test_a_table_is_read_as_it_was_written(tmp_path):
    table = pa.table({"name": ["a", "b"], "price": [1.5, None]})
    pq.write_table(table, tmp_path / "table.parquet")
    assert read_table(tmp_path / "table.parquet").equals(table)
