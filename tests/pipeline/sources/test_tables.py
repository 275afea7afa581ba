"""Delimited text, Parquet and JSON Lines as records; the form known by content."""

from __future__ import annotations

import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from pipeline.errors import CatalogueBuildError
from pipeline.sources import form_of, read_records
from pipeline.sources.records import Record, Rejected

ROWS = [{"id": "007", "name": "Tee", "price": "9.5"}, {"id": "8", "name": "Größe, x", "price": ""}]


def cells(path, **given) -> list[dict[str, str]]:
    return [row.cells for row in read_records(path, None, **given).rows if isinstance(row, Record)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_delimiters_and_byte_order_marks(tmp_path, delimiter, encoding):
    lines = [["id", "name", "price"], *([f'"{value}"' for value in row.values()] for row in ROWS)]
    path = tmp_path / "any.name"
    path.write_text("\r\n".join(delimiter.join(line) for line in lines) + "\r\n", encoding)
    assert cells(path) == ROWS


def test_parquet_with_numbers_and_nested_columns(tmp_path):
    table = pa.table(
        {"id": [7, 8], "price": [9.5, None], "by": [{"name": "A"}, {"name": "B"}], "img": [["x", "y"], []]}
    )
    pq.write_table(table, tmp_path / "products")
    records = read_records(tmp_path / "products", None)
    assert {"id", "price", "by.name", "img"} <= set(records.columns)
    first, second = [row.cells for row in records.rows]
    assert (first["id"], first["price"], first["by.name"], first["img"]) == ("7", "9.5", "A", "x")
    assert (second["price"], second["img"]) == ("", "")


def test_a_damaged_parquet_file_keeps_what_came_before(tmp_path):
    path = tmp_path / "products"
    pq.write_table(pa.table({"id": [f"{n}" for n in range(12_288)]}), path, row_group_size=4096, use_dictionary=False)
    begins = pq.ParquetFile(path).metadata.row_group(2).column(0).data_page_offset
    path.write_bytes(path.read_bytes()[:begins] + b"\xff" * 20 + path.read_bytes()[begins + 20 :])
    *good, broken = read_records(path, None).rows
    assert [each.number for each in good] == list(range(1, 8193))
    assert broken.number == 8193
    assert "the file ends here" in broken.reason


@pytest.mark.parametrize("broken", [0, 2])
def test_a_parquet_row_that_is_no_text_never_takes_its_neighbours(tmp_path, broken):
    names = [b"tee", b"coat", b"hat", b"bag"]
    names[broken] = b"\xff\xfe"
    column = pa.array(names, pa.binary()).view(pa.string())
    pq.write_table(pa.table({"id": ["a", "b", "c", "d"], "title": column}), tmp_path / "products")
    records = read_records(tmp_path / "products", None)
    assert records.columns == ("id", "title")
    rows = list(records.rows)
    assert [each.number for each in rows if isinstance(each, Rejected)] == [broken + 1]
    assert "UTF-8" in rows[broken].reason
    assert [each.cells["id"] for each in rows if isinstance(each, Record)] == [
        each for row, each in enumerate("abcd") if row != broken
    ]


def test_json_lines_with_bad_lines_between(tmp_path):
    path = tmp_path / "products.txt"
    path.write_text("\n".join([json.dumps(ROWS[0]), "{broken", "[1]", json.dumps({"id": 9, "price": {"amount": 3}})]))
    results = list(read_records(path, None).rows)
    assert [type(each) for each in results] == [Record, Rejected, Rejected, Record]
    assert [each.number for each in results] == [1, 2, 3, 4]
    assert results[3].cells == {"id": "9", "price.amount": "3"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_an_array_of_objects(tmp_path, encoding):
    (tmp_path / "products.json").write_text(json.dumps(ROWS), encoding)
    assert cells(tmp_path / "products.json") == ROWS


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (b"PAR1....", "parquet"),
        (b'\xef\xbb\xbf {"id": 1}', "jsonl"),
        (b"<!DOCTYPE html><html>", "pages"),
        (b'<?xml version="1.0"?><rss>', "merchant"),
        (b"id,name\n1,Tee\n", "table"),
    ],
)
def test_the_form_is_known_by_content(tmp_path, content, form):
    (tmp_path / "upload").write_bytes(content)
    assert form_of(tmp_path / "upload") == form


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no column names"),
        (b"\0\0\0\0\n", "no column names"),
        (b"id,id\n1,2\n", "two columns named id"),
        (b",".join([b"a"] * 2000), "2000 columns"),
        (b"PAR1 and nothing more", "cannot be read as Parquet"),
        (b"[1, 2", "cannot be read as JSON"),
        (b"{]", "no JSON object"),
    ],
    ids=["empty", "zeros", "twice", "columns", "parquet", "array", "lines"],
)
def test_what_is_no_table_at_all(tmp_path, content, message):
    (tmp_path / "products").write_bytes(content)
    with pytest.raises(CatalogueBuildError, match=message):
        read_records(tmp_path / "products", None)


def test_an_unknown_encoding(tmp_path):
    (tmp_path / "products").write_text("id\n1\n")
    with pytest.raises(CatalogueBuildError, match="klingon"):
        read_records(tmp_path / "products", None, encoding="klingon")
