"""Where the embedded files lie, and the shared data where a machine has it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODELS = ROOT / "exported_models"
CATALOGUE = ROOT / "catalog_index"
LOOKS = CATALOGUE / "looks"
SHARED = ROOT.parent / "shared"

needs_shared = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="NO ../shared/data HERE: tests on real photos are skipped"
)


def sample_looks() -> list[dict[str, Any]]:
    """The demo looks with their truth."""
    return json.loads((LOOKS / "looks.json").read_text("utf-8"))
