"""What a checkpoint has learned from, and at which size, kept inside it: its card says that and no more."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import torch

from training.torchvision_cpu import ensure_torchvision

KEY = "pictures"


def tell(checkpoint: Path, data: Path, start: Path | None = None) -> None:
    """Note in a checkpoint how many training pictures of each kind a data set has (the folder of `dataset.build`), and
    the kinds that the checkpoint it went on from had learned from besides."""
    kinds = Counter(picture.stem.split("_")[1] for picture in (data / "images/train").glob("*.jpg"))
    before = told(start) if start else {}
    torch.save({**_load(checkpoint), KEY: dict(sorted({**before, **kinds}.items()))}, checkpoint)


def told(checkpoint: Path) -> dict[str, int]:
    """kind -> number of pictures, as noted; empty where nothing was (read back from a converted file, say)."""
    return dict(_load(checkpoint).get(KEY, {}))


def trained_size(checkpoint: Path) -> int | None:
    """Side of the square input it was trained at, px, as ultralytics notes it; None where nothing was."""
    size = _load(checkpoint).get("train_args", {}).get("imgsz")
    return None if size is None else int(size)


def _load(checkpoint: Path) -> dict[str, Any]:
    ensure_torchvision()
    loaded: dict[str, Any] = torch.load(checkpoint, map_location="cpu", weights_only=False)
    return loaded
