"""A public catalogue by name or address: its archive downloaded, resumed where it broke, checked, and made a Source."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from pathlib import Path

from pipeline.catalogue_build import Source
from pipeline.errors import CatalogueBuildError, FetchError
from pipeline.fetch import Answer, Limits, open_url
from pipeline.pictures import ARCHIVE_FAULTS, ZipPictures
from pipeline.product_table import Reading

ATTEMPTS = 5
TABLES = (".csv", ".tsv", ".parquet", ".jsonl", ".ndjson", ".json", ".xml")
LARGEST_TABLE = 2 * 1024**3
# Told (bytes so far, bytes in all or None).
Bytes = Callable[[int, int | None], None]


@dataclass(frozen=True)
class PublicCatalogue:
    """An archive of a table and its pictures.

    revision: what the archive's comment must say; archives that GitHub makes of a commit carry its id there.
    sha256: of the archive, where its bytes never change. table: its name inside; "": the only table there is.
    """

    url: str
    licence: str = ""
    revision: str = ""
    sha256: str = ""
    table: str = ""
    reading: Reading = field(default_factory=Reading)


def _clothing_dataset() -> PublicCatalogue:
    """5,000 garments photographed by their owners. GitHub packs it anew on demand: pinned by commit, not by sha256."""
    revision = "08b50460cf229fd852bb6c11564e0959f52578ca"
    return PublicCatalogue(
        url=f"https://codeload.github.com/alexeygrigorev/clothing-dataset/zip/{revision}",
        licence="CC0-1.0",
        revision=revision,
        table="images.csv",
        reading=Reading({"product_id": "image", "title": "label", "category": "label"}),
    )


PUBLIC = {"clothing-dataset": _clothing_dataset()}


def pull(what: PublicCatalogue, folder: Path, name: str, limits: Limits, report: Bytes = lambda *_: None) -> Source:
    """Download an archive into `folder` and describe it as a source.

    Args:
        limits: seconds are for each attempt; a broken download is taken up again ATTEMPTS times, and by the next call.
    Raises:
        CatalogueBuildError: it cannot be had, or is not what it should be; the message says what to do.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        archive = _download(what, folder, limits, report)
        table = _extract_table(archive, what.table, folder)
    except OSError as error:
        raise CatalogueBuildError(f"{folder} cannot be written ({error.strerror}). Choose another place.") from error
    return Source(table, archive, name, what.reading)


def known(name: str) -> PublicCatalogue:
    """A public catalogue by its name.

    Raises:
        CatalogueBuildError: there is none of this name.
    """
    if name not in PUBLIC:
        raise CatalogueBuildError(f"There is no public catalogue {name}; there is {', '.join(PUBLIC)}, or --url.")
    return PUBLIC[name]


def _download(what: PublicCatalogue, folder: Path, limits: Limits, report: Bytes) -> Path:
    # Named by the address: what an earlier call left of another one must never be taken for this one.
    path = folder / f"{hashlib.sha256(what.url.encode()).hexdigest()[:16]}.zip"
    if not path.exists():
        partial = path.with_suffix(".part")
        _fetch_all(what.url, partial, limits, report)
        partial.replace(path)
    try:
        _check(path, what)
    except CatalogueBuildError:
        path.unlink()  # so that the next attempt starts afresh
        raise
    return path


def _fetch_all(url: str, partial: Path, limits: Limits, report: Bytes) -> None:
    """Fill `partial` to its end, going on where an earlier attempt broke off."""
    for attempt in range(1, ATTEMPTS + 1):
        before = partial.stat().st_size if partial.exists() else 0
        try:
            _fetch_rest(url, partial, limits, report)
            return
        except FetchError as error:
            after = partial.stat().st_size if partial.exists() else 0
            if attempt == ATTEMPTS or after == before:
                raise CatalogueBuildError(
                    f"{url} could not be downloaded: {error}. {after} bytes are kept; run the command again to go on."
                ) from error


def _fetch_rest(url: str, partial: Path, limits: Limits, report: Bytes) -> None:
    offset = partial.stat().st_size if partial.exists() else 0
    try:
        answer = open_url(url, limits, offset)
    except FetchError as error:
        if error.status == HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            partial.unlink(missing_ok=True)  # the server has nothing after what is here: start afresh
        raise
    with closing(answer):
        _keep(answer, partial, offset, report)


def _keep(answer: Answer, partial: Path, offset: int, report: Bytes) -> None:
    if answer.status == 206 and not answer.headers.get("Content-Range", "").startswith(f"bytes {offset}-"):
        partial.unlink(missing_ok=True)
        raise FetchError("the server sends another part than was asked for")
    if answer.status != 206:
        offset = 0  # the server sends the whole again
    length = answer.headers.get("Content-Length", "")
    total = offset + int(length) if length.isdigit() else None
    with partial.open("ab" if offset else "wb") as file:
        for piece in answer.pieces:
            file.write(piece)
            offset += len(piece)
            report(offset, total)


def _check(path: Path, what: PublicCatalogue) -> None:
    if what.sha256:
        digest = hashlib.sha256()
        with path.open("rb") as file:
            while piece := file.read(1 << 20):
                digest.update(piece)
        if digest.hexdigest() != what.sha256.lower():
            raise CatalogueBuildError(
                f"{what.url} is not the expected archive: its sha256 is {digest.hexdigest()}, not {what.sha256}. "
                "It was removed; download it again, or ask its publisher for the right checksum."
            )
    try:
        with zipfile.ZipFile(path) as archive:
            comment = archive.comment.decode("ascii", "replace")
    except (OSError, *ARCHIVE_FAULTS) as error:
        raise CatalogueBuildError(f"{what.url} is no ZIP archive ({error}). It was removed.") from error
    if what.revision and comment != what.revision:
        raise CatalogueBuildError(f"{what.url} is revision {comment[:40]!r}, not {what.revision}. It was removed.")


def _extract_table(path: Path, name: str, folder: Path) -> Path | None:
    """Write the archive's table beside it, under a name of our own; None: the archive has only pictures."""
    with zipfile.ZipFile(path) as archive:
        tables = [
            each
            for each in archive.infolist()
            if (each.filename.rpartition("/")[2] == name if name else each.filename.lower().endswith(TABLES))
        ]
        if not tables and not name and ZipPictures(path).names():
            return None
        if len(tables) != 1:
            found = ", ".join(each.filename for each in tables[:5]) or "none"
            raise CatalogueBuildError(
                f"The archive must hold one table {name}; it holds {found}. Name it with --table."
            )
        if tables[0].file_size > LARGEST_TABLE:
            raise CatalogueBuildError(f"The table {tables[0].filename} unpacks to over {LARGEST_TABLE // 2**30} GB.")
        return _unpacked(archive, tables[0], folder / "table")


def _unpacked(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path) -> Path:
    try:
        with archive.open(member) as source, target.open("wb") as file:
            while piece := source.read(1 << 20):
                file.write(piece)
    except ARCHIVE_FAULTS as error:
        raise CatalogueBuildError(
            f"The table {member.filename} is damaged or locked in the archive ({error}). Ask its publisher for another."
        ) from error
    return target


def adjusted(what: PublicCatalogue, sha256: str, table: str, reading: Reading) -> PublicCatalogue:
    """With what a user gives on top of what is known."""
    merged = Reading(
        {**what.reading.mapping, **reading.mapping},
        {**what.reading.constants, **reading.constants},
        {**what.reading.words, **reading.words},
        reading.predict_group,
    )
    return replace(what, sha256=sha256 or what.sha256, table=table or what.table, reading=merged)
