"""Whatever a shop has its products in -> records, the form recognised by content."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import CatalogueBuildError
from pipeline.pictures import Pictures
from pipeline.sources.merchant import from_merchant_table, is_merchant, read_merchant_xml
from pipeline.sources.picture_folder import read_picture_names
from pipeline.sources.product_pages import SUFFIXES, read_product_pages
from pipeline.sources.records import Records
from pipeline.sources.shopify import from_shopify, is_shopify
from pipeline.sources.tables import read_delimited, read_json_lines, read_parquet

Form = Literal["table", "parquet", "jsonl", "shopify", "merchant", "pages", "pictures"]
FORMS: tuple[Form, ...] = get_args(Form)
SEEN = 4096


def form_of(place: Path | None) -> Form:
    """The form of a file or folder, by what is in it; None stands for pictures alone.

    Raises:
        CatalogueBuildError: there is no such file or folder.
    """
    if place is None:
        return "pictures"
    if place.is_dir() or place.suffix.lower() in SUFFIXES:
        return "pages"
    try:
        with place.open("rb") as file:
            start = file.read(SEEN)
    except OSError as error:
        raise CatalogueBuildError(f"There is no file {place} that can be read ({error.strerror}).") from error
    if start.startswith(b"PAR1"):
        return "parquet"
    text = start.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if text.startswith((b"{", b"[")):
        return "jsonl"
    if text[:14].lower().startswith((b"<!doctype html", b"<html")):
        return "pages"
    return "merchant" if text.startswith(b"<") else "table"


def read_records(
    place: Path | None,
    pictures: Pictures,
    form: Form | None = None,
    encoding: str | None = None,
    most: int | None = None,
) -> Records:
    """The rows of a source. form: default by content; an export of Shopify or Google is known by its columns.

    most: rows that the caller can use; no more than one above it need be read.
    Raises:
        CatalogueBuildError: it cannot be used at all, and why.
    """
    chosen = form or form_of(place)
    if chosen == "pictures" or place is None:
        return read_picture_names(pictures)
    readers: dict[Form, Callable[[Path], Records]] = {
        "parquet": read_parquet,
        "jsonl": lambda path: read_json_lines(path, most),
        "pages": read_product_pages,
    }
    if chosen in readers:
        return readers[chosen](place)
    if chosen == "merchant" and form_of(place) == "merchant":
        return read_merchant_xml(place)
    table = read_delimited(place, encoding)
    if chosen == "shopify" or (form is None and is_shopify(table.columns)):
        return from_shopify(table)
    if chosen == "merchant" or (form is None and is_merchant(table.columns)):
        return from_merchant_table(table)
    return table
