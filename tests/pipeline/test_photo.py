"""Decoding: every accepted form of a picture gives the same pixels; everything else a typed error."""

from __future__ import annotations

import hashlib
import io

import numpy as np
import pytest
from PIL import Image, ImageOps

from pipeline.colours import upright_size
from pipeline.errors import PhotoError, PhotoTooLargeError, PhotoTooSmallError, SettingError, UnreadablePhotoError
from pipeline.photo import MAX_BYTES, read_photo
from tests.pipeline.fakes import outfit


def encoded(image: Image.Image, form: str, **options) -> bytes:
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def test_same_picture_from_bytes_path_and_image(tmp_path):
    data = encoded(outfit(), "PNG")
    path = tmp_path / "look.png"
    path.write_bytes(data)
    from_bytes, from_path, from_image = read_photo(data), read_photo(path), read_photo(outfit())
    assert np.array_equal(from_bytes.pixels, from_path.pixels)
    assert np.array_equal(from_bytes.pixels, from_image.pixels)
    assert from_bytes.sha256 == from_path.sha256 == hashlib.sha256(data).hexdigest()
    assert (from_bytes.name, from_path.name) == ("photo", "look.png")
    assert [read_photo(source, "mine.png").name for source in (data, path, outfit())] == ["mine.png"] * 3
    assert (from_bytes.width, from_bytes.height) == (200, 300)
    assert from_bytes.pixels.dtype == np.uint8


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "GIF", "BMP"])
def test_accepted_formats(form):
    assert read_photo(encoded(outfit(), form)).pixels.shape == (300, 200, 3)


def test_mpo_opens_at_its_first_picture():
    data = encoded(outfit(), "MPO", save_all=True, append_images=[outfit(colour="#00ff00")])
    assert read_photo(data).pixels[100, 100, 0] > 120


@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied(orientation):
    upright = outfit()
    stored = {
        1: upright,
        2: ImageOps.mirror(upright),
        3: upright.rotate(180),
        4: ImageOps.flip(upright),
        5: upright.transpose(Image.Transpose.TRANSPOSE),
        6: upright.rotate(90, expand=True),
        7: upright.transpose(Image.Transpose.TRANSVERSE),
        8: upright.rotate(-90, expand=True),
    }[orientation]
    exif = Image.Exif()
    exif[0x0112] = orientation
    data = encoded(stored, "PNG", exif=exif)
    assert np.array_equal(read_photo(data).pixels, np.asarray(upright))
    with Image.open(io.BytesIO(data)) as image:
        assert upright_size(image) == upright.size, "known before anything is decoded"


@pytest.mark.parametrize(
    ("mode", "value", "expected"),
    [
        ("L", 100, (100, 100, 100)),
        ("1", 1, (255, 255, 255)),
        ("LA", (100, 0), (255, 255, 255)),
        ("RGBA", (200, 10, 10, 0), (255, 255, 255)),
        ("RGBA", (200, 10, 10, 255), (200, 10, 10)),
        ("I;16", 128 * 256, (128, 128, 128)),
    ],
)
def test_modes_become_rgb_on_white(mode, value, expected):
    photo = read_photo(encoded(Image.new(mode, (40, 40), value), "PNG"))
    assert tuple(photo.pixels[20, 20]) == expected


@pytest.mark.parametrize(("value", "expected"), [(100, 100), (255, 255), (128 * 256, 128)])
def test_whole_numbers_of_eight_bits_or_sixteen(value, expected):
    assert tuple(read_photo(Image.new("I", (40, 40), value)).pixels[20, 20]) == (expected,) * 3


def test_an_empty_file_is_called_empty(tmp_path):
    (tmp_path / "a.jpg").touch()
    with pytest.raises(UnreadablePhotoError, match="empty"):
        read_photo(tmp_path / "a.jpg")


def test_cmyk_jpeg():
    red = Image.new("CMYK", (40, 40), (0, 255, 255, 0))
    assert tuple(read_photo(encoded(red, "JPEG", quality=100)).pixels[20, 20] > 128) == (True, False, False)


def test_palette_with_transparency_lies_on_white():
    image = Image.new("P", (40, 40), 0)
    image.putpalette([10, 20, 30, 200, 0, 0])
    photo = read_photo(encoded(image, "PNG", transparency=0))
    assert tuple(photo.pixels[0, 0]) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", UnreadablePhotoError),
        (b"this is a text, not a picture", UnreadablePhotoError),
        (encoded(outfit(), "JPEG")[:2000], UnreadablePhotoError),
        (encoded(outfit(), "PNG")[:400], UnreadablePhotoError),
        (encoded(outfit(), "TIFF"), UnreadablePhotoError),
        (encoded(Image.new("RGB", (1, 1)), "PNG"), PhotoTooSmallError),
        (encoded(Image.new("1", (8000, 7000)), "PNG"), PhotoTooLargeError),
        (encoded(Image.new("1", (20000, 20000)), "PNG"), PhotoTooLargeError),
        (b"\xff\xd8" + bytes(MAX_BYTES), PhotoTooLargeError),
    ],
    ids=["empty", "text", "cut jpeg", "cut png", "tiff", "1x1", "56 MP", "400 MP", "over 20 MB"],
)
def test_unusable_input_gets_its_own_error(data, error):
    with pytest.raises(error) as caught:
        read_photo(data)
    assert str(caught.value).endswith(".")


def test_missing_file_and_folder(tmp_path):
    with pytest.raises(UnreadablePhotoError, match="no such file"):
        read_photo(tmp_path / "absent.jpg")
    with pytest.raises(UnreadablePhotoError, match="cannot be opened"):
        read_photo(tmp_path)


def test_bytes_files_and_pixels_of_every_kind_give_the_same(tmp_path):
    data = encoded(outfit(), "PNG")
    path = tmp_path / "look.png"
    path.write_bytes(data)
    expected = read_photo(data)
    with path.open("rb") as file:
        for source in (bytearray(data), memoryview(data), io.BytesIO(data), file, np.asarray(outfit())):
            photo = read_photo(source)
            assert np.array_equal(photo.pixels, expected.pixels)
            assert isinstance(source, np.ndarray) or photo.sha256 == expected.sha256


def test_what_is_no_photo_gets_a_typed_error(tmp_path):
    closed = io.BytesIO()
    closed.close()
    (tmp_path / "text").write_text("a text")
    with (tmp_path / "text").open() as text:
        for source in (None, 7, closed, text, ["a.jpg"], np.zeros((40, 40)), np.zeros((40, 40, 4), np.uint8)):
            with pytest.raises(UnreadablePhotoError, match=r"Give|binary"):
                read_photo(source)


def test_crops_that_cannot_be_embedded(shop, tmp_path):
    cut, closed = tmp_path / "cut.png", outfit()
    cut.write_bytes(encoded(Image.effect_noise((100, 100), 50), "PNG")[:3000])
    closed.close()
    with Image.open(cut) as lazy:
        for image in (lazy, closed, Image.new("RGB", (0, 0)), np.zeros((0, 4, 3), np.uint8), cut, cut.read_bytes()):
            with pytest.raises(PhotoError):
                shop.embed([image], "topwear")
    for images, group in (([], "shirt"), (outfit(), "topwear"), ([outfit()], ["topwear"])):
        with pytest.raises(SettingError):
            shop.embed(images, group)
    vectors = shop.embed([outfit(3, 3), np.asarray(outfit(3, 3))], "topwear")
    assert np.array_equal(vectors[0], vectors[1])
