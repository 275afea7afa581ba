"""Photo and its garments -> Gender: the shopping department that the outfit suggests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from pipeline.detector import Detection
from pipeline.errors import SettingError
from pipeline.models import Model
from pipeline.person import is_full_length, person_view
from pipeline.photo import Photo

GenderChoice = Literal["auto", "men", "women", "all"]
GENDER_CHOICES: tuple[GenderChoice, ...] = get_args(GenderChoice)
UNISEX = "unisex"
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
        """One inference on the person; on the whole photo without garments. Half a person is shown a little smaller,
        as nearly as large as in full length."""
        spec, view = self.model.spec, person_view(photo, garments)
        size_px = None if is_full_length(view) else spec.entry["settings"].get("part_size_px")
        (row,) = self.model.run([spec.input.letterbox(view, size_px).pixels])["probabilities"]
        probabilities = {label: float(value) for label, value in zip(spec.labels, row, strict=True)}
        return Gender(probabilities, spec.settings["min_probability"])
