"""Whether an opened catalogue's parts belong together: vectors found again, thumbnails whole."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from pipeline.artefacts import LFS_POINTER, inside
from pipeline.catalogue import MAPS, REMEDY, Catalogue
from pipeline.decode import decode
from pipeline.errors import ArtefactError, PhotoError

SPOT_CHECKS = 25
# Looking at the first bytes of ten thousand thumbnails takes a tenth of a second; of more, so many are looked at.
THUMBNAILS_AT_OPEN = 10_000
SAME = 0.9999  # cosine of a vector with itself, as an index of float32 gives it back
WEBP_HEAD = 12  # "RIFF", the size of the rest, "WEBP": developers.google.com/speed/webp/docs/riff_container


def check_served(catalogue: Catalogue, dimensions: int) -> None:
    """What must hold before a catalogue serves, in a fraction of a second at any size.

    Args:
        dimensions: of the embedder's vectors.
    Raises:
        ArtefactError: naming the file and the remedy.
    """
    if catalogue.embeddings.shape[1] != dimensions:
        raise ArtefactError(
            f"{catalogue.directory} holds vectors of {catalogue.embeddings.shape[1]} numbers, the embedder makes "
            f"{dimensions}. Rebuild it with `python -m pipeline catalogue build`."
        )
    check_ranks(catalogue)
    names = catalogue.table["image"]
    for row in _spread(len(catalogue), THUMBNAILS_AT_OPEN):
        _check_whole(inside(catalogue.directory, names[row].as_py(), REMEDY))


def check_ranks(catalogue: Catalogue) -> None:
    """Some stored vectors must be found again as their own nearest neighbours.

    Raises:
        ArtefactError: the index, the vectors and the table are not of one build.
    """
    rows = _spread(len(catalogue), SPOT_CHECKS)
    for row, product in zip(rows, catalogue.products(rows), strict=True):
        vector = catalogue.embeddings[row]
        found = catalogue.search(vector, product.group, product.gender, 1)
        # Not necessarily the same row: several products may share a picture.
        alike = min(found[0].similarity, float(catalogue.embeddings[found[0].row] @ vector)) if found else 0.0
        if not alike >= SAME or not abs(float(np.linalg.norm(vector)) - 1) < 1e-3:
            raise ArtefactError(
                f"{catalogue.directory}: product {product.product_id} is not found by its own vector: embeddings.npy, "
                f"products.parquet and the .ann files are not of one build. {REMEDY}"
            )


def check_everything(catalogue: Catalogue) -> None:
    """Every vector's length, every map and every thumbnail's pixels; takes as long as it takes.

    Raises:
        ArtefactError: naming the file and the remedy.
    """
    if not np.allclose(np.linalg.norm(catalogue.embeddings, axis=1), 1, atol=1e-3):
        raise ArtefactError(f"{catalogue.directory / 'embeddings.npy'}: not every vector has unit length. {REMEDY}")
    missing = set(catalogue.table["group"].unique().to_pylist()) - set(catalogue.maps)
    if catalogue.maps and missing:
        raise ArtefactError(f"{catalogue.directory / MAPS} has no map of {', '.join(sorted(missing))}. {REMEDY}")
    names = catalogue.table["image"].to_pylist()
    for name in names:
        path = inside(catalogue.directory, name, REMEDY)
        _check_whole(path)
        try:
            decode(path.read_bytes())
        except PhotoError as error:
            raise ArtefactError(f"{path} is damaged: {error} {REMEDY}") from error
    digest = catalogue.manifest.get("thumbnails_sha256")
    if digest is not None and digest != thumbnails_sha256(catalogue.directory, names):
        raise ArtefactError(
            f"{catalogue.directory / 'thumbnails'}: some picture is not the one that was written. {REMEDY}"
        )


def thumbnails_sha256(directory: Path, names: Iterable[str]) -> str:
    """One checksum over the thumbnails of a catalogue, in the order of its table."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(hashlib.sha256((directory / name).read_bytes()).digest())
    return digest.hexdigest()


def _spread(count: int, most: int) -> list[int]:
    """At most so many rows of a table, evenly spread, its first and last among them."""
    return [int(row) for row in np.linspace(0, count - 1, min(most, count))]


def _check_whole(path: Path) -> None:
    """A WebP file says in its head how long it is."""
    try:
        with path.open("rb") as file:
            head = file.read(len(LFS_POINTER))
        size = path.stat().st_size
    except OSError as error:
        raise ArtefactError(f"{path} is missing or cannot be read ({error.strerror}). {REMEDY}") from error
    if head == LFS_POINTER:
        raise ArtefactError(f"{path} is a git-lfs pointer, not the file itself. Run `git lfs pull`.")
    length = int.from_bytes(head[4:8], "little") + 8
    if head[:4] != b"RIFF" or head[8:WEBP_HEAD] != b"WEBP" or length != size:
        raise ArtefactError(f"{path} is no whole WebP picture ({size} bytes). {REMEDY}")
