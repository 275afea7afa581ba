"""Tables and reduced pictures as the shared folder holds them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from PIL import Image, ImageOps

from pipeline.errors import FetchError


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """A CSV file with Unix line ends."""
    with path.open("w", newline="", encoding="utf-8") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def write_reduced(path: Path, target: Path, longest_px: int, quality: int) -> None:
    """A JPEG copy, upright, its longer side at most `longest_px`.

    Raises:
        FetchError: the picture is not there.
    """
    if not path.exists():
        raise FetchError(
            f"{path.name} is not among the pictures of the pinned revision, but in the tables that name it"
        )
    with Image.open(path) as opened:
        picture = ImageOps.exif_transpose(opened).convert("RGB")
    picture.thumbnail((longest_px, longest_px), Image.Resampling.LANCZOS)
    picture.save(target, "JPEG", quality=quality)
