"""A visitor's own products, uploaded: the same build, with bounds on everything that a stranger could make costly."""

from __future__ import annotations

import shutil
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.build_work import Cancelled, Report
from pipeline.catalogue_build import BuildReport, Source, build_catalogue
from pipeline.column_guess import guessed
from pipeline.detector import Detector
from pipeline.embedder import Embedder
from pipeline.errors import BuildCancelledError, CatalogueBuildError
from pipeline.fetch import Limits
from pipeline.pictures import ZipPictures, open_pictures
from pipeline.product_table import REQUIRED, Reading
from pipeline.sources import Form, form_of, read_records
from pipeline.sources.records import Record

# A small Parquet file can hold gigabytes, and pages need their folder: both are for the command line.
FORMS: tuple[Form, ...] = ("table", "jsonl", "merchant")
MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class UploadLimits:
    """What one upload may hold and cost. seconds: for the whole build."""

    table_bytes: int = 20 * MEGABYTE
    archive_bytes: int = 200 * MEGABYTE
    members: int = 10_000
    unpacked_bytes: int = 1024 * MEGABYTE
    rows: int = 5_000
    seconds: float = 900.0
    picture: Limits = field(default_factory=lambda: Limits(max_bytes=10 * MEGABYTE, seconds=8.0))


@dataclass(frozen=True)
class Peek:
    """What a table looks like before it is built. columns: its own. first: some rows, column -> text.

    mapping: field -> column, as far as the names tell; fields that are needed and missing must be chosen.
    """

    columns: tuple[str, ...]
    first: tuple[dict[str, str], ...]
    mapping: dict[str, str]

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(name for name in REQUIRED if name not in self.mapping)


def peek(table: bytes, folder: Path, rows: int = 5, limits: UploadLimits = UploadLimits()) -> Peek:
    """Look into an uploaded table, to let its owner map the columns. folder: for a copy, removed at once.

    Raises:
        CatalogueBuildError: it is too large or no table.
    """
    try:
        place = _stored(table, None, folder, limits)
        pictures = open_pictures(None, folder / "downloads", limits.picture)
        records = read_records(place, pictures, _form(place) if place else None, most=limits.rows)
        first = [each.cells for each in islice((row for row in records.rows if isinstance(row, Record)), rows)]
        columns = records.columns
    except CatalogueBuildError as error:
        raise CatalogueBuildError(_without_paths(str(error), folder, folder)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return Peek(columns, tuple(first), guessed(columns))


def build_upload(
    table: bytes | None,
    archive: bytes | None,
    out: Path,
    detector: Detector,
    embedder: Embedder,
    *,
    name: str = "Uploaded catalogue",
    mapping: Mapping[str, str] | None = None,
    constants: Mapping[str, str] | None = None,
    workers: int = 1,
    limits: UploadLimits = UploadLimits(),
    report: Report = lambda _: None,
    cancelled: Cancelled = lambda: False,
) -> BuildReport:
    """Build a catalogue folder from an uploaded table, a ZIP archive of pictures, or both.

    Args:
        table: CSV, TSV, JSON Lines, or a product feed; None: the pictures alone, their groups detected.
        archive: None where the table holds addresses of pictures; only public ones are fetched.
        out: a folder of this visitor's own. Nothing else is left behind, whatever happens.
        mapping, constants: see Reading; default what `peek` guesses.
    Raises:
        CatalogueBuildError: too large, unreadable, or without a usable row: the message says which.
        BuildCancelledError: `cancelled` said so, or the time is over.
    """
    folder = out.with_name(f"{out.name}.upload")
    deadline = time.monotonic() + limits.seconds
    try:
        products = _stored(table, archive, folder, limits)
        images = folder / "images.zip" if archive is not None else None
        _check_archive(images, limits)
        form = _form(products) if products else None
        if mapping is None and products is not None:
            pictures = open_pictures(None, folder / "downloads", limits.picture)
            mapping = guessed(read_records(products, pictures, form, most=limits.rows).columns)
        source = Source(
            products,
            images,
            name,
            Reading(mapping or {}, constants or {}, predict_group=True),
            form,
            limits=limits.picture,
            max_rows=limits.rows,
        )
        return build_catalogue(
            source,
            out,
            detector,
            embedder,
            workers=workers,
            report=report,
            cancelled=lambda: cancelled() or time.monotonic() > deadline,
        )
    except BuildCancelledError as error:
        if time.monotonic() > deadline:
            raise BuildCancelledError(f"It took more than {limits.seconds / 60:.0f} minutes. Upload less.") from error
        raise
    except CatalogueBuildError as error:
        raise CatalogueBuildError(_without_paths(str(error), folder, out)) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(out.with_name(f"{out.name}.building"), ignore_errors=True)


def _stored(table: bytes | None, archive: bytes | None, folder: Path, limits: UploadLimits) -> Path | None:
    """Write the uploads under names of our own, never theirs; returns the table's path."""
    if table is None and archive is None:
        raise CatalogueBuildError("There is neither a table nor an archive of pictures. Choose one or both.")
    for what, data, most in (("table", table, limits.table_bytes), ("archive", archive, limits.archive_bytes)):
        if data is not None and len(data) > most:
            size = f"{len(data) / MEGABYTE:.0f} MB, over {most // MEGABYTE}"
            raise CatalogueBuildError(f"The {what} has {size}. Use the command line for large catalogues.")
    path = None if table is None else folder / "table"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if archive is not None:
            (folder / "images.zip").write_bytes(archive)
        if path is not None and table is not None:
            path.write_bytes(table)
    except OSError as error:
        raise CatalogueBuildError(
            f"The upload cannot be kept while it is read ({error.strerror}). Upload less, or try again later."
        ) from error
    return path


def _form(table: Path | None) -> Form | None:
    """None for a table of text, so that exports of shops are known by their columns."""
    form = form_of(table)
    if form not in FORMS:
        raise CatalogueBuildError("This is no CSV, TSV, JSON Lines or product feed. Save the table as CSV (UTF-8).")
    return None if form == "table" else form


def _check_archive(path: Path | None, limits: UploadLimits) -> None:
    if path is None:
        return
    archive = ZipPictures(path)
    if archive.members > limits.members:
        raise CatalogueBuildError(f"The archive has {archive.members} files, over {limits.members}. Zip fewer.")
    if archive.unpacked_bytes > limits.unpacked_bytes:
        size = f"{archive.unpacked_bytes // MEGABYTE} MB, over {limits.unpacked_bytes // MEGABYTE}"
        raise CatalogueBuildError(f"The archive unpacks to {size}. Zip fewer or smaller pictures.")


def _without_paths(message: str, folder: Path, out: Path) -> str:
    """Where the server keeps things is none of a visitor's business."""
    for path, words in (
        (folder / "table", "The table"),
        (folder / "images.zip", "The archive"),
        (out, "The catalogue"),
    ):
        message = message.replace(str(path), words)
    return message.replace(str(folder.parent), "")
