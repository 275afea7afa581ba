"""training.json beside a trained model: what its run says of itself, and of the runs that it went on from."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILE = "training.json"


def told_of(model: Path | None) -> dict[str, Any]:
    """What stands beside a model's file; of a converted one how it was made (`before`), as the file itself says."""
    if model and model.suffix == ".onnx":
        import onnx  # only here: the app's environment has none

        says = {each.key: each.value for each in onnx.load(model, load_external_data=False).metadata_props}
        return {"before": says["source"].partition("; ")[0]} if "source" in says else {}
    path = model and model.with_name(FILE)
    found: dict[str, Any] = json.loads(path.read_text("utf-8")) if path and path.exists() else {}
    return found


def inherited(run: dict[str, Any], before: dict[str, Any]) -> dict[str, Any]:
    """A run that went on from another: what that one learned from, and started from (`starts`), counts, too."""
    told = {name: list(dict.fromkeys([*run.get(name, ()), *before.get(name, ())])) for name in ("sources", "starts")}
    made = {"before": before["before"]} if "before" in before else {}
    return {**run, **made, **{name: values for name, values in told.items() if values}}


def write_told(told: dict[str, Any], folder: Path) -> None:
    """Beside the model in the folder."""
    (folder / FILE).write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "utf-8")
