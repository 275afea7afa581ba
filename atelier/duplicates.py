"""Find products that look alike: distances between catalogue pictures, measured by the app's own embedder.

Runs in the app's environment (.venv), not in Blender's:  python -m atelier duplicates
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from atelier.design import GROUPS, Design

TOO_CLOSE = 0.985  # cosine: above it a person cannot tell two products apart at thumbnail size


@dataclass(frozen=True)
class Report:
    """Distances to the nearest neighbour within one group (1 - cosine), and pairs that are too close."""

    group: str
    products: int
    nearest: float
    median: float
    pairs: tuple[tuple[float, Design, Design], ...]


def neighbours(group: str, designs: Sequence[Design], vectors: NDArray[np.float32], limit: float) -> Report:
    """Compare all products of a group; `vectors` (n, d) of unit length, in the order of the designs."""
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -1.0)
    nearest = 1 - cosine.max(1)
    close = np.argwhere(np.triu(cosine, 1) > limit)
    pairs = sorted(((float(cosine[i, j]), designs[i], designs[j]) for i, j in close), key=lambda p: -p[0])
    return Report(group, len(designs), float(nearest.min()), float(np.median(nearest)), tuple(pairs))


def measure(
    pictures: Mapping[Path, Design], models: Path, limit: float = TOO_CLOSE, threads: int | None = None
) -> list[Report]:
    """Embed the pictures, cut and framed as the catalogue build does it, and report group by group.

    Raises:
        pipeline.errors.ArtefactError: the embedder cannot be opened.
    """
    from pipeline.embedder import Embedder  # only here: Blender's environment has no onnxruntime
    from pipeline.models import open_model, read_specs

    embedder = Embedder(open_model(read_specs(models)["embedder"], threads))
    found = []
    for group in GROUPS:
        paths = [path for path, design in pictures.items() if design.group == group]
        if len(paths) > 1:
            vectors = embedder.embed([_crop(path, embedder.crop_margin) for path in paths], [group] * len(paths))
            found.append(neighbours(group, [pictures[path] for path in paths], vectors, limit))
    return found


def _crop(path: Path, margin: float) -> NDArray[np.uint8]:
    from pipeline.crop import grow
    from pipeline.product_crop import object_box

    with Image.open(path) as opened:
        pixels = np.asarray(opened.convert("RGB"))
    box = object_box(pixels)
    if box is None:
        return pixels
    x0, y0, x1, y1 = grow(box, margin, pixels.shape[1], pixels.shape[0])
    return pixels[y0:y1, x0:x1]
