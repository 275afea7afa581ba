"""Large photos are decoded reduced; boxes, keypoints and sizes stay in pixels of the photo as it was given."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from pipeline import ShopTheLook
from pipeline.photo import Photo, read_photo
from tests.places import LOOKS, sample_looks

SIZE = (2400, 3200)


@pytest.fixture(scope="module")
def shop() -> ShopTheLook:
    """The embedded models: what is looked at here is what they see."""
    return ShopTheLook.open()


def large(orientation: int = 1) -> bytes:
    """A demo look as a JPEG of SIZE, stored the way a phone that was held so would."""
    with Image.open(LOOKS / sample_looks()[0]["file"]) as look:
        image = look.convert("RGB").resize(SIZE, Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x0112] = orientation
    if orientation == 6:
        image = image.transpose(Image.Transpose.ROTATE_90)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=92, exif=exif)
    return file.getvalue()


@pytest.mark.parametrize("orientation", [1, 6])
def test_sizes_are_those_of_the_photo_and_pixels_a_half(orientation):
    photo = read_photo(large(orientation))
    assert (photo.width, photo.height) == SIZE
    assert photo.pixels.shape == (1600, 1200, 3)


def test_an_opened_image_of_the_callers_keeps_its_size_and_answers_alike_in_threads(tmp_path):
    path = tmp_path / "large.jpg"
    path.write_bytes(large())
    with Image.open(path) as image, ThreadPoolExecutor(4) as pool:
        photos = list(pool.map(read_photo, [image] * 4))
        assert image.size == SIZE
        assert np.asarray(image).shape == (*reversed(SIZE), 3)
    assert {photo.sha256 for photo in photos} == {photos[0].sha256}
    assert (photos[0].width, photos[0].height) == SIZE
    assert photos[0].pixels.shape == (1600, 1200, 3)


def test_boxes_are_in_pixels_of_the_photo(shop):
    small, enlarged = shop.analyse(LOOKS / sample_looks()[0]["file"]), shop.analyse(large())
    assert len(enlarged.candidates) == pytest.approx(len(small.candidates), abs=2)
    enlargement = SIZE[0] / small.photo.width
    for each in small.look().items:
        expected = np.array(each.detection.box) * enlargement
        same = [item.detection for item in enlarged.look().items if item.detection.group == each.detection.group]
        assert min(np.abs(np.array(one.box) - expected).max() for one in same) <= 6 * enlargement
    assert enlarged.look().to_dict()["photo"]["height"] == SIZE[1]


def test_department_and_pose_are_read_from_the_same_person(shop):
    small, enlarged = shop.analyse(LOOKS / sample_looks()[0]["file"]), shop.analyse(large())
    assert enlarged.gender.label == small.gender.label
    assert enlarged.gender.probability == pytest.approx(small.gender.probability, abs=0.05)
    assert (enlarged.pose.framing, enlarged.pose.facing) == (small.pose.framing, small.pose.facing)
    enlargement = SIZE[0] / small.photo.width
    for before, after in zip(small.pose.keypoints, enlarged.pose.keypoints, strict=True):
        if before.score > 0.5:
            assert abs(after.x - before.x * enlargement) <= 0.03 * SIZE[1]
            assert abs(after.y - before.y * enlargement) <= 0.03 * SIZE[1]


def test_a_person_in_the_far_corner_of_a_large_photo_is_seen(shop):
    """Boxes beyond the decoded pixels must be brought down to them."""
    with Image.open(LOOKS / sample_looks()[0]["file"]) as look:
        canvas = Image.new("RGB", (3600, 3600), "#c8c4bc")
        canvas.paste(look.convert("RGB").resize((1350, 1800)), (2200, 1750))
    file = io.BytesIO()
    canvas.save(file, "JPEG", quality=92)
    analysis = shop.analyse(file.getvalue())
    assert analysis.look().items
    assert all(item.crop.size for item in analysis.look().items)
    assert analysis.gender.probability >= 0.5


def test_a_garment_drawn_on_a_large_photo_is_the_one_under_the_box(shop):
    analysis = shop.analyse(large())
    first = analysis.candidates[0]
    drawn = shop.with_box(analysis, first.detection.group, first.detection.box).candidates[0]
    assert float(drawn.embedding @ first.embedding) > 0.999


@given(st.tuples(*[st.integers(0, 4000)] * 4), st.integers(1, 5), st.integers(1, 5))
def test_cut_is_never_empty_and_stays_inside(box, across, down):
    x0, x1 = sorted(box[:2])
    y0, y1 = sorted(box[2:])
    pixels = np.zeros((700, 900, 3), np.uint8)
    photo = Photo("photo", pixels, "", (900 * across - across // 2, 700 * down - down // 2))
    part = photo.cut((x0, y0, x1 + 1, y1 + 1))
    assert part.shape[0] >= 1
    assert part.shape[1] >= 1
    corners = photo.on_pixels((0, 0, photo.width, photo.height))
    assert corners == (0, 0, 900, 700)
