"""CSV and its relatives, Parquet and JSON Lines -> records, a broken row never stopping the others."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.errors import CatalogueBuildError
from pipeline.sources.delimited import BROKEN, ERRORS, read_delimited_rows
from pipeline.sources.records import Cells, Record, Records, Rejected, as_text, flattened, is_text

DELIMITERS = (",", ";", "\t", "|")
MOST_COLUMNS = 1000
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def read_delimited(path: Path, encoding: str | None = None) -> Records:
    """A table of text with a header line; the delimiter is the one that the header holds most of.

    encoding: default UTF-8, or what the file's byte order mark says.
    Raises:
        CatalogueBuildError: no such file, empty, an unknown encoding, or two columns of one name.
    """
    encoding = encoding or _encoding_of(path)
    try:
        with path.open(encoding=encoding, errors=ERRORS, newline="") as file:
            header = file.readline()
    except (OSError, LookupError, UnicodeError) as error:
        raise CatalogueBuildError(f"{path} cannot be read as {encoding} text: {error}") from error
    if BROKEN in header:
        raise CatalogueBuildError(
            f"{path} has a header that is no {encoding} text: save it as UTF-8, or name its --encoding."
        )
    delimiter = max(DELIMITERS, key=header.count)
    columns = _header_cells(header, delimiter)
    if not any(columns) or "\0" in header:
        raise CatalogueBuildError(f"{path} is no table: its first line has no column names.")
    if len(columns) > MOST_COLUMNS:
        raise CatalogueBuildError(f"{path} has {len(columns)} columns, over {MOST_COLUMNS}: it is no product table.")
    twice = sorted(name for name, count in Counter(columns).items() if name and count > 1)
    if twice:
        raise CatalogueBuildError(f"{path} has two columns named {', '.join(twice)}. Rename one.")
    return Records(columns, _delimited_rows(path, encoding, delimiter, columns))


def _header_cells(header: str, delimiter: str) -> tuple[str, ...]:
    """The columns' names; none where the line is no header of a table."""
    try:
        return tuple(name.strip() for name in next(csv.reader([header], delimiter=delimiter), []))
    except csv.Error:
        return ()


def _delimited_rows(path: Path, encoding: str, delimiter: str, columns: tuple[str, ...]) -> Iterator[Record | Rejected]:
    with path.open(encoding=encoding, errors=ERRORS, newline="") as file:
        rows = read_delimited_rows(file, delimiter, len(columns))
        next(rows)
        for number, row in enumerate(rows, start=1):
            yield Rejected(number, "", row) if isinstance(row, str) else _record(number, columns, row, encoding)


def _record(number: int, columns: tuple[str, ...], cells: list[str], encoding: str) -> Record | Rejected:
    if any(BROKEN in cell for cell in cells):
        return Rejected(number, "", f"it is no {encoding} text; save the table as UTF-8 or name its --encoding")
    return Record(number, {name: cell.strip() for name, cell in zip(columns, cells, strict=True) if name})


def read_parquet(path: Path) -> Records:
    """A Parquet file; nested columns are flattened.

    Raises:
        CatalogueBuildError: no such file, or no Parquet.
    """
    try:
        file = pq.ParquetFile(path)
        first = next((cells for batch in file.iter_batches(1) for cells in _cells_of(batch) if cells), {})
    except (OSError, pa.ArrowException) as error:
        raise CatalogueBuildError(f"{path} cannot be read as Parquet: {error}") from error
    columns = tuple(dict.fromkeys([*file.schema_arrow.names, *first]))
    return Records(columns, _parquet_rows(file))


def _parquet_rows(file: pq.ParquetFile) -> Iterator[Record | Rejected]:
    number = 0
    try:
        for batch in file.iter_batches(4096):
            for cells in _cells_of(batch):
                number += 1
                yield Rejected(number, "", "it holds text that is no UTF-8") if cells is None else Record(number, cells)
    except (OSError, pa.ArrowException) as error:  # the rows before the break are good
        yield Rejected(number + 1, "", f"the file ends here: {error}")


def _cells_of(batch: pa.RecordBatch) -> list[Cells | None]:
    """Row by row; None where a text is no UTF-8."""
    try:
        return [flattened(row) for row in batch.to_pylist()]
    except UnicodeError:
        alone = (batch.slice(row, 1) for row in range(batch.num_rows))
        return [None] if batch.num_rows == 1 else [cells for row in alone for cells in _cells_of(row)]


def read_json_lines(path: Path, most: int | None = None) -> Records:
    """One JSON object per line, or one array of objects; nested objects are flattened. most: see read_records.

    Raises:
        CatalogueBuildError: no such file, or no object in it.
    """
    results = list(islice(_json_rows(path), None if most is None else most + 1))
    columns = tuple(dict.fromkeys(chain.from_iterable(each.cells for each in results if isinstance(each, Record))))
    if not columns:
        raise CatalogueBuildError(f"{path} has no JSON object on any line.")
    return Records(columns, results)


def _json_rows(path: Path) -> Iterator[Record | Rejected]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CatalogueBuildError(f"{path} cannot be read: {error.strerror}") from error
    data = data.removeprefix(codecs.BOM_UTF8)
    if data.lstrip()[:1] != b"[":
        lines = (line for line in io.BytesIO(data) if line.strip())
        yield from (_json_line(number, line) for number, line in enumerate(lines, start=1))
        return
    try:
        entries = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise CatalogueBuildError(f"{path} cannot be read as JSON: {error}") from error
    yield from (_json_record(number, entry) for number, entry in enumerate(entries, start=1))


def _json_line(number: int, line: bytes) -> Record | Rejected:
    try:
        return _json_record(number, json.loads(line))
    except (ValueError, RecursionError) as error:
        return Rejected(number, "", f"this line is no JSON: {error}")


def _json_record(number: int, value: Any) -> Record | Rejected:
    if not isinstance(value, dict):
        return Rejected(number, "", "this line is no JSON object")
    try:
        cells = {name: as_text(cell) for name, cell in flattened(value).items()}
    except RecursionError:
        return Rejected(number, "", "this line has values in values without end")
    if not all(map(is_text, chain(cells, cells.values()))):
        return Rejected(number, "", "this line holds half a letter")
    return Record(number, cells)


def _encoding_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            start = file.read(3)
    except FileNotFoundError as error:
        raise CatalogueBuildError(f"There is no file {path}.") from error
    except OSError as error:
        raise CatalogueBuildError(f"{path} cannot be read: {error.strerror}") from error
    return next((name for mark, name in MARKS.items() if start.startswith(mark)), "utf-8")
