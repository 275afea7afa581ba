"""ShopTheLook: the stages strung together, photo in, analysis out."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.catalogue import Catalogue, Neighbour
from pipeline.crop import Box, grow, holds_middle, moved
from pipeline.detector import Detection, Detector
from pipeline.embedder import Embedder
from pipeline.errors import SettingError
from pipeline.filters import is_number
from pipeline.gender import PRODUCT_GENDERS, GenderClassifier
from pipeline.index import MAX_K
from pipeline.integrity import check_served
from pipeline.look import Analysis, Candidate, Identity, check_confidence
from pipeline.models import Model, ModelSpec, cpu_count, open_model, read_specs
from pipeline.photo import Photo, PhotoSource, read_crop, read_photo
from pipeline.pose import PoseEstimator
from pipeline.turns import Turns

STAGES = ("decode", "gender", "pose", "detect", "embed", "search")
ROOT = Path(__file__).resolve().parent.parent
MIN_BOX_PX = 8
PART_MARGIN = 0.08  # what the models see around a part of a photo, as a share of its sides
DEFAULT_MODELS, DEFAULT_CATALOGUE = ROOT / "exported_models", ROOT / "catalog_index"


class ShopTheLook:
    """Opened models and catalogue. Shared between users and read-only: every setting is an argument."""

    def __init__(
        self,
        gender: GenderClassifier,
        detector: Detector,
        embedder: Embedder,
        catalogue: Catalogue,
        pose: PoseEstimator | None = None,
        turns: Turns | None = None,
    ) -> None:
        """turns: bounds the analyses at once; more than cores would slow each other down, and one may hang."""
        self.gender = gender
        self.detector = detector
        self.embedder = embedder
        self.catalogue = catalogue
        self.pose = pose
        self._turns = turns or Turns(max(2, cpu_count()))
        self.identity = Identity(
            models={model.spec.role: _identity(model.spec) for model in self._models()},
            catalogue={"name": catalogue.name, "products": len(catalogue), "sha256": catalogue.sha256},
        )

    @classmethod
    def open(
        cls,
        models: str | Path = DEFAULT_MODELS,
        catalogue: str | Path = DEFAULT_CATALOGUE,
        threads: int | None = None,
    ) -> ShopTheLook:
        """Check and open everything.

        Args:
            models, catalogue: folders; default the embedded ones.
            threads: per model; default every core that this process may use.
        Raises:
            ArtefactError: a file is missing, damaged, or does not fit the others.
        """
        specs = read_specs(Path(models))
        embedder = Embedder(open_model(specs["embedder"], threads))
        opened = Catalogue.open(catalogue, embedder_sha256=specs["embedder"].sha256)
        check_served(opened, embedder.dimensions)
        return cls(
            GenderClassifier(open_model(specs["gender"], threads)),
            Detector(open_model(specs["detector"], threads)),
            embedder,
            opened,
            PoseEstimator(open_model(specs["pose"], threads)) if "pose" in specs else None,
        )

    @property
    def default_confidence(self) -> float:
        """The detector's own threshold, from its manifest entry."""
        return self.detector.model.spec.settings["confidence"]

    @property
    def model_runs(self) -> int:
        """How often a model has run so far, over all models."""
        return sum(model.runs for model in self._models())

    def analyse(self, photo: PhotoSource, name: str | None = None) -> Analysis:
        """Run every model on one photo; where one for each core (two at least) is under way, after one of them, in the
        order of arrival.

        Args:
            photo: as `read_photo` takes it: encoded bytes, a file, a path, a Pillow image or pixels. name: shown in
                results; default the file's name.
        Raises:
            PhotoError: the photo cannot be used.
        """
        with self._turns:
            return self._analyse(photo, name)

    def analyse_part(self, analysis: Analysis, box: Box) -> Analysis:
        """The same photo again, looking at one part of it only, as at one of several people.

        Args:
            box: (x0, y0, x1, y1) in pixels of the photo; what lies outside is cut off. Garments whose middle lies
                outside it are left out; the models see a margin around it. The boxes found are in pixels of the whole
                photo.
        Raises:
            SettingError: the box has too few pixels in the photo.
        """
        box = check_box(box, analysis.photo)
        with self._turns:
            return self._analyse_part(analysis, box)

    def with_box(self, analysis: Analysis, group: str, box: Box, instead_of: Detection | None = None) -> Analysis:
        """The same photo with a garment where the user says there is one. Embeds one crop; nothing else runs again.

        Args:
            box: (x0, y0, x1, y1) in pixels of the photo; what lies outside is cut off.
            instead_of: the detection that the user corrected; it is left out.
        Raises:
            SettingError: an unknown group, or a box with too few pixels in the photo.
        """
        drawn = Detection(group, 1.0, check_box(box, analysis.photo), drawn=True)
        with self._turns:
            (candidate,) = self._candidates(analysis.photo, [drawn], _Stopwatch())
        others = analysis.candidates if instead_of is None else analysis.without(instead_of).candidates
        return replace(analysis, candidates=(candidate, *(each for each in others if each.detection != drawn)))

    def with_catalogue(self, catalogue: Catalogue) -> ShopTheLook:
        """The same opened models over another catalogue, which must be of the same embedder."""
        return ShopTheLook(self.gender, self.detector, self.embedder, catalogue, self.pose, self._turns)

    def rematch(self, analysis: Analysis) -> Analysis:
        """An analysis made over another catalogue, searched again in this one; no model runs."""
        candidates = tuple(
            replace(each, neighbours=self._neighbours(each.embedding, each.detection.group))
            for each in analysis.candidates
        )
        return replace(
            analysis,
            candidates=candidates,
            catalogue=self.catalogue,
            identity=self.identity.copy(),
            absent_below=self.embedder.absent_below(self.catalogue.sha256),
        )

    def detect(self, photo: PhotoSource, confidence: float | None = None) -> list[Detection]:
        """The garments at or above a score (0..1, default the detector's own), best first.

        Raises:
            PhotoError: the photo cannot be used. SettingError: confidence is no number from 0 to 1.
        """
        check_confidence(confidence)
        threshold = self.default_confidence if confidence is None else confidence
        return [each for each in self.detector.detect(read_photo(photo)) if each.score >= threshold]

    def embed(self, images: Sequence[Image.Image], group: str) -> NDArray[np.float32]:
        """n pictures, each of one garment of `group` -> float32 (n, d), unit length.

        Raises:
            SettingError: an unknown group, or one picture instead of several. PhotoError: a picture cannot be used.
        """
        self.embedder.check_groups([group])
        if isinstance(images, Image.Image | str | bytes | Path):
            raise SettingError("images is one picture; give a list of them.")
        crops = [read_crop(image) for image in images]
        return self.embedder.embed(crops, [group] * len(crops))

    def _analyse(self, photo: PhotoSource, name: str | None) -> Analysis:
        watch = _Stopwatch()
        picture = read_photo(photo, name)
        watch.lap("decode")
        detections = self.detector.detect(picture)
        watch.lap("detect")
        sure = self._sure(detections)
        gender = self.gender.predict(picture, sure)
        watch.lap("gender")
        pose = self.pose.predict(picture, sure) if self.pose else None
        watch.lap("pose")
        candidates = self._candidates(picture, detections, watch)
        return Analysis(
            photo=picture,
            gender=gender,
            pose=pose,
            candidates=candidates,
            timings_ms=watch.timings_ms(),
            identity=self.identity.copy(),
            score_floor=self.detector.score_floor,
            default_confidence=self.default_confidence,
            catalogue=self.catalogue,
            absent_below=self.embedder.absent_below(self.catalogue.sha256),
        )

    def _analyse_part(self, analysis: Analysis, box: Box) -> Analysis:
        watch, photo = _Stopwatch(), analysis.photo
        part, corner = part_of(photo, box)
        watch.lap("decode")
        inside = [each for each in self.detector.detect(part) if holds_middle(box, moved(each.box, corner))]
        watch.lap("detect")
        sure = self._sure(inside)
        gender = self.gender.predict(part, sure)
        watch.lap("gender")
        pose = self.pose.predict(part, sure).moved(*corner) if self.pose else None
        watch.lap("pose")
        detections = [replace(each, box=moved(each.box, corner)) for each in inside]
        candidates = self._candidates(photo, detections, watch)
        timings_ms = watch.timings_ms()
        return replace(analysis, gender=gender, pose=pose, candidates=candidates, timings_ms=timings_ms, part=box)

    def _sure(self, detections: Sequence[Detection]) -> list[Detection]:
        return [each for each in detections if each.score >= self.default_confidence]

    def _candidates(self, photo: Photo, detections: Sequence[Detection], watch: _Stopwatch) -> tuple[Candidate, ...]:
        """Cut, embed and search each detection."""
        crops = [photo.cut(each.box, self.embedder.crop_margin) for each in detections]
        vectors = self.embedder.embed(crops, [each.group for each in detections])
        vectors.flags.writeable = False
        watch.lap("embed")
        candidates = tuple(
            Candidate(detection, crop, vector, self._neighbours(vector, detection.group))
            for detection, crop, vector in zip(detections, crops, vectors, strict=True)
        )
        watch.lap("search")
        return candidates

    def _models(self) -> tuple[Model, ...]:
        always = (self.gender.model, self.detector.model, self.embedder.model)
        return (*always, self.pose.model) if self.pose else always

    def _neighbours(self, vector: NDArray[np.float32], group: str) -> dict[str, tuple[Neighbour, ...]]:
        """All genders at once: overruling the department later must not search again."""
        return {gender: self.catalogue.search(vector, group, gender, MAX_K) for gender in PRODUCT_GENDERS}


def part_of(photo: Photo, box: Box) -> tuple[Photo, tuple[int, int]]:
    """What the models see of a part of a photo, and where its upper left corner lies in the photo."""
    seen = grow(box, PART_MARGIN, photo.width, photo.height)
    size = (seen[2] - seen[0], seen[3] - seen[1])
    return Photo(photo.name, photo.cut(seen), photo.sha256, size if photo.full_size else None), seen[:2]


def check_box(box: Box, photo: Photo) -> Box:
    """The part of a box that lies in the photo.

    Raises:
        SettingError: it is not four numbers, or has fewer than MIN_BOX_PX pixels on a side.
    """
    left, top, right, bottom = _whole_corners(box)
    x0, y0, x1, y1 = max(0, left), max(0, top), min(photo.width, right), min(photo.height, bottom)
    if x1 - x0 < MIN_BOX_PX or y1 - y0 < MIN_BOX_PX:
        raise SettingError(
            f"The box {tuple(box)} has too little of the {photo.width}x{photo.height} photo in it; "
            f"both sides need at least {MIN_BOX_PX} pixels."
        )
    return x0, y0, x1, y1


def _whole_corners(box: Sequence[float]) -> Box:
    """Python's own whole numbers, whatever kind of number was given."""
    corners = list(box) if isinstance(box, Iterable) else []
    if len(corners) != 4 or not all(map(is_number, corners)):
        raise SettingError(f"The box is {box!r}; give four numbers x0, y0, x1, y1 in pixels of the photo.")
    x0, y0, x1, y1 = (round(float(corner)) for corner in corners)
    return x0, y0, x1, y1


def _identity(spec: ModelSpec) -> dict[str, str]:
    return {"file": spec.path.name, "sha256": spec.sha256}


class _Stopwatch:
    """Milliseconds between laps; the total is their sum."""

    def __init__(self) -> None:
        self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, stage: str) -> None:
        now = time.perf_counter()
        self._laps[stage] = (now - self._last) * 1000
        self._last = now

    def timings_ms(self) -> dict[str, float]:
        """In the order of the contract, whatever order the stages ran in."""
        return {stage: self._laps[stage] for stage in STAGES} | {"total": sum(self._laps.values())}
