"""The one place that opens an ultralytics network."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from training.torchvision_cpu import ensure_torchvision

if TYPE_CHECKING:
    from ultralytics import YOLO


def open_yolo(source: str | Path) -> YOLO:
    """A network from a checkpoint (.pt) or an architecture (.yaml); names of ultralytics' own are downloaded."""
    ensure_torchvision()
    from ultralytics import YOLO

    return YOLO(source)


def starting_network(model: str, weights: Path) -> YOLO:
    """The network with its COCO start: the file in the shared folder, else ultralytics' own checkpoint (network)."""
    offline = weights / f"{model}_coco_init.pt"
    if offline.exists():
        return open_yolo(f"{model}.yaml").load(offline)
    return open_yolo(f"{model}.pt")
