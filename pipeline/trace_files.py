"""Trace -> files: JSON of what was found, CSV of every candidate, NPZ of every tensor."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from pipeline.detector import whole
from pipeline.look import Look
from pipeline.recording import statistics
from pipeline.trace import OUTCOMES, Trace

COLUMNS = ("candidate", "group", "score", "x0", "y0", "x1", "y1", "outcome", "suppressed_by", "overlap")


def trace_json(trace: Trace, look: Look) -> str:
    """The look's JSON with, under `inside`, what every model was given and what became of the candidates."""
    inside: dict[str, Any] = {
        "probabilities": {label: round(value, 6) for label, value in trace.gender.probabilities.items()},
        "min_probability": trace.gender.min_probability,
        "letterbox": {name: getattr(trace.letterbox, name) for name in ("scale", "pad_x", "pad_y")},
        "candidates": {outcome: trace.candidates.outcomes.count(outcome) for outcome in OUTCOMES},
        "inferences": [
            {
                "model": call.role,
                "shape": list(call.tensor.shape),
                "ms": round(call.ms, 2),
                "statistics": [asdict(each) for each in statistics(call.tensor, call.layout)],
            }
            for call in trace.calls
        ],
    }
    return json.dumps({**look.to_dict(), "inside": inside}, indent=1, ensure_ascii=False)


def candidates_csv(trace: Trace) -> str:
    """A row per raw candidate, best score first. Corners in whole pixels of the photo, x1 and y1 exclusive."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(COLUMNS)
    found = trace.candidates
    for index, (group, score, box, outcome, by, overlap) in enumerate(
        zip(
            found.groups,
            found.proposals.scores,
            found.proposals.boxes,
            found.outcomes,
            found.by,
            found.overlaps,
            strict=True,
        )
    ):
        dropped = [int(by), f"{overlap:.4f}"] if by >= 0 else ["", ""]
        writer.writerow([index, group, f"{score:.5f}", *whole(box), outcome, *dropped])
    return file.getvalue()


def tensors_npz(trace: Trace, numbers: Sequence[int], label_names: Sequence[str]) -> bytes:
    """Every tensor, by name: photo; N_ROLE_input and N_ROLE_OUTPUT of each inference, in order; embeddings (n, d) and,
    row by row with them, garment_number, garment_group, garment_box (n, 4) in pixels of the photo and garment_score;
    crop_NUMBER_GROUP of each; candidate_boxes, candidate_scores, candidate_labels and candidate_suppressed_by of all
    that the detector proposed; label_names, which candidate_labels count from 0.

    Args:
        numbers: of the n garments, in the order of the analysis, as they are shown. label_names: of the detector.
    """
    found = [candidate.detection for candidate in trace.analysis.candidates]
    proposals = trace.candidates.proposals
    arrays: dict[str, Any] = {
        "photo": trace.analysis.photo.pixels,
        "embeddings": trace.vectors,
        "garment_number": np.array(numbers, np.int64),
        "garment_group": np.array([each.group for each in found], np.str_),
        "garment_box": np.array([each.box for each in found], np.int64).reshape(-1, 4),
        "garment_score": np.array([each.score for each in found], np.float32),
        "candidate_boxes": proposals.boxes,
        "candidate_scores": proposals.scores,
        "candidate_labels": proposals.labels,
        "candidate_suppressed_by": trace.candidates.by,
        "label_names": np.array(label_names, np.str_),
    }
    for place, call in enumerate(trace.calls):
        arrays[f"{place}_{call.role}_input"] = call.tensor
        arrays |= {f"{place}_{call.role}_{name}": value for name, value in call.outputs.items()}
    for number, each, crop in zip(numbers, found, trace.crops, strict=True):
        arrays[f"crop_{number}_{each.group}"] = crop
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
