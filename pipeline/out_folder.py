"""Which folders a build may replace: absent ones, empty ones and catalogues, never what a user put there himself."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from pipeline.catalogue import EMBEDDINGS, MAPS, PICTURES, PRODUCTS, THUMBNAILS
from pipeline.errors import CatalogueBuildError
from pipeline.folder_swap import retired_beside
from pipeline.gender import PRODUCT_GENDERS
from pipeline.taxonomy import GROUPS

MANIFEST, LOOKS = "manifest.json", "looks"
INDEXES = {f"{group}-{gender}.ann" for group in GROUPS for gender in PRODUCT_GENDERS}
CATALOGUE = {MANIFEST, PRODUCTS, EMBEDDINGS, MAPS, PICTURES, "rejected.csv", THUMBNAILS, LOOKS, *INDEXES}
WORK = {"rules.json", "rules.partial", "shards", "downloads", "catalogue", "lock"}
LISTINGS = {"looks.json", "coco.json", "looks.csv"}
# What file managers leave in every folder that they show.
DUST = {".DS_Store", "Thumbs.db", "desktop.ini"}

# A folder -> what in it is not ours.
Foreign = Callable[[Path], Iterator[str]]


def work_beside(out: Path) -> Path:
    """The folder that a build of `out` grows in."""
    return out.with_name(f"{out.name}.building")


def check_out(out: Path, sources: Iterable[Path | None]) -> Path:
    """Where the catalogue goes, links followed.

    Args:
        out: as the user names it. sources: what the build reads; none of it may lie in what the build replaces.
    Raises:
        CatalogueBuildError: `out`, or a folder beside it that a build needs, is a file, holds what no build wrote, or
            holds a source. Nothing was touched.
    """
    out = _resolved(out)
    retired, work = retired_beside(out), work_beside(out)
    for folder, foreign in ((out, _not_of_a_catalogue), (retired, _not_of_remains), (work, _not_of_work)):
        _check_ours(folder, foreign)
        for source in sources:
            if source is not None and _resolved(source).is_relative_to(folder):
                raise CatalogueBuildError(
                    f"{source} lies in {folder}, which the build replaces. Choose another --out, outside what it reads."
                )
    return out


def _resolved(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError) as error:  # a link that leads to itself
        raise CatalogueBuildError(f"{path} leads nowhere ({error}). Choose another --out.") from error


def _check_ours(folder: Path, foreign: Foreign) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise CatalogueBuildError(
            f"{folder} is {'a link' if folder.is_symlink() else 'a file'}, where the build needs a folder. "
            "Move it away, or choose another --out."
        )
    try:
        found = next(foreign(folder), None) if folder.is_dir() else None
    except OSError as error:
        raise CatalogueBuildError(f"{folder} cannot be read ({error.strerror}). Choose another --out.") from error
    if found:
        raise CatalogueBuildError(
            f"{folder} holds {found}, which no build wrote, and a build replaces the whole folder. Move it away, or "
            "choose another --out: a new or empty folder, or a catalogue."
        )


def _not_of_a_catalogue(folder: Path) -> Iterator[str]:
    yield from _not_of_remains(folder)
    present = _names(folder)
    if present and MANIFEST not in present:
        yield f"{min(present)} without a {MANIFEST}"


def _not_of_remains(folder: Path) -> Iterator[str]:
    """A kill may have come while an old catalogue was removed: any part of one may be left."""
    present = _names(folder)
    yield from sorted(present - CATALOGUE)
    yield from _foreign_pictures(folder)
    if MANIFEST in present and not _is_manifest(folder / MANIFEST):
        yield MANIFEST


def _not_of_work(folder: Path) -> Iterator[str]:
    yield from sorted(_names(folder) - WORK)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - DUST


def _is_manifest(path: Path) -> bool:
    """Also a damaged one: building again is what mends it."""
    try:
        manifest = json.loads(path.read_text("utf-8"))
    except ValueError:
        return True
    return isinstance(manifest, dict) and "embedder_sha256" in manifest


def _foreign_pictures(folder: Path) -> Iterator[str]:
    thumbnails, looks = folder / THUMBNAILS, folder / LOOKS
    for path in thumbnails.rglob("*") if thumbnails.is_dir() else ():
        if path.suffix != ".webp" and not path.is_dir() and path.name not in DUST:
            yield path.relative_to(folder).as_posix()
    if looks.is_dir():
        yield from (f"{LOOKS}/{name}" for name in sorted(_names(looks) - _listed(looks) - LISTINGS))


def _listed(looks: Path) -> set[str]:
    """The pictures that looks.json lists; none where it cannot be read."""
    try:
        return {Path(look["file"]).name for look in json.loads((looks / "looks.json").read_text("utf-8"))}
    except (OSError, ValueError, KeyError, TypeError):
        return set()
