"""The shipped gender model, through the pipeline, on people it never saw."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from tqdm import tqdm

from pipeline.detector import Detector
from pipeline.gender import Gender, GenderClassifier
from pipeline.photo import Photo, read_photo
from training.gender.calibration import balanced_accuracy, confusion, expected_calibration_error, reliability
from training.gender.views import FRAMINGS, LABELS, Person, framed, hide_face, look_people, shop_people, street_people
from training.splits import Splits


def evaluate_gender(
    classifier: GenderClassifier,
    detector: Detector,
    data: Path,
    splits: Splits,
    looks: Path | None = None,
    part: str = "test",
) -> dict[str, Any]:
    """Figures per source and, for street photos, per framing. looks: the folder of the demo looks, which no training
    sees."""
    people = street_people(data, splits, part)
    report = {"street": figures(classifier, detector, people, whole_photo, "street")}
    for view in FRAMINGS:
        report[f"street, {view} body"] = figures(classifier, detector, people, partial(framed, view=view), view)
    report["street, face hidden"] = figures(classifier, detector, people, face_hidden, "face hidden")
    report["shop"] = figures(classifier, detector, shop_people(data, splits, part), whole_photo, "shop")
    if looks and (rendered := look_people(looks)):
        report["rendered looks"] = figures(classifier, detector, rendered, whole_photo, "rendered looks")
    return report


def whole_photo(person: Person) -> Photo:
    """The photo as it is uploaded."""
    return read_photo(person.photo)


def face_hidden(person: Person) -> Photo:
    """The photo with the head blurred beyond recognition."""
    photo = read_photo(person.photo)
    return Photo(photo.name, hide_face(photo.pixels, person.keypoints), photo.sha256)


def figures(
    classifier: GenderClassifier,
    detector: Detector,
    people: Iterable[Person],
    show: Callable[[Person], Photo],
    name: str,
) -> dict[str, Any]:
    """Balanced accuracy, confusion matrix (rows truth, columns prediction), calibration error and its curve."""
    chosen = list(people)
    photos = (show(person) for person in tqdm(chosen, desc=name, file=sys.stderr, mininterval=5))
    found = [predict(classifier, detector, photo) for photo in photos]
    probabilities = np.array([[each.probabilities[label] for label in LABELS] for each in found])
    labels, predicted = np.array([person.label for person in chosen]), probabilities.argmax(1)
    sure = np.array([each.is_sure for each in found])
    return {
        "photos": len(chosen),
        "balanced_accuracy": round(balanced_accuracy(predicted, labels), 4),
        "accuracy": round(float((predicted == labels).mean()), 4),
        "confusion": confusion(predicted, labels, len(LABELS)),
        "labels": list(LABELS),
        "expected_calibration_error": round(expected_calibration_error(probabilities, labels), 4),
        "reliability": [[round(c, 4), round(a, 4), size] for c, a, size in reliability(probabilities, labels)],
        "share_sure": round(float(sure.mean()), 4),
        "accuracy_when_sure": round(float((predicted == labels)[sure].mean()), 4) if sure.any() else None,
    }


def predict(classifier: GenderClassifier, detector: Detector, photo: Photo) -> Gender:
    """As the app does: from the person that the detected garments outline."""
    confidence = detector.model.spec.settings["confidence"]
    return classifier.predict(photo, [each for each in detector.detect(photo) if each.score >= confidence])


def print_gender(report: dict[str, Any]) -> None:
    """A table on stdout."""
    columns = f"{'photos':>8}{'balanced':>10}{'accuracy':>10}{'ECE':>8}{'sure':>8}"
    print(f"\n{'gender':28}{columns}  confusion (truth men, women)")
    for name, row in report.items():
        print(
            f"{name:28}{row['photos']:8}{row['balanced_accuracy']:10.3f}{row['accuracy']:10.3f}"
            f"{row['expected_calibration_error']:8.3f}{row['share_sure']:8.2f}  {row['confusion']}"
        )
