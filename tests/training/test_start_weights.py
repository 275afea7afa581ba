"""What a run notes of its start weights: which file, or whose."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

pytest.importorskip("keras")

from tests.places import SHARED, needs_shared
from training.backbones import initial_weights, start_told


def test_a_file_is_told_by_name_and_sha256(tmp_path: Path) -> None:
    path = tmp_path / "own.weights.h5"
    path.write_bytes(b"weights")
    told = start_told(path)
    assert told == {
        "file": "own.weights.h5",
        "sha256": hashlib.sha256(b"weights").hexdigest(),
        "source": "weights of unknown origin",
    }


@pytest.mark.parametrize(("weights", "file"), [("imagenet", "imagenet"), (None, "none")])
def test_what_is_no_file_is_told_by_its_name(weights: str | None, file: str) -> None:
    told = start_told(weights)
    assert told["file"] == file
    assert "sha256" not in told


@needs_shared
def test_the_shared_file_is_told_as_what_it_is() -> None:
    told = start_told(initial_weights(SHARED, None))
    assert "google-coral/test_data" in told["source"]


def test_a_later_run_tells_what_the_earlier_one_did(tmp_path: Path) -> None:
    start = tmp_path / "gender.keras"
    assert start_told(None, start) is None
    (tmp_path / "training.json").write_text(json.dumps({"weights": {"file": "imagenet", "source": "Keras"}}))
    assert start_told(None, start) == {"file": "imagenet", "source": "Keras"}
