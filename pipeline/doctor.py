"""Checks every artefact that serving needs, one by one, and names what is not right."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from pipeline.artefacts import read_manifest
from pipeline.catalogue import FORMAT, REMEDY, Catalogue, check_files
from pipeline.errors import ArtefactError
from pipeline.folder_swap import current_folder
from pipeline.integrity import check_everything, check_ranks, check_served
from pipeline.models import ModelSpec, open_model, read_specs
from pipeline.papers import check_catalogue_papers, check_model_papers
from pipeline.sessions import REMEDY as MODELS_REMEDY


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
    specs: dict[str, ModelSpec] = {}
    found = _finding(str(models), lambda: specs.update(read_specs(models)))
    if not found.is_right:
        yield found
    for spec in specs.values():
        yield _finding(str(spec.path), partial(_check_model, spec))
    if specs:
        yield _finding(f"{models} (figures and cards)", lambda: check_model_papers(models, specs))
    yield from _examine_catalogue(catalogue, specs.get("embedder"))


def _examine_catalogue(folder: Path, embedder: ModelSpec | None) -> Iterator[Finding]:
    files = _finding(f"{folder} (files)", lambda: _check_all_files(folder))
    yield files
    opened: list[Catalogue] = []
    sha256 = embedder.sha256 if embedder else None
    found = _finding(str(folder), lambda: opened.append(Catalogue.open(folder, sha256)))
    if not opened:
        if found.message != files.message:
            yield found
        return
    (catalogue,) = opened
    if embedder:
        dimensions = int(embedder.entry["dimensions"])
        yield _finding(f"{folder} (as it is served)", lambda: check_served(catalogue, dimensions))
    yield _finding(f"{folder} (embeddings and indexes)", lambda: check_ranks(catalogue))
    yield _finding(f"{folder} (sample looks and rejected rows)", lambda: check_catalogue_papers(catalogue.directory))
    yield _finding(f"{folder} (every vector, map and thumbnail)", lambda: check_everything(catalogue))


def _finding(subject: str, check: Callable[[], object]) -> Finding:
    try:
        check()
    except ArtefactError as error:
        return Finding(subject, str(error))
    except Exception as error:  # whatever a damaged file may cause, the others are still to be checked
        return Finding(subject, f"{subject} cannot be used ({error!r}). {REMEDY}")
    return Finding(subject, "")


def _check_model(spec: ModelSpec) -> None:
    """Open it, and look at a grey picture with it: every output must be a number."""
    grey = np.full((spec.input.size_px, spec.input.size_px, 3), spec.input.pad_value, np.uint8)
    try:
        outputs = open_model(spec).run([grey])
    except ArtefactError:
        raise
    except Exception as error:  # onnxruntime raises its own unexported exception types
        raise ArtefactError(f"{spec.path} cannot be run ({error}). {MODELS_REMEDY}") from error
    for name, values in outputs.items():
        if not np.isfinite(values).all():
            raise ArtefactError(f"{spec.path}: its output {name} holds no numbers. {MODELS_REMEDY}")


def _check_all_files(directory: Path) -> None:
    directory = current_folder(directory)
    try:
        check_files(directory, read_manifest(directory, FORMAT, REMEDY), everything=True)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ArtefactError(f"{directory / 'manifest.json'} is incomplete: {error!r}. {REMEDY}") from error
