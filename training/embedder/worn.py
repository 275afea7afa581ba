"""What mannequins of rendered looks wear, to be found again among the products' own pictures; exact boxes."""

from __future__ import annotations

from pathlib import Path

from pipeline.catalogue import Catalogue
from pipeline.crop import cut
from pipeline.photo import read_photo
from pipeline.product_crop import object_box
from training.embedder.absent import seen_in_looks
from training.embedder.retrieval import RetrievalSet, Shown
from training.embedder.views import CROP_MARGIN
from training.splits import held_out
from training.tables import TRAINING_LOOKS, rows

FEWEST_PX = 16  # a sleeve's end or a sole tells nobody which product it is


def worn_set(atelier: Path) -> RetrievalSet:
    """What training looks wear of the products that are kept from training -> all rendered products of the group."""
    pictures = ((row, atelier / "products" / row["image"]) for row in rows(atelier / "products.csv"))
    gallery = [product_shown(path, row["product_id"], row["group"]) for row, path in pictures if path.exists()]
    worn = [each for each in seen_in_looks(atelier / TRAINING_LOOKS) if held_out(each.product)]
    return RetrievalSet("worn, exact boxes", large(worn), tuple(gallery), within_group=True)


def looks_set(directory: Path) -> RetrievalSet:
    """What the demo looks of a catalogue wear, which no training sees -> its products of the group."""
    catalogue = Catalogue.open(directory)
    products = catalogue.products(range(len(catalogue)))
    gallery = (product_shown(catalogue.image_path(each), each.product_id, each.group) for each in products)
    return RetrievalSet("demo looks, exact boxes", large(seen_in_looks(directory / "looks")), tuple(gallery), True)


def product_shown(path: Path, product_id: str, group: str) -> Shown:
    """A product's own picture, trimmed to it."""
    pixels = read_photo(path).pixels
    box = object_box(pixels) or (0, 0, pixels.shape[1], pixels.shape[0])
    return Shown(path.name, product_id, group, cut(pixels, box, CROP_MARGIN))


def large(shown: list[Shown]) -> tuple[Shown, ...]:
    """Those with enough pixels to tell anything."""
    return tuple(each for each in shown if min(each.pixels.shape[:2]) >= FEWEST_PX)
