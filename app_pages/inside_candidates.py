"""All candidates before suppression: where they lie, how they score, and why most of them were dropped."""

from __future__ import annotations

import numpy as np
import streamlit as st
from PIL import Image, ImageDraw

from app_pages.inside_scores import BELOW_THRESHOLD, COLOURS, all_scores, binned, high_scores
from app_pages.markup import name_of
from app_pages.pictures import screen_picture
from app_pages.sections import keys
from app_pages.view import PhotoView
from pipeline.detector import whole
from pipeline.photo import Photo
from pipeline.trace import BELOW_FLOOR, KEPT, RawCandidates, Trace

# More rows than these say nothing: the scores below are noise. The CSV holds all.
LISTED = 250
DRAWN_PX = 900


def candidates(view: PhotoView, trace: Trace) -> None:
    _candidates(view, trace)


@st.fragment
def _candidates(view: PhotoView, trace: Trace) -> None:
    found, analysis = trace.candidates, view.analysis
    percent = st.slider(
        "Confidence at least, in this section",
        round(100 * analysis.score_floor),
        95,
        round(100 * analysis.default_confidence),
        format="%d%%",
        key="inside_confidence",
        bind="query-params",
    )
    outcomes = _under(found, percent / 100)
    # The same for every threshold and without counts: a bound widget puts the option as it is shown into the address.
    possible = [name for name in COLOURS if name in {*found.outcomes, BELOW_THRESHOLD}]
    chosen = st.pills(
        "Outcomes",
        possible,
        selection_mode="multi",
        default=[name for name in possible if name != BELOW_FLOOR],
        key="inside_outcomes",
        bind="query-params",
        format_func=str.capitalize,
        label_visibility="collapsed",
    )
    listed = [n for n in range(min(LISTED, len(found))) if outcomes[n] in chosen]
    left, right = st.columns([0.34, 0.66], gap="medium")
    with right:
        picked = _listing(view, found, outcomes, listed) if listed else None
        st.html(f'<div class="caption muted">{_listed_note(len(found), len(listed))}</div>')
    with left:
        st.image(drawn(analysis.photo, found, outcomes, listed, picked), width="stretch",
                 alt="The photo with the chosen candidates’ boxes")  # fmt: skip
        st.html(legend(outcomes))
    rows = binned(found, outcomes)
    left, right = st.columns(2, gap="medium")
    left.altair_chart(all_scores(rows), width="stretch")
    right.altair_chart(high_scores(rows, analysis.score_floor, percent / 100), width="stretch")


def _listed_note(found: int, listed: int) -> str:
    """Which candidates the list is about."""
    which = f"the {LISTED} surest; the CSV has all {found:,}" if found > LISTED else f"all {found:,}"
    return f"Out of {which}." if listed else f"None has the outcomes chosen above, out of {which}."


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
            "Garment": st.column_config.TextColumn("Garment", width=65),
            "Candidate": st.column_config.NumberColumn("Candidate", width=75),
            "Group": st.column_config.TextColumn("Group", width=80),
            "Outcome": st.column_config.TextColumn("Outcome", width=130),
            "Dropped by": st.column_config.NumberColumn("Dropped by", width=80),
            "Score": st.column_config.ProgressColumn("Score", width=120, min_value=0, max_value=1, format="%.3f"),
            "Overlap": st.column_config.NumberColumn("IoU", width=50, format="%.2f"),
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
    # What was found lies above what it suppressed, whose boxes are nearly the same.
    rank = {KEPT: 2, BELOW_THRESHOLD: 1}
    for n in sorted(listed, key=lambda each: (each == picked, rank.get(outcomes[each], 0))):
        box = [round(float(side) * scale) for side in found.proposals.boxes[n]]
        colour = "#FFFFFF" if n == picked else COLOURS[outcomes[n]]
        if box[2] > box[0] and box[3] > box[1]:
            pen.rectangle(box, outline=colour, width=6 if n == picked else 4 if outcomes[n] in rank else 2)
    return screen_picture(np.asarray(image), DRAWN_PX)


def legend(outcomes: list[str]) -> str:
    """A dot, a word and a count per outcome of the candidates."""
    counts = {name: outcomes.count(name) for name in COLOURS if name in outcomes}
    return keys({f"{name.capitalize()} {count:,}": COLOURS[name] for name, count in counts.items()})
