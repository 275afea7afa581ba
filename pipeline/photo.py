"""Bytes, file, path or image -> Photo: decoded, upright, RGB."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.crop import Box, grow
from pipeline.decode import MAX_BYTES, check_bytes, decode, decoded, decoded_crop
from pipeline.errors import UnreadablePhotoError

PhotoSource = bytes | bytearray | memoryview | BinaryIO | str | Path | Image.Image | NDArray[np.uint8]

# Python reads a byte of a file's name that is no UTF-8 as one of these.
HALF_LETTER = re.compile("[\ud800-\udfff]")

__all__ = ["MAX_BYTES", "Photo", "PhotoSource", "read_crop", "read_photo", "shown_name"]


@dataclass(frozen=True, eq=False)
class Photo:
    """What the user gave, decoded upright.

    name: what the caller calls it, never a full path. pixels: uint8 (height, width, 3), RGB, read-only; of a large
    photo a half or a quarter, then `full_size` is the (width, height) that it has. Boxes are always in pixels of the
    full photo: `cut`, `on_pixels` and `in_full` go between the two. sha256: of the encoded bytes; of the pixels when a
    decoded image was given.
    """

    name: str
    pixels: NDArray[np.uint8]
    sha256: str
    full_size: tuple[int, int] | None = None

    def __post_init__(self) -> None:
        pixels = self.pixels.view()  # the array that was given stays as it is
        pixels.flags.writeable = False
        object.__setattr__(self, "pixels", pixels)

    @property
    def height(self) -> int:
        return self.full_size[1] if self.full_size else int(self.pixels.shape[0])

    @property
    def width(self) -> int:
        return self.full_size[0] if self.full_size else int(self.pixels.shape[1])

    @property
    def scale(self) -> tuple[float, float]:
        """Decoded pixels per pixel of the photo, across and down; 1 unless it was decoded reduced."""
        return self.pixels.shape[1] / self.width, self.pixels.shape[0] / self.height

    def cut(self, box: Box, margin: float = 0.0) -> NDArray[np.uint8]:
        """What a box (x0, y0, x1, y1; px of the photo), grown by `margin` of its size on every side, shows.

        Returns a view uint8 (h, w, 3) of the decoded pixels, clipped to the photo, at least 1 x 1.
        """
        x0, y0, x1, y1 = self.on_pixels(grow(box, margin, self.width, self.height))
        return self.pixels[y0:y1, x0:x1]

    def on_pixels(self, box: Box) -> Box:
        """A box in pixels of the photo -> in decoded pixels, at least 1 x 1."""
        if self.full_size is None:
            return box
        (across, down), (high, wide) = self.scale, self.pixels.shape[:2]
        x0, y0 = min(int(box[0] * across), wide - 1), min(int(box[1] * down), high - 1)
        return x0, y0, max(x0 + 1, round(box[2] * across)), max(y0 + 1, round(box[3] * down))

    def in_full(self, boxes: NDArray[np.float32]) -> NDArray[np.float32]:
        """Boxes (n, 4) in decoded pixels -> in pixels of the photo."""
        if self.full_size is None:
            return boxes
        return np.asarray(boxes / np.array(self.scale * 2, np.float32), np.float32)


def read_photo(source: PhotoSource, name: str | None = None) -> Photo:
    """Decode one photo: format by content, EXIF orientation applied, colours in sRGB.

    Args:
        source: encoded bytes, an open binary file of them, a path, a Pillow image, or pixels uint8 (h, w, 3), RGB.
        name: shown in results; default the file's name, or "photo" for bytes and images. See `shown_name`.
    Raises:
        UnreadablePhotoError: no such file, not an accepted image, truncated or corrupt.
        PhotoTooLargeError: over 20 MB or 50 megapixels. PhotoTooSmallError: fewer than 1,024 pixels.
    """
    if isinstance(source, Image.Image | np.ndarray):
        pixels, full_size = decoded(_image(source))
        return Photo(shown_name(name or "photo"), pixels, hashlib.sha256(pixels.tobytes()).hexdigest(), full_size)
    path = Path(source) if isinstance(source, str | Path) else None
    data = _read_file(path) if path else _given_bytes(source)
    label = name or (path.name if path else "photo")
    pixels, full_size = decode(data)
    return Photo(shown_name(label), pixels, hashlib.sha256(data).hexdigest(), full_size)


def read_crop(source: Image.Image | NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture of one garment, from one pixel up -> uint8 (h, w, 3), RGB, upright.

    Raises:
        PhotoError: it is closed, empty, damaged, over 50 megapixels, or neither a Pillow image nor such pixels.
    """
    return decoded_crop(_image(source))


def _image(source: object) -> Image.Image:
    if isinstance(source, Image.Image):
        return source
    if isinstance(source, np.ndarray) and source.dtype == np.uint8 and source.shape[2:] == (3,) and source.size:
        return Image.fromarray(source)
    found = f"{source.dtype} {source.shape}" if isinstance(source, np.ndarray) else type(source).__name__
    raise UnreadablePhotoError(f"This is {found}. Give a Pillow image, or pixels as uint8 (height, width, 3).")


def _given_bytes(source: object) -> bytes:
    if isinstance(source, bytes | bytearray | memoryview):
        return bytes(source)
    try:
        data = source.read(MAX_BYTES + 1)  # type: ignore[attr-defined]
    except AttributeError:
        data = None
    except (OSError, ValueError) as error:  # ValueError: a closed file, or a text that is none
        raise UnreadablePhotoError(f"The file cannot be read: {error}. Open it in binary mode.") from error
    if not isinstance(data, bytes):
        raise UnreadablePhotoError(
            f"This is {type(source).__name__}, no photo. Give encoded bytes, a binary file, a path or a Pillow image."
        )
    return data


def shown_name(name: str) -> str:
    """A file's name as JSON can hold it: every byte that is no UTF-8 becomes U+FFFD, the replacement character."""
    return HALF_LETTER.sub("\ufffd", name)


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
