"""Tables with every kind of mistake: each is reported in its row, and the rows around it are used."""

from __future__ import annotations

import csv
import json
from dataclasses import replace

import pytest

from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import CatalogueBuildError
from pipeline.product_table import Reading, Rejected, read_rows
from pipeline.sources.records import Record, Records
from pipeline.sources.tables import read_delimited, read_json_lines
from pipeline.spreadsheet import safe_cell
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder

HEADER = "product_id,title,gender,category,price,url,image\n"
FIRST, LAST = "a,First,men,T-Shirt,9,,7.jpg\n", "z,Last,women,Dress,9,,8.jpg\n"


def results_of(path, data: bytes, encoding=None, **reading):
    path.write_bytes(data)
    return list(read_rows(read_delimited(path, encoding), Reading(**reading)))


MISTAKES = {
    "no id": (",Tee,men,T-Shirt,9,,7.jpg", ["product_id is empty"]),
    "blanks for an id": ("  ,Tee,men,T-Shirt,9,,7.jpg", ["product_id is empty"]),
    "an id twice": ("a,Tee,men,T-Shirt,9,,7.jpg", ["row 1 has this product_id already"]),
    "an endless id": (f"{'x' * 201},Tee,men,T-Shirt,9,,7.jpg", ["product_id has 201 letters, over 200"]),
    "no picture": ("b,Tee,men,T-Shirt,9,,", ["image is empty"]),
    "unknown category": ("b,Tee,men,Lamps,9,,7.jpg", ["no group is known for 'Lamps'"]),
    "no category": ("b,Tee,men,,9,,7.jpg", ["no group is known for ''"]),
    "wrong gender": ("b,Tee,mne,T-Shirt,9,,7.jpg", ["gender 'mne' is none of men, women, unisex"]),
    "price in words": ("b,Tee,men,T-Shirt,on request,,7.jpg", ["price 'on request' is not a number of 0 or more"]),
    "a blank in the link": ("b,Tee,men,T-Shirt,9,https://a.example/b c,7.jpg", ["has a blank in it"]),
    "negative price": ("b,Tee,men,T-Shirt,-9,,7.jpg", ["price '-9' is not a number of 0 or more"]),
    "NaN": ("b,Tee,men,T-Shirt,NaN,,7.jpg", ["price 'NaN' is not a number of 0 or more"]),
    "infinite price": ("b,Tee,men,T-Shirt,inf,,7.jpg", ["price 'inf' is not a number of 0 or more"]),
    "price too high": ("b,Tee,men,T-Shirt,1e10,,7.jpg", ["price '1e10' is not a number of 0 or more"]),
    "price with an ambiguous comma": ('b,Tee,men,T-Shirt,"1,299",,7.jpg', ["write 1299 or 1.2990"]),
    "price in strange groups": ('b,Tee,men,T-Shirt,"1,2,3.4",,7.jpg', ["price '1,2,3.4' is not a number of 0 or more"]),
    "an endless price": (f"b,Tee,men,T-Shirt,1{' ' * 20_000}!,,7.jpg", ["price has 20002 letters, over 40"]),
    "an endless category": (f"b,Tee,men,{'x' * 1001},9,,7.jpg", ["category has 1001 letters, over 1000"]),
    "javascript link": ("b,Tee,men,T-Shirt,9,javascript:alert(1),7.jpg", ["url 'javascript:alert(1)' does not"]),
    "data link": ("b,Tee,men,T-Shirt,9,data:text/html;x,7.jpg", ["url 'data:text/html;x' does not"]),
    "too few cells": ("b,Tee,men", ["it has 3 cells, the header 7"]),
    "too many cells": ("b,Tee,men,T-Shirt,9,,7.jpg,,", ["it has 9 cells, the header 7"]),
    "quote inside": ('b,"Tee" x,men,T-Shirt,9,,7.jpg', ["this is no row of a table"]),
    "quote never closed": ('b,"Tee,men,T-Shirt,9,,7.jpg', ["a quotation mark is opened and not closed"]),
    "several at once": (
        ",,mne,Lamps,-1,ftp://x,",
        ["product_id is empty; title is empty; image is empty; no group", "gender 'mne'", "price '-1'", "url 'ftp"],
    ),
}


@pytest.mark.parametrize(("line", "reasons"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_reported_and_its_neighbours_are_used(tmp_path, line, reasons):
    first, bad, last = results_of(tmp_path / "t.csv", (HEADER + FIRST + line + "\n" + LAST).encode())
    assert isinstance(bad, Rejected)
    assert bad.number == 2
    assert all(reason in bad.reason for reason in reasons)
    assert (first.product.product_id, last.product.product_id) == ("a", "z")


def test_a_currency_that_is_none(tmp_path):
    lines = f"{HEADER[:-1]},currency\n{FIRST[:-1]},<b>free text</b>\n{LAST[:-1]},eur\n"
    bad, last = results_of(tmp_path / "t.csv", lines.encode())
    assert "currency '<b>free text</b>' is no currency: write three letters" in bad.reason
    assert last.product.currency == "EUR"


@pytest.mark.parametrize(
    ("line", "field", "value"),
    [
        ("b,Tee,men,T-Shirt,12 €,,7.jpg", "price", 12.0),
        ('b,Tee,men,T-Shirt,"12,50",,7.jpg', "price", 12.5),
        ("b,Tee,men,T-Shirt,,,7.jpg", "price", None),
        ("b,Tee,,T-Shirt,9,,7.jpg", "gender", "unisex"),
        ("b,Tee,Women's,T-Shirt,9,,7.jpg", "gender", "women"),
        ('b,"Tee, ""soft""\nand white",men,T-Shirt,9,,7.jpg', "title", 'Tee, "soft"\nand white'),
        ("b,=1+1,men,T-Shirt,9,,7.jpg", "title", "=1+1"),
    ],
)
def test_what_is_unusual_and_no_mistake(tmp_path, line, field, value):
    first, row, last = results_of(tmp_path / "t.csv", (HEADER + FIRST + line + "\n" + LAST).encode())
    assert getattr(row.product, field) == value
    assert (first.product.product_id, last.product.product_id) == ("a", "z")


def text(lines: str, encoding: str) -> bytes:
    return (HEADER + lines).encode(encoding)


FILES = {
    "a byte order mark": (text(FIRST, "utf-8-sig"), ["a"], []),
    "UTF-16, as a spreadsheet saves Unicode text": (text(FIRST, "utf-16"), ["a"], []),
    "Latin-1 in one row": (
        text(FIRST, "utf-8") + b"b,T\xe9e,men,T-Shirt,9,,7.jpg\n" + LAST.encode(),
        ["a", "z"],
        [2],
    ),
    "UTF-16 cut in a letter": (text(FIRST + LAST, "utf-16")[:-1], ["a"], [2]),
    "UTF-16 with half a letter": (
        text(FIRST, "utf-16") + b"\x00\xdc\x00\xdc\n\x00" + LAST.encode("utf-16-le"),
        ["a", "z"],
        [2],
    ),
    "empty lines": (text("\n\n" + FIRST + "\n\n" + LAST + "\n", "utf-8"), ["a", "z"], []),
    "lines of old computers": (text(FIRST + LAST, "utf-8").replace(b"\n", b"\r"), ["a", "z"], []),
    "columns of no use": ((HEADER[:-1] + ",stock,\n" + FIRST[:-1] + ",5,\n").encode(), ["a"], []),
    "another delimiter": (text(FIRST + LAST, "utf-8").replace(b",", b";"), ["a", "z"], []),
}


@pytest.mark.parametrize(("data", "good", "bad"), FILES.values(), ids=FILES.keys())
def test_files_as_other_programs_write_them(tmp_path, data, good, bad):
    results = results_of(tmp_path / "t.csv", data)
    assert [each.product.product_id for each in results if not isinstance(each, Rejected)] == good
    assert [each.number for each in results if isinstance(each, Rejected)] == bad


def test_half_a_letter_is_a_bad_row(tmp_path):
    """JSON can hold what no encoding can write; so can data that a page declares, and the name of a picture."""
    path, good = tmp_path / "t.jsonl", {"product_id": "z", "title": "Tee", "category": "T-Shirt", "image": "7.jpg"}
    broken = [{**good, "title": "\ud800"}, {**good, "image": "http://a.example/\udfff.jpg"}, {**good, "\ud800": ""}]
    path.write_text("\n".join(json.dumps(each) for each in [*broken, good]))
    *bad, row = read_rows(read_json_lines(path), Reading())
    assert [(each.number, each.reason) for each in bad] == [(n, "this line holds half a letter") for n in (1, 2, 3)]
    assert row.product.product_id == "z"
    records = Records(tuple(good), [Record(1, {**good, "product_id": "\ud800", "title": "\ud800"})])
    (rejected,) = read_rows(records, Reading())
    assert (rejected.product_id, rejected.reason) == ("", "product_id holds half a letter; title holds half a letter")


def test_a_page_whose_name_is_no_text(tmp_path):
    source, out = write_shop(tmp_path / "shop", 2), tmp_path / "out"
    product = {"@type": "Product", "sku": "z", "name": "Tee", "category": "T-Shirt", "image": "0.png"}
    page = f'<script type="application/ld+json">{json.dumps(product)}</script>'
    (source.images / "good.html").write_text(page)
    (source.images / "\udcff.html").write_text("<p>nothing</p>")
    report = build_catalogue(replace(source, products=source.images), out, fake_detector([]), fake_embedder())
    assert (report.products, len(report.rejected)) == (1, 1)
    assert "page \\udcff.html declares no schema.org Product" in (out / "rejected.csv").read_text("utf-8")


NO_TABLES = {
    "nothing": (b"", "no column names"),
    "no line": (b"\n\n\n", "no column names"),
    "zeros": (b"\0\0\0\0\0\0", "no column names"),
    "one endless word": (b"x" * 300_000, "no column names"),
    "no id column": (b"title,image\nTee,7.jpg\n", "No column gives product_id. Name it with --map product_id"),
    "no picture column": (b"product_id,title\n1,Tee\n", "No column gives image"),
    "two columns of one name": (b"product_id,title,title,image\n1,a,b,7.jpg\n", "two columns named title"),
    "a header in Latin-1": (b"product_id,title,image,gr\xf6\xdfe\n1,Tee,7.jpg,5\n", "name its --encoding"),
}


@pytest.mark.parametrize(("data", "message"), NO_TABLES.values(), ids=NO_TABLES.keys())
def test_tables_that_cannot_be_used_at_all_say_why(tmp_path, data, message):
    with pytest.raises(CatalogueBuildError, match=message):
        results_of(tmp_path / "t.csv", data)


def test_an_encoding_that_nobody_knows(tmp_path):
    with pytest.raises(CatalogueBuildError, match="unknown encoding: klingon"):
        results_of(tmp_path / "t.csv", HEADER.encode(), "klingon")


def test_a_header_alone(tmp_path):
    source = write_shop(tmp_path / "shop", 2)
    source.products.write_text(HEADER)
    with pytest.raises(CatalogueBuildError, match=r"No row of .* is usable; there is no data row"):
        build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())


def test_a_formula_is_kept_as_text_and_written_as_text(tmp_path):
    """In the catalogue it is what the shop wrote; wherever a spreadsheet may open it, an apostrophe stands before."""
    source, out = write_shop(tmp_path / "shop", 2), tmp_path / "out"
    with source.products.open("a") as file:
        file.write('f,"=HYPERLINK(""http://x"")",M,men,topwear,,red,1,EUR,,0.png\n')
        file.write("=1+1,Tee,M,men,topwear,,red,-1,EUR,,0.png\n")
    build_catalogue(source, out, fake_detector([]), fake_embedder())
    title = Catalogue.open(out).products([2])[0].title
    assert title == '=HYPERLINK("http://x")'
    assert safe_cell(title).startswith("'=")
    with (out / "rejected.csv").open() as file:
        assert [row["product_id"] for row in csv.DictReader(file)] == ["'=1+1"]


def test_a_quote_that_is_never_closed_costs_one_row(tmp_path):
    rows = [f"{number},{chr(34) * (number == 3)}Tee,men,T-Shirt,9,,7.jpg\n" for number in range(50)]
    results = results_of(tmp_path / "t.csv", (HEADER + "".join(rows)).encode())
    assert [each.number for each in results if isinstance(each, Rejected)] == [4]
    assert len(results) == 50
