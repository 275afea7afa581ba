"""Bytes, path or Pillow image -> Photo: decoded, upright, RGB."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from pipeline.errors import PhotoTooLargeError, PhotoTooSmallError, UnreadablePhotoError

# Pillow's JPEG reader also opens MPO, the several-pictures-in-one that phones write, at its first picture.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_SIDE_PX = 32

PhotoSource = bytes | str | Path | Image.Image


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


def read_photo(source: PhotoSource, name: str | None = None) -> Photo:
    """Decode one photo: format by content, EXIF orientation applied, colours in sRGB.

    Args:
        source: encoded bytes, a path, or a decoded Pillow image.
        name: shown in results; default the file's name, or "photo" for bytes and images.
    Raises:
        UnreadablePhotoError: no such file, not an accepted image, truncated or corrupt.
        PhotoTooLargeError: over 20 MB or 50 megapixels. PhotoTooSmallError: a side under 32 px.
    """
    if isinstance(source, Image.Image):
        pixels = _upright_rgb(source)
        return Photo(name or "photo", pixels, hashlib.sha256(pixels.tobytes()).hexdigest())
    data = source if isinstance(source, bytes) else _read_file(Path(source))
    label = name or ("photo" if isinstance(source, bytes) else Path(source).name)
    return Photo(label, _decode(data), hashlib.sha256(data).hexdigest())


def to_rgb(image: Image.Image) -> NDArray[np.uint8]:
    """A decoded picture of any size and mode -> uint8 (height, width, 3), upright, sRGB, transparency on white."""
    return np.asarray(_on_white(_to_srgb(ImageOps.exif_transpose(image))))


def _read_file(path: Path) -> bytes:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise PhotoTooLargeError(_too_many_bytes(path.stat().st_size))
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadablePhotoError("There is no such file. Check the path.") from error
    except OSError as error:
        raise UnreadablePhotoError(f"The file cannot be opened: {error.strerror or error}.") from error


def _decode(data: bytes) -> NDArray[np.uint8]:
    if len(data) > MAX_BYTES:
        raise PhotoTooLargeError(_too_many_bytes(len(data)))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as image:
                return _upright_rgb(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoTooLargeError("The picture has more than 50 megapixels. Give a smaller copy.") from error
    except UnidentifiedImageError as error:
        raise UnreadablePhotoError(f"This is not a {', '.join(FORMATS)} picture. Save the photo as JPEG.") from error
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, TypeError) as error:
        # What Pillow's decoders raise on damaged data; its security handbook names these.
        raise UnreadablePhotoError(f"The picture is damaged or incomplete ({error}). Save or send it again.") from error


def _upright_rgb(image: Image.Image) -> NDArray[np.uint8]:
    if image.width * image.height > MAX_PIXELS:
        raise PhotoTooLargeError(
            f"The picture is {image.width}x{image.height}, over 50 megapixels. Give a smaller copy."
        )
    if min(image.size) < MIN_SIDE_PX:
        raise PhotoTooSmallError(
            f"The picture is {image.width}x{image.height} pixels; both sides need at least {MIN_SIDE_PX}."
        )
    image.load()
    return to_rgb(image)


def _to_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in ("RGB", "RGBA", "CMYK", "L"):
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except ImageCms.PyCMSError:
        return image  # a broken profile says nothing about the colours: keep them as they are
    return converted or image


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode.startswith("I;16") or image.mode == "I":
        image = Image.fromarray((np.asarray(image, np.uint32) >> 8).clip(0, 255).astype(np.uint8))
    if image.has_transparency_data:
        rgba = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", rgba.size, "white"), rgba)
    return image.convert("RGB")


def _too_many_bytes(size: int) -> str:
    megabyte = 1024 * 1024
    return f"The file has {size / megabyte:.1f} MB, over {MAX_BYTES // megabyte} MB. Give a smaller copy."
