"""What was measured of a model: the plots that its report has the figures for, all figures, the forms of its file."""

from __future__ import annotations

import streamlit as st

from app_pages.model_plots import confusion, precision_recall, recall_at_k, reliability
from app_pages.model_reports import Measured, Report, numbers, recalls, tables
from app_pages.sections import table

# What stands first in the table of figures, where a report has it.
LEADING = ("photos", "pictures", "queries", "boxes", "accuracy", "balanced_accuracy", "ap50", "recall@1", "recall@10")
FORMS = ("fp32", "fp16", "int8")
FORMS_METRIC = {"detector": "mAP@0.5:0.95", "gender": "Balanced accuracy", "pose": "PCK@0.05", "embedder": "Recall@1"}
# What the metric of a form was measured on: more, and another mixture, than any one set of the figures above.
FORMS_DATA = {
    "detector": "that on street photos",
    "gender": "the mean over street photos, their framings, hidden faces, and shop pictures",
    "pose": "that on street photos",
    "embedder": "the mean over street crops, shop views within the group, and rendered looks",
}
PARTS = {"val": ", on the validation part", "test": ", on the test part"}
COARSE = {"megabytes": 2, "milliseconds": 1}  # digits after the point
NOT_A_FIGURE = ("random@", "gallery")


def plots(role: str, found: Measured) -> None:
    """Whichever plots the report has the figures for."""
    report = found.report
    judged = {name: row for name, row in tables(report) if row.get("confusion") and row.get("labels")}
    if judged:
        _judged(role, judged)
    curves = {
        group: row["precision_at_recall"]
        for group, row in report.get("street", {}).get("groups", {}).items()
        if row.get("precision_at_recall")
    }
    if curves:
        st.html('<div class="caption muted">Precision against recall on held-out street photos</div>')
        st.altair_chart(precision_recall(curves), width="stretch")
    elif role == "detector" and report.get("street", {}).get("groups"):
        _group_table(report["street"]["groups"])
    _retrieval(report)


def figures(report: Report) -> None:
    """Every number of the report, a table per set of columns."""
    by_columns: dict[tuple[str, ...], list[list[str]]] = {}
    for name, row in tables(report):
        plain = {key: value for key, value in numbers(row).items() if not key.startswith(NOT_A_FIGURE)}
        columns = tuple(sorted(plain, key=lambda key: (LEADING.index(key) if key in LEADING else len(LEADING), key)))
        by_columns.setdefault(columns, []).append([name, *(_number(plain[key]) for key in columns)])
    for columns, rows in by_columns.items():
        if columns:
            table(["", *(column.replace("_", " ") for column in columns)], rows)


def forms(role: str, found: Measured) -> None:
    """fp32 beside fp16 and int8: size, milliseconds, figure."""
    measured = found.forms
    present = [form for form in FORMS if isinstance(measured.get(form), dict)]
    if not present:
        return
    if not found.forms_current:
        st.warning("These forms are of an earlier file of this model.")
    columns = list(measured[present[0]])
    metric = FORMS_METRIC.get(role, "Metric")
    data = f"{metric} is {FORMS_DATA[role]}; " if role in FORMS_DATA and "metric" in columns else ""
    part = PARTS.get(measured.get("part", ""), "")
    st.html(
        f'<div class="caption muted">Forms of the file, measured when it was converted{part}: '
        f"{data}agreement is with fp32</div>"
    )
    rows = []
    for form in present:
        shipped = " (shipped)" if measured.get("shipped") == form else ""
        rows.append([form + shipped, *(_number(measured[form].get(name), COARSE.get(name, 3)) for name in columns)])
    with st.container(width=620):
        names = {"metric": metric}
        table(["Form", *(names.get(column, column.capitalize()) for column in columns)], rows)


def _judged(role: str, judged: dict[str, Report]) -> None:
    """Confusion matrix and reliability curve of one source of pictures."""
    sources = sorted(judged, key=lambda name: (not name.startswith("street"), name))
    source = st.selectbox("Held-out pictures", sources, key=f"source_{role}") if len(sources) > 1 else sources[0]
    row = judged[source]
    left, right = st.columns(2, gap="medium")
    with left:
        st.html(f'<div class="caption muted">Confusion, {row.get("photos", 0):,} pictures</div>')
        st.altair_chart(confusion(row["confusion"], row["labels"]), width="stretch")
    if row.get("reliability"):
        with right:
            error = row.get("expected_calibration_error")
            st.html(
                f'<div class="caption muted">Reliability{f", calibration error {error:.3f}" if error else ""}</div>'
            )
            st.altair_chart(reliability(row["reliability"]), width="stretch")


def _retrieval(report: Report) -> None:
    """Recall at k per group beside the baseline, for one set of queries."""
    sets = {name: each for name, each in report.items() if any(recalls(row) for row in _rows(each))}
    if not sets:
        return
    name = st.selectbox("Held-out queries", list(sets), key="retrieval_set") if len(sets) > 1 else next(iter(sets))
    methods = {method: row for method, row in sets[name].items() if isinstance(row, dict) and recalls(row)}
    ordered = dict(sorted(methods.items(), key=lambda pair: not pair[0].startswith("this")))
    groups = ["all groups", *next(iter(ordered.values())).get("groups", {})]
    group = st.selectbox("Group", groups, key="retrieval_group")
    shown = {
        method: recalls(row if group == "all groups" else row.get("groups", {}).get(group, {}))
        for method, row in ordered.items()
    }
    st.altair_chart(recall_at_k(shown), width="stretch")


def _rows(each: object) -> list[Report]:
    return [row for row in each.values() if isinstance(row, dict)] if isinstance(each, dict) else []


def _group_table(groups: dict[str, Report]) -> None:
    columns = [
        name for name in ("boxes", "ap50", "ap75", "precision", "recall") if all(name in row for row in groups.values())
    ]
    table(["Group", *columns], [[group, *(_number(row[name]) for name in columns)] for group, row in groups.items()])


def _number(value: object, digits: int = 3) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.{digits}f}".replace("-", "−")
