"""The flat map of a group's products, shared by Inside and Catalogue."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from app_pages.charts import QUIET, data, quiet
from app_pages.per_catalogue import per_catalogue
from pipeline.catalogue import Catalogue
from pipeline.errors import ArtefactError
from pipeline.maps import map_of_group
from pipeline.projection import Projection

log = logging.getLogger(__name__)
MOST_POINTS = 3000  # what a browser draws without stutter
SEED = 20261121
HEIGHT_PX = 430
TARGET_PX2 = 320  # the area of a circle 20 px across


@dataclass(frozen=True, eq=False)
class Atlas:
    """A group's products on a plane. rows: int64 (n,) of the product table. places: float32 (n, 2)."""

    projection: Projection
    rows: NDArray[np.int64]
    places: NDArray[np.float32]

    def place_of(self, vector: NDArray[np.float32]) -> tuple[float, float]:
        x, y = self.projection.place(vector[None])[0]
        return float(x), float(y)


@per_catalogue
def atlas_of(catalogue: Catalogue, group: str) -> Atlas | None:
    """The map of one group; None where the catalogue has no product of it."""
    rows = np.flatnonzero(pc.equal(catalogue.table["group"], group).to_numpy()).astype(np.int64)
    projection = _built(catalogue, group) or map_of_group(catalogue.table, catalogue.embeddings, group)
    if projection is None:
        return None
    if len(rows) > MOST_POINTS:
        rows = np.sort(np.random.default_rng(SEED).choice(rows, MOST_POINTS, replace=False))
    return Atlas(projection, rows, projection.place(catalogue.embeddings[rows]))


def _built(catalogue: Catalogue, group: str) -> Projection | None:
    """The map that was built with the catalogue; None where there is none, or it cannot be read any more."""
    try:
        return catalogue.maps.get(group)
    except ArtefactError as error:
        log.warning("The map of %s is computed anew: %s", group, error)
        return None


def product_points(catalogue: Catalogue, atlas: Atlas) -> list[dict[str, Any]]:
    """What the chart knows of each product."""
    columns = ["product_id", "title", "colour", "category", "gender"]
    table = catalogue.table.select(columns).take(pa.array(atlas.rows)).to_pylist()
    return [
        {"row": int(row), "x": round(float(x), 4), "y": round(float(y), 4), **facts}
        for row, (x, y), facts in zip(atlas.rows, atlas.places, table, strict=True)
    ]


def chart(
    points: Sequence[Mapping[str, Any]],
    linked: Sequence[Mapping[str, Any]],
    query: Mapping[str, Any],
    selectable: bool = False,
) -> alt.LayerChart:
    """Products in grey, those in `linked` tied to the query, which has x, y, colour, ink and text.

    selectable: products may be marked with the mouse; the selection is called "marked".
    """
    x = alt.X("x:Q", axis=None, scale=alt.Scale(zero=False, padding=18))
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(zero=False, padding=18))
    told = ["title:N", "category:N", "colour:N", "gender:N"]
    every = alt.Chart(data(points)).encode(x, y)
    dots = every.mark_circle(size=34, color=QUIET)
    # A finger or a hand that trembles meets a dot of 6 px hardly ever: what is touched is larger and not seen.
    targets = every.mark_circle(size=TARGET_PX2, opacity=0).encode(tooltip=told)
    if selectable:
        marked = alt.selection_point(name="marked", fields=["row"], toggle=False, nearest=False)
        dots = dots.encode(opacity=alt.condition(marked, alt.value(0.9), alt.value(0.35)))
        targets = targets.add_params(marked)
    else:
        dots = dots.encode(opacity=alt.value(0.45))
    ends = [{**each, "qx": query["x"], "qy": query["y"]} for each in linked]
    near = alt.Chart(data(ends)).encode(x, y)
    rules = near.mark_rule(color=query["colour"], opacity=0.55, strokeWidth=1.2).encode(x2="qx:Q", y2="qy:Q")
    ties = near.mark_circle(size=70, color=query["colour"], opacity=1).encode(tooltip=[*told, "similarity:Q"])
    spot = alt.Chart(data([dict(query)])).encode(x, y)
    disc = spot.mark_circle(size=420, color=query["colour"], opacity=1, stroke="white", strokeWidth=2)
    text = spot.mark_text(fontWeight="bold", fontSize=13, color=query["ink"]).encode(text="text:N")
    told = f"Map of {len(points)} products, with lines from one place to the {len(linked)} nearest"
    return quiet(dots + targets + rules + ties + disc + text, HEIGHT_PX, told)
