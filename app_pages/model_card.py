"""One model: facts, plots, figures, forms, latency, limits."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.model_plots import confusion, precision_recall, recall_at_k, reliability
from app_pages.model_reports import Measured, Report, card, measured, numbers, recalls, tables
from app_pages.opened import in_line
from app_pages.sections import facts, table
from pipeline import ShopTheLook
from pipeline.errors import BusyError, StuckError
from pipeline.latency import Latency, latency
from pipeline.models import Model, ModelSpec, cpu_count

# What stands first in the table of figures, where a report has it.
LEADING = ("photos", "pictures", "queries", "boxes", "accuracy", "balanced_accuracy", "ap50", "recall@1", "recall@10")
FORMS = ("fp32", "fp16", "int8")
FORMS_METRIC = {"detector": "mAP@0.5:0.95", "gender": "Balanced accuracy", "pose": "PCK@0.05", "embedder": "Recall@1"}
COARSE = {"megabytes": 1, "milliseconds": 1}  # digits after the point
NOT_A_FIGURE = ("random@", "gallery")


def models_of(shop: ShopTheLook) -> dict[str, Model]:
    """Role -> opened model."""
    stages = (shop.detector, shop.gender, shop.pose, shop.embedder)
    return {stage.model.spec.role: stage.model for stage in stages if stage is not None}


def model_card(model: Model) -> None:
    spec = model.spec
    written = card(spec.path.with_suffix(".md"))
    found = measured(spec.path.parent, spec.role, spec.sha256)
    if written.use:
        st.html(f'<p class="prose">{escape(written.use.replace("`", ""))}</p>')
    left, right = st.columns([0.44, 0.56], gap="large")
    with left:
        facts(_facts(spec))
        _latency(model)
    with right:
        if found.report and not found.is_current:
            st.warning("These figures were measured on an earlier file of this model.")
        _plots(spec.role, found)
    if found.report:
        with st.expander("All figures on held-out pictures"):
            _figures(found.report)
    _forms(spec.role, found.forms)
    if written.limits:
        items = "".join(f"<li>{escape(limit.replace('`', ''))}</li>" for limit in written.limits)
        st.html(f'<div class="caption muted">Where it fails</div><ul class="prose">{items}</ul>')
    mistakes = spec.path.parent / "failures" / f"{spec.role}.webp"
    if mistakes.exists():
        with st.container(key=f"failures_{spec.role}", gap="xsmall"):
            st.html('<div class="caption muted">Its worst mistakes in the rendered demo looks</div>')
            st.image(str(mistakes), alt=f"Mistakes of the {spec.role} model, each with its caption")


def _facts(spec: ModelSpec) -> dict[str, str]:
    entry = spec.entry
    given = entry.get("input", {})
    outputs = "; ".join(f"{name} {_shape(shape)}" for name, shape in list(spec.outputs.items())[:3])
    more = len(spec.outputs) - 3
    return {
        "Architecture": str(entry.get("architecture", "")),
        "Learned from": "; ".join(str(each) for each in entry.get("training_data", [])),
        "Licence": str(entry.get("licence", "")),
        "Input": f"{_shape(given.get('shape', ()))} {given.get('layout', '')} {given.get('colour', '')}, "
        f"{given.get('dtype', '')}, {given.get('resize', '')}",
        "Output": outputs + (f"; {more} more" if more > 0 else ""),
        "Settings": ", ".join(f"{name} {value}" for name, value in entry.get("settings", {}).items()
                              if isinstance(value, int | float)),
        "Size": f"{spec.path.stat().st_size / 1e6:.1f} MB" if spec.path.exists() else "",
        "Made by": str(entry.get("source", "")),
        "sha256": spec.sha256,
    }  # fmt: skip


def _shape(shape: tuple[int | None, ...] | list[int | None]) -> str:
    return " × ".join("n" if side is None else str(side) for side in shape)


def _latency(model: Model) -> None:
    """Milliseconds on this machine, asked for by a button; kept in this session."""
    kept: dict[str, Latency] = st.session_state.setdefault("latencies", {})
    role = model.spec.role
    if st.button("Measure the time here and now", icon=":material/timer:", key=f"measure_{role}"):
        try:
            kept[role] = in_line(lambda: latency(model))
        except (BusyError, StuckError) as error:
            st.warning(str(error))
    if role in kept:
        found = kept[role]
        st.html(
            f'<div class="number"><b>{found.median_ms:.1f} ms</b> a picture <span class="muted">median of {found.runs} '
            f"on {cpu_count()} cores, slowest {found.slowest_ms:.1f} ms</span></div>"
        )


def _plots(role: str, found: Measured) -> None:
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


def _figures(report: Report) -> None:
    """Every number of the report, a table per set of columns."""
    by_columns: dict[tuple[str, ...], list[list[str]]] = {}
    for name, row in tables(report):
        plain = {key: value for key, value in numbers(row).items() if not key.startswith(NOT_A_FIGURE)}
        columns = tuple(sorted(plain, key=lambda key: (LEADING.index(key) if key in LEADING else len(LEADING), key)))
        by_columns.setdefault(columns, []).append([name, *(_number(plain[key]) for key in columns)])
    for columns, rows in by_columns.items():
        if columns:
            table(["", *(column.replace("_", " ") for column in columns)], rows)


def _forms(role: str, forms: Report) -> None:
    """fp32 beside fp16 and int8: size, milliseconds, figure."""
    present = [form for form in FORMS if isinstance(forms.get(form), dict)]
    if not present:
        return
    columns = list(forms[present[0]])
    st.html(
        '<div class="caption muted">Forms of the file, measured when it was converted; agreement is with fp32</div>'
    )
    rows = []
    for form in present:
        shipped = " (shipped)" if forms.get("shipped") == form else ""
        rows.append([form + shipped, *(_number(forms[form].get(name), COARSE.get(name, 3)) for name in columns)])
    with st.container(width=620):
        names = {"metric": FORMS_METRIC.get(role, "Metric")}
        table(["Form", *(names.get(column, column.capitalize()) for column in columns)], rows)


def _number(value: object, digits: int = 3) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,}" if isinstance(value, int) else f"{value:.{digits}f}".replace("-", "−")
