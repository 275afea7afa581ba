"""Products embedded so far, on disk in small pieces: what a killed build goes on from."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.detector import Detector
from pipeline.embedder import Embedder
from pipeline.errors import PhotoError
from pipeline.photo import Photo, read_photo
from pipeline.product_crop import ProductCrop, product_crop
from pipeline.product_table import Rejected, Row

SHARD_ROWS = 64
THUMBNAIL_PX = (480, 600)
EXTENSIONS = ("", ".jpg", ".jpeg", ".png", ".webp")


@dataclass(frozen=True, eq=False)
class Shard:
    """Consecutive rows of the table after embedding.

    methods: row number -> how the product was found in its picture. vectors: float32 (len(methods), d), same order.
    """

    methods: dict[int, str]
    rejected: tuple[Rejected, ...]
    vectors: NDArray[np.float32]

    def save(self, path: Path) -> None:
        """Write whole or not at all."""
        facts = json.dumps({"methods": self.methods, "rejected": [asdict(each) for each in self.rejected]})
        partial = path.with_suffix(".partial.npz")
        np.savez(partial, vectors=self.vectors, facts=np.frombuffer(facts.encode(), np.uint8))
        partial.replace(path)

    @classmethod
    def load(cls, path: Path) -> Shard:
        with np.load(path, allow_pickle=False) as file:
            facts = json.loads(file["facts"].tobytes())
            methods = {int(number): method for number, method in facts["methods"].items()}
            return cls(methods, tuple(Rejected(**each) for each in facts["rejected"]), file["vectors"])


def embed_rows(rows: Sequence[Row], images: Path, thumbnails: Path, detector: Detector, embedder: Embedder) -> Shard:
    """Read, crop and embed the pictures of some rows, and write their thumbnails."""
    crops: dict[int, ProductCrop] = {}
    rejected = []
    groups = []
    for row in rows:
        try:
            photo = read_photo(find_image(images, row.product.image))
        except PhotoError as error:
            rejected.append(Rejected(row.number, row.product.product_id, f"image {row.product.image!r}: {error}"))
            continue
        crops[row.number] = product_crop(photo, row.product.group, detector, embedder.crop_margin)
        groups.append(row.product.group)
        _write_thumbnail(photo, thumbnails / thumbnail_name(row.number))
    vectors = embedder.embed([crop.pixels for crop in crops.values()], groups)
    return Shard({number: crop.method for number, crop in crops.items()}, tuple(rejected), vectors)


def thumbnail_name(number: int) -> str:
    """Named by row, never by what the table says; a thousand to a folder."""
    return f"{number // 1000:04d}/{number:07d}.webp"


def find_image(images: Path, name: str) -> Path:
    """The picture of a row: inside the folder only, its extension may be missing.

    A name that leads nowhere or outside gives a path that does not exist.
    """
    root = images.resolve()
    for extension in EXTENSIONS:
        path = (root / f"{name}{extension}").resolve()
        if path.is_relative_to(root) and path.is_file():
            return path
    return root / "missing" / "image"


def _write_thumbnail(photo: Photo, path: Path) -> None:
    image = Image.fromarray(photo.pixels)
    image.thumbnail(THUMBNAIL_PX, Image.Resampling.LANCZOS, reducing_gap=2.0)
    path.parent.mkdir(parents=True, exist_ok=True)
    image.save(path, "WEBP", quality=82, method=4)
