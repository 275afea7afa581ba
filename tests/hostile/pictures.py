"""Every kind of picture that a stranger may send, made by code, with the answer that each deserves."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageCms

from pipeline.errors import PhotoError, PhotoTooLargeError, PhotoTooSmallError, UnreadablePhotoError
from tests.pipeline.fakes import outfit

RUST, WHITE = (160, 32, 48), (255, 255, 255)
SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


@dataclass(frozen=True)
class Case:
    """size and colour: of the decoded picture, the colour in its middle (None: any). error: what is raised instead."""

    name: str
    data: bytes
    size: tuple[int, int] | None = None
    colour: tuple[int, int, int] | None = None
    error: type[PhotoError] | None = None
    says: str = ""


def encoded(image: Image.Image, form: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def plain(mode: str = "RGB", colour=RUST, size: tuple[int, int] = (60, 40)) -> Image.Image:
    return Image.new(mode, size, colour)


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_header(width: int, height: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))


def with_chunks(chunks: bytes) -> bytes:
    """A good PNG with these chunks after its header."""
    data = encoded(plain(), "PNG")
    return data[:33] + chunks + data[33:]


def with_segments(segments: bytes) -> bytes:
    """A good JPEG with these segments after its start."""
    data = encoded(plain(), "JPEG")
    return data[:2] + segments + data[2:]


def many_scans(copies: int) -> bytes:
    """A progressive JPEG whose last scan is repeated."""
    data = encoded(plain(size=(64, 64)), "JPEG", progressive=True)
    return data[:-2] + data[data.rindex(b"\xff\xda") : -2] * copies + data[-2:]


def profile(space: bytes) -> bytes:
    """The sRGB profile, claiming to be for another kind of pixels."""
    return SRGB[:16] + space + SRGB[20:]


def orientation(value: object, kind: int = 3, count: int = 1) -> bytes:
    """An EXIF block that holds the orientation and a place on earth."""
    entries = struct.pack("<HHI4s", 0x0112, kind, count, struct.pack("<I", value))  # type: ignore[arg-type]
    return b"Exif\x00\x00II*\x00\x08\x00\x00\x00" + struct.pack("<H", 1) + entries + b"\x00\x00\x00\x00"


def cases() -> list[Case]:
    return [*formats(), *modes(), *profiles(), *shapes(), *orientations(), *damaged(), *bombs(), *foreign()]


def formats() -> Iterator[Case]:
    green = plain(colour=(0, 160, 0))
    for form in ("PNG", "BMP", "GIF"):
        yield Case(form, encoded(plain(), form), (60, 40), RUST)
    yield Case("JPEG", encoded(plain(), "JPEG", quality=95), (60, 40), RUST)
    yield Case("JPEG, progressive", encoded(plain(), "JPEG", quality=95, progressive=True), (60, 40), RUST)
    yield Case("JPEG, 4:2:0", encoded(plain(), "JPEG", quality=95, subsampling=2), (60, 40), RUST)
    yield Case("WebP", encoded(plain(), "WEBP", quality=95), (60, 40), RUST)
    yield Case("WebP, lossless", encoded(plain(), "WEBP", lossless=True), (60, 40), RUST)
    yield Case("PNG, interlaced", encoded(plain(), "PNG", interlace=1), (60, 40), RUST)
    several = {"save_all": True, "append_images": [green, green]}
    for form in ("GIF", "PNG", "WEBP"):
        yield Case(f"{form}, animated", encoded(plain(), form, **several, duration=100), (60, 40), RUST)
    yield Case("MPO", encoded(plain(), "MPO", quality=95, **several), (60, 40), RUST)
    yield Case("JPEG, bytes after its end", encoded(plain(), "JPEG", quality=95) + b"\xff\xda" * 99, (60, 40), RUST)
    yield Case("PNG, bytes after its end", encoded(plain(), "PNG") + bytes(999), (60, 40), RUST)


def modes() -> Iterator[Case]:
    yield Case("1", encoded(plain("1", 1), "PNG"), (60, 40), WHITE)
    yield Case("L", encoded(plain("L", 100), "PNG"), (60, 40), (100, 100, 100))
    yield Case("L, JPEG", encoded(plain("L", 100), "JPEG"), (60, 40), (100, 100, 100))
    yield Case("LA, clear", encoded(plain("LA", (100, 0)), "PNG"), (60, 40), WHITE)
    yield Case("LA, half", encoded(plain("LA", (0, 128)), "PNG"), (60, 40), (127, 127, 127))
    yield Case("RGBA, clear", encoded(plain("RGBA", (*RUST, 0)), "PNG"), (60, 40), WHITE)
    yield Case("RGBA, solid", encoded(plain("RGBA", (*RUST, 255)), "PNG"), (60, 40), RUST)
    yield Case("RGBA, half", encoded(plain("RGBA", (0, 0, 0, 128)), "PNG"), (60, 40), (127, 127, 127))
    yield Case("RGBA, WebP", encoded(plain("RGBA", (*RUST, 0)), "WEBP", lossless=True), (60, 40), WHITE)
    yield Case("P", encoded(plain().quantize(4), "PNG"), (60, 40), RUST)
    yield Case("P, clear", encoded(plain().quantize(4), "PNG", transparency=0), (60, 40), WHITE)
    yield Case("P, GIF, clear", encoded(plain().quantize(4), "GIF", transparency=0), (60, 40), WHITE)
    yield Case("P, alpha for each entry", encoded(plain().quantize(4), "PNG", transparency=b"\x00\xff"), None, WHITE)
    yield Case("RGB, one clear colour", encoded(plain(), "PNG", transparency=RUST), (60, 40), WHITE)
    yield Case("L, one clear grey", encoded(plain("L", 100), "PNG", transparency=100), (60, 40), WHITE)
    yield Case("I;16", encoded(plain("I;16", 128 * 256 + 5), "PNG"), (60, 40), (128, 128, 128))
    clear = with_transparency(encoded(plain("I;16", 128 * 256), "PNG"), struct.pack(">H", 128 * 256))
    yield Case("I;16, one clear grey", clear, (60, 40), WHITE)
    yield Case("CMYK", encoded(plain("CMYK", (0, 255, 255, 0)), "JPEG", quality=95), (60, 40), (254, 0, 0))
    yield Case("BMP, 1 bit", encoded(plain("1", 1), "BMP"), (60, 40), WHITE)
    yield Case("BMP, palette", encoded(plain().quantize(4), "BMP"), (60, 40), RUST)
    yield Case("BMP, RGBA", encoded(plain("RGBA", (*RUST, 255)), "BMP"), (60, 40), RUST)


def with_transparency(png: bytes, value: bytes) -> bytes:
    return png[:33] + chunk(b"tRNS", value) + png[33:]


def profiles() -> Iterator[Case]:
    swapped = SRGB.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
    yield Case("sRGB profile", encoded(plain(), "PNG", icc_profile=SRGB), (60, 40), RUST)
    # Its red is sRGB's blue: a red picture under it is a blue one.
    yield Case("profile of other primaries", encoded(plain(colour=(255, 0, 0)), "PNG", icc_profile=swapped),
               (60, 40), (0, 0, 255))  # fmt: skip
    yield Case("the same, JPEG", encoded(plain(colour=(255, 0, 0)), "JPEG", icc_profile=swapped, quality=95),
               (60, 40), (0, 0, 254))  # fmt: skip
    red = plain(colour=(255, 0, 0))
    yield Case("the same, palette", encoded(red.quantize(4), "PNG", icc_profile=swapped), (60, 40), (0, 0, 255))
    half = encoded(plain("RGBA", (255, 0, 0, 128)), "PNG", icc_profile=swapped)
    yield Case("the same, half clear", half, (60, 40), (127, 127, 255))
    yield Case("profile of noise", encoded(plain(), "PNG", icc_profile=b"noise" * 99), (60, 40), RUST)
    yield Case("profile cut", encoded(plain(), "PNG", icc_profile=SRGB[:150]), (60, 40), RUST)
    yield Case("profile for CMYK", encoded(plain(), "PNG", icc_profile=profile(b"CMYK")), (60, 40), RUST)
    yield Case("profile for grey", encoded(plain(), "PNG", icc_profile=profile(b"GRAY")), (60, 40), RUST)
    yield Case("profile for Lab", encoded(plain(), "PNG", icc_profile=LAB), (60, 40), RUST)
    yield Case("sRGB profile, grey", encoded(plain("L", 100), "PNG", icc_profile=SRGB), (60, 40), (100, 100, 100))


def shapes() -> Iterator[Case]:
    for size in ((1, 5000), (5000, 1), (6000, 200), (200, 6000), (1, 1024), (32, 32), (65535, 1)):
        yield Case(f"{size[0]}x{size[1]}", encoded(plain(size=size), "PNG"), size, RUST)
    for size in ((1, 1), (31, 33), (10, 100), (1, 1000)):
        yield Case(f"{size[0]}x{size[1]}", encoded(plain(size=size), "PNG"), error=PhotoTooSmallError, says="fewer")
    yield Case("49 MP", encoded(plain("1", 1, (7000, 7000)), "PNG"), (7000, 7000), WHITE)


def orientations() -> Iterator[Case]:
    for value in range(1, 9):
        size = (40, 60) if value >= 5 else (60, 40)
        yield Case(f"orientation {value}", encoded(plain(), "JPEG", quality=95, exif=orientation(value)), size, RUST)
    for value in (0, 9, 65535):
        yield Case(f"orientation {value}", encoded(plain(), "PNG", exif=orientation(value)), (60, 40), RUST)
    yield Case("orientation as text", encoded(plain(), "PNG", exif=orientation(0x41, kind=2)), (60, 40), RUST)
    padded = orientation(6) + bytes(2_000_000)  # too large to be taken apart: the picture stays as it lies
    yield Case("orientation 6 in 2 MB", encoded(plain(), "PNG", exif=padded), (60, 40), RUST)
    endless = orientation(26, count=10_000_000) + bytes(4_000_000)
    yield Case("orientation of 10 million values", encoded(plain(), "PNG", exif=endless), (60, 40), RUST)
    yield Case("EXIF of noise", encoded(plain(), "PNG", exif=b"Exif\x00\x00II*\x00" + b"\xff" * 500), (60, 40), RUST)


def damaged() -> Iterator[Case]:
    refused = {"error": UnreadablePhotoError, "says": "damaged or incomplete"}
    big = outfit()
    for form in ("JPEG", "PNG", "WEBP", "GIF", "BMP"):
        data = encoded(big, form)
        yield Case(f"{form}, cut in the middle", data[: len(data) // 2], error=UnreadablePhotoError)
        yield Case(f"{form}, its first 20 bytes", data[:20], error=UnreadablePhotoError)
    flipped = bytearray(encoded(big, "PNG"))
    flipped[len(flipped) // 2] ^= 1
    yield Case("PNG, one bit flipped", bytes(flipped), **refused)
    yield Case("PNG without pixels", png_header(64, 64) + chunk(b"IEND"), **refused)
    yield Case("PNG 0x64", png_header(0, 64) + chunk(b"IEND"), error=PhotoError)
    yield Case("GIF without frames", b"GIF89a\x40\x00\x40\x00\x00\x00\x00;", error=UnreadablePhotoError)
    yield Case("JPEG without scans", b"\xff\xd8\xff\xd9", error=UnreadablePhotoError)


def bombs() -> Iterator[Case]:
    large = {"error": PhotoTooLargeError, "says": "50 megapixels"}
    yield Case("51 MP", encoded(plain("1", 1, (7200, 7100)), "PNG"), **large)
    yield Case("100 MP", png_header(10_000, 10_000) + chunk(b"IDAT", zlib.compress(b"")), **large)
    yield Case("4 billion MP", png_header(2**31 - 1, 2**31 - 1) + chunk(b"IDAT"), **large)
    yield Case(
        "GIF 65535x65535", b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x00;", **large
    )
    over = encoded(plain(), "JPEG") + bytes(20 * 1024 * 1024)
    yield Case("over 20 MB", over, error=PhotoTooLargeError, says="over 20 MB")
    text = chunk(b"zTXt", b"note\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    yield Case("PNG, text of 200 MB", with_chunks(text), error=UnreadablePhotoError)
    deep = chunk(b"iCCP", b"note\x00\x00" + zlib.compress(bytes(200_000_000), 9))
    yield Case("PNG, profile of 200 MB", with_chunks(deep), error=UnreadablePhotoError)
    pieces = {"error": UnreadablePhotoError, "says": "too many pieces"}
    yield Case("PNG, a million chunks", with_chunks(chunk(b"teSt") * 1_000_000), **pieces)
    yield Case("JPEG, a million comments", with_segments(b"\xff\xfe\x00\x02" * 1_000_000), **pieces)
    comments = b"\xff\xfe\x00\x02" * 5_000_000
    yield Case("JPEG, 20 MB of comments", with_segments(comments), **pieces)
    scans = b"\xff\xfe\x00\x42" + b"\xff\xda" * 32  # inside a comment, where they are none
    yield Case("JPEG, 20 MB of comments that hold scans", with_segments(scans * 2 + comments), **pieces)
    yield Case("JPEG, ten million fill bytes", with_segments(b"\xff" * 10_000_000), **pieces)
    gif = encoded(plain(), "GIF")
    start = gif.index(b"\x2c")
    comments = gif[:start] + b"\x21\xfe\x01A\x00" * 1_000_000 + gif[start:]
    yield Case("GIF, a million comments", comments, **pieces)
    yield Case("JPEG, 22 scans more", many_scans(22), (64, 64))
    yield Case("JPEG, 500 scans", many_scans(500), error=UnreadablePhotoError, says="scans")


def foreign() -> Iterator[Case]:
    refused = {"error": UnreadablePhotoError, "says": "no JPEG, PNG, WebP, GIF, BMP or HEIC"}
    yield Case("nothing", b"", error=UnreadablePhotoError, says="empty")
    yield Case("one byte", b"\xff", **refused)
    yield Case("text", b"This is a letter, not a picture.", **refused)
    yield Case("HTML", b"<html><script>alert(1)</script></html>", **refused)
    yield Case("SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', **refused)
    yield Case("PDF", b"%PDF-1.7\n%%EOF", **refused)
    yield Case("ZIP", b"PK\x03\x04" + bytes(100), **refused)
    yield Case("noise", np.random.default_rng(1).bytes(5000), **refused)
    yield Case("Photoshop", b"8BPS\x00\x01" + bytes(100), **refused)
    yield Case("EPS", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 50 50\n", **refused)
    for form in ("TIFF", "ICO", "PPM", "TGA", "JPEG2000", "AVIF"):
        yield Case(form, encoded(plain(size=(64, 64)), form), **refused)
    yield Case("HEIC", b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + bytes(100), error=UnreadablePhotoError)
