"""Tables beside the pictures, as typed rows. Pictures and other people's annotations stay in the shared folder.

`people.csv` (gender and facing, read by eye) is the project's own reading and lies next to this file.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from training.detector.garments import GROUP_OF_LABEL

PEOPLE = Path(__file__).with_name("people.csv")
TRAINING_LOOKS = "training_looks"  # folder of atelier's renders


@dataclass(frozen=True)
class Person:
    """A street photo's reading. gender: men, women or unsure; facing: front, side or back; sure: fit for training and
    scoring."""

    photo: str
    gender: str
    sure: bool
    facing: str
    facing_sure: bool


@dataclass(frozen=True)
class ShopPicture:
    """One view of a shop product. `product` (sku and colour) names what two views have in common; half: Tops or
    Bottoms."""

    image: str
    sku: str
    colour: str
    view: str
    gender: str
    half: str
    group: str

    @property
    def product(self) -> str:
        return f"{self.sku}-{self.colour}"


@dataclass(frozen=True)
class GarmentPicture:
    """A garment photographed by its owner."""

    image: str
    label: str
    sender: str
    group: str


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Rows of a CSV file as dictionaries."""
    with path.open(newline="", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def people(path: Path = PEOPLE) -> list[Person]:
    """Every street photo's reading."""
    return [
        Person(row["id"], row["gender"], row["gender_sure"] == "1", row["facing"], row["facing_sure"] == "1")
        for row in rows(path)
    ]


def shop_pictures(data: Path) -> list[ShopPicture]:
    """All shop pictures; the group follows from the category path."""
    return [
        ShopPicture(
            row["image"],
            row["sku"],
            row["colour"],
            row["view"],
            row["gender"],
            row["category"].split("/")[1],
            _shop_group(row["category"]),
        )
        for row in rows(data / "shop/products.csv")
    ]


def _shop_group(category: str) -> str:
    _, half, kind = category.split("/")
    if kind == "Jackets":
        return "outerwear"
    return "topwear" if half == "Tops" else "bottomwear"


def garment_pictures(data: Path) -> list[GarmentPicture]:
    """Owners' pictures whose kind belongs to a group."""
    return [
        GarmentPicture(row["image"], row["label"], row["sender_id"], GROUP_OF_LABEL[row["label"]])
        for row in rows(data / "garments/garments.csv")
        if row["label"] in GROUP_OF_LABEL
    ]
