"""Parts of a picture that count, drawn over it."""

from __future__ import annotations

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from app_pages.pictures import TILE_PX
from pipeline.agreement import Support

GLOW = (230, 159, 0)  # Okabe and Ito's orange: seen by colour-blind readers, rare in clothes
STRONGEST, GREYED = 0.72, 0.55
LEAST_LOSS = 0.02  # of cosine: a picture whose every part weighs less is not made to glow


def heated(support: Support) -> bytes:
    """The picture, paled, with a glow where hiding a part makes the match worse; as JPEG."""
    image = Image.fromarray(support.pixels)
    image.thumbnail((TILE_PX[0] * 2, TILE_PX[1] * 2))
    weight = np.asarray(_enlarged(shares(support.losses), image.size), np.float32)[..., None] / 255
    colours = np.asarray(image, np.float32)
    grey = np.asarray(ImageOps.grayscale(image), np.float32)[..., None]
    pale = colours + (grey - colours) * GREYED
    mixed = pale + (np.array(GLOW, np.float32) - pale) * weight * STRONGEST
    file = io.BytesIO()
    Image.fromarray(mixed.round().astype(np.uint8)).save(file, "JPEG", quality=88)
    return file.getvalue()


def shares(losses: NDArray[np.float32]) -> NDArray[np.float32]:
    """Losses -> 0..1, the part that counts most being 1; what speaks against the match is 0."""
    positive = np.maximum(losses, 0)
    return np.asarray(positive / max(float(positive.max()), LEAST_LOSS), np.float32)


def _enlarged(weights: NDArray[np.float32], size: tuple[int, int]) -> Image.Image:
    return Image.fromarray((weights * 255).round().astype(np.uint8)).resize(size, Image.Resampling.BICUBIC)
