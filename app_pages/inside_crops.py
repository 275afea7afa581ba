"""Crops as the embedder was given them, and the vectors it answered with."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import numpy as np
import streamlit as st

from app_pages import markup
from app_pages.charts import ACCENT, data, quiet
from app_pages.inside_tensor import tensor_facts, tensor_values
from app_pages.sections import facts, signed
from app_pages.view import PhotoView, Piece
from pipeline.trace import Trace


def crops(view: PhotoView, trace: Trace, shown: Sequence[Piece], piece: Piece | None) -> None:
    if piece is None:
        st.html('<div class="muted">No garment was found, so nothing was embedded.</div>')
        return
    squares = [square for call in trace.of("embedder") for square in call.squares]
    order = {candidate.detection: n for n, candidate in enumerate(view.analysis.candidates)}
    grid = st.grid(6, min_column_width=118, gap="small")
    for each in shown or [piece]:
        numbered = each.numbered
        n = order[numbered.detection]
        with grid.container(key=f"square_crop_{numbered.number}", gap="xsmall"):
            name = markup.name_of(numbered.detection.group)
            st.image(squares[n], width="stretch", alt=f"{name}, letterboxed for the embedder")
            height, width = trace.crops[n].shape[:2]
            st.html(
                f'<div class="caption">{markup.disc(numbered.number)}{markup.text(name)}'
                f'<br><span class="muted number">{width} × {height} px</span></div>'
            )
    vector = trace.vectors[order[piece.numbered.detection]]
    chosen = piece.numbered
    st.html(f'<div class="caption">{markup.disc(chosen.number)}<span class="muted">The vector of the chosen garment: '
            f'{len(vector)} numbers, length {np.linalg.norm(vector):.4f}</span></div>')  # fmt: skip
    st.altair_chart(components(vector), width="stretch")
    calls = trace.of("embedder")
    left, right = st.columns([0.42, 0.58], gap="medium")
    with left:
        facts({"Vector": f"{signed(vector.min(), 3)} to {signed(vector.max(), 3)}", **tensor_facts(calls)})
    with right:
        tensor_values(calls)


def components(vector: np.ndarray) -> alt.Chart | alt.LayerChart:
    """A thin bar per number of the vector."""
    rows = [{"n": n, "value": round(float(value), 5)} for n, value in enumerate(vector)]
    return quiet(
        alt.Chart(data(rows))
        .mark_bar(color=ACCENT, binSpacing=0)
        .encode(
            x=alt.X("n:Q", title="Dimension", scale=alt.Scale(domain=[0, len(vector)], nice=False),
                    axis=alt.Axis(grid=False, tickCount=8)),
            y=alt.Y("value:Q", title="Value", axis=alt.Axis(tickCount=4, domain=False)),
            tooltip=["n:Q", "value:Q"],
        ),
        200,
        "The numbers of the chosen garment’s vector as bars",
    )  # fmt: skip
