"""Files that were made elsewhere and must be whole before they are used: manifests and checksums."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.errors import ArtefactError

SUM = "manifest_sha256"
ANOTHER = "is not the file its manifest describes (sha256 differs)."
LFS_POINTER = b"version https://git-lfs.github.com/spec/"


def read_manifest(directory: Path, supported_format: int, remedy: str) -> dict[str, Any]:
    """Read `directory`/manifest.json.

    Raises:
        ArtefactError: missing, not JSON, changed since it was written, or written by a newer version. `remedy` says
            how to get a good one.
    """
    path = directory / "manifest.json"
    if not directory.is_dir():
        raise ArtefactError(f"There is no folder {directory}. {remedy}")
    check_file(path, None, remedy)
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ArtefactError(f"{path} is not valid JSON ({error}). {remedy}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("format"), int):
        raise ArtefactError(f"{path} has no format number. {remedy}")
    if manifest["format"] != supported_format:
        newer = manifest["format"] > supported_format
        raise ArtefactError(
            f"{path} has format {manifest['format']}, this version reads format {supported_format}. "
            f"{'Update the program (git pull).' if newer else 'Build the folder again.'} {remedy}"
        )
    if SUM in manifest and manifest != sealed(manifest):
        raise ArtefactError(f"{path} is not as it was written (its own checksum differs). {remedy}")
    return manifest


def sealed(manifest: dict[str, Any]) -> dict[str, Any]:
    """The manifest with a checksum of everything else in it, so that a changed one is noticed."""
    content = {key: value for key, value in manifest.items() if key != SUM}
    return {**content, SUM: hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()}


def write_json(path: Path, content: Any) -> None:
    """Write JSON with sorted keys: complete under another name first, then renamed."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        unfinished.write_text(json.dumps(content, indent=1, sort_keys=True, ensure_ascii=False) + "\n", "utf-8")
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def inside(directory: Path, name: str, remedy: str) -> Path:
    """The path of a file that a manifest or table names.

    Raises:
        ArtefactError: it would lie outside the folder.
    """
    parts = PurePosixPath(name).parts
    if not parts or ".." in parts or name.startswith("/") or "\\" in name:
        raise ArtefactError(f"{directory} names the file {name!r}, which is not inside it. {remedy}")
    return directory / name


def sha256_of(path: Path) -> str:
    """Hex sha256 of a file, read in pieces of 1 MB."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return digest.hexdigest()


def read_file(path: Path, sha256: str, remedy: str) -> bytes:
    """The very bytes that were checked, for files that are used from memory.

    Raises:
        ArtefactError: as `check_file`.
    """
    check_file(path, None, remedy)
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise ArtefactError(f"{path} {ANOTHER} {remedy}")
    return content


def check_file(path: Path, sha256: str | None, remedy: str) -> None:
    """Check that a file is there, is no git-lfs pointer and, where `sha256` is given, has that content.

    Raises:
        ArtefactError: naming the file and the remedy.
    """
    if not path.is_file():
        raise ArtefactError(f"{path} is missing. {remedy}")
    try:
        with path.open("rb") as file:
            start = file.read(len(LFS_POINTER))
    except OSError as error:
        raise ArtefactError(f"{path} cannot be read ({error.strerror}). Check its permissions. {remedy}") from error
    if not start:
        raise ArtefactError(f"{path} is empty. {remedy}")
    if start == LFS_POINTER:
        raise ArtefactError(f"{path} is a git-lfs pointer, not the file itself. Run `git lfs pull`.")
    if sha256 is not None and sha256_of(path) != sha256:
        raise ArtefactError(f"{path} {ANOTHER} {remedy}")
