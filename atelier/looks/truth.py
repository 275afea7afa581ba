"""From a picture whose pixels name the garment to boxes, and from joints to keypoints.  No Blender here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

KEYPOINTS = (
    "nose", "left_eye", "right_eye", "left_ear", "right_ear", "left_shoulder", "right_shoulder", "left_elbow",
    "right_elbow", "left_wrist", "right_wrist", "left_hip", "right_hip", "left_knee", "right_knee", "left_ankle",
    "right_ankle",
)  # fmt: skip
Box = tuple[int, int, int, int]  # x0, y0, x1, y1 in pixels, x1 and y1 exclusive
MIN_PIXELS = 60
MIN_PIECE = 0.01


@dataclass(frozen=True)
class Item:
    """A garment seen in a look."""

    group: str
    product_id: str
    box: Box


def keypoints(
    pixels: dict[str, tuple[float, float]], covered: dict[str, bool], width: int, height: int
) -> list[tuple[float, float, int]]:
    """The 17 keypoints in COCO's order as (x, y, v): v 2 seen, 1 covered, 0 (and x = y = 0) outside the picture."""
    made = []
    for name in KEYPOINTS:
        x, y = pixels[name]
        inside = 0 <= x < width and 0 <= y < height
        made.append((round(x, 1), round(y, 1), 1 if covered[name] else 2) if inside else (0.0, 0.0, 0))
    return made


def code_colour(index: int) -> tuple[float, float, float]:
    """The flat colour that stands for garment `index` (0..25): one of the 26 non-black corners and edge midpoints."""
    n = index + 1
    return (n % 3 / 2, n // 3 % 3 / 2, n // 9 % 3 / 2)


def read_codes(pixels: NDArray[np.uint8]) -> NDArray[np.int64]:
    """Picture (h, w, 3) of code colours, 0..255 linear -> garment index per pixel, -1 where there is none."""
    digits = np.rint(pixels.astype(float) / 127.5).astype(np.int64)
    return digits[..., 0] + 3 * digits[..., 1] + 9 * digits[..., 2] - 1


def box_of(mask: NDArray[np.bool_]) -> Box | None:
    """The box round what is seen of a garment, or None where that is fewer than MIN_PIXELS.

    Lone pixels do not count, nor do pieces of less than MIN_PIECE of it: a bit of a top that pokes through its coat.
    """
    solid = mask & (_neighbours(mask) >= 3)
    seen = int(solid.sum())
    if seen < MIN_PIXELS:
        return None
    counted = [piece for piece in pieces(solid) if piece.sum() >= MIN_PIECE * seen]
    rows, columns = (np.nonzero(np.any(counted, axis=(0, axis)))[0] for axis in (2, 1))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def pieces(mask: NDArray[np.bool_]) -> Iterator[NDArray[np.bool_]]:
    """The pieces of a mask (h, w); what lies within two pixels of each other is one piece."""
    left = Image.fromarray(mask.astype(np.uint8)).filter(ImageFilter.MaxFilter(3))
    while (rest := mask & (np.asarray(left) == 1)).any():
        row, column = np.argwhere(rest)[0]
        ImageDraw.floodfill(left, (int(column), int(row)), 2)
        piece = np.asarray(left) == 2
        yield mask & piece
        left.paste(0, mask=Image.fromarray(piece))


def _neighbours(mask: NDArray[np.bool_]) -> NDArray[np.int64]:
    padded = np.pad(mask.astype(np.int64), 1)
    h, w = mask.shape
    return sum(padded[1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w] for dy in (-1, 0, 1) for dx in (-1, 0, 1) if dy or dx)  # type: ignore[return-value]


def items(codes: NDArray[np.int64], worn: Sequence[tuple[str, str]]) -> list[Item]:
    """Items seen in a code picture; `worn` is (group, product_id) by index."""
    found = []
    for index, (group, product_id) in enumerate(worn):
        box = box_of(codes == index)
        if box:
            found.append(Item(group, product_id, box))
    return found


def numbered(codes: NDArray[np.int64], worn: Sequence[tuple[str, str]], found: Sequence[Item]) -> NDArray[np.uint8]:
    """A code picture with the place (1, 2, ...) of each pixel's garment in `found`; 0 where there is none of them."""
    places = {(item.group, item.product_id): place for place, item in enumerate(found, start=1)}
    table = np.array([*(places.get(each, 0) for each in worn), 0], np.uint8)  # the code of nothing is -1
    return table[codes]
