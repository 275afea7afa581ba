"""What an encoded picture is made of, looked at before it is decoded: checksums, and pieces without end."""

from __future__ import annotations

import io
import re
import zlib

from pipeline.errors import UnreadablePhotoError

# Pillow takes pictures apart piece by piece in Python, about a microsecond a read. Real files need thousands of
# reads; one made of millions of empty pieces needs minutes.
MAX_READS = 500_000
# Encoders write their pixels in chunks of 4 KB and more: a PNG of 20 MB has some thousands.
MAX_PNG_CHUNKS = 100_000
# Every scan of a progressive JPEG is a pass over the whole picture: 300 KB of empty scans cost 16 s at 50 megapixels.
# Encoders write about ten.
MAX_JPEG_SCANS = 32
TOO_MANY_PIECES = "The picture is made of too many pieces. Save it again as JPEG."
JPEG_START, PNG_START = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
JPEG_MARKER = re.compile(rb"\xff[^\x00\x01\xd0-\xd8\xff]")
JPEG_END, JPEG_SCAN = 0xD9, 0xDA


class Pieces(io.BytesIO):
    """A file in memory that gives up on pictures made of endlessly many pieces."""

    reads = 0

    def read(self, size: int | None = -1, /) -> bytes:
        self.reads += 1
        if self.reads > MAX_READS:
            raise UnreadablePhotoError(TOO_MANY_PIECES)
        return super().read(size)


def check_structure(data: bytes) -> None:
    """
    Raises:
        UnreadablePhotoError: a JPEG of too many scans or pieces, or a PNG whose pixels are not what was written.
    """
    if data.startswith(JPEG_START):
        _check_scans(data)
    if data.startswith(PNG_START):
        _check_sums(data)


def webp_size(data: bytes) -> tuple[int, int]:
    """(width, height) as the head of a WebP file says: developers.google.com/speed/webp/docs/riff_container."""
    kind, whole = data[12:16], int.from_bytes
    if kind == b"VP8X":
        return 1 + whole(data[24:27], "little"), 1 + whole(data[27:30], "little")
    if kind == b"VP8L":
        bits = whole(data[21:25], "little")
        return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    return whole(data[26:28], "little") & 0x3FFF, whole(data[28:30], "little") & 0x3FFF


def is_plain_webp(data: bytes) -> bool:
    """Whether this is one lossy WebP picture and nothing else: no metadata, nothing behind it (RFC 9649, 2.5)."""
    size = int.from_bytes(data[16:20], "little")
    return data[:4] == b"RIFF" and data[8:16] == b"WEBPVP8 " and len(data) == 20 + size + size % 2


def _check_scans(data: bytes) -> None:
    """Count the scans up to the end of the first picture; their markers cannot occur inside a scan's data."""
    if data.count(bytes([0xFF, JPEG_SCAN])) <= MAX_JPEG_SCANS:
        return
    position, scans = len(JPEG_START), 0
    for _ in range(MAX_READS):
        marker = JPEG_MARKER.search(data, position)
        if marker is None or data[marker.end() - 1] == JPEG_END:
            return
        scans += data[marker.end() - 1] == JPEG_SCAN
        if scans > MAX_JPEG_SCANS:
            raise UnreadablePhotoError(f"The picture has more than {MAX_JPEG_SCANS} scans. Save it again as JPEG.")
        position = marker.end() + int.from_bytes(data[marker.end() : marker.end() + 2], "big")
    raise UnreadablePhotoError(TOO_MANY_PIECES)


def _check_sums(data: bytes) -> None:
    """Pillow skips the checksums of the pixels' own chunks (IDAT), and would show what a flipped bit makes of them."""
    view, position = memoryview(data), len(PNG_START)
    for _ in range(MAX_PNG_CHUNKS):
        size = int.from_bytes(view[position : position + 4], "big")
        body = view[position + 4 : position + 8 + size]
        end = position + 12 + size
        if end > len(data) or bytes(body[:4]) == b"IEND":
            return  # Pillow says itself that the rest is missing
        if bytes(body[:4]) == b"IDAT" and zlib.crc32(body) != int.from_bytes(view[end - 4 : end], "big"):
            raise UnreadablePhotoError("The picture is damaged or incomplete (wrong checksum). Save or send it again.")
        position = end
    raise UnreadablePhotoError(TOO_MANY_PIECES)
