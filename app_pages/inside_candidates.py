"""All candidates before suppression: where they lie, how they score, and why most of them were dropped."""

from __future__ import annotations

from typing import Any

import altair as alt
import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from app_pages.charts import QUIET, data, quiet
from app_pages.markup import name_of
from app_pages.pictures import screen_picture
from app_pages.sections import keys
from app_pages.view import PhotoView
from pipeline.detector import whole
from pipeline.photo import Photo
from pipeline.trace import BELOW_FLOOR, CROWDED, ELSEWHERE, EMPTY, KEPT, SUPPRESSED, RawCandidates, Trace

BELOW_THRESHOLD = "below the threshold"
COLOURS = {
    KEPT: "#009E73",
    BELOW_THRESHOLD: "#CC79A7",
    SUPPRESSED: "#E69F00",
    BELOW_FLOOR: "#8C8C8C",
    EMPTY: "#56B4E9",
    CROWDED: "#0072B2",
    ELSEWHERE: "#D55E00",
}
# More rows than these say nothing: the scores below are noise. The CSV holds all.
LISTED = 250
DRAWN_PX = 900
BIN = 0.02
CHART_PX = 260


def candidates(view: PhotoView, trace: Trace) -> None:
    _candidates(view, trace)


@st.fragment
def _candidates(view: PhotoView, trace: Trace) -> None:
    found, analysis = trace.candidates, view.analysis
    percent = st.slider(
        "Confidence at least",
        round(100 * analysis.score_floor),
        95,
        round(100 * analysis.default_confidence),
        format="%d%%",
        key="inside_confidence",
    )
    outcomes = _under(found, percent / 100)
    present = [name for name in COLOURS if name in outcomes]
    default = [name for name in present if name != BELOW_FLOOR]
    chosen = st.pills(
        "Outcomes",
        present,
        selection_mode="multi",
        default=default,
        key="inside_outcomes",
        format_func=lambda name: f"{name.capitalize()} {outcomes.count(name):,}",
        label_visibility="collapsed",
    )
    listed = [n for n in range(min(LISTED, len(found))) if outcomes[n] in chosen]
    left, right = st.columns([0.34, 0.66], gap="medium")
    with right:
        picked = _listing(view, found, outcomes, listed)
    with left:
        st.image(drawn(analysis.photo, found, outcomes, listed, picked), width="stretch",
                 alt="The photo with the chosen candidates’ boxes")  # fmt: skip
        st.html(legend(present))
    rows = binned(found, outcomes)
    left, right = st.columns(2, gap="medium")
    left.altair_chart(all_scores(rows), width="stretch")
    right.altair_chart(high_scores(rows, analysis.score_floor, percent / 100), width="stretch")


def _under(found: RawCandidates, threshold: float) -> list[str]:
    """The outcomes with the slider's threshold taken into account."""
    low = [float(score) < threshold for score in found.proposals.scores]
    return [
        BELOW_THRESHOLD if outcome == KEPT and below else outcome
        for outcome, below in zip(found.outcomes, low, strict=True)
    ]


def _listing(view: PhotoView, found: RawCandidates, outcomes: list[str], listed: list[int]) -> int | None:
    """The table; returns the candidate of the selected row."""
    numbers = {
        (each.numbered.detection.group, each.numbered.detection.box): str(each.numbered.number) for each in view.pieces
    }
    names = [
        numbers.get((found.groups[n], whole(found.proposals.boxes[n])), "") if found.outcomes[n] == KEPT else ""
        for n in range(min(LISTED, len(found)))
    ]
    rows = [
        {
            "Garment": names[n],
            "Candidate": n,
            "Group": name_of(found.groups[n]),
            "Score": float(found.proposals.scores[n]),
            "Outcome": outcomes[n],
            "Dropped by": int(found.by[n]) if found.by[n] >= 0 else None,
            "Overlap": float(found.overlaps[n]) if found.by[n] >= 0 else None,
        }
        for n in listed
    ]
    event = st.dataframe(
        rows,
        height=430,
        hide_index=True,
        placeholder="",
        on_select="rerun",
        selection_mode="single-row",
        key="inside_listing",
        column_config={
            "Score": st.column_config.ProgressColumn("Score", min_value=0, max_value=1, format="%.3f"),
            "Overlap": st.column_config.NumberColumn("Overlap (IoU)", format="%.2f"),
        },
    )
    selected = event.selection.rows
    return listed[selected[0]] if selected and selected[0] < len(listed) else None


def drawn(photo: Photo, found: RawCandidates, outcomes: list[str], listed: list[int], picked: int | None) -> bytes:
    """The photo, dimmed, with the boxes in their outcome's colour; the picked one white."""
    scale = min(1.0, DRAWN_PX / max(photo.height, photo.width))
    size = (max(1, round(photo.width * scale)), max(1, round(photo.height * scale)))
    image = Image.fromarray(photo.pixels).resize(size)
    image = Image.blend(image, Image.new("RGB", image.size, "#101010"), 0.35)
    pen = ImageDraw.Draw(image)
    for n in sorted(listed, key=lambda each: (each == picked, outcomes[each] == KEPT)):
        box = [round(float(side) * scale) for side in found.proposals.boxes[n]]
        colour = "#FFFFFF" if n == picked else COLOURS[outcomes[n]]
        if box[2] > box[0] and box[3] > box[1]:
            pen.rectangle(box, outline=colour, width=6 if n == picked else 4 if outcomes[n] == KEPT else 2)
    return screen_picture(np.asarray(image), DRAWN_PX)


def legend(outcomes: list[str]) -> str:
    """A dot and a word per outcome."""
    return keys({name.capitalize(): COLOURS[name] for name in outcomes})


def binned(found: RawCandidates, outcomes: list[str]) -> list[dict[str, Any]]:
    """How many candidates score in which bin, by outcome."""
    counts: dict[tuple[int, str], int] = {}
    for score, outcome in zip(found.proposals.scores, outcomes, strict=True):
        key = int(float(score) / BIN + 1e-6), outcome
        counts[key] = counts.get(key, 0) + 1
    return [
        {"from": round(bin_ * BIN, 4), "to": round((bin_ + 1) * BIN, 4), "count": count, "outcome": outcome}
        for (bin_, outcome), count in sorted(counts.items())
    ]


def all_scores(rows: list[dict[str, Any]]) -> alt.Chart | alt.LayerChart:
    """On a logarithmic scale, as nearly all candidates score next to nothing."""
    totals: dict[float, int] = {}
    for row in rows:
        totals[row["from"]] = totals.get(row["from"], 0) + row["count"]
    bins = [{"from": start, "to": start + BIN, "count": count, "base": 0.7} for start, count in totals.items()]
    y = alt.Y("count:Q", title="Candidates, logarithmic", scale=alt.Scale(type="log", domainMin=0.7),
              axis=alt.Axis(domain=False, values=[1, 10, 100, 1000, 10000], format="~s"))  # fmt: skip
    chart = alt.Chart(data(bins), title=_title("All candidates")).mark_bar(color=QUIET, binSpacing=0.5)
    told = ["count:Q", alt.Tooltip("from:Q", format=".2f"), alt.Tooltip("to:Q", format=".2f")]
    drawn = chart.encode(x=_score_axis(), x2="to:Q", y=y, y2="base:Q", tooltip=told)
    return quiet(drawn, CHART_PX, "Histogram of the scores of all candidates")


def high_scores(rows: list[dict[str, Any]], floor: float, threshold: float) -> alt.Chart | alt.LayerChart:
    """Those above the floor, by outcome, with the threshold."""
    colour = alt.Scale(domain=list(COLOURS), range=list(COLOURS.values()))
    y = alt.Y("count:Q", title="Candidates", axis=alt.Axis(domain=False, tickCount=4, format="d"), stack="zero")
    high = [row for row in rows if row["outcome"] != BELOW_FLOOR]
    chart = alt.Chart(data(high), title=_title(f"Those above the floor of {floor:.2f}"))
    stacked = chart.mark_bar(binSpacing=0.5).encode(
        x=_score_axis(), x2="to:Q", y=y, color=alt.Color("outcome:N", scale=colour, legend=None),
        tooltip=["outcome:N", "count:Q", alt.Tooltip("from:Q", format=".2f"), alt.Tooltip("to:Q", format=".2f")],
    )  # fmt: skip
    rule = alt.Chart(data([{"at": threshold}])).mark_rule(color=QUIET, strokeDash=[4, 3]).encode(x="at:Q")
    return quiet(stacked + rule, CHART_PX, "Histogram of the scores above the floor, by outcome")


def _score_axis() -> alt.X:
    return alt.X("from:Q", bin="binned", title="Score", scale=alt.Scale(domain=[0, 1]),
                 axis=alt.Axis(grid=False, values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f"))  # fmt: skip


def _title(text: str) -> alt.TitleParams:
    return alt.TitleParams(text, anchor="start", fontSize=13, fontWeight="normal", color=QUIET)
