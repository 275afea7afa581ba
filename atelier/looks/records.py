"""The truth of the looks as files: looks.json, coco.json and looks.csv, all from the same entries.  No Blender here."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from atelier.design import GROUPS
from atelier.looks.table import SHOWN, Look
from atelier.looks.truth import KEYPOINTS, Item

SKELETON = [
    [16, 14], [14, 12], [17, 15], [15, 13], [12, 13], [6, 12], [7, 13], [6, 7], [6, 8], [7, 9], [8, 10], [9, 11],
    [2, 3], [1, 2], [1, 3], [2, 4], [3, 5], [4, 6], [5, 7],
]  # fmt: skip
PERSON = 1  # category id; the garment groups follow
COLUMNS = (
    "look", "file", "title", "sample", "gender", "facing", "framing", "place", "legs", "right_arm", "left_arm",
    "yaw_degrees", "group", "product_id", "x0", "y0", "x1", "y1",
)  # fmt: skip


def entry(
    look: Look, items: Sequence[Item], keypoints: Sequence[tuple[float, float, int]], size: tuple[int, int]
) -> dict[str, Any]:
    """A look's entry in looks.json; boxes as (x0, y0, x1, y1), x1 and y1 exclusive."""
    return {
        "id": look.name, "file": f"{look.name}.webp", "title": look.title, "sample": bool(look.title),
        "gender": look.gender, "width": size[0], "height": size[1], "facing": look.facing,
        "framing": SHOWN[look.framing], "place": look.place, "legs": look.legs, "arms": list(look.arms),
        "yaw": round(look.yaw, 1), "keypoints": [list(point) for point in keypoints],
        "items": [{"group": i.group, "product_id": i.product_id, "box": list(i.box)} for i in items],
    }  # fmt: skip


def write_all(folder: Path, entries: Sequence[dict[str, Any]]) -> None:
    """Write the three files, each under a temporary name first."""
    _replace(folder / "looks.json", json.dumps(list(entries), indent=1))
    _replace(folder / "coco.json", json.dumps(coco(entries)))
    scratch = folder / f"looks.csv.{os.getpid()}"
    with scratch.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(rows(entries))
    scratch.replace(folder / "looks.csv")


def rows(entries: Sequence[dict[str, Any]]) -> list[tuple[Any, ...]]:
    """One row per garment seen."""
    return [
        (e["id"], e["file"], e["title"], int(e["sample"]), e["gender"], e["facing"], e["framing"], e["place"],
         e["legs"], *e["arms"], e["yaw"], item["group"], item["product_id"], *item["box"])
        for e in entries for item in e["items"]
    ]  # fmt: skip


def coco(entries: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """COCO's layout: one person with keypoints per picture, one annotation per garment; boxes as x, y, w, h."""
    annotations: list[dict[str, Any]] = []
    for number, e in enumerate(entries, start=1):
        seen = [point for point in e["keypoints"] if point[2]]
        boxes = [item["box"] for item in e["items"]] + [[x, y, x + 1, y + 1] for x, y, _ in seen]
        whole = [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)]
        annotations.append(
            _annotation(annotations, number, PERSON, whole)
            | {"keypoints": [v for point in e["keypoints"] for v in point], "num_keypoints": len(seen)}
        )
        for item in e["items"]:
            category = PERSON + 1 + GROUPS.index(item["group"])
            made = _annotation(annotations, number, category, item["box"])
            annotations.append(made | {"product_id": item["product_id"]})
    person = {"id": PERSON, "name": "person", "keypoints": list(KEYPOINTS), "skeleton": SKELETON}
    return {
        "images": [
            {"id": n, "file_name": e["file"], "width": e["width"], "height": e["height"]}
            for n, e in enumerate(entries, start=1)
        ],
        "categories": [person, *({"id": PERSON + 1 + k, "name": g} for k, g in enumerate(GROUPS))],
        "annotations": annotations,
    }


def _annotation(before: Sequence[Any], image: int, category: int, box: Sequence[float]) -> dict[str, Any]:
    x0, y0, x1, y1 = box
    return {
        "id": len(before) + 1, "image_id": image, "category_id": category, "iscrowd": 0,
        "bbox": [x0, y0, x1 - x0, y1 - y0], "area": (x1 - x0) * (y1 - y0),
    }  # fmt: skip


def _replace(path: Path, text: str) -> None:
    scratch = path.with_name(f"{path.name}.{os.getpid()}")
    scratch.write_text(text, encoding="utf-8")
    scratch.replace(path)
