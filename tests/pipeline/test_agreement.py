"""Why a crop and a product match: hiding what the embedder looks at costs, and colours and kinds are counted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.agreement import CELLS, NEAREST, agreement, support
from pipeline.colour import garment_colours, palette_difference
from pipeline.photo import read_photo
from tests.pipeline.fakes import fake_embedder, outfit

# The fake embedder sees two pixels of its 16 px square, (8, 8) and (4, 8): of 6 x 6 parts these hold them.
SEEN = [(1, 3), (3, 3)]


def picture(side_px: int = 96) -> np.ndarray:
    return np.full((side_px, side_px, 3), (200, 30, 40), np.uint8)


def vector_of(pixels: np.ndarray) -> np.ndarray:
    return fake_embedder().embed([pixels], ["topwear"])[0]


@pytest.mark.parametrize("side_px", [16, 96, 400])
def test_hiding_what_the_embedder_looks_at_costs_and_nothing_else_does(side_px):
    found = support(fake_embedder(), picture(side_px), "topwear", vector_of(picture()))
    assert found.losses.shape == (CELLS, CELLS)
    assert found.losses.dtype == np.float32
    assert [tuple(each) for each in np.argwhere(found.losses > 0.01)] == SEEN
    others = np.ones_like(found.losses, bool)
    others[tuple(zip(*SEEN, strict=True))] = False
    assert found.losses[others] == pytest.approx(0, abs=1e-6)
    assert found.pixels.shape == (side_px, side_px, 3)  # what is shown is not reduced


def test_hiding_what_speaks_against_the_match_helps():
    grey = np.full((96, 96, 3), fake_embedder().model.spec.input.pad_value, np.uint8)
    found = support(fake_embedder(), picture(), "topwear", vector_of(grey))
    assert all(found.losses[each] < -0.01 for each in SEEN)


def test_the_picture_itself_is_left_as_it_was():
    pixels = picture()
    support(fake_embedder(), pixels, "topwear", vector_of(pixels))
    assert (pixels == picture()).all()


@pytest.fixture
def item(shop):
    return shop.analyse(outfit()).look(k=6).items[0]


def test_crop_and_product_are_each_measured_against_the_other(shop, item):
    match = item.matches[0]
    found = agreement(shop, item, match, [each.product for each in item.matches])
    assert (found.crop.pixels == item.crop).all()
    product = found.product.pixels
    picture = read_photo(shop.catalogue.image_path(match.product)).pixels
    assert product.shape[0] < picture.shape[0], "the white ground is cut away"
    (vector,) = shop.embedder.embed([product], [item.detection.group])
    again = support(shop.embedder, item.crop, item.detection.group, vector)
    assert found.crop.losses == pytest.approx(again.losses)
    again = support(shop.embedder, product, item.detection.group, item.embedding)
    assert found.product.losses == pytest.approx(again.losses)


def test_the_colours_are_those_of_the_crop_and_of_the_product(shop, item):
    near, far = (agreement(shop, item, match, []) for match in (item.matches[0], item.matches[-1]))
    assert near.crop_colours == garment_colours(item.crop)
    assert near.product_colours == garment_colours(near.product.pixels)
    assert near.difference == palette_difference(near.crop_colours, near.product_colours)
    assert near.difference < far.difference  # the fake embedder knows nothing but colour


def test_how_many_of_the_nearest_share_the_category(shop, item):
    match = item.matches[0]
    tee = replace(match, product=replace(match.product, category="tee"))
    nearest = [replace(match.product, category="tee" if n < 3 else "shirt") for n in range(5)]
    found = agreement(shop, item, tee, nearest)
    assert (found.alike, found.nearest) == (3, 5)
    found = agreement(shop, item, tee, nearest + [tee.product] * NEAREST)
    assert (found.alike, found.nearest) == (3 + NEAREST - 5, NEAREST)
    assert agreement(shop, item, tee, []).nearest == 0
