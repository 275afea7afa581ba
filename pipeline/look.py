"""What is known about one photo (Analysis), and what is shown of it under given settings (Look)."""

from __future__ import annotations

import operator
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, SupportsIndex

import numpy as np
from numpy.typing import NDArray

from pipeline.catalogue import Catalogue, Neighbour, Product
from pipeline.crop import Box
from pipeline.detector import Detection
from pipeline.errors import SettingError
from pipeline.filters import Filters, is_number
from pipeline.gender import Gender, GenderChoice
from pipeline.index import MAX_K
from pipeline.photo import Photo
from pipeline.pose import Pose
from pipeline.reasons import why_no_garment, why_no_match, why_not_close


@dataclass(frozen=True)
class Match:
    """A product and its cosine similarity (-1..1) to a crop."""

    product: Product
    similarity: float

    def to_dict(self) -> dict[str, Any]:
        facts = self.product.to_dict()
        return {"product_id": facts.pop("product_id"), "similarity": round(self.similarity, 4), **facts}


@dataclass(frozen=True, eq=False)
class Candidate:
    """A detected garment with everything the models say about it.

    crop: uint8 (h, w, 3) as cut for the embedder. embedding: float32 (d,), unit length. Both read-only.
    neighbours: product gender -> the nearest products, best first, at most MAX_K.
    """

    detection: Detection
    crop: NDArray[np.uint8]
    embedding: NDArray[np.float32]
    neighbours: dict[str, tuple[Neighbour, ...]]

    @property
    def closest(self) -> float:
        """The similarity of the nearest product of any gender, also of one that a filter hides; -1 without any."""
        return max((row[0].similarity for row in self.neighbours.values() if row), default=-1.0)

    def nearest(self, genders: tuple[str, ...], k: int) -> list[Neighbour]:
        """The k nearest over several genders; equal similarities in table order."""
        return _merged([self.neighbours.get(gender, ()) for gender in genders], k)


@dataclass(frozen=True, eq=False)
class Item:
    """A garment of a look with its matches, best first.

    reason: why there are no matches, or none close enough; None where there are.
    """

    detection: Detection
    crop: NDArray[np.uint8]
    embedding: NDArray[np.float32]
    matches: tuple[Match, ...]
    reason: str | None = None

    @property
    def close_enough(self) -> bool:
        """Whether the catalogue has a product as close as one that is the same; False without a match."""
        return self.reason is None

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; `reason` is present only where there is one, `drawn` only for a box of the user's own."""
        detection = self.detection
        facts: dict[str, Any] = {
            "group": detection.group,
            "score": round(detection.score, 4),
            "box": list(detection.box),
            "matches": [match.to_dict() for match in self.matches],
        }
        if self.reason is not None:
            facts["reason"] = self.reason
        return {**facts, "drawn": True} if detection.drawn else facts


@dataclass(frozen=True)
class Identity:
    """Which models and which catalogue gave a result: file names, sizes and sha256."""

    models: dict[str, dict[str, str]]
    catalogue: dict[str, Any]

    def copy(self) -> Identity:
        """One whose tables are its own."""
        return Identity({role: dict(model) for role, model in self.models.items()}, dict(self.catalogue))


@dataclass(frozen=True, eq=False)
class Look:
    """Everything found for one photo under one set of settings.

    pose: None without a pose model. searched: the products' genders that were searched.
    reason: why there is no item; None when there is one.
    timings_ms: stage -> milliseconds of the analysis; a look itself runs no model.
    """

    photo: Photo
    gender: Gender
    pose: Pose | None
    searched: tuple[str, ...]
    items: tuple[Item, ...]
    reason: str | None
    timings_ms: dict[str, float]
    identity: Identity

    def to_dict(self) -> dict[str, Any]:
        """The JSON form; `reason` is present only when there is no item, or none with a match."""
        photo, gender = self.photo, self.gender
        facts: dict[str, Any] = {
            "photo": {
                "name": photo.name,
                "width": photo.width,
                "height": photo.height,
                "sha256": photo.sha256,
            },
            "gender": {
                "label": gender.label,
                "probability": round(gender.probability, 4),
                "searched": list(self.searched),
            },
            "pose": self.pose.to_dict() if self.pose else None,
            "items": [item.to_dict() for item in self.items],
            "timings_ms": {stage: round(value, 2) for stage, value in self.timings_ms.items()},
            "models": {role: dict(model) for role, model in self.identity.models.items()},
            "catalogue": dict(self.identity.catalogue),
        }
        reason = self.reason or self._why_no_match()
        return {**facts, "reason": reason} if reason else facts

    def _why_no_match(self) -> str:
        """The reasons of the items, each once, where none of them has a match."""
        if any(item.matches for item in self.items):
            return ""
        return " ".join(dict.fromkeys(item.reason for item in self.items if item.reason))


@dataclass(frozen=True, eq=False)
class Analysis:
    """Everything inferred from one photo, once. Immutable; `look` only selects from it.

    candidates: every detection at or above the detector's score floor, best first.
    absent_below: group -> the similarity under which the nearest of products that the catalogue lacks lies; a group
    without one is not calibrated. part: the box that was looked at, in pixels; None: the whole photo.
    """

    photo: Photo
    gender: Gender
    pose: Pose | None
    candidates: tuple[Candidate, ...]
    timings_ms: dict[str, float]
    identity: Identity
    score_floor: float
    default_confidence: float
    catalogue: Catalogue = field(repr=False)
    absent_below: dict[str, float] = field(default_factory=dict)
    part: Box | None = None

    def look(
        self,
        k: SupportsIndex = 6,
        confidence: float | None = None,
        gender: GenderChoice = "auto",
        filters: Filters | None = None,
    ) -> Look:
        """Select what is shown; no model runs.

        Args:
            k: matches per garment, 1..50; top-k is a prefix of top-(k+1).
            confidence: 0..1, lowest detection score; default the detector's own. Below the detector's score
                floor nothing is added.
            gender: "auto" searches the suggested department and unisex, all when the suggestion is not sure.
            filters: narrows the products; k of them are found where k satisfy it.
        Raises:
            SettingError: a setting outside its range.
        """
        threshold = self.default_confidence if confidence is None else confidence
        k = check_settings(k, threshold)
        searched = self.gender.searched(gender)
        chosen = [each for each in self.candidates if each.detection.score >= threshold]
        nearest = [self.nearest(candidate, searched, k, filters) for candidate in chosen]
        products = iter(self.catalogue.products([each.row for row in nearest for each in row]))
        items = tuple(
            Item(
                candidate.detection,
                candidate.crop,
                candidate.embedding,
                tuple(Match(next(products), each.similarity) for each in row),
                self._why_not(candidate, row, searched, bool(filters)),
            )
            for candidate, row in zip(chosen, nearest, strict=True)
        )
        best = self.candidates[0].detection if self.candidates else None
        reason = None if items else why_no_garment(best, threshold, self.score_floor)
        # Copies of what can be changed: what a caller does to one look must not reach the next.
        found = replace(self.gender, probabilities=dict(self.gender.probabilities))
        timings_ms, identity = dict(self.timings_ms), self.identity.copy()
        return Look(self.photo, found, self.pose, searched, items, reason, timings_ms, identity)

    def without(self, detection: Detection) -> Analysis:
        """The same without one garment, as the user does not want it or it is none."""
        return replace(self, candidates=tuple(each for each in self.candidates if each.detection != detection))

    def nearest(
        self, candidate: Candidate, genders: tuple[str, ...], k: int, filters: Filters | None
    ) -> list[Neighbour]:
        """A candidate's k nearest, best first. With filters the catalogue is asked again: the nearest of all need not
        satisfy them."""
        if not filters:
            return candidate.nearest(genders, k)
        group = candidate.detection.group
        lists = [self.catalogue.search(candidate.embedding, group, gender, MAX_K, filters) for gender in genders]
        return _merged(lists, k)

    def _why_not(
        self, candidate: Candidate, row: Sequence[Neighbour], searched: tuple[str, ...], filtered: bool
    ) -> str | None:
        group = candidate.detection.group
        if not row:
            return why_no_match(group, candidate.neighbours, searched, filtered)
        return why_not_close(candidate.closest, self.absent_below.get(group))


def _merged(lists: Sequence[Sequence[Neighbour]], k: int) -> list[Neighbour]:
    """The k nearest of several lists; equal similarities in table order."""
    merged = [each for neighbours in lists for each in neighbours]
    return sorted(merged, key=lambda each: (-each.similarity, each.row))[:k]


def check_settings(k: SupportsIndex, confidence: float | None) -> int:
    """Check settings before anything is computed; returns k as Python's own whole number.

    Raises:
        SettingError: k is no whole number from 1 to 50, or confidence no number from 0 to 1.
    """
    check_confidence(confidence)
    try:
        number = 0 if isinstance(k, bool) else operator.index(k)
    except TypeError:
        number = 0
    if not 1 <= number <= MAX_K:
        raise SettingError(f"k is {k!r}; give a whole number from 1 to {MAX_K}.")
    return number


def check_confidence(confidence: float | None) -> None:
    """None stands for the detector's own threshold.

    Raises:
        SettingError: confidence is no number from 0 to 1.
    """
    if confidence is not None and not (is_number(confidence) and 0 <= confidence <= 1):
        raise SettingError(f"confidence is {confidence!r}; give a number from 0 to 1.")
