"""One model: facts, what was measured, latency, limits."""

from __future__ import annotations

from html import escape
from itertools import zip_longest

import streamlit as st

from app_pages.model_figures import figures, forms, plots
from app_pages.model_reports import card, measured, mistakes
from app_pages.opened import in_line
from app_pages.sections import facts, keys
from pipeline import ShopTheLook
from pipeline.errors import BusyError, StuckError
from pipeline.latency import Latency, latency
from pipeline.models import Model, ModelSpec, cpu_count

BOXES = {"a garment that was missed": "#C1272D", "a box where there is no such garment": "#2A6F97"}


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
        plots(spec.role, found)
    if found.report:
        with st.expander("All figures on held-out pictures"):
            figures(found.report)
    forms(spec.role, found)
    if written.limits:
        items = "".join(f"<li>{escape(limit.replace('`', ''))}</li>" for limit in written.limits)
        st.html(f'<div class="caption muted">Limits</div><ul class="prose">{items}</ul>')
    _mistakes(spec)


def _mistakes(spec: ModelSpec) -> None:
    """The picture of the model's mistakes, where there is one, with what its colours mean and its captions as text."""
    found = mistakes(spec.path.parent, spec.role)
    if found is None:
        return
    with st.container(key=f"failures_{spec.role}", gap="xsmall"):
        st.html('<div class="caption muted">Its worst mistakes in the rendered demo looks</div>')
        told = "; ".join(" ".join(each.splitlines()) for each in found.captions) or "each with its caption"
        st.image(str(found.picture), alt=f"Mistakes of the {spec.role} model: {told}")
        if spec.role == "detector":
            st.html(keys(BOXES))
        items = "".join(f"<li>{escape(each).replace(chr(10), '<br>')}</li>" for each in found.captions)
        if items:
            st.html(f'<ol class="caption">{items}</ol>')


def _facts(spec: ModelSpec) -> dict[str, str]:
    entry = spec.entry
    given = entry.get("input", {})
    layout = given.get("layout", "")
    outputs = "; ".join(f"{name} {_shape(shape)}" for name, shape in list(spec.outputs.items())[:3])
    more = len(spec.outputs) - 3
    return {
        "Architecture": str(entry.get("architecture", "")),
        "Learned from": "; ".join(str(each) for each in entry.get("training_data", [])),
        "Licence": str(entry.get("licence", "")),
        "Input": f"{_shape(given.get('shape', ()), layout.lower())} {layout} {given.get('colour', '')}, "
        f"{given.get('dtype', '')}, {given.get('resize', '')}",
        "Output": outputs + (f"; {more} more" if more > 0 else ""),
        "Settings": ", ".join(f"{name} {value}" for name, value in entry.get("settings", {}).items()
                              if isinstance(value, int | float)),
        "Size": f"{spec.path.stat().st_size / 1e6:.2f} MB" if spec.path.exists() else "",
        "Made by": str(entry.get("source", "")),
        "sha256": spec.sha256,
    }  # fmt: skip


def _shape(shape: tuple[int | None, ...] | list[int | None], axes: str = "") -> str:
    """Free sides by the letters of their layout: n × h × w × 3."""
    named = zip_longest(shape, axes[: len(shape)], fillvalue="n")
    return " × ".join(str(axis if side is None else side) for side, axis in named)


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
