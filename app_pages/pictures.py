"""Pixels -> the encoded pictures that the browser gets."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image, ImageOps
from streamlit.runtime import get_instance

from pipeline.crop import Box

PHOTO_SIDE_PX = 1100  # twice the widest photo column
TILE_PX = (360, 450)  # crop tiles and product pictures share one shape, so that the eye compares across
TILE_MARGIN = 1.12  # surroundings left about a garment in its tile
SAMPLE_PX = (300, 420)
THUMBNAIL_PX = (96, 120)


def photo_uri(pixels: NDArray[np.uint8]) -> str:
    """A photo uint8 (h, w, 3), reduced for the screen, as a data URI: it gets no address of its own."""
    image = Image.fromarray(pixels)
    image.thumbnail((PHOTO_SIDE_PX, PHOTO_SIDE_PX), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return data_uri(_jpeg(image))


def data_uri(encoded: bytes) -> str:
    """A JPEG or, as a catalogue's thumbnails are, WebP file as a data URI."""
    kind = "webp" if encoded.startswith(b"RIFF") else "jpeg"
    return f"data:image/{kind};base64,{base64.b64encode(encoded).decode('ascii')}"


def served(path: Path, place: str) -> str:
    """Where this session's browser gets a catalogue's thumbnail (WebP): beside the app's own files, as Streamlit serves
    st.image's. Never for a photo: whoever knows the address sees the picture.

    place: where on the page; what was there before is let go.
    """
    return get_instance().media_file_mgr.add(str(path), "image/webp", place).lstrip("/")


def screen_picture(pixels: NDArray[np.uint8], side_px: int) -> bytes:
    """A picture uint8 (h, w, 3), at most `side_px` on its longer side, as JPEG."""
    image = Image.fromarray(pixels)
    image.thumbnail((side_px, side_px), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return _jpeg(image)


def thumbnail(pixels: NDArray[np.uint8]) -> bytes:
    """A photo small enough to choose it from several, as JPEG."""
    return _jpeg(ImageOps.fit(Image.fromarray(pixels), THUMBNAIL_PX, Image.Resampling.BILINEAR, centering=(0.5, 0.3)))


def tile(pixels: NDArray[np.uint8], box: Box) -> bytes:
    """The garment with enough of its surroundings to fill a 4:5 tile, as JPEG; never letterboxed."""
    x0, y0, x1, y1 = tile_area(box, pixels.shape[1], pixels.shape[0])
    return _jpeg(ImageOps.fit(Image.fromarray(pixels[y0:y1, x0:x1]), TILE_PX, Image.Resampling.BICUBIC))


def tile_area(box: Box, width: int, height: int) -> Box:
    """The part of a width x height photo that shows a box at 4:5: as near to that shape as the photo allows."""
    x0, y0, x1, y1 = box
    ratio = TILE_PX[0] / TILE_PX[1]
    wide, tall = (x1 - x0) * TILE_MARGIN, (y1 - y0) * TILE_MARGIN
    wide, tall = max(wide, tall * ratio), max(tall, wide / ratio)
    wide, tall = min(wide, width), min(tall, height)
    left = min(max((x0 + x1 - wide) / 2, 0), width - wide)
    top = min(max((y0 + y1 - tall) / 2, 0), height - tall)
    return int(left), int(top), max(int(left) + 1, round(left + wide)), max(int(top) + 1, round(top + tall))


@st.cache_data(max_entries=64, show_spinner=False)
def sample_picture(path: Path) -> bytes:
    """A sample look, cut to the shape of the samples' grid, as JPEG. The project's own picture: may be shared."""
    with Image.open(path) as image:
        return _jpeg(ImageOps.fit(image.convert("RGB"), SAMPLE_PX, centering=(0.5, 0.4)))


def _jpeg(image: Image.Image) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=86)
    return file.getvalue()
