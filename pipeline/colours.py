"""A picture of any mode, profile and orientation -> upright sRGB pixels. In strips: 50 megapixels must fit twice."""

from __future__ import annotations

import io
import math

import numpy as np
from numpy.typing import NDArray
from PIL import ExifTags, Image, ImageCms

STRIP_PIXELS = 1_000_000
# Orientation is a number in a block of a few kilobytes; Pillow would unpack a block of 20 MB value by value.
MAX_EXIF_BYTES = 1024 * 1024
SRGB = ImageCms.createProfile("sRGB")
SPACES = {"GRAY": "L", "RGB ": "RGB", "CMYK": "CMYK"}
Method = Image.Transpose
FIRST_ON_ITS_SIDE = 5
TURNS = {
    2: Method.FLIP_LEFT_RIGHT,
    3: Method.ROTATE_180,
    4: Method.FLIP_TOP_BOTTOM,
    5: Method.TRANSPOSE,
    6: Method.ROTATE_270,
    7: Method.TRANSVERSE,
    8: Method.ROTATE_90,
}


def upright_size(image: Image.Image) -> tuple[int, int]:
    """(width, height) as the picture is meant to be seen, before it is decoded."""
    return (image.height, image.width) if _orientation(image) >= FIRST_ON_ITS_SIDE else image.size


def upright_rgb(image: Image.Image, reduction: int = 1) -> NDArray[np.uint8]:
    """Decode and convert: transparency on white, 16 bits reduced to 8, profile to sRGB, EXIF orientation applied.

    Args:
        reduction: whole number; width and height are divided by it, rounded up.
    Returns:
        uint8 (height, width, 3), RGB.
    """
    turn = TURNS.get(_orientation(image))
    size = (math.ceil(image.width / reduction), math.ceil(image.height / reduction))
    if reduction > 1:
        # A JPEG is then decoded as large as `size`; Pillow does so for odd sides only when it is asked for the floor.
        image.draft(None, (image.width // reduction, image.height // reduction))
    image.load()
    pixels = _strips(image)
    if pixels.shape[1::-1] == size and turn is None:
        return pixels
    upright = Image.fromarray(pixels)
    del pixels
    if upright.size != size:
        upright = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
    return np.asarray(upright.transpose(turn) if turn is not None else upright)


def _strips(image: Image.Image) -> NDArray[np.uint8]:
    transform, bits = _transform(image), _bits_over(image)
    pixels = np.empty((image.height, image.width, 3), np.uint8)
    rows = max(1, STRIP_PIXELS // image.width)
    for top in range(0, image.height, rows):
        bottom = min(image.height, top + rows)
        pixels[top:bottom] = np.asarray(_strip(image.crop((0, top, image.width, bottom)), transform, bits))
    return pixels


def _bits_over(image: Image.Image) -> int:
    """How many bits a whole number of this picture has over eight. Mode "I" says nothing: its brightest pixel does."""
    return 0 if image.mode == "I" and np.max(image.getextrema()) <= 255 else 8


def _strip(strip: Image.Image, transform: ImageCms.ImageCmsTransform | None, bits_over: int) -> Image.Image:
    strip, alpha = _parted(strip, bits_over)
    if transform is not None:
        strip = transform.apply(strip if strip.mode == transform.input_mode else strip.convert(transform.input_mode))
    strip = strip.convert("RGB")
    if alpha is None:
        return strip
    white = Image.new("RGB", strip.size, "white")
    white.paste(strip, mask=alpha)
    return white


def _parted(strip: Image.Image, bits_over: int) -> tuple[Image.Image, Image.Image | None]:
    """Eight bits a channel, and beside it how opaque each pixel is; None where all are."""
    if strip.mode.startswith("I"):
        values = np.asarray(strip).astype(np.int32)
        see_through = strip.info.get("transparency")
        alpha = None if see_through is None else Image.fromarray(np.uint8(255) * (values != see_through))
        return Image.fromarray((values >> bits_over).clip(0, 255).astype(np.uint8)), alpha
    if strip.has_transparency_data:
        # Pillow knows no way from La, premultiplied, to RGBA.
        strip = strip.convert("LA").convert("RGBA") if strip.mode == "La" else strip.convert("RGBA")
        return strip, strip.getchannel("A")
    return strip, None


def _transform(image: Image.Image) -> ImageCms.ImageCmsTransform | None:
    """From the picture's own profile to sRGB; None where there is none, or where it is not one of this picture."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        mode = SPACES[profile.profile.xcolor_space]
        if (mode == "CMYK") != (image.mode == "CMYK") or (mode == "L" and image.mode not in ("L", "LA", "1", "I;16")):
            return None
        return ImageCms.buildTransform(profile, SRGB, mode, "RGB")
    except (KeyError, TypeError, ValueError, OSError, ImageCms.PyCMSError):
        return None  # a broken profile says nothing about the colours: keep them as they are


def _orientation(image: Image.Image) -> int:
    """1 to 8; 1 also where the EXIF block cannot be read, as the pixels may still be good."""
    try:
        if len(image.info.get("exif", b"")) > MAX_EXIF_BYTES:
            return 1
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except Exception:  # Pillow raises many kinds on damaged EXIF blocks
        return 1
