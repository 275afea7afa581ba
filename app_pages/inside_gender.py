"""The department: what the model says of the person, and which parts say it."""

from __future__ import annotations

import math
from html import escape

import numpy as np
import streamlit as st
from numpy.typing import NDArray
from PIL import Image

from app_pages.inside_tensor import tensor_facts, tensor_values
from app_pages.opened import in_line
from app_pages.pictures import screen_picture
from app_pages.sections import facts, keys, signed, table
from pipeline import ShopTheLook
from pipeline.occlusion import OcclusionMap, gender_occlusion
from pipeline.trace import Trace

FOR, AGAINST = np.array([0, 158, 115]), np.array([213, 94, 0])  # of Okabe and Ito's colours
SHOWN_PX, WIDEST_PX = 448, 240  # two beside each other


def department(shop: ShopTheLook, trace: Trace) -> None:
    calls = trace.of("gender")
    (seen,) = calls[0].squares
    gender, labels = trace.gender, shop.gender.model.spec.labels
    row = [gender.probabilities[label] for label in labels]
    pictures, figures = st.columns([0.55, 0.45], gap="medium")
    with figures:
        table([*labels, "Log-odds"], [[*(f"{value:.3f}" for value in row), signed(_log_odds(row))]])
        sure = "so Auto searches one department" if gender.is_sure else "so Auto searches every department"
        facts(
            {
                "Suggestion": f"{gender.label}, {gender.probability:.1%}",
                "Threshold": f"{gender.min_probability:.0%}: {sure}",
                **tensor_facts(calls),
            }
        )
        tensor_values(calls)
        st.html(
            f'<div class="caption muted">Log-odds above zero speak for {escape(labels[0])}. The model’s softmax is '
            "part of its file, so the logits are known up to a constant.</div>"
        )
    with pictures:
        found = _occlusion(shop, trace, seen)
        width_px = min(WIDEST_PX, round(SHOWN_PX * seen.shape[1] / max(seen.shape[:2])))
        with st.container(horizontal=True, gap="medium", key="department_views"):
            with st.container(width=width_px):
                st.image(screen_picture(seen, SHOWN_PX), width="stretch", alt="What the department’s model was given")
                st.html('<div class="caption muted">What the model saw</div>')
            if found:
                with st.container(width=width_px):
                    st.image(overlay(found), width="stretch", alt="The same, tinted by what hiding each part costs")
                    st.html('<div class="caption muted">What its answer rests on</div>')
        if found:
            strongest = float(np.abs(found.losses).max())
            said = f"hiding it costs {gender.label} probability", f"hiding it adds; strongest: {strongest:.2f}"
            st.html(keys(dict(zip(said, ("#009E73", "#D55E00"), strict=True))))


def _occlusion(shop: ShopTheLook, trace: Trace, seen: NDArray[np.uint8]) -> OcclusionMap | None:
    """The map once it was asked for; kept with the trace it belongs to."""
    kept: tuple[Trace, OcclusionMap] | None = st.session_state.get("occlusion")
    if kept is not None and kept[0] is trace:
        return kept[1]
    place = st.empty()
    if not place.button(
        "Show what it rests on",
        icon=":material/blur_on:",
        key="occlude",
        help="Hides each of 64 parts in turn and asks the model again",
    ):
        return None
    label = shop.gender.model.spec.labels.index(trace.gender.label)
    with place, st.spinner("Hiding one part after the other"):
        found = in_line(lambda: gender_occlusion(shop.gender.model, seen, label))
    place.empty()
    st.session_state["occlusion"] = trace, found
    return found


def overlay(found: OcclusionMap) -> bytes:
    """The picture in grey, its parts tinted by what hiding them costs; smooth, as the parts' edges mean nothing."""
    strength = found.losses / max(float(np.abs(found.losses).max()), 1e-6)
    size = found.picture.shape[1::-1]
    smooth = np.asarray(Image.fromarray(strength.astype(np.float32)).resize(size, Image.Resampling.BICUBIC))
    grey = np.asarray(Image.fromarray(found.picture).convert("L").convert("RGB"), np.float32)
    tint = np.where(smooth[..., None] >= 0, FOR, AGAINST)
    share = 0.75 * np.clip(np.abs(smooth), 0, 1)[..., None]
    return screen_picture((grey * (1 - share) + tint * share).astype(np.uint8), SHOWN_PX)


def _log_odds(row: list[float]) -> float:
    return math.log(max(row[0], 1e-7)) - math.log(max(1 - row[0], 1e-7))
