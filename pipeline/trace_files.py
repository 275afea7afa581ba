"""Trace -> files: JSON of what was found, CSV of every candidate, NPZ of every tensor."""

from __future__ import annotations

import csv
import io
import json
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


def tensors_npz(trace: Trace) -> bytes:
    """Every tensor: the photo, each model's input and outputs, boxes and scores, crops and vectors."""
    arrays: dict[str, Any] = {"photo": trace.analysis.photo.pixels, "embeddings": trace.vectors}
    for number, call in enumerate(trace.calls):
        arrays[f"{number}_{call.role}_input"] = call.tensor
        arrays |= {f"{number}_{call.role}_{name}": value for name, value in call.outputs.items()}
    arrays |= {f"crop_{number}": crop for number, crop in enumerate(trace.crops, start=1)}
    proposals = trace.candidates.proposals
    arrays |= {"candidate_boxes": proposals.boxes, "candidate_scores": proposals.scores}
    arrays |= {"candidate_labels": proposals.labels, "candidate_suppressed_by": trace.candidates.by}
    file = io.BytesIO()
    np.savez_compressed(file, **arrays)
    return file.getvalue()
