"""Detections -> the people who wear them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.crop import Box
from pipeline.detector import Detection

# One of these is about as wide as a body, so it says where a person stands; shoes and bags lie beside their owner.
BODY_GROUPS = ("topwear", "bottomwear", "dress", "outerwear")
# Two body garments are one person's when they share this much of the narrower one's width ...
SHARED_WIDTH = 0.4
# ... and a person is one of several when its garments reach this share of the tallest one's height: passers-by in
# the background are not who the photo is of.
MIN_HEIGHT_SHARE = 0.5


@dataclass(frozen=True)
class Person:
    """What one person wears."""

    detections: tuple[Detection, ...]

    @property
    def box(self) -> Box:
        """Around all garments, in pixels of the photo."""
        lefts, tops, rights, bottoms = zip(*(each.box for each in self.detections), strict=True)
        return min(lefts), min(tops), max(rights), max(bottoms)


def people(detections: Sequence[Detection]) -> tuple[Person, ...]:
    """The people of a photo, from left to right: one for most photos, none where no body garment is found."""
    bodies: list[list[Detection]] = []
    # The widest first, so that a coat gathers what is worn under it; the rest of the key only breaks ties.
    for garment in sorted(_of_the_body(detections), key=lambda each: (-_width(each), each.box, each.group)):
        owner = next((body for body in bodies if any(_same_column(garment.box, each.box) for each in body)), None)
        if owner is None:
            bodies.append([garment])
        else:
            owner.append(garment)
    tallest = max((_height(Person(tuple(body)).box) for body in bodies), default=0)
    bodies = [body for body in bodies if _height(Person(tuple(body)).box) >= MIN_HEIGHT_SHARE * tallest]
    if not bodies:
        return ()
    columns = [Person(tuple(body)).box for body in bodies]
    for other in (each for each in detections if each.group not in BODY_GROUPS):
        nearest = min(range(len(bodies)), key=lambda index: _distance(other.box, columns[index]))
        bodies[nearest].append(other)
    return tuple(sorted((Person(tuple(body)) for body in bodies), key=lambda person: person.box[0] + person.box[2]))


def main_person(found: Sequence[Person]) -> Person:
    """The one whom the photo is of: with the largest garments. At least one person is needed."""
    return max(found, key=lambda person: _height(person.box) * (person.box[2] - person.box[0]))


def _of_the_body(detections: Sequence[Detection]) -> list[Detection]:
    return [each for each in detections if each.group in BODY_GROUPS]


def _same_column(box: Box, other: Box) -> bool:
    shared = min(box[2], other[2]) - max(box[0], other[0])
    return shared >= SHARED_WIDTH * min(box[2] - box[0], other[2] - other[0])


def _distance(box: Box, column: Box) -> float:
    """Between the middles, in pixels."""
    return abs((box[0] + box[2]) - (column[0] + column[2])) / 2


def _width(detection: Detection) -> int:
    return detection.box[2] - detection.box[0]


def _height(box: Box) -> int:
    return box[3] - box[1]
