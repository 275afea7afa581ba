"""What every chart of the app shares: one accent, quiet axes, data inline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import altair as alt

ACCENT = "#2E8B6F"  # the brand's green, light enough for the dark theme and dark enough for the light one
QUIET = "#8C877E"  # grey that reads on both grounds
OKABE_ITO = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#8C8C8C", "#F0E442")
CHANNELS = {"red": "#D55E00", "green": "#009E73", "blue": "#0072B2"}

Rows = Sequence[dict[str, Any]]


def data(rows: Rows) -> alt.Data:
    """Rows as they are: the page sends them with the chart."""
    return alt.Data(values=list(rows))


def quiet(chart: alt.Chart | alt.LayerChart, height: int, told: str) -> alt.Chart | alt.LayerChart:
    """No frame, a fixed height so that nothing jumps. told: what is drawn, for those who do not see it."""
    return chart.properties(height=height, description=told).configure_view(strokeWidth=0)


def bars(rows: Rows, value: str, name: str, title: str, row_px: int = 26, number: str = ",") -> alt.LayerChart:
    """Horizontal bars, in the order given, each with its number at its end.

    rows: dictionaries with the fields `name` and `value`. number: d3 format of the labels.
    """
    order = [row[name] for row in rows]
    longest = max((row[value] for row in rows), default=0)
    base = alt.Chart(data(rows)).encode(
        y=alt.Y(f"{name}:N", sort=order, title=None, axis=alt.Axis(domain=False, ticks=False, labelLimit=170)),
        x=alt.X(f"{value}:Q", title=title, axis=None, scale=alt.Scale(domain=[0, longest * 1.18 or 1])),
        tooltip=[alt.Tooltip(f"{name}:N", title=" "), alt.Tooltip(f"{value}:Q", title=title, format=number)],
    )
    ends = base.mark_text(align="left", dx=5, color=QUIET).encode(text=alt.Text(f"{value}:Q", format=number))
    drawn = base.mark_bar(color=ACCENT, cornerRadiusEnd=2, height=row_px - 11)
    told = f"{title}: " + ", ".join(f"{row[name]} {row[value]:{number}}" for row in rows)
    return quiet(drawn + ends, row_px * len(rows) + 10, told)


def waterfall(stages: Sequence[tuple[str, float]]) -> alt.LayerChart:
    """Stages (name, milliseconds) one after the other on a common time axis.

    What a stage took stands behind its bar; before it, where a narrow screen has no room behind it.
    """
    total, rows, start = sum(ms for _, ms in stages), [], 0.0
    for name, ms in stages:
        late = start > total / 4 and start + ms > total * 3 / 4
        rows.append({"stage": name, "from": start, "to": start + ms, "label": f"{ms:.1f} ms", "late": late})
        start += ms
    y = alt.Y("stage:N", sort=[name for name, _ in stages], title=None, axis=alt.Axis(domain=False, ticks=False))
    scale = alt.Scale(domain=[0, total * 1.1 or 1])
    axis = alt.Axis(tickCount=6, domain=False, format=".0f", labelBound=True)
    base = alt.Chart(data(rows)).encode(y=y, tooltip=[alt.Tooltip("stage:N"), alt.Tooltip("label:N", title="took")])
    drawn = base.mark_bar(color=ACCENT, cornerRadius=2, height=14).encode(
        x=alt.X("from:Q", title="Milliseconds since the photo arrived", axis=axis, scale=scale), x2="to:Q"
    )
    words = base.encode(text="label:N")
    behind = words.transform_filter("!datum.late").mark_text(align="left", dx=6, color=QUIET)
    before = words.transform_filter("datum.late").mark_text(align="right", dx=-6, color=QUIET)
    labels = behind.encode(x=alt.X("to:Q", scale=scale)) + before.encode(x=alt.X("from:Q", scale=scale))
    told = "Time by stage: " + ", ".join(f"{name} {ms:.1f} ms" for name, ms in stages)
    return quiet(drawn + labels, 30 * len(rows) + 50, told)


def histogram(rows: Rows, value: str, title: str, format_: str = "d", height: int = 220) -> alt.Chart:
    """Ready-made bins: rows with `from`, `to` and the count `value`."""
    chart = alt.Chart(data(rows)).mark_bar(color=ACCENT, binSpacing=1)
    return quiet(
        chart.encode(
            x=alt.X("from:Q", bin="binned", title=title, axis=alt.Axis(grid=False, format=format_, tickCount=6)),
            x2="to:Q",
            y=alt.Y(f"{value}:Q", title="Products", axis=alt.Axis(domain=False, tickCount=4, format="d")),
            tooltip=[
                alt.Tooltip("from:Q", format=format_, title="from"),
                alt.Tooltip("to:Q", format=format_, title="to"),
                alt.Tooltip(f"{value}:Q", title="Products"),
            ],
        ),
        height,
        f"Histogram of products: {title.lower()}",
    )
