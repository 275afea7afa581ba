"""Colour difference against the published values; a garment's colour in pictures drawn by code."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from pipeline.colour import ciede2000, garment_colours, palette_difference, to_lab

# Table 1 of Sharma, Wu and Dalal (2005): pairs that find mistakes in the hue's mean, its turn and the rotation term.
PUBLISHED = [
    ((50.0000, 2.6772, -79.7751), (50.0000, 0.0000, -82.7485), 2.0425),
    ((50.0000, 3.1571, -77.2803), (50.0000, 0.0000, -82.7485), 2.8615),
    ((50.0000, 2.8361, -74.0200), (50.0000, 0.0000, -82.7485), 3.4412),
    ((50.0000, -1.3802, -84.2814), (50.0000, 0.0000, -82.7485), 1.0000),
    ((50.0000, -1.1848, -84.8006), (50.0000, 0.0000, -82.7485), 1.0000),
    ((50.0000, -0.9009, -85.5211), (50.0000, 0.0000, -82.7485), 1.0000),
    ((50.0000, 0.0000, 0.0000), (50.0000, -1.0000, 2.0000), 2.3669),
    ((50.0000, -1.0000, 2.0000), (50.0000, 0.0000, 0.0000), 2.3669),
    ((50.0000, 2.4900, -0.0010), (50.0000, -2.4900, 0.0009), 7.1792),
    ((50.0000, 2.4900, -0.0010), (50.0000, -2.4900, 0.0011), 7.2195),
    ((50.0000, -0.0010, 2.4900), (50.0000, 0.0009, -2.4900), 4.8045),
    ((50.0000, -0.0010, 2.4900), (50.0000, 0.0011, -2.4900), 4.7461),
    ((50.0000, 2.5000, 0.0000), (50.0000, 0.0000, -2.5000), 4.3065),
    ((50.0000, 2.5000, 0.0000), (73.0000, 25.0000, -18.0000), 27.1492),
    ((50.0000, 2.5000, 0.0000), (61.0000, -5.0000, 29.0000), 22.8977),
    ((50.0000, 2.5000, 0.0000), (56.0000, -27.0000, -3.0000), 31.9030),
    ((50.0000, 2.5000, 0.0000), (58.0000, 24.0000, 15.0000), 19.4535),
    ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ((63.0109, -31.0961, -5.8663), (62.8187, -29.7946, -4.0864), 1.2630),
    ((22.7233, 20.0904, -46.6940), (23.0331, 14.9730, -42.5619), 2.0373),
    ((36.4612, 47.8580, 18.3852), (36.2715, 50.5065, 21.2231), 1.4146),
    ((90.8027, -2.0831, 1.4410), (91.1528, -1.6435, 0.0447), 1.4441),
    ((6.7747, -0.2908, -2.4247), (5.8714, -0.0985, -2.2286), 0.6377),
    ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
]
colours = st.tuples(st.floats(0, 100), st.floats(-100, 100), st.floats(-100, 100))


@pytest.mark.parametrize(("first", "second", "difference"), PUBLISHED)
def test_the_published_differences(first, second, difference):
    assert ciede2000(first, second) == pytest.approx(difference, abs=5e-5)


@given(colours, colours)
def test_a_difference_is_symmetric_and_none_from_itself(first, second):
    assert ciede2000(first, second) == pytest.approx(ciede2000(second, first), abs=1e-6)
    assert ciede2000(first, first) == 0


@pytest.mark.parametrize(
    ("rgb", "lab"),
    [
        ((255, 255, 255), (100.0, 0.0, 0.0)),
        ((0, 0, 0), (0.0, 0.0, 0.0)),
        ((255, 0, 0), (53.24, 80.09, 67.20)),
        ((0, 0, 255), (32.30, 79.19, -107.86)),
    ],
)
def test_lab_of_known_colours(rgb, lab):
    assert to_lab(np.array(rgb, np.uint8)) == pytest.approx(lab, abs=0.02)


@pytest.mark.parametrize("garment", ["#a02030", "#203050", "#f4f2ee", "#111111"])
@pytest.mark.parametrize("ground", ["#909090", "#d8c8a0"])
def test_the_garments_colour_and_not_the_grounds(garment, ground):
    picture = Image.new("RGB", (150, 200), ground)
    ImageDraw.Draw(picture).rectangle([35, 25, 115, 175], fill=garment)
    (found,) = garment_colours(np.asarray(picture))
    assert found.hex.lower() == garment
    assert found.share == 1


def test_the_ground_is_left_out_even_where_it_shows_in_the_middle():
    picture = Image.new("RGB", (150, 200), "#ffffff")
    draw = ImageDraw.Draw(picture)
    draw.rectangle([30, 5, 65, 195], fill="#203050")
    draw.rectangle([85, 5, 120, 195], fill="#203050")
    assert [each.hex for each in garment_colours(np.asarray(picture))] == ["#203050"]


def striped(first: str, second: str) -> np.ndarray:
    picture = Image.new("RGB", (144, 144), "#909090")
    draw = ImageDraw.Draw(picture)
    for row in range(16, 128, 8):
        draw.rectangle([20, row, 124, row + 3], fill=first)
        draw.rectangle([20, row + 4, 124, row + 7], fill=second)
    return np.asarray(picture)


def test_stripes_have_two_colours():
    colours = garment_colours(striped("#f0f0f0", "#203050"))
    assert {each.hex.lower() for each in colours} >= {"#f0f0f0", "#203050"}
    assert sum(each.share for each in colours) == pytest.approx(1)


def test_stripes_differ_from_one_of_their_colours_and_not_from_themselves():
    stripes = garment_colours(striped("#f0f0f0", "#203050"))
    plain = garment_colours(striped("#f0f0f0", "#f0f0f0"))
    assert palette_difference(stripes, stripes) == 0
    assert palette_difference(stripes, plain) == pytest.approx(palette_difference(plain, stripes))
    assert palette_difference(stripes, plain) > 10


@pytest.mark.parametrize("size", [(1, 1), (3, 400), (400, 3)])
def test_any_crop_has_a_colour(size):
    assert [each.hex for each in garment_colours(np.full((*size, 3), 77, np.uint8))] == ["#4D4D4D"]
