"""The products table: shop facts of every design, generated from one seed."""

from __future__ import annotations

import csv
from dataclasses import asdict, dataclass, fields
from pathlib import Path

import numpy as np

from atelier.design import Design
from atelier.lines import all_designs

SEED = 20
CURRENCY = "EUR"
PRODUCT_PAGE = "catalogue?product="  # the app's own page
PICTURE_SUFFIX = ".webp"

BRANDS = {  # invented; house styles keep brands to the departments they would sell in
    "men": ("Harrow & Pine", "Nordvik Supply", "Calder Works", "Otto Lindgren", "Baywater"),
    "women": ("Maison Velo", "Lumen Atelier", "Ilse Marlow", "Petal & Thorn", "Casa Brisa"),
    "unisex": ("Plainfield", "Studio Quarto", "Nordvik Supply", "Kite Street"),
}
# typical price in EUR by category; a design's price_factor and the seed move it
PRICES = {
    "t-shirt": 19, "long sleeve": 26, "tank top": 16, "hoodie": 55, "sweatshirt": 48, "knit": 62, "shirt": 49,
    "polo": 39, "blouse": 45, "jeans": 75, "chinos": 59, "trousers": 65, "shorts": 39, "skirt": 45,
    "leggings": 29, "dress": 72, "coat": 169, "jacket": 99, "bomber": 109, "blazer": 129, "cardigan": 69,
    "sneakers": 85, "boots": 139, "ankle boots": 119, "sandals": 59, "loafers": 99, "heels": 95,
    "tote bag": 35, "shoulder bag": 79, "backpack": 69, "clutch": 49, "cap": 24, "beanie": 22, "hat": 39,
    "sunglasses": 89, "running shoes": 99, "flats": 69, "handbag": 119, "glasses": 79,
    "wide trousers": 69, "joggers": 49, "mini skirt": 39, "midi skirt": 49, "maxi skirt": 59, "shirt dress": 79,
    "slip dress": 75, "wrap dress": 79, "maxi dress": 89, "trench coat": 159, "puffer jacket": 119, "parka": 139,
    "raincoat": 89, "gilet": 79, "fleece jacket": 69, "denim jacket": 85, "leather jacket": 199, "overshirt": 79,
    "laced shoes": 119, "weekend bag": 149, "beret": 29,
}  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One line of products.csv."""

    product_id: str
    title: str
    brand: str
    gender: str
    group: str
    category: str
    colour: str
    material: str
    pattern: str
    price: str
    currency: str
    url: str
    image: str


COLUMNS = tuple(f.name for f in fields(Row))


def row(design: Design, seed: int = SEED) -> Row:
    """Return a design's shop facts; brand and price are drawn from the design's own seed.

    Raises:
        KeyError: the design's category has no price.
    """
    rng = np.random.default_rng(design.seed(seed))
    brands = BRANDS[design.gender]
    brand = brands[int(rng.integers(len(brands)))]
    euros = round(PRICES[design.category] * design.price_factor * float(rng.uniform(0.8, 1.25)))
    identity = design.product_id
    return Row(
        product_id=identity,
        title=design.title,
        brand=brand,
        gender=design.gender,
        group=design.group,
        category=design.category,
        colour=design.colour,
        material=design.material,
        pattern=design.pattern,
        price=f"{euros - 0.05:.2f}",
        currency=CURRENCY,
        url=PRODUCT_PAGE + identity,
        image=identity + PICTURE_SUFFIX,
    )


def table(seed: int = SEED) -> list[Row]:
    """Return the whole table, in the order of the lines."""
    return [row(design, seed) for design in all_designs()]


def write(path: Path, rows: list[Row]) -> None:
    """Write products.csv (UTF-8), atomically."""
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_suffix(".tmp")
    with scratch.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, COLUMNS)
        writer.writeheader()
        writer.writerows(asdict(r) for r in rows)
    scratch.replace(path)
