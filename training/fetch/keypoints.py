"""Keypoints of the street photos as the teacher sees them (MoveNet Lightning, int8; Apache-2.0)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE_PX = 192
# COCO's order, cocodataset.org/#keypoints-2020.
NAMES = (
    "nose",
    *(
        f"{side}_{part}"
        for part in ("eye", "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle")
        for side in ("left", "right")
    ),
)
HEADER = ("id", *(f"{name}_{what}" for name in NAMES for what in ("x", "y", "score")))


def keypoint_rows(teacher: Path, photos: Iterable[Path]) -> Iterator[tuple[str, ...]]:
    """Rows of keypoints.csv, one look at each whole photo; the photo's id is its file's name."""
    interpreter = _interpreter(teacher)
    for path in photos:
        points = look(interpreter, Image.open(path).convert("RGB"))
        yield path.stem, *(text for x, y, score in points for text in (f"{x:.1f}", f"{y:.1f}", f"{score:.3f}"))


def look(interpreter: Any, photo: Image.Image) -> NDArray[np.float64]:
    """(17, 3): x, y in px of the photo, and a score in 0..1. The photo is centred on a black square."""
    side = max(photo.size)
    corner = np.array([(side - photo.width) // 2, (side - photo.height) // 2])
    square = Image.new("RGB", (side, side))
    square.paste(photo, (int(corner[0]), int(corner[1])))
    small = np.asarray(square.resize((SIDE_PX, SIDE_PX), Image.Resampling.BILINEAR), np.uint8)
    interpreter.set_tensor(interpreter.get_input_details()[0]["index"], small[None])
    interpreter.invoke()
    y, x, score = interpreter.get_tensor(interpreter.get_output_details()[0]["index"])[0, 0].astype(np.float64).T
    return np.stack([x * side - corner[0], y * side - corner[1], score], axis=1)


def _interpreter(teacher: Path) -> Any:
    try:
        from ai_edge_litert import interpreter as litert
    except ImportError:  # only the benchmarks ask for it; TensorFlow carries the same
        from tensorflow import lite as litert
    interpreter = litert.Interpreter(str(teacher), num_threads=2)
    interpreter.allocate_tensors()
    return interpreter
