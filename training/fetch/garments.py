"""The clothing data set as `garments/`: owners' pictures of a known kind.

Upstream: images.csv (image, sender_id, label, kids) and images/ID.jpg. The split table goes by sender; every picture of
its senders is taken, some of which the shared folder does not have.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import FetchError
from training.detector.garments import GROUP_OF_LABEL
from training.fetch.writing import write_reduced, write_table
from training.splits import Splits
from training.tables import rows

LONGEST_PX, JPEG_QUALITY = 320, 77  # the quality of the shared pictures' quantisation tables
HEADER = ("image", "label", "kids", "sender_id")


def prepare(files: Path, ready: Path, splits: Splits) -> list[str]:
    """Fill `ready` from the repository's files; see Source."""
    senders = set(splits.ids("garments", "train", "val", "test"))
    taken = [
        tuple(row[column] for column in HEADER)
        for row in sorted(rows(files / "images.csv"), key=lambda row: row["image"])
        if row["label"] in GROUP_OF_LABEL and row["sender_id"] in senders
    ]
    if missing := senders - {sender for *_, sender in taken}:
        raise FetchError(f"images.csv of the pinned revision lacks {len(missing)} of our senders, {min(missing)} first")
    (ready / "images").mkdir()
    for image, *_ in taken:
        write_reduced(files / f"images/{image}.jpg", ready / f"images/{image}.jpg", LONGEST_PX, JPEG_QUALITY)
    write_table(ready / "garments.csv", HEADER, taken)
    return []
