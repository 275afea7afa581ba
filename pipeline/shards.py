"""Pictures embedded so far, on disk in small pieces: what a killed build, or an update, goes on from."""

from __future__ import annotations

import json
import logging
import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.embedded import Embedded, Key, thumbnail_name

Known = dict[Key, Embedded]
logger = logging.getLogger(__name__)


class Shards:
    """A growing folder of embedded pictures and their thumbnails. A piece is there whole or not at all."""

    def __init__(self, folder: Path, thumbnails: Path) -> None:
        self._folder = folder
        self._thumbnails = thumbnails
        folder.mkdir(parents=True, exist_ok=True)
        thumbnails.mkdir(parents=True, exist_ok=True)
        self._next = max((int(path.stem) for path in self._pieces()), default=-1) + 1

    def load(self) -> Known:
        """Everything so far whose thumbnail is there as well. A damaged piece is removed: it is done again."""
        known: Known = {}
        for path in self._pieces():
            try:
                entries = _load(path)
            except (ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
                logger.warning("%s is damaged (%s); its pictures are embedded again", path, error)
                path.unlink()
                continue
            known |= {each.key: each for each in entries if self.has_thumbnail(each.key.sha256)}
        return known

    def add(self, entries: Iterable[tuple[Embedded, bytes]]) -> None:
        """Write thumbnails first, then the entries: what is listed is complete."""
        kept = list(entries)
        for entry, thumbnail in kept:
            path = self.thumbnail_path(entry.key.sha256)
            path.parent.mkdir(exist_ok=True)
            partial = path.with_suffix(".partial")
            partial.write_bytes(thumbnail)
            partial.replace(path)
        if kept:
            _save([entry for entry, _ in kept], self._folder / f"{self._next:08d}.npz")
            self._next += 1

    def _pieces(self) -> list[Path]:
        return sorted(self._folder.glob("*[0-9].npz"))  # a half-written one ends in .partial.npz

    def thumbnail_path(self, sha256: str) -> Path:
        return self._thumbnails / thumbnail_name(sha256)

    def has_thumbnail(self, sha256: str) -> bool:
        """Whether it is there with something in it: a power cut leaves files empty."""
        path = self.thumbnail_path(sha256)
        return path.is_file() and path.stat().st_size > 0

    def take_thumbnail(self, sha256: str, catalogue_thumbnails: Path) -> bool:
        """Take over a thumbnail of an earlier catalogue, as a link where the file system can; False if it has none."""
        path, old = self.thumbnail_path(sha256), catalogue_thumbnails / thumbnail_name(sha256)
        if self.has_thumbnail(sha256):
            return True
        path.unlink(missing_ok=True)
        if not old.is_file():
            return False
        path.parent.mkdir(exist_ok=True)
        try:
            path.hardlink_to(old)
        except OSError:
            partial = path.with_suffix(".partial")
            shutil.copyfile(old, partial)
            partial.replace(path)
        return True

    def forget_others(self, wanted: Iterable[str]) -> None:
        """Remove the thumbnails of pictures that are no longer wanted, and what a kill left of others."""
        names = {self.thumbnail_path(sha256) for sha256 in wanted}
        for path in self._thumbnails.rglob("*"):
            if path.is_file() and path not in names:
                path.unlink()


def write_pictures(entries: Iterable[Embedded], path: Path) -> None:
    """What an update needs to know again: per product row the picture's sha256, the asked group and the method."""
    rows = [{"sha256": each.key.sha256, "asked": each.key.group, "method": each.method} for each in entries]
    schema = pa.schema([(name, pa.string()) for name in ("sha256", "asked", "method")])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), path, compression="zstd")


def read_pictures(path: Path, groups: list[str], vectors: NDArray[np.float32]) -> Known:
    """The embedded pictures of a catalogue, row by row beside its groups and vectors (n, d)."""
    known: Known = {}
    for row, group, vector in zip(pq.read_table(path).to_pylist(), groups, vectors, strict=True):
        key = Key(row["sha256"], row["asked"])
        known[key] = Embedded(key, group, row["method"], vector)
    return known


def _save(entries: list[Embedded], path: Path) -> None:
    facts = [[each.key.sha256, each.key.group, each.group, each.method] for each in entries]
    partial = path.with_suffix(".partial.npz")
    listing = np.frombuffer(json.dumps(facts).encode(), np.uint8)
    with partial.open("wb") as file:
        np.savez(file, vectors=np.stack([each.vector for each in entries]), facts=listing)
        file.flush()
        os.fsync(file.fileno())  # else a power cut can leave the name without the content
    partial.replace(path)


def _load(path: Path) -> list[Embedded]:
    with np.load(path, allow_pickle=False) as file:
        facts, vectors = json.loads(file["facts"].tobytes()), file["vectors"]
    return [
        Embedded(Key(sha256, asked), group, method, vector)
        for (sha256, asked, group, method), vector in zip(facts, vectors, strict=True)
    ]
