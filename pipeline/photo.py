"""Bytes, path or Pillow image -> Photo: decoded, upright, RGB."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.decode import MAX_BYTES, check_bytes, decode, decoded
from pipeline.errors import UnreadablePhotoError

PhotoSource = bytes | str | Path | Image.Image

__all__ = ["MAX_BYTES", "Photo", "PhotoSource", "read_photo"]


@dataclass(frozen=True, eq=False)
class Photo:
    """What the user gave, decoded upright.

    name: what the caller calls it, never a full path. pixels: uint8 (height, width, 3), RGB.
    sha256: of the encoded bytes; of the pixels when a decoded image was given.
    """

    name: str
    pixels: NDArray[np.uint8]
    sha256: str

    @property
    def height(self) -> int:
        return int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return int(self.pixels.shape[1])


def read_photo(source: PhotoSource, name: str | None = None, most_pixels: int | None = None) -> Photo:
    """Decode one photo: format by content, EXIF orientation applied, colours in sRGB.

    Args:
        source: encoded bytes, a path, or a decoded Pillow image.
        name: shown in results; default the file's name, or "photo" for bytes and images.
        most_pixels: a photo of more is reduced to about so many; default as it is.
    Raises:
        UnreadablePhotoError: no such file, not an accepted image, truncated or corrupt.
        PhotoTooLargeError: over 20 MB or 50 megapixels. PhotoTooSmallError: fewer than 1,024 pixels.
    """
    if isinstance(source, Image.Image):
        pixels = decoded(source, most_pixels)
        return Photo(name or "photo", pixels, hashlib.sha256(pixels.tobytes()).hexdigest())
    data = source if isinstance(source, bytes) else _read_file(Path(source))
    label = name or ("photo" if isinstance(source, bytes) else Path(source).name)
    return Photo(label, decode(data, most_pixels), hashlib.sha256(data).hexdigest())


def _read_file(path: Path) -> bytes:
    try:
        if not path.is_file() and path.exists():
            raise UnreadablePhotoError("This cannot be opened: it is no file. Give the path of a photo.")
        check_bytes(path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePhotoError("There is no such file. Check the path.") from error
    except (OSError, ValueError) as error:  # ValueError: a zero byte in the path
        reason = error.strerror if isinstance(error, OSError) else None
        raise UnreadablePhotoError(f"The file cannot be opened: {reason or error}.") from error
