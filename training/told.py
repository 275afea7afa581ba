"""training.json beside a trained model: what its run says of itself, and of the runs that it went on from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "training.json"
HISTORY = ("averaged", "start")  # of an earlier run: kept where the later one has none of its own


def told_of(model: Path | None) -> dict[str, Any]:
    """What stands beside a model's file; nothing beside a converted one, or none."""
    path = model and model.with_name(FILE)
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
    return found


def inherited(run: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A run that went on from another: what that one learned from counts, too, and how it came to be is kept."""
    sources = [*run["sources"], *(each for each in before.get("sources", ()) if each not in run["sources"])]
    return {**{name: before[name] for name in HISTORY if name in before}, **run, "sources": sources}


def write_told(told: dict[str, Any], folder: Path) -> None:
    """Beside the model in the folder."""
    (folder / FILE).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
