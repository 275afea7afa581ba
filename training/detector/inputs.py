"""Street photos as the detector sees them, for what looks at a network itself: conversion, and reading a file back."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.photo import read_photo
from pipeline.preprocess import letterbox
from training.splits import load_splits

PAD_VALUE = 114
STRIDE = 32


def real_inputs(shared: Path, size: int, part: str, count: int) -> list[NDArray[np.float32]]:
    """The first `count` street photos of a part, each in its own shape: float32 (3, height, width), 0..1."""
    names = load_splits().ids("street", part)[:count]
    photos = (read_photo(shared / f"data/street/photos/{name}.webp") for name in names)
    boxed = (letterbox(photo.pixels, size, PAD_VALUE, STRIDE).pixels for photo in photos)
    return [np.ascontiguousarray(pixels.transpose(2, 0, 1)).astype(np.float32) / np.float32(255) for pixels in boxed]
