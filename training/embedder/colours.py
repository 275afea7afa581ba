"""The colours that garments have: centres of the embedder's histogram, from the training regions."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import MiniBatchKMeans

from training.embedder.regions import Region

PIXELS_PER_REGION = 40


def garment_colours(regions: list[Region], count: int, seed: int) -> NDArray[np.float32]:
    """k-means centres (count, 3) in CIE Lab of the garments' pixels (of whole pictures where no mask is known).

    Black and white garments are common: clusters are taken of pixels drawn evenly over lightness and chroma, so that
    bright colours, which few garments have, get centres of their own.
    """
    rng = np.random.default_rng(seed)
    drawn = np.concatenate([_pixels(region, rng) for region in regions])[None].astype(np.float32) / 255
    lab = cv2.cvtColor(drawn, cv2.COLOR_RGB2LAB)[0]
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    cells = (lab[:, 0] // 10).astype(int) * 16 + np.minimum(chroma // 8, 15).astype(int)
    _, cell, sizes = np.unique(cells, return_inverse=True, return_counts=True)
    weight = 1.0 / np.sqrt(sizes[cell])
    chosen = lab[rng.choice(len(lab), min(len(lab), 40_000), p=weight / weight.sum())]
    found = MiniBatchKMeans(min(count, len(chosen)), random_state=seed, n_init=2).fit(chosen)
    return np.asarray(found.cluster_centers_, np.float32)


def _pixels(region: Region, rng: np.random.Generator) -> NDArray[np.uint8]:
    flat = region.pixels.reshape(-1, 3)
    inside = flat if region.mask is None else flat[region.mask.ravel() > 127]
    return inside[rng.integers(len(inside), size=PIXELS_PER_REGION)] if len(inside) else inside
