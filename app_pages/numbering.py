"""Which number, colour and dot each garment of a photo gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot

from pipeline.crop import Box
from pipeline.detector import Detection

# Okabe and Ito's colours, told apart by colour-blind readers too, each with the ink that reads on it at 4.5:1
# or better. The number carries the identity; the colour only helps the eye.
COLOURS = (
    ("#0072B2", "#FFFFFF"),
    ("#D55E00", "#111111"),
    ("#009E73", "#111111"),
    ("#CC79A7", "#111111"),
    ("#E69F00", "#111111"),
    ("#56B4E9", "#111111"),
    ("#F0E442", "#111111"),
    ("#111111", "#FFFFFF"),
)
ACROSS, DOWN = (0.5, 0.32, 0.68, 0.16, 0.84), (0.5, 0.35, 0.65, 0.22, 0.78, 0.12, 0.88)
GAP = 0.062  # of the photo's height: a dot and the next must not touch
EDGE = 0.02  # of the photo's height: a dot clear of a smaller box is clear of its line too


@dataclass(frozen=True)
class Numbered:
    """A detection with its number (from 1) and the place of its dot, in pixels of the photo."""

    number: int
    detection: Detection
    dot: tuple[float, float]

    @property
    def colour(self) -> str:
        return colour_of(self.number)[0]

    @property
    def ink(self) -> str:
        return colour_of(self.number)[1]


def colour_of(number: int) -> tuple[str, str]:
    """(background, ink) of a number's disc; the colours come round again after eight."""
    return COLOURS[(number - 1) % len(COLOURS)]


def number_detections(detections: Sequence[Detection], confidence: float, height: int) -> list[Numbered]:
    """Number detections for good: a moved threshold never renumbers what stays in sight.

    Those at or above `confidence` (the default threshold) count from the top of the photo down; the less sure
    ones follow, best first.
    """
    sure = sorted((each for each in detections if each.score >= confidence), key=_middle)
    return number_in_order([*sure, *(each for each in detections if each.score < confidence)], confidence, height)


def number_in_order(ordered: Sequence[Detection], confidence: float, height: int) -> list[Numbered]:
    """Number detections as they come; the dots of the sure ones at the front disregard what follows them."""
    boxes = [each.box for each in ordered]
    sure = count_sure(ordered, confidence)
    dots = place_dots(boxes[:sure], height)
    dots += place_dots(boxes, height, dots)[sure:]
    return [Numbered(n, each, dot) for n, (each, dot) in enumerate(zip(ordered, dots, strict=True), start=1)]


def count_sure(ordered: Sequence[Detection], confidence: float) -> int:
    """How many at the front reach the threshold."""
    return next((n for n, each in enumerate(ordered) if each.score < confidence), len(ordered))


def place_dots(
    boxes: Sequence[Box], height: int, fixed: Sequence[tuple[float, float]] = ()
) -> list[tuple[float, float]]:
    """A dot per box: near its middle, outside every smaller box, clear of the other dots.

    fixed: dots of the first boxes, which stay where they are.
    """
    placed: dict[int, tuple[float, float]] = dict(enumerate(fixed))
    for index in sorted(range(len(fixed), len(boxes)), key=lambda i: area(boxes[i])):
        smaller = [box for box in boxes if area(box) < 0.8 * area(boxes[index])]
        placed[index] = _place(boxes[index], smaller, list(placed.values()), height)
    return [placed[index] for index in range(len(boxes))]


def _place(box: Box, smaller: list[Box], taken: list[tuple[float, float]], height: int) -> tuple[float, float]:
    x0, y0, x1, y1 = box

    def cost(fraction: tuple[float, float]) -> float:
        x, y = x0 + fraction[0] * (x1 - x0), y0 + fraction[1] * (y1 - y0)
        hidden = any(_holds(other, x, y, EDGE * height) for other in smaller)
        crowded = any(hypot(x - a, y - b) < GAP * height for a, b in taken)
        return hypot(fraction[0] - 0.5, fraction[1] - 0.5) + 2 * hidden + 3 * crowded

    across, down = min(((across, down) for down in DOWN for across in ACROSS), key=cost)
    return x0 + across * (x1 - x0), y0 + down * (y1 - y0)


def area(box: Box) -> int:
    """In px²."""
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, x: float, y: float, margin: float) -> bool:
    return box[0] - margin <= x <= box[2] + margin and box[1] - margin <= y <= box[3] + margin


def _middle(detection: Detection) -> float:
    return (detection.box[1] + detection.box[3]) / 2
