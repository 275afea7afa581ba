"""The department: what each view of the person says, what they say together, and which parts say it."""

from __future__ import annotations

import math

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

VIEWS = ("The person", "Upper part", "Lower part")
FOR, AGAINST = np.array([0, 158, 115]), np.array([213, 94, 0])  # of Okabe and Ito's colours
SHOWN_PX = 448


def department(shop: ShopTheLook, trace: Trace) -> None:
    calls = trace.of("gender")
    squares = [square for call in calls for square in call.squares]
    names = VIEWS[: len(squares)] if len(squares) > 1 else ("The whole photo",)
    gender, labels = trace.gender, shop.gender.model.spec.labels
    rows = np.concatenate([call.outputs["probabilities"] for call in calls])
    pictures, figures = st.columns([0.55, 0.45], gap="medium")
    with figures:
        table(
            ["View", *labels, "Log-odds"],
            [[name, *(f"{value:.3f}" for value in row), signed(_log_odds(row))]
             for name, row in zip(names, rows.tolist(), strict=True)]
            + [["Together", *(f"{gender.probabilities[label]:.3f}" for label in labels),
                signed(_log_odds([gender.probabilities[label] for label in labels]))]],
        )  # fmt: skip
        sure = "so one department is searched" if gender.is_sure else "so every department is searched"
        facts(
            {
                "Suggestion": f"{gender.label}, {gender.probability:.1%}",
                "Threshold": f"{gender.min_probability:.0%}: {sure}",
                **tensor_facts(calls),
            }
        )
        tensor_values(calls)
        st.html(
            f'<div class="caption muted">Log-odds above zero speak for {labels[0]}; together the views stand by their '
            "calibrated mean. The model’s softmax is part of its file, so the logits are known up to a constant.</div>"
        )
    with pictures:
        maps = _occlusion(shop, trace, squares)
        with st.container(key="department_views"):
            places = st.columns(max(2, len(squares)), wrap=False)
        for place, name, number in zip(places, names, range(len(squares)), strict=False):
            with place, st.container(key=f"square_view_{number}", gap="small"):
                picture = overlay(maps[number]) if maps else screen_picture(squares[number], SHOWN_PX)
                st.image(picture, width="stretch", alt=f"{name}, as the department’s model was given it")
                st.html(f'<div class="caption muted">{name}</div>')
        if maps:
            worst = max(float(np.abs(each.losses).max()) for each in maps)
            said = f"hiding it costs {gender.label} probability", f"hiding it adds probability; strongest: {worst:.2f}"
            st.html(keys(dict(zip(said, ("#009E73", "#D55E00"), strict=True))))


def _occlusion(shop: ShopTheLook, trace: Trace, squares: list[NDArray[np.uint8]]) -> list[OcclusionMap]:
    """The maps once they were asked for; kept with the trace they belong to."""
    kept: tuple[Trace, list[OcclusionMap]] | None = st.session_state.get("occlusion")
    if kept is not None and kept[0] is trace:
        return kept[1]
    place = st.empty()
    if not place.button(
        "Show what it rests on",
        icon=":material/blur_on:",
        key="occlude",
        help="Hides each of 64 parts of every view in turn and asks the model again",
    ):
        return []
    label = shop.gender.model.spec.labels.index(trace.gender.label)
    with place, st.spinner("Hiding one part after the other"):
        maps = in_line(lambda: [gender_occlusion(shop.gender.model, square, label) for square in squares])
    place.empty()
    st.session_state["occlusion"] = trace, maps
    return maps


def overlay(found: OcclusionMap) -> bytes:
    """The view in grey, its parts tinted by what hiding them costs; smooth, as the parts' edges mean nothing."""
    strength = found.losses / max(float(np.abs(found.losses).max()), 1e-6)
    size = (SHOWN_PX, SHOWN_PX)
    smooth = np.asarray(Image.fromarray(strength.astype(np.float32)).resize(size, Image.Resampling.BICUBIC))
    grey = np.asarray(Image.fromarray(found.square).convert("L").convert("RGB").resize(size), np.float32)
    tint = np.where(smooth[..., None] >= 0, FOR, AGAINST)
    share = 0.75 * np.clip(np.abs(smooth), 0, 1)[..., None]
    return screen_picture((grey * (1 - share) + tint * share).astype(np.uint8), SHOWN_PX)


def _log_odds(row: list[float]) -> float:
    return math.log(max(row[0], 1e-7)) - math.log(max(1 - row[0], 1e-7))
