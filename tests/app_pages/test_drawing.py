"""Numbers, dots, tiles, samples: what is drawn, without a page."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from app_pages.numbering import COLOURS, EDGE, area, number_detections, place_dots
from app_pages.pictures import TILE_PX, photo_uri, tile, tile_area
from app_pages.samples import read_samples
from pipeline.detector import Detection

WIDTH, HEIGHT = 400, 600
unhurried = settings(deadline=None)  # the machine may be busy


@st.composite
def boxes(draw):
    x0, y0 = draw(st.integers(0, WIDTH - 2)), draw(st.integers(0, HEIGHT - 2))
    return x0, y0, draw(st.integers(x0 + 1, WIDTH)), draw(st.integers(y0 + 1, HEIGHT))


def luminance(colour: str) -> float:
    """Relative luminance of #RRGGBB: www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return float(np.dot(linear, [0.2126, 0.7152, 0.0722]))


@pytest.mark.parametrize(("background", "ink"), COLOURS)
def test_numbers_read_on_their_colours(background, ink):
    light, dark = sorted((luminance(background), luminance(ink)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


def test_sure_garments_count_from_the_top_and_doubtful_ones_follow():
    shoes = Detection("footwear", 0.9, (100, 500, 200, 560))
    hat = Detection("headwear", 0.5, (120, 10, 180, 60))
    glasses = Detection("eyewear", 0.2, (130, 70, 170, 80))
    numbered = number_detections([shoes, hat, glasses], confidence=0.35, height=HEIGHT)
    assert [(each.number, each.detection) for each in numbered] == [(1, hat), (2, shoes), (3, glasses)]


@unhurried
@given(st.lists(boxes(), max_size=12))
def test_every_dot_lies_in_its_box(some):
    for (x0, y0, x1, y1), (x, y) in zip(some, place_dots(some, HEIGHT), strict=True):
        assert x0 <= x <= x1
        assert y0 <= y <= y1


@unhurried
@given(st.lists(boxes(), min_size=1, max_size=8), st.lists(boxes(), max_size=4))
def test_dots_stay_where_they_are_when_more_garments_appear(first, more):
    fixed = place_dots(first, HEIGHT)
    assert place_dots([*first, *more], HEIGHT, fixed)[: len(first)] == fixed


def test_a_coats_dot_keeps_off_the_shirt_in_it():
    coat, shirt = (100, 100, 300, 400), (170, 110, 230, 300)
    x, y = place_dots([coat, shirt], HEIGHT)[0]
    margin = EDGE * HEIGHT
    assert not (170 - margin <= x <= 230 + margin and 110 - margin <= y <= 300 + margin)


@unhurried
@given(boxes())
def test_a_tile_shows_the_box_and_stays_in_the_photo(box):
    x0, y0, x1, y1 = tile_area(box, WIDTH, HEIGHT)
    assert 0 <= x0 <= box[0] + 1
    assert 0 <= y0 <= box[1] + 1
    assert box[2] - 1 <= x1 <= WIDTH
    assert box[3] - 1 <= y1 <= HEIGHT
    assert area((x0, y0, x1, y1)) >= area(box) * 0.9


def test_tiles_have_one_shape():
    pixels = np.random.default_rng(1).integers(0, 255, (HEIGHT, WIDTH, 3), np.uint8)
    for box in [(0, 0, 400, 600), (10, 10, 20, 400), (0, 590, 400, 600), (399, 599, 400, 600)]:
        assert Image.open(io.BytesIO(tile(pixels, box))).size == TILE_PX


def test_the_photo_is_reduced_for_the_screen_and_has_no_address():
    uri = photo_uri(np.zeros((3000, 2000, 3), np.uint8))
    assert uri.startswith("data:image/jpeg;base64,")
    assert len(uri) < 100_000


def test_samples_without_a_list_or_a_file_are_left_out(tmp_path):
    assert read_samples(tmp_path) == []
    looks = tmp_path / "looks"
    looks.mkdir()
    entry = {"gender": "men", "width": 8, "height": 8, "items": []}
    listing = [{"id": "a", "file": "a.png", **entry}, {"id": "b", "file": "gone.png", **entry}]
    (looks / "looks.json").write_text(json.dumps(listing))
    Image.new("RGB", (8, 8)).save(looks / "a.png")
    assert [sample.id for sample in read_samples(tmp_path)] == ["a"]
