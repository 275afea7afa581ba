"""Simulated shapes, each made once and kept as a .blend under build/atelier/shapes/."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from atelier import mesh, studio

Maker = Callable[[], list[mesh.Object]]


def build_root() -> Path:
    """Return the folder of everything the atelier makes (ATELIER_BUILD, else build/atelier in the repository)."""
    default = Path(__file__).resolve().parent.parent / "build" / "atelier"
    return Path(os.environ.get("ATELIER_BUILD", default))


def shape_path(name: str) -> Path:
    """Return where a shape is cached."""
    return build_root() / "shapes" / f"{name}.blend"


def load_or_make(name: str, make: Maker) -> list[mesh.Object]:
    """Return the objects of a shape, in the scene; the first call simulates and saves them.

    Empties the scene: call it before anything else of the product is made.
    """
    path = shape_path(name)
    studio.clear()
    if not path.exists():
        mesh.save(path, make())
        studio.clear()
    return mesh.load(path)
