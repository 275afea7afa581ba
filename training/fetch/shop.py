"""Magento's sample data as `shop/`: the sportswear of our split table.

Upstream: an import table of all products (app/code/Magento/ConfigurableSampleData/fixtures/products.csv), one row per
SKU, colour and size, and one per SKU that may be bought (`configurable`); pictures in pub/media/catalog/product, named
SKU-COLOUR_VIEW.jpg.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from pipeline.errors import FetchError
from training.fetch.writing import write_reduced, write_table
from training.splits import Splits
from training.tables import rows

TABLE = "app/code/Magento/ConfigurableSampleData/fixtures/products.csv"
PICTURES = "pub/media/catalog/product"
LONGEST_PX, JPEG_QUALITY = 512, 82  # the quality of the shared pictures' quantisation tables
HEADER = ("image", "sku", "colour", "view", "gender", "category", "name", "price")
# Close-ups (blue_side_a) are left out, as in the shared folder.
PICTURE = re.compile(r"(?P<folder>/\w/\w/)(?P<image>(?P<sku>[a-z]+\d+)-(?P<colour>[a-z]+)_(?P<view>[a-z0-9]+)\.jpg)")
CATEGORY = re.compile(r"(?:Men|Women)/(?:Tops|Bottoms)/[^/]+")
SEPARATORS = re.compile(r"[,|]")  # one revision has commas, another bars


def prepare(files: Path, ready: Path, splits: Splits) -> list[str]:
    """Fill `ready` from the repository's files; see Source."""
    wanted = set(splits.ids("shop", "train", "val", "test"))
    products = [row for row in rows(files / TABLE) if row["sku"].lower().split("-")[0] in wanted]
    sold = {row["sku"].lower(): row for row in products if row["product_type"] == "configurable"}
    if missing := wanted - sold.keys():
        raise FetchError(f"products.csv of the pinned revision lacks {len(missing)} of our SKUs, {min(missing)} first")
    (ready / "images").mkdir()
    table = []
    for path, picture in sorted(_pictures(products).items()):
        write_reduced(files / f"{PICTURES}{path}", ready / "images" / picture["image"], LONGEST_PX, JPEG_QUALITY)
        table.append(_row(picture, sold[picture["sku"]]))
    write_table(ready / "products.csv", HEADER, sorted(table))
    return []


def _pictures(products: Iterable[Mapping[str, str]]) -> dict[str, re.Match[str]]:
    named = {
        path.strip()
        for row in products
        for path in (row["base_image"], *SEPARATORS.split(row["additional_images"] or ""))
    }
    return {path: picture for path in named if (picture := PICTURE.fullmatch(path))}


def _row(picture: re.Match[str], product: Mapping[str, str]) -> tuple[str, ...]:
    image, sku, colour, view = picture.group("image", "sku", "colour", "view")
    category = _category(product)
    return image, sku, colour, view, category.split("/")[0].lower(), category, product["name"], product["price"]


def _category(product: Mapping[str, str]) -> str:
    for path in SEPARATORS.split(product["categories"]):
        category = path.strip().removeprefix("Default Category/")
        if CATEGORY.fullmatch(category):
            return category
    raise FetchError(f"{product['sku']} is in no category of clothes at the pinned revision")
