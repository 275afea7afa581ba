"""The photos that every measurement runs over."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
LOOKS = ROOT / "catalog_index" / "looks"
STREET = ROOT.parent / "shared" / "data" / "street" / "photos"
SUFFIXES = {".jpg", ".jpeg", ".png", ".webp"}
JPEG_QUALITY = 92


def photo_paths(folder: Path | None, limit: int) -> list[Path]:
    """`limit` photos of a folder; default the street photos of the test part, else the demo looks."""
    if folder is None and STREET.is_dir():
        return [STREET / f"{name}.webp" for name in _test_ids()][:limit]
    return sorted(path for path in (folder or LOOKS).iterdir() if path.suffix.lower() in SUFFIXES)[:limit]


def as_jpeg(path: Path, scale: float = 1.0) -> bytes:
    """The photo as phones and cameras send it: JPEG, enlarged by `scale`."""
    with Image.open(path) as image:
        size = (round(image.width * scale), round(image.height * scale))
        buffer = io.BytesIO()
        image.convert("RGB").resize(size, Image.Resampling.BICUBIC).save(buffer, "JPEG", quality=JPEG_QUALITY)
    return buffer.getvalue()


def phone_photo(path: Path) -> bytes:
    """The photo enlarged to 12 megapixels, JPEG."""
    with Image.open(path) as image:
        scale = (12_000_000 / (image.width * image.height)) ** 0.5
    return as_jpeg(path, scale)


def _test_ids() -> list[str]:
    with (ROOT / "training" / "splits.csv").open(encoding="utf-8") as table:
        return [row["id"] for row in csv.DictReader(table) if row["source"] == "street" and row["split"] == "test"]
