"""Analysis -> Trace: the stages run again on the same photo, with everything that passes between them kept."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from pipeline import boxes as box_math
from pipeline.crop import Box, holds_middle, moved
from pipeline.detector import MAX_CANDIDATES, MAX_DETECTIONS, Detector, Proposals, has_pixels, whole
from pipeline.embedder import Embedder
from pipeline.gender import Gender, GenderClassifier
from pipeline.look import Analysis
from pipeline.photo import Photo
from pipeline.pose import Pose, PoseEstimator
from pipeline.preprocess import Letterbox
from pipeline.recording import ModelCall, RecordingModel
from pipeline.shop import ShopTheLook, part_of

KEPT, SUPPRESSED, BELOW_FLOOR, EMPTY = "kept", "overlap", "below the floor", "empty"
CROWDED, ELSEWHERE = "over the limit", "another person"
OUTCOMES = (KEPT, SUPPRESSED, BELOW_FLOOR, EMPTY, CROWDED, ELSEWHERE)


@dataclass(frozen=True, eq=False)
class RawCandidates:
    """Every box that the detector's model proposes, n of them, best score first, and what became of each.

    outcomes: one of OUTCOMES each. by: index of the kept box that suppressed it, or -1. overlaps: intersection over
    union with that box in 0..1, or 0.
    """

    proposals: Proposals
    groups: tuple[str, ...]
    outcomes: tuple[str, ...]
    by: NDArray[np.int64]
    overlaps: NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.groups)


@dataclass(frozen=True, eq=False)
class Trace:
    """What passed between the stages for one photo.

    letterbox: the photo, or the part that was looked at, as the detector saw it, with the geometry to go back.
    calls: every inference, in order. crops: uint8 (h, w, 3) as cut, one per candidate of the analysis.
    vectors: float32 (crops, d), unit length.
    """

    analysis: Analysis
    letterbox: Letterbox
    candidates: RawCandidates
    gender: Gender
    pose: Pose | None
    calls: tuple[ModelCall, ...]
    crops: tuple[NDArray[np.uint8], ...]
    vectors: NDArray[np.float32]

    def of(self, role: str) -> tuple[ModelCall, ...]:
        """The inferences of one model."""
        return tuple(call for call in self.calls if call.role == role)


def trace(shop: ShopTheLook, analysis: Analysis) -> Trace:
    """Run the stages again on the photo of an analysis, by the same code, and keep everything.

    Costs as many inferences again. Nothing is shared with other users and nothing is written.
    """
    seeing, judging, describing = (RecordingModel(each.model) for each in (shop.detector, shop.gender, shop.embedder))
    seen, corner = (analysis.photo, (0, 0)) if analysis.part is None else part_of(analysis.photo, analysis.part)
    found = Detector(seeing).detect(seen)
    sure = [
        each for each in found if each.score >= analysis.default_confidence and _belongs(each.box, corner, analysis)
    ]
    gender = GenderClassifier(judging).predict(seen, sure)
    posing = RecordingModel(shop.pose.model) if shop.pose else None
    pose = PoseEstimator(posing).predict(seen, sure).moved(*corner) if posing else None
    crops = tuple(candidate.crop for candidate in analysis.candidates)
    groups = [candidate.detection.group for candidate in analysis.candidates]
    vectors = Embedder(describing).embed(crops, groups)
    boxed = seeing.spec.input.letterbox(seen.pixels)
    calls = tuple(call for model in (seeing, judging, posing, describing) if model for call in model.calls)
    candidates = _candidates(seeing, boxed, seen, corner, analysis)
    return Trace(analysis, boxed, candidates, gender, pose, calls, crops, vectors)


def _belongs(box: Box, corner: tuple[int, int], analysis: Analysis) -> bool:
    return analysis.part is None or holds_middle(analysis.part, moved(box, corner))


def _candidates(
    model: RecordingModel, boxed: Letterbox, seen: Photo, corner: tuple[int, int], analysis: Analysis
) -> RawCandidates:
    (raw,) = next(iter(model.calls[0].outputs.values()))
    detector = Detector(model)
    every = detector.proposals(raw, boxed, seen, floor=0.0, limit=raw.shape[1])
    settings = model.spec.settings
    # What the detector itself looks at is the head of this list: same order, its floor and its limit.
    n = min(int(np.sum(every.scores >= detector.score_floor)), MAX_CANDIDATES)
    limits = settings["iou"], settings["iou_between_groups"]
    by = np.full(len(every.scores), box_math.KEPT, np.int64)
    by[:n] = box_math.suppressors(every.boxes[:n], every.scores[:n], every.labels[:n], *limits)
    overlaps = np.zeros(len(by), np.float32)
    for index in np.flatnonzero(by != box_math.KEPT):
        overlaps[index] = box_math.iou(every.boxes[index], every.boxes[by[index]][None])[0]
    groups = tuple(model.spec.labels[label] for label in every.labels)
    outcomes = _outcomes(every, by, n, detector.score_floor)
    outcomes = [
        ELSEWHERE if outcome == KEPT and not _belongs(whole(box), corner, analysis) else outcome
        for outcome, box in zip(outcomes, every.boxes, strict=True)
    ]
    in_photo = replace(every, boxes=every.boxes + np.array([*corner, *corner], np.float32))
    return RawCandidates(in_photo, groups, tuple(outcomes), by, overlaps)


def _outcomes(every: Proposals, by: NDArray[np.int64], looked_at: int, floor: float) -> list[str]:
    outcomes, kept = [], 0
    for index, (box, score) in enumerate(zip(every.boxes, every.scores, strict=True)):
        if score < floor:
            outcomes.append(BELOW_FLOOR)
        elif index >= looked_at:
            outcomes.append(CROWDED)
        elif by[index] != box_math.KEPT:
            outcomes.append(SUPPRESSED)
        elif not has_pixels(whole(box)):
            outcomes.append(EMPTY)
        else:
            kept += 1
            outcomes.append(KEPT if kept <= MAX_DETECTIONS else CROWDED)
    return outcomes
