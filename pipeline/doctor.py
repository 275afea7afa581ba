"""Checks every artefact that serving needs, one by one, and names what is not right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from pipeline.artefacts import read_manifest
from pipeline.catalogue import FORMAT, REMEDY, Catalogue, check_files
from pipeline.errors import ArtefactError
from pipeline.gender import PRODUCT_GENDERS
from pipeline.models import open_model, read_specs

SPOT_CHECKS = 25


@dataclass(frozen=True)
class Finding:
    """One checked thing. message: what is wrong and what to do; empty when it is right."""

    subject: str
    message: str

    @property
    def is_right(self) -> bool:
        return not self.message


def examine(models: Path, catalogue: Path) -> Iterator[Finding]:
    """Check models, then the catalogue; yields a finding per artefact. Raises nothing that an artefact causes."""
    try:
        specs = read_specs(models)
    except ArtefactError as error:
        yield Finding(str(models), str(error))
        specs = {}
    for spec in specs.values():
        yield _finding(str(spec.path), lambda spec=spec: open_model(spec))  # type: ignore[misc]
    embedder = specs["embedder"].sha256 if "embedder" in specs else None
    yield _finding(f"{catalogue} (files)", lambda: _check_all_files(catalogue))
    try:
        opened = Catalogue.open(catalogue, embedder)
    except ArtefactError as error:
        yield Finding(str(catalogue), str(error))
        return
    yield _finding(f"{catalogue} (embeddings and indexes)", lambda: _check_ranks(opened))
    yield _finding(f"{catalogue} (thumbnails)", lambda: _check_thumbnails(opened))


def _finding(subject: str, check: Callable[[], object]) -> Finding:
    try:
        check()
    except ArtefactError as error:
        return Finding(subject, str(error))
    return Finding(subject, "")


def _check_all_files(directory: Path) -> None:
    check_files(directory, read_manifest(directory, FORMAT, REMEDY), everything=True)


def _check_ranks(catalogue: Catalogue) -> None:
    """A stored vector must be found again as its own nearest neighbour."""
    norms = np.linalg.norm(catalogue.embeddings, axis=1)
    if not np.allclose(norms, 1, atol=1e-3):
        raise ArtefactError(f"{catalogue.directory}: embeddings are not of unit length. Rebuild the catalogue.")
    rows = np.linspace(0, len(catalogue) - 1, min(SPOT_CHECKS, len(catalogue))).astype(int).tolist()
    for row, product in zip(rows, catalogue.products(rows), strict=True):
        vector = catalogue.embeddings[row]
        found = [catalogue.search(vector, product.group, gender, 1) for gender in PRODUCT_GENDERS]
        best = max((each[0] for each in found if each), key=lambda each: each.similarity)
        if best.similarity < 0.9999:
            raise ArtefactError(
                f"{catalogue.directory}: product {product.product_id} is not found by its own vector. "
                "Rebuild the catalogue."
            )


def _check_thumbnails(catalogue: Catalogue) -> None:
    for name in catalogue.table["image"].to_pylist():
        path = catalogue.directory / name
        try:
            with Image.open(path, formats=("WEBP",)) as image:
                image.load()
        except OSError as error:
            raise ArtefactError(f"{path} is missing or damaged ({error}). {REMEDY}") from error
