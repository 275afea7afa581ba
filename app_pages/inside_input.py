"""The decoded photo beside the tensor that the detector was given."""

from __future__ import annotations

import altair as alt
import numpy as np
import streamlit as st
from numpy.typing import NDArray

from app_pages.charts import CHANNELS, data, quiet
from app_pages.inside_tensor import tensor_facts, tensor_values
from app_pages.pictures import screen_picture
from app_pages.sections import facts
from pipeline.preprocess import Letterbox
from pipeline.trace import Trace

BINS = 32
SCREEN_PX = 700


def inputs(trace: Trace) -> None:
    (call,) = trace.of("detector")
    photo, boxed = trace.analysis.photo, trace.letterbox
    high, wide = photo.pixels.shape[:2]
    tall, broad = call.squares[0].shape[:2]
    pictures, right = st.columns([0.58, 0.42], gap="medium")
    left, middle = pictures.columns([wide / high, broad / tall], gap="small", wrap=False)  # of one height
    with left:
        st.image(screen_picture(photo.pixels, SCREEN_PX), width="stretch", alt="The photo, decoded")
        reduced = f" of {photo.width} × {photo.height}" if photo.full_size else ""
        st.html(f'<div class="caption muted number">Decoded: {wide} × {high} px{reduced}, upright, RGB</div>')
    with middle, st.container(key="square_detector", gap="small"):
        st.image(call.squares[0], width="stretch", alt="The photo, letterboxed for the detector")
        st.html(f'<div class="caption muted number">Letterboxed: {broad} × {tall} px</div>')
    with right:
        facts(
            {
                **tensor_facts([call]),
                "Scale": f"{boxed.scale:.4f}",
                "Padding": f"{boxed.pad_x} px at the sides, {boxed.pad_y} px above and below",
                "Photo sha256": photo.sha256,
            }
        )
        tensor_values([call])
    st.altair_chart(channels(inside_padding(call.squares[0], boxed)), width="stretch")


def inside_padding(pixels: NDArray[np.uint8], boxed: Letterbox) -> NDArray[np.uint8]:
    """The letterbox without its grey padding, which would tower over everything."""
    high, wide = pixels.shape[:2]
    return pixels[boxed.pad_y : high - boxed.pad_y, boxed.pad_x : wide - boxed.pad_x]


def channels(pixels: NDArray[np.uint8]) -> alt.Chart | alt.LayerChart:
    """How often each channel (h, w, 3) takes which value."""
    edges = np.linspace(0, 256, BINS + 1)
    rows = []
    for index, channel in enumerate(CHANNELS):
        counts, _ = np.histogram(pixels[..., index], bins=edges)
        shares = counts / pixels[..., index].size
        rows += [
            {"value": float(edge), "share": float(share), "channel": channel}
            for edge, share in zip(edges, [*shares, shares[-1]], strict=True)  # the last step needs its end
        ]
    colour = alt.Scale(domain=list(CHANNELS), range=list(CHANNELS.values()))
    chart = alt.Chart(data(rows)).mark_line(strokeWidth=1.6, interpolate="step-after")
    return quiet(
        chart.encode(
            x=alt.X(
                "value:Q", title="Pixel value in the square, padding left out", axis=alt.Axis(grid=False, tickCount=8)
            ),
            y=alt.Y("share:Q", title="Share of pixels", axis=alt.Axis(format=".0%", tickCount=4, domain=False)),
            color=alt.Color("channel:N", scale=colour, legend=alt.Legend(orient="top", title=None)),
        ),
        240,
        "Histogram of the pixel values of red, green and blue",
    )
