"""Encoded bytes -> upright sRGB pixels. The one place where Pillow decodes what strangers send."""

from __future__ import annotations

import io
import logging
import re
import threading
import warnings
from collections.abc import Callable
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from pipeline.colours import upright_rgb, upright_size
from pipeline.errors import PhotoError, PhotoTooLargeError, PhotoTooSmallError, UnreadablePhotoError
from pipeline.structure import Pieces, check_structure, webp_size

log = logging.getLogger(__name__)
# Pillow's JPEG reader also opens MPO, the several-pictures-in-one that phones write, at its first picture.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MIN_PIXELS = 32 * 32
# Larger pictures are reduced while this many pixels are left: no model sees less of a garment for it, a JPEG is decoded
# reduced in a fraction of the time, and no photo takes more than 21 MB of memory.
ENOUGH_PIXELS = 1_700_000
REDUCTIONS = (2, 4)
Result = TypeVar("Result")
LOADING = threading.Lock()
HEIF_BRANDS = re.compile(rb"....ftyp(hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)

# For the whole process, as warnings.catch_warnings would not be safe between threads. Pillow's notes about odd EXIF
# blocks help nobody.
warnings.filterwarnings("ignore", category=UserWarning, module="PIL")
warnings.simplefilter("error", Image.DecompressionBombWarning)


def decode(data: bytes) -> tuple[NDArray[np.uint8], tuple[int, int] | None]:
    """One encoded picture, its first where it holds several.

    Returns:
        uint8 (height, width, 3), upright, sRGB, of a large picture a half or a quarter; and the (width, height) that it
        has upright, None where nothing was reduced.
    Raises:
        PhotoError: not an accepted format, damaged, too large or too small. Nothing else.
    """
    check_bytes(len(data))
    if not data:
        raise UnreadablePhotoError("The file is empty. Save or send the photo again.")
    check_structure(data)
    return _guarded(lambda: _open(data))


def decoded(image: Image.Image) -> tuple[NDArray[np.uint8], tuple[int, int] | None]:
    """The same for a Pillow image of any mode, which is loaded in full and else left as it is."""
    return _guarded(lambda: _loaded(image))


def decoded_crop(image: Image.Image) -> NDArray[np.uint8]:
    """A Pillow image of one garment, from one pixel up, at its own size: uint8 (height, width, 3), upright, sRGB.

    Raises:
        PhotoError: as `decoded`.
    """
    return _typed(lambda: upright_rgb(_loaded(image, smallest=1)))


def cost_mb(data: bytes) -> float:
    """About how much memory decoding takes at its height, MB, measured at 49 megapixels; 0 where it is refused."""
    if data[:4] == b"RIFF":
        width, height = webp_size(data)  # Pillow takes half of the memory on opening it
        return width * height * 16 / 1e6 if width * height <= MAX_PIXELS else 0.0
    try:
        with _open(data) as image:
            return _pixels(image) * 8 / 1e6
    except Exception:  # decoding says what is wrong
        return 0.0


def check_bytes(size: int) -> None:
    """
    Raises:
        PhotoTooLargeError: more than 20 MB.
    """
    if size > MAX_BYTES:
        megabyte = 1024 * 1024
        raise PhotoTooLargeError(
            f"The file has {size / megabyte:.1f} MB, over {MAX_BYTES // megabyte} MB. Give a smaller copy."
        )


def _guarded(source: Callable[[], Image.Image]) -> tuple[NDArray[np.uint8], tuple[int, int] | None]:
    return _typed(lambda: _reduced(source()))


def _reduced(image: Image.Image) -> tuple[NDArray[np.uint8], tuple[int, int] | None]:
    _check_size(image)
    reduction = max((each for each in REDUCTIONS if _pixels(image) >= ENOUGH_PIXELS * each**2), default=1)
    full_size = upright_size(image)
    return upright_rgb(image, reduction), None if reduction == 1 else full_size


def _typed(work: Callable[[], Result]) -> Result:
    """Whatever a decoder raises, as a PhotoError."""
    try:
        return work()
    except PhotoError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError) as error:
        raise PhotoTooLargeError("The picture has more than 50 megapixels. Give a smaller copy.") from error
    except UnidentifiedImageError as error:
        raise UnreadablePhotoError(
            "This is no JPEG, PNG, WebP, GIF, BMP or HEIC picture. Save the photo as JPEG."
        ) from error
    except Exception as error:  # decoders raise whatever they like on damaged data; to the user it is all one
        log.info("Damaged picture: %s", _reason(error))
        raise UnreadablePhotoError("The picture is damaged or incomplete. Save or send it again.") from error


def _loaded(image: Image.Image, smallest: int = MIN_PIXELS) -> Image.Image:
    """Loaded by one thread at a time, and never as a draft: the image is the caller's, and may be shared."""
    _check_size(image, smallest)
    with LOADING:
        image.load()
    return image


def _open(data: bytes) -> Image.Image:
    if HEIF_BRANDS.match(data):
        return _open_heif(data)
    return Image.open(Pieces(data), formats=FORMATS)


def _open_heif(data: bytes) -> Image.Image:
    try:
        from pi_heif import HeifImageFile
    except ImportError as error:
        refused = UnreadablePhotoError("This is a HEIC photo, which cannot be read here. Save it as JPEG.")
        refused.add_note("The optional package pi-heif reads it: pip install pi-heif")  # not for a page's visitors
        raise refused from error
    image: Image.Image = HeifImageFile(io.BytesIO(data))
    return image


def _check_size(image: Image.Image, smallest: int = MIN_PIXELS) -> None:
    """Before a pixel is decoded."""
    size = f"The picture is {image.width}x{image.height} pixels"
    if _pixels(image) > MAX_PIXELS:
        raise PhotoTooLargeError(f"{size}, over 50 megapixels. Give a smaller copy.")
    if _pixels(image) < smallest:
        raise PhotoTooSmallError(f"{size}, fewer than {smallest:,} in all. Give a larger one.")


def _pixels(image: Image.Image) -> int:
    return image.width * image.height


def _reason(error: Exception) -> str:
    """Pillow's words, short, and without addresses of objects."""
    return re.sub(r"\s*<[^>]*>", "", str(error))[:120] or type(error).__name__
