"""The files of a visitor's own catalogue: bounded together, and on disk before their build waits for its turn."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import IO

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from pipeline.upload import MEGABYTE, UploadLimits

LIMITS = UploadLimits()


def largest_mb(most_bytes: int) -> int:
    """What an uploader may take for one file: what is useful, and no more than the server lets through."""
    return min(most_bytes // MEGABYTE, int(st.get_option("server.maxUploadSize")))


def too_much(pictures: Sequence[UploadedFile]) -> str:
    """Why so many pictures are not taken; empty where they are."""
    together = sum(each.size for each in pictures)
    if together <= LIMITS.archive_bytes:
        return ""
    size = f"{together / MEGABYTE:.0f} MB together, over {LIMITS.archive_bytes // MEGABYTE}"
    return f"The pictures have {size}. Use the command line for large catalogues."


def is_mixed(pictures: Sequence[UploadedFile]) -> bool:
    """Several files with a ZIP among them: nobody could tell what belongs to the catalogue."""
    return len(pictures) > 1 and any(map(_is_zip, pictures))


def stored(
    table: UploadedFile | None, pictures: Sequence[UploadedFile], folder: Path
) -> tuple[Path | None, Path | None]:
    """Write the table and one ZIP of the pictures under names of our own; None for what was not given."""
    table_path = folder / "table" if table is not None else None
    if table is not None and table_path is not None:
        table_path.write_bytes(table.getbuffer())
    if not pictures:
        return table_path, None
    archive_path = folder / "pictures.zip"
    if _is_zip(pictures[0]):
        archive_path.write_bytes(pictures[0].getbuffer())
    else:
        pack(((each.name, each.getvalue()) for each in pictures), archive_path)
    return table_path, archive_path


def pack(pictures: Iterable[tuple[str, bytes]], into: Path | IO[bytes]) -> None:
    """Single pictures (file name, bytes) as one archive; folders in a name are left out."""
    with zipfile.ZipFile(into, "w", zipfile.ZIP_STORED) as archive:
        for name, data in pictures:
            archive.writestr(PurePosixPath(name.replace("\\", "/")).name, data)


def _is_zip(file: UploadedFile) -> bool:
    return file.name.lower().endswith(".zip")
