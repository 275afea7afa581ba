"""The flat maps of a catalogue, one per group: computed with the catalogue, read when a page first asks for one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.projection import Projection, project, sampled
from pipeline.taxonomy import GROUPS


def write_maps(path: Path, table: pa.Table, vectors: NDArray[np.float32]) -> None:
    """Write the map of every group that has products. NumPy dates its entries 1980: same vectors, same bytes."""
    maps = {group: found for group in GROUPS if (found := map_of_group(table, vectors, group))}
    np.savez(
        path,
        groups=np.array(list(maps)),
        mean=np.stack([each.mean for each in maps.values()]),
        axes=np.stack([each.axes for each in maps.values()]),
        share=np.array([each.share for each in maps.values()]),
    )


def map_of_group(table: pa.Table, vectors: NDArray[np.float32], group: str) -> Projection | None:
    """The map of one group of the table, whose vectors (n, d) are given; None where it has no product."""
    rows = np.flatnonzero(pc.equal(table["group"], group).to_numpy())
    return project(np.asarray(vectors[rows[sampled(len(rows))]])) if len(rows) else None


def read_maps(path: Path, dimensions: int) -> Mapping[str, Projection]:
    """Group -> its map.

    Raises:
        ValueError, KeyError, TypeError, OSError, EOFError, zipfile.BadZipFile: the file is no such list of maps.
    """
    with np.load(path, allow_pickle=False) as arrays:
        groups, mean, axes, share = (arrays[name] for name in ("groups", "mean", "axes", "share"))
    shapes = (mean.shape, axes.shape, share.shape)
    if shapes != ((len(groups), dimensions), (len(groups), 2, dimensions), (len(groups),)):
        raise ValueError(f"its arrays have the shapes {shapes}")
    if not all(np.isfinite(each).all() for each in (mean, axes, share)):
        raise ValueError("it holds no numbers")
    return {
        str(group): Projection(mean[n].astype(np.float32), axes[n].astype(np.float32), float(share[n]))
        for n, group in enumerate(groups)
    }
