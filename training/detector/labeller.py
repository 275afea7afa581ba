"""A trained checkpoint as a labeller: what it sees in a picture at several sizes and mirrored, joined to one answer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from training.detector.geometry import GarmentBox, overlap
from training.detector.network import open_yolo
from training.stamps import stamp

if TYPE_CHECKING:
    from ultralytics import YOLO

Scored = tuple[float, GarmentBox]
# Scored boxes of a picture file, best first.
Labeller = Callable[[Path], list[Scored]]

FLOOR = 0.08
SAME_BOX = 0.55


def label_sizes(size: int) -> tuple[int, int]:
    """At which a detector trained at `size` px is asked: there, and a quarter larger in steps of its stride."""
    return size, size * 5 // 4 // 32 * 32


def yolo_labeller(checkpoint: Path, sizes: Sequence[int], folder: Path) -> Labeller:
    """The detector of a checkpoint, asked at every size (px) as the picture is and mirrored.

    Answers are noted in the folder as JSON lines, so that building the data again, with other corrections, does not ask
    again; a checkpoint of other content, or other sizes, has its own file.
    """
    model = open_yolo(checkpoint)
    folder.mkdir(parents=True, exist_ok=True)
    notes = folder / f"labels-{stamp(checkpoint, tuple(sizes))}.jsonl"
    lines = notes.read_text("utf-8").splitlines() if notes.exists() else []
    noted: dict[str, list[list[Any]]] = dict(json.loads(line) for line in lines)

    def look_again(pixels: NDArray[np.uint8]) -> list[Scored]:
        views = []
        for size in sizes:
            views.append(look(model, pixels, size, FLOOR))
            mirrored = look(model, np.ascontiguousarray(pixels[:, ::-1]), size, FLOOR)
            views.append([(score, box.mirrored(pixels.shape[1])) for score, box in mirrored])
        return join_views(views)

    def label(path: Path) -> list[Scored]:
        if path.name not in noted:
            found = look_again(np.asarray(Image.open(path).convert("RGB")))
            noted[path.name] = [[score, box.group, box.x0, box.y0, box.x1, box.y1] for score, box in found]
            with notes.open("a", encoding="utf-8") as lines:
                lines.write(json.dumps([path.name, noted[path.name]]) + "\n")
        return [(score, GarmentBox(*box)) for score, *box in noted[path.name]]

    return label


def look(model: YOLO, pixels: NDArray[np.uint8], size: int, floor: float) -> list[Scored]:
    """What a network sees in uint8 (H, W, 3) RGB at one size (px) above a score, best first."""
    # ultralytics takes BGR arrays
    result: Any = model.predict(pixels[..., ::-1], imgsz=size, conf=floor, iou=0.5, device="cpu", verbose=False)[0]
    rows = zip(result.boxes.conf.tolist(), result.boxes.cls.tolist(), result.boxes.xyxy.tolist(), strict=True)
    return [(score, GarmentBox(model.names[int(group)], *box)) for score, group, box in rows]


def join_views(views: Sequence[Iterable[Scored]]) -> list[Scored]:
    """Boxes of one group that overlap by more than 0.55 become one, best first.

    Its sides are the mean weighted by score, its score the mean over all views, 0 where a view does not see it
    (as in weighted boxes fusion: Solovyev, Wang, Gabruseva 2021).
    """
    left = sorted(((score, box, view) for view, found in enumerate(views) for score, box in found), key=_by_score)
    joined: list[Scored] = []
    while left:
        leader = left[0][1]
        same = [each for each in left if each[1].group == leader.group and overlap(each[1], leader) > SAME_BOX]
        left = [each for each in left if each not in same]
        best = {view: score for score, _, view in reversed(same)}
        joined.append((sum(best.values()) / len(views), _mean(same)))
    return sorted(joined, key=_by_score)


def best_by_group(found: Iterable[Scored]) -> dict[str, Scored]:
    """The best-scored box of each group (the annotation has one box per group and photo)."""
    best: dict[str, Scored] = {}
    for score, box in found:
        if box.group not in best or score > best[box.group][0]:
            best[box.group] = (score, box)
    return best


def _by_score(each: tuple[Any, ...]) -> float:
    return -float(each[0])


def _mean(same: Sequence[tuple[float, GarmentBox, int]]) -> GarmentBox:
    weights = [score for score, _, _ in same]
    corners = np.average([(box.x0, box.y0, box.x1, box.y1) for _, box, _ in same], axis=0, weights=weights)
    return GarmentBox(same[0][1].group, *(float(value) for value in corners))
