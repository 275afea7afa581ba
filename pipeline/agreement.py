"""Why a crop and a product match: which parts of each the similarity rests on, and how near their colours are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from pipeline.catalogue import Product
from pipeline.colour import Colour, garment_colours, palette_difference
from pipeline.embedder import Embedder
from pipeline.look import Item, Match
from pipeline.occlusion import hide_each
from pipeline.photo import read_photo
from pipeline.product_crop import product_crop
from pipeline.shop import ShopTheLook

CELLS = 6  # 36 hidden parts each: fine enough to tell a collar from a hem, and half a second on two cores
NEAREST = 10


@dataclass(frozen=True, eq=False)
class Support:
    """A picture and what its similarity to the other one loses when a part is hidden.

    pixels: uint8 (h, w, 3). losses: float32 (CELLS, CELLS), rows from the top; negative where hiding a part helps.
    """

    pixels: NDArray[np.uint8]
    losses: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Agreement:
    """What was measured between a garment's crop and a product.

    crop_colours, product_colours: the largest first. difference: between them, in units of CIEDE2000.
    alike: how many of the `nearest` products nearest to the crop share the product's category.
    """

    crop: Support
    product: Support
    crop_colours: tuple[Colour, ...]
    product_colours: tuple[Colour, ...]
    difference: float
    alike: int
    nearest: int


def agreement(shop: ShopTheLook, item: Item, match: Match, nearest: list[Product]) -> Agreement:
    """Measure one match. Runs the detector once and the embedder on 2 x CELLS² + 3 pictures: for one match, on demand.

    nearest: the products nearest to the crop, best first.
    """
    group, margin = item.detection.group, shop.embedder.crop_margin
    picture = read_photo(shop.catalogue.image_path(match.product))
    product = product_crop(picture, group, shop.detector, margin).pixels
    vector = shop.embedder.embed([product], [group])[0]
    crop_colours, product_colours = garment_colours(item.crop), garment_colours(product)
    few = nearest[:NEAREST]
    return Agreement(
        crop=support(shop.embedder, item.crop, group, vector),
        product=support(shop.embedder, product, group, item.embedding),
        crop_colours=crop_colours,
        product_colours=product_colours,
        difference=palette_difference(crop_colours, product_colours),
        alike=sum(each.category == match.product.category for each in few),
        nearest=len(few),
    )


def support(embedder: Embedder, pixels: NDArray[np.uint8], group: str, other: NDArray[np.float32]) -> Support:
    """Hide each of CELLS x CELLS parts of a picture in turn (Zeiler and Fergus, ECCV 2014).

    other: the unit vector (d,) that the picture is compared with. A hidden part gets the letterbox's own filling, which
    the embedder takes for nothing.
    """
    spec = embedder.model.spec.input
    small = _reduced(pixels, spec.size_px)
    pictures = [small, *hide_each(small, CELLS, spec.pad_value)]
    similarities = embedder.embed(pictures, [group] * len(pictures)) @ other
    losses = (similarities[0] - similarities[1:]).reshape(CELLS, CELLS)
    return Support(pixels, np.asarray(losses, np.float32))


def _reduced(pixels: NDArray[np.uint8], side_px: int) -> NDArray[np.uint8]:
    """Not larger than the embedder sees it: what is hidden is hidden there, and 36 large copies would cost time."""
    image = Image.fromarray(pixels)
    image.thumbnail((side_px, side_px), Image.Resampling.BILINEAR, reducing_gap=2.0)
    return np.asarray(image, np.uint8)
