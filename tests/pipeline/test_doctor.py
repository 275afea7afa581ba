"""The doctor looks at everything: large files, every thumbnail and vector, what a model answers."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from pipeline import catalogue, doctor
from pipeline.catalogue import EMBEDDINGS, PICTURES
from pipeline.doctor import examine
from pipeline.integrity import SPOT_CHECKS
from tests.hostile.test_artefacts import damage, flip, resum
from tests.pipeline.fakes import DIMENSIONS, FakeModel, spec


@pytest.fixture
def folder(tmp_path, catalogue_folder) -> Path:
    return Path(shutil.copytree(catalogue_folder, tmp_path / "catalogue"))


@pytest.fixture(autouse=True)
def answer(monkeypatch) -> dict:
    """A models folder with one embedder of these answers, and of these dimensions."""
    given = {"values": np.ones((1, DIMENSIONS), np.float32), "dimensions": DIMENSIONS}

    def embedder(_):
        return {"embedder": spec("embedder", 16, dimensions=given["dimensions"])}

    monkeypatch.setattr(doctor, "read_specs", embedder)
    monkeypatch.setattr(doctor, "open_model", lambda one: FakeModel(one, lambda _: {"embedding": given["values"]}))
    return given


def wrong(folder: Path) -> list[str]:
    return [each.message for each in examine(folder.parent / "models", folder) if not each.is_right]


def test_nothing_is_wrong(folder):
    assert wrong(folder) == []


def test_a_model_that_answers_no_numbers(folder, answer):
    answer["values"] = np.full((1, DIMENSIONS), np.nan, np.float32)
    (message,) = wrong(folder)
    assert message.startswith("embedder.onnx: its output embedding holds no numbers.")


def test_an_embedder_of_other_dimensions(folder, answer):
    answer["dimensions"] = DIMENSIONS + 1
    (message,) = wrong(folder)
    assert f"the embedder makes {DIMENSIONS + 1}" in message


def test_a_changed_bit_of_a_large_file(folder, monkeypatch):
    monkeypatch.setattr(catalogue, "CHECKSUM_AT_OPEN_BYTES", 0)
    damage(folder / PICTURES, flip)
    (message,) = wrong(folder)
    assert f"{PICTURES} is not the file its manifest describes" in message


def test_a_changed_bit_of_any_thumbnail(folder):
    damage(sorted(folder.glob("thumbnails/**/*.webp"))[17], flip)
    (message,) = wrong(folder)
    assert "thumbnails" in message


def test_a_vector_that_no_spot_check_meets(folder):
    vectors = np.load(folder / EMBEDDINGS)
    met = set(np.linspace(0, len(vectors) - 1, SPOT_CHECKS).astype(int).tolist())
    vectors[next(row for row in range(len(vectors)) if row not in met)] *= 2
    np.save(folder / EMBEDDINGS, vectors)
    resum(folder, EMBEDDINGS)
    (message,) = wrong(folder)
    assert f"{EMBEDDINGS}: not every vector has unit length" in message
