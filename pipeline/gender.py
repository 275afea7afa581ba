"""Photo and its garments -> Gender: the shopping department that the outfit suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from pipeline.detector import Detection
from pipeline.errors import SettingError
from pipeline.models import Model
from pipeline.person import person_views
from pipeline.photo import Photo

GenderChoice = Literal["auto", "men", "women", "all"]
GENDER_CHOICES: tuple[GenderChoice, ...] = get_args(GenderChoice)
UNISEX = "unisex"
WITH_LOWER_PART = 3  # views
PRODUCT_GENDERS = ("men", "women", UNISEX)


@dataclass(frozen=True)
class Gender:
    """The suggested department.

    probabilities: label -> 0..1, calibrated, summing to 1. min_probability: below it "auto" searches every department.
    """

    probabilities: dict[str, float]
    min_probability: float

    @property
    def label(self) -> str:
        return max(self.probabilities, key=self.probabilities.__getitem__)

    @property
    def probability(self) -> float:
        return self.probabilities[self.label]

    @property
    def is_sure(self) -> bool:
        return self.probability >= self.min_probability

    def searched(self, choice: GenderChoice) -> tuple[str, ...]:
        """The products' genders that are searched: the department and unisex, or all three.

        Raises:
            SettingError: `choice` is none of auto, men, women, all.
        """
        if choice not in GENDER_CHOICES:
            raise SettingError(f"gender is {choice!r}; choose one of {', '.join(GENDER_CHOICES)}.")
        if choice == "all" or (choice == "auto" and not self.is_sure):
            return PRODUCT_GENDERS
        return (self.label if choice == "auto" else choice, UNISEX)


class GenderClassifier:
    """Predicts the department from the person that the detected garments outline."""

    def __init__(self, model: Model) -> None:
        self.model = model

    def predict(self, photo: Photo, garments: Sequence[Detection] = ()) -> Gender:
        """One inference on the views of the person; on the whole photo without garments.

        The views' log-odds are averaged, so that a sure view outweighs an unsure one. The file is calibrated for two
        views; with the third, of a full-length person, the average is sharpened as the settings say.
        """
        spec = self.model.spec
        views = person_views(photo, garments)
        squares = [spec.input.letterbox(view).pixels for view in views]
        rows = np.log(np.maximum(self.model.run(squares)["probabilities"], np.float32(1e-7)))
        joint = rows.mean(axis=0)
        if len(views) == WITH_LOWER_PART:
            sharper = spec.entry["settings"].get("three_views", {"scale": 1.0, "shift": 0.0})
            joint = joint * sharper["scale"] + np.array([sharper["shift"], 0.0])
        odds = np.exp(joint - joint.max())
        probabilities = {label: float(value) for label, value in zip(spec.labels, odds / odds.sum(), strict=True)}
        return Gender(probabilities, spec.settings["min_probability"])
