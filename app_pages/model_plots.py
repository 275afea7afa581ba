"""The plots of a model card: confusion, reliability, precision against recall, recall at k."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt

from app_pages.charts import ACCENT, OKABE_ITO, QUIET, data, quiet
from app_pages.markup import name_of

SQUARE_PX = 250
CURVE_PX = 300
SHARE = alt.Scale(domain=[0, 1])
SHARES = alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], format=".1f", domain=False)


def confusion(matrix: Sequence[Sequence[int]], labels: Sequence[str]) -> alt.Chart | alt.LayerChart:
    """Rows truth, columns prediction; coloured by the share of the true label."""
    rows = [
        {"truth": truth, "found": found, "count": count, "share": count / max(1, sum(line))}
        for truth, line in zip(labels, matrix, strict=True)
        for found, count in zip(labels, line, strict=True)
    ]
    base = alt.Chart(data(rows)).encode(
        x=alt.X("found:N", sort=list(labels), title="Predicted", axis=alt.Axis(orient="top", labelAngle=0, **BARE)),
        y=alt.Y("truth:N", sort=list(labels), title="Truth", axis=alt.Axis(**BARE)),
    )
    cells = base.mark_rect(color=ACCENT, cornerRadius=2).encode(
        opacity=alt.Opacity("share:Q", scale=alt.Scale(domain=[0, 1], range=[0.06, 0.85]), legend=None),
        tooltip=["truth:N", "found:N", "count:Q", alt.Tooltip("share:Q", format=".1%")],
    )
    # The page's own text colour: it reads on every cell in light and dark.
    text = base.mark_text(fontSize=14, color="currentColor").encode(text=alt.Text("count:Q", format=","))
    told = "; ".join(f"{row['truth']} called {row['found']}: {row['count']}" for row in rows)
    return quiet(cells + text, SQUARE_PX, f"Confusion matrix. {told}")


def reliability(curve: Sequence[Sequence[float]]) -> alt.Chart | alt.LayerChart:
    """How right the model is when it says how sure it is; points by size, on the diagonal where it is honest."""
    rows = [{"confidence": each[0], "accuracy": each[1], "photos": each[2]} for each in curve]
    diagonal = alt.Chart(data([{"x": 0.5, "y": 0.5}, {"x": 1, "y": 1}])).mark_line(color=QUIET, strokeDash=[4, 3])
    base = alt.Chart(data(rows)).encode(
        x=alt.X("confidence:Q", title="Confidence", scale=alt.Scale(domain=[0.5, 1]),
                axis=alt.Axis(grid=False, tickCount=6, format=".1f")),
        y=alt.Y("accuracy:Q", title="Share right", scale=SHARE, axis=SHARES),
        tooltip=[alt.Tooltip("confidence:Q", format=".2f"), alt.Tooltip("accuracy:Q", format=".2f"), "photos:Q"],
    )  # fmt: skip
    points = base.mark_circle(color=ACCENT, opacity=1).encode(size=alt.Size("photos:Q", legend=None))
    drawn = diagonal.encode(x="x:Q", y="y:Q") + base.mark_line(color=ACCENT) + points
    told = ", ".join(f"{each['accuracy']:.2f} at {each['confidence']:.2f}" for each in rows)
    return quiet(drawn, SQUARE_PX, f"Reliability curve. Share right by confidence: {told}")


def precision_recall(curves: Mapping[str, Sequence[float]]) -> alt.Chart | alt.LayerChart:
    """A line per group: precision at evenly spaced recalls from 0 to 1."""
    rows = [
        {"group": name_of(group), "recall": round(n / (len(curve) - 1), 3), "precision": value}
        for group, curve in curves.items()
        for n, value in enumerate(curve)
    ]
    names = [name_of(group) for group in curves]
    colour = alt.Color("group:N", sort=names, title=None, scale=alt.Scale(domain=names, range=list(OKABE_ITO)),
                       legend=alt.Legend(orient="top", columns=3, symbolType="stroke"))  # fmt: skip
    chart = alt.Chart(data(rows)).mark_line(strokeWidth=2)
    return quiet(
        chart.encode(
            x=alt.X("recall:Q", title="Recall", scale=SHARE, axis=alt.Axis(grid=False, tickCount=6, format=".1f")),
            y=alt.Y("precision:Q", title="Precision at IoU 0.5", scale=SHARE, axis=SHARES),
            color=colour,
            tooltip=["group:N", "recall:Q", "precision:Q"],
        ),
        CURVE_PX + 40,
        "Precision against recall, a line per group",
    )


def recall_at_k(methods: Mapping[str, Mapping[int, float]]) -> alt.Chart | alt.LayerChart:
    """A line per method: how often the right product is among the first k."""
    rows = [
        {"method": method, "k": k, "recall": value} for method, values in methods.items() for k, value in values.items()
    ]
    names = list(methods)
    colours = [ACCENT if number == 0 else OKABE_ITO[(number * 6) % len(OKABE_ITO)] for number in range(len(names))]
    colour = alt.Color("method:N", sort=names, title=None, scale=alt.Scale(domain=names, range=colours),
                       legend=alt.Legend(orient="top", columns=1, symbolType="stroke", labelLimit=320))  # fmt: skip
    base = alt.Chart(data(rows)).encode(
        x=alt.X("k:O", title="k", axis=alt.Axis(labelAngle=0)),
        y=alt.Y("recall:Q", title="Recall at k", scale=SHARE, axis=SHARES),
        color=colour,
        tooltip=["method:N", "k:O", alt.Tooltip("recall:Q", format=".3f")],
    )
    told = "; ".join(f"{row['method']}, k {row['k']}: {row['recall']:.2f}" for row in rows)
    return quiet(base.mark_line(strokeWidth=2) + base.mark_circle(size=50, opacity=1), CURVE_PX, f"Recall at k. {told}")


BARE = {"domain": False, "ticks": False, "labelPadding": 6, "titleFontWeight": "normal"}
