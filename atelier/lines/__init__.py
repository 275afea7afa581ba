"""The product lines.  Every module here has `designs() -> list[Design]` and imports no Blender."""

from __future__ import annotations

import importlib
import pkgutil

from atelier.design import Design


def all_designs() -> list[Design]:
    """Return every design of every line, ordered by line and place in it.

    Raises:
        ValueError: two designs share an id, so they would be the same picture.
    """
    found: list[Design] = []
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name):
        found += importlib.import_module(f"{__name__}.{module.name}").designs()
    seen: dict[str, Design] = {}
    for design in found:
        if design.product_id in seen:
            twin = seen[design.product_id]
            raise ValueError(f"{design.title!r} and {twin.title!r} have the same recipe ({design.product_id})")
        seen[design.product_id] = design
    return found
