"""The embedded catalogue's pictures back where renders lie: what works on products' pictures needs no rendering then.

Runs in the app's environment (.venv), not in Blender's:  python -m atelier restore
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from atelier.design import Design
from atelier.rendering import picture_path


def restore(catalogue: Path, designs: Sequence[Design], out: Path) -> int:
    """Copy the picture of every design that the catalogue holds and `out` lacks; returns how many were copied.

    A catalogue built from them shows the very same bytes: thumbnails are never compressed again.

    Raises:
        pipeline.errors.ArtefactError: there is no whole catalogue.
    """
    from pipeline.catalogue import Catalogue  # only here: Blender's environment has no pyarrow

    held = Catalogue.open(catalogue)
    pictures = {product.product_id: held.image_path(product) for product in held.products(range(len(held)))}
    missing = [d for d in designs if d.product_id in pictures and not picture_path(out, d).exists()]
    out.mkdir(parents=True, exist_ok=True)
    for design in missing:
        path = picture_path(out, design)
        shutil.copyfile(pictures[design.product_id], path.with_suffix(".tmp"))
        path.with_suffix(".tmp").replace(path)
    return len(missing)
