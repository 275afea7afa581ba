"""Figures that the systems this project follows published, to stand beside its own. Other data, other questions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app_pages.model_reports import Report

CAVEAT = (
    "None of these pairs was measured on the same pictures. The published figures come from each system’s own test "
    "split, small and of the same source as its training; ours come from pictures and products that no model saw. None "
    "of the published systems reports a retrieval measure for its Siamese networks, an end-to-end time, or a test on "
    "another source."
)


@dataclass(frozen=True)
class Compared:
    """One question, what was published, and where our own answer lies in a model's report."""

    question: str
    published: str
    role: str
    ours: Callable[[Report], str]


def answer(compared: Compared, report: Report) -> str | None:
    """Our figure in words; None where the report does not hold it."""
    try:
        return compared.ours(report)
    except (KeyError, TypeError, IndexError):
        return None


def _gender(report: Report) -> str:
    street, shop = report["street"], report["shop"]
    return (
        f"{street['accuracy']:.2f} on {street['photos']} street photos ({street['accuracy_when_sure']:.2f} where it is "
        f"sure), {shop['accuracy']:.2f} on {shop['photos']} shop pictures of unseen products on people it has seen"
    )


def _detector(report: Report) -> str:
    street = report["street"]
    three, eight = street["classic_three"]["ap50"], street["eight_groups"]["ap50"]
    return f"{three:.2f} on {street['photos']} street photos ({eight:.2f} over eight groups)"


def _retrieval(report: Report) -> str:
    views = report["shop views, all pictures"]
    own = next(row for name, row in views.items() if name.startswith("this"))
    baseline = next((row for name, row in views.items() if not name.startswith("this")), None)
    beside = f"; frozen ImageNet MobileNetV2 on the same: {baseline['recall@10']:.2f}" if baseline else ""
    return f"{own['recall@10']:.2f} on {own['queries']} shop views of unseen products{beside}"


COMPARED = (
    Compared(
        "Department: accuracy",
        "0.99 (ResNet50, frozen; its training and validation photos, 3,354 in all); 0.95 (a sibling, its test split)",
        "gender",
        _gender,
    ),
    Compared(
        "Garments: mAP@0.5 over top, bottom and footwear",
        "0.99 (YOLOv5s, 45 photos); 0.94 (a sibling)",
        "detector",
        _detector,
    ),
    Compared(
        "Retrieval: the right product among ten",
        "about 0.45 (frozen MobileNet and cosine, street to shop, dresses and tops)",
        "embedder",
        _retrieval,
    ),
)
