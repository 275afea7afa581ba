"""The manifest writer: whole or not at all, and never a figure about a file that is not there."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from convert import manifest

ENTRY = {
    "file": "gender.onnx",
    "task": "gender classification",
    "architecture": "tiny",
    "input": {"name": "input", "shape": [None, 8, 8, 3]},
    "outputs": {"probabilities": {"shape": [None, 2]}},
    "labels": ["men", "women"],
    "settings": {"min_probability": 0.75},
    "licence": "Apache-2.0",
    "training_data": ["made by code"],
    "source": "a test",
}


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "gender.onnx").write_bytes(b"weights")
    return tmp_path


def test_entry_is_written_with_the_checksum_of_its_file(models: Path) -> None:
    written = manifest.write_entry("gender", ENTRY, models)
    assert written["sha256"] == hashlib.sha256(b"weights").hexdigest()
    assert manifest.read(models) == {"format": 1, "models": {"gender": written}}


def test_keys_are_sorted_and_other_entries_stay(models: Path) -> None:
    manifest.write_entry("gender", ENTRY, models)
    manifest.write_entry("another", ENTRY, models)
    text = (models / "manifest.json").read_text("utf-8")
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert list(json.loads(text)["models"]) == ["another", "gender"]


@pytest.mark.parametrize("key", manifest.REQUIRED)
def test_incomplete_entry_is_refused(models: Path, key: str) -> None:
    with pytest.raises(KeyError, match=key):
        manifest.write_entry("gender", {k: v for k, v in ENTRY.items() if k != key}, models)
    assert not (models / "manifest.json").exists()


def test_missing_model_file_leaves_the_manifest_alone(models: Path) -> None:
    manifest.write_entry("gender", ENTRY, models)
    before = (models / "manifest.json").read_bytes()
    with pytest.raises(FileNotFoundError):
        manifest.write_entry("embedder", {**ENTRY, "file": "embedder.onnx"}, models)
    assert (models / "manifest.json").read_bytes() == before


def test_interrupted_write_leaves_the_old_manifest_and_no_scrap(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    manifest.write_entry("gender", ENTRY, models)
    before = (models / "manifest.json").read_bytes()

    def interrupted(_path: Path, _target: Path) -> Path:
        raise OSError("no space left on device")

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(OSError, match="no space"):
        manifest.write_entry("another", ENTRY, models)
    assert (models / "manifest.json").read_bytes() == before
    assert sorted(path.name for path in models.iterdir()) == ["gender.onnx", "manifest.json"]


def test_manifest_of_another_format_is_not_overwritten(models: Path) -> None:
    (models / "manifest.json").write_text('{"format": 2, "models": {}}')
    with pytest.raises(ValueError, match="format 2"):
        manifest.write_entry("gender", ENTRY, models)
