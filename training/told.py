"""training.json beside a trained model: what its run says of itself, and of the runs that it went on from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "training.json"


def told_of(model: Path | None) -> dict[str, Any]:
    """What stands beside a model's file; nothing beside a converted one, or none."""
    path = model and model.with_name(FILE)
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
    return found


def inherited(run: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A run that went on from another: what that one learned from, and started from (`starts`), counts, too."""
    told = {name: list(dict.fromkeys([*run.get(name, ()), *before.get(name, ())])) for name in ("sources", "starts")}
    return {**run, **{name: values for name, values in told.items() if values}}


def write_told(told: dict[str, Any], folder: Path) -> None:
    """Beside the model in the folder."""
    (folder / FILE).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
