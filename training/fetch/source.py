"""A data set brought home: downloaded, checked, prepared beside, and put in its place by one rename."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import FetchError
from training.fetch.repository import LICENCES, check_whole, download, lay_out
from training.splits import Splits

MARK = "fetched.json"
WORK = ".fetching"
# Room for the download, the files laid out from it and what is made of them; generous, for the true sizes are unknown.
ROOM_BYTES = 3_000_000_000
# Files of the commit, an empty folder to fill, the split table -> what the reader should know about the result.
Prepare = Callable[[Path, Path, Splits], list[str]]


@dataclass(frozen=True)
class Source:
    """A data set's public home. paths: what is needed of the commit; name: its folder below `data`."""

    name: str
    url: str
    commit: str
    licence: str
    paths: tuple[str, ...]
    prepare: Prepare


def bring(source: Source, out: Path, splits: Splits) -> list[str]:
    """Fill `out`/data/NAME, or leave nothing there; what is already downloaded serves the next attempt.

    Returns: what the reader should know about the result.

    Raises:
        FetchError: it cannot be had, is not what was pinned, or something else is in its place.
    """
    target, work = out / "data" / source.name, out / WORK / source.name
    if _is_there(source, target):
        return [f"already there: {target}"]
    objects = work / "objects.git"
    if not _is_whole(objects, source.commit):
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(parents=True)
        _check_room(work)
        download(source.url, source.commit, objects)
        check_whole(objects, source.commit)
    files, ready = _emptied(work / "files"), _emptied(work / "ready")
    lay_out(objects, source.commit, source.paths, files)
    notes = source.prepare(files, ready, splits)
    _copy_licences(files, ready)
    (ready / MARK).write_text(json.dumps(_origin(source), indent=1) + "\n", encoding="utf-8")
    target.parent.mkdir(parents=True, exist_ok=True)
    ready.rename(target)
    shutil.rmtree(work)
    return notes


def _origin(source: Source) -> dict[str, str]:
    return {"home": source.url, "commit": source.commit, "licence": source.licence}


def _is_there(source: Source, target: Path) -> bool:
    if not target.exists():
        return False
    mark = target / MARK
    if not mark.exists():
        raise FetchError(f"{target} was not made by this command. Choose another --out, or move it away.")
    if json.loads(mark.read_text("utf-8"))["commit"] != source.commit:
        raise FetchError(f"{target} is another revision than {source.commit}. Remove it and run the command again.")
    return True


def _is_whole(objects: Path, commit: str) -> bool:
    try:
        check_whole(objects, commit)
    except FetchError:
        return False
    return True


def _check_room(folder: Path) -> None:
    free = shutil.disk_usage(folder).free
    if free < ROOM_BYTES:
        raise FetchError(
            f"{folder} has {free / 1e9:.1f} GB free; {ROOM_BYTES / 1e9:.0f} GB should be. Choose another --out."
        )


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _copy_licences(files: Path, ready: Path) -> None:
    for path in files.iterdir():
        if path.is_file() and path.name.lower().startswith(LICENCES):
            shutil.copyfile(path, ready / path.name)
