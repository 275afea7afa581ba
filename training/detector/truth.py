"""Annotations of street photos as COCO ground truth, with what must not be scored marked as such."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from pipeline.detector import Detection
from training.detector.street import GROUPS, StreetPhoto, load_street

CATEGORIES = [{"id": number, "name": group} for number, group in enumerate(GROUPS, start=1)]


def ground_truth(photos: Sequence[StreetPhoto]) -> COCO:
    """Sure boxes count; the blocked regions of each photo are `iscrowd`, which COCO scores neither way.

    A blocked region is an unsure box grown by the margin training uses, or, for a garment that the annotation
    lacks, the part of the photo where it must be. Only its own group is excused there.
    """
    annotations: list[dict[str, Any]] = []
    for number, photo in enumerate(photos, start=1):
        height, width = photo.mask().shape
        for crowd, boxes in ((0, [item.box for item in photo.boxes]), (1, photo.blocked)):
            for box in boxes:
                part = box.clipped((0, 0, width, height))
                annotations.append(
                    {
                        "id": len(annotations) + 1,
                        "image_id": number,
                        "category_id": GROUPS.index(box.group) + 1,
                        "bbox": [part.x0, part.y0, part.x1 - part.x0, part.y1 - part.y0],
                        "area": part.area,
                        "iscrowd": crowd,
                    }
                )
    coco = COCO()
    images = [{"id": number} for number in range(1, len(photos) + 1)]
    coco.dataset = {"images": images, "categories": CATEGORIES, "annotations": annotations}
    with contextlib.redirect_stdout(io.StringIO()):
        coco.createIndex()
    return coco


def score(truth: COCO, found: Mapping[int, Sequence[Detection]]) -> COCOeval:
    """COCO evaluation of detections by image number (1, 2, ...), run and accumulated; all sizes of box together."""
    rows = [
        {
            "image_id": number,
            "category_id": GROUPS.index(each.group) + 1,
            "bbox": [each.box[0], each.box[1], each.box[2] - each.box[0], each.box[3] - each.box[1]],
            "score": each.score,
        }
        for number, detections in found.items()
        for each in detections
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        evaluation = COCOeval(truth, truth.loadRes(rows), "bbox")
        evaluation.params.areaRng, evaluation.params.areaRngLbl = [[0, 1e10]], ["all"]
        evaluation.evaluate()
        evaluation.accumulate()
    return evaluation


def load_truth(shared: Path, names: Sequence[str]) -> list[StreetPhoto]:
    """The masked photos among `names`."""
    return load_street(shared / "data/street", names)
