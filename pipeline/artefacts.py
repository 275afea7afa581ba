"""Files that were made elsewhere and must be whole before they are used: manifests and checksums."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.errors import ArtefactError

LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def read_manifest(directory: Path, supported_format: int, remedy: str) -> dict[str, Any]:
    """Read `directory`/manifest.json.

    Raises:
        ArtefactError: missing, not JSON, or written by a newer version. `remedy` says how to get a good one.
    """
    path = directory / "manifest.json"
    if not directory.is_dir():
        raise ArtefactError(f"There is no folder {directory}. {remedy}")
    if not path.is_file():
        raise ArtefactError(f"{path} is missing. {remedy}")
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ArtefactError(f"{path} is not valid JSON ({error}). {remedy}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise ArtefactError(f"{path} has no format number. {remedy}")
    if manifest["format"] != supported_format:
        raise ArtefactError(
            f"{path} has format {manifest['format']}, this version reads format {supported_format}. "
            f"Update the program or rebuild the files. {remedy}"
        )
    return manifest


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file, read in pieces of 1 MB."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def check_file(path: Path, sha256: str | None, remedy: str) -> None:
    """Check that a file is there, is no git-lfs pointer and, where `sha256` is given, has that content.

    Raises:
        ArtefactError: naming the file and the remedy.
    """
    if not path.is_file():
        raise ArtefactError(f"{path} is missing. {remedy}")
    with path.open("rb") as file:
        if file.read(len(LFS_POINTER)) == LFS_POINTER:
            raise ArtefactError(f"{path} is a git-lfs pointer, not the file itself. Run `git lfs pull`.")
    if sha256 is not None and sha256_of(path) != sha256:
        raise ArtefactError(f"{path} is not the file its manifest describes (sha256 differs). {remedy}")
