"""Our own reading of single training pictures, in corrections.csv: ids, groups and boxes, nothing of the pictures.

Columns: source (street, shop), id, group, verdict, x0, y0, x1, y1 (pixels; x1, y1 exclusive). Verdicts: `box` (this
is the group's box), `drop` (no such garment is to be found here), `leave out` (the whole picture; group is empty).
Only pictures of the training part are listed: what is scored stays as it was given.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

from training.detector.geometry import GarmentBox

TABLE = Path(__file__).with_name("corrections.csv")


@dataclass(frozen=True)
class Correction:
    """What is right for one group of one picture. box: None when there is no such garment."""

    group: str
    box: GarmentBox | None
    leave_out: bool = False


def load_corrections(source: str = "street", table: Path = TABLE) -> defaultdict[str, list[Correction]]:
    """Corrections of a source by picture id; an empty list for a picture that has none."""
    found: defaultdict[str, list[Correction]] = defaultdict(list)
    with table.open(newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            if row["source"] != source:
                continue
            corners = (float(row[key]) for key in ("x0", "y0", "x1", "y1")) if row["verdict"] == "box" else None
            box = GarmentBox(row["group"], *corners) if corners else None
            found[row["id"]].append(Correction(row["group"], box, row["verdict"] == "leave out"))
    return found
