"""One product picture -> what a catalogue keeps of it. Depends on the picture and the models alone, on nothing around.

So it can be done in any order, on any machine, once per picture: builds are resumed, updated and spread by this.
"""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.build_costs import Costs, Laps
from pipeline.detector import Detector
from pipeline.embedder import Embedder
from pipeline.photo import Photo, read_photo
from pipeline.product_crop import Method, product_crop
from pipeline.structure import is_plain_webp

THUMBNAIL_PX = (480, 600)
THUMBNAIL_BYTES = 128 * 1024
# Part of what a kept embedding depends on: to be raised when cropping or thumbnails change.
RULES = 3


@dataclass(frozen=True)
class Key:
    """What an embedding depends on beside the models. group: as the table says, "" where the detector is asked."""

    sha256: str
    group: str


@dataclass(frozen=True, eq=False)
class Embedded:
    """A picture's part of a catalogue. group: asked for or detected. vector: float32 (d,), unit length."""

    key: Key
    group: str
    method: Method
    vector: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Fresh:
    """A picture that is embedded now, with its thumbnail as WebP and what it cost."""

    entry: Embedded
    thumbnail: bytes
    costs: Costs


Rules = dict[str, str | int]


def rules_of(detector: Detector, embedder: Embedder) -> Rules:
    """What every embedding of a catalogue depends on beside its picture."""
    return {"detector": detector.model.spec.sha256, "embedder": embedder.model.spec.sha256, "crop": RULES}


def key_of(data: bytes, group: str) -> Key:
    return Key(hashlib.sha256(data).hexdigest(), group)


def embed_picture(data: bytes, group: str, detector: Detector, embedder: Embedder) -> Fresh:
    """Decode, crop and embed one picture.

    One picture per inference: a vector must not depend, in its last bits, on which others came with it.
    Raises:
        PhotoError: the picture cannot be used.
    """
    laps = Laps()
    photo = read_photo(data)
    laps.done("decoding")
    crop = product_crop(photo, group, detector, embedder.crop_margin)
    laps.done("finding")
    (vector,) = embedder.embed([crop.pixels], [crop.group])
    laps.done("embedding")
    thumbnail = _thumbnail(photo, data)
    laps.done("thumbnail")
    return Fresh(Embedded(key_of(data, group), crop.group, crop.method, vector), thumbnail, laps.costs)


def thumbnail_name(sha256: str) -> str:
    """Named by content, never by what the table says, in 256 folders."""
    return f"{sha256[:2]}/{sha256[2:24]}.webp"


def _thumbnail(photo: Photo, data: bytes) -> bytes:
    """A picture that is one already stays as it is: compressed once more it would lose, at every build from another."""
    small = photo.width <= THUMBNAIL_PX[0] and photo.height <= THUMBNAIL_PX[1] and len(data) <= THUMBNAIL_BYTES
    if small and is_plain_webp(data):
        return data
    image = Image.fromarray(photo.pixels)
    image.thumbnail(THUMBNAIL_PX, Image.Resampling.LANCZOS, reducing_gap=2.0)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=82, method=2)
    return buffer.getvalue()
