"""How the candidates score: charts of them all, and of those above the floor by their outcome."""

from __future__ import annotations

from typing import Any

import altair as alt

from app_pages.charts import QUIET, data, quiet
from pipeline.trace import BELOW_FLOOR, CROWDED, ELSEWHERE, EMPTY, KEPT, SUPPRESSED, RawCandidates

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
BIN = 0.02
CHART_PX = 260


def binned(found: RawCandidates, outcomes: list[str]) -> list[dict[str, Any]]:
    """How many candidates score in which bin, by outcome."""
    counts: dict[tuple[int, str], int] = {}
    for score, outcome in zip(found.proposals.scores, outcomes, strict=True):
        key = int(float(score) / BIN + 1e-5), outcome  # a float32 of 0.9 is a little less
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
