"""The table of pictures: each is answered or refused as it says, quickly and in little memory."""

from __future__ import annotations

import importlib.util
import resource
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.decode import cost_mb
from pipeline.errors import PhotoError, UnreadablePhotoError
from pipeline.photo import read_photo
from tests.hostile.pictures import Case, cases, encoded, plain

CASES = cases()
LIMIT_S = 3
LIMIT_MB = 1500


def test_the_table_is_long_and_its_names_differ():
    assert len({case.name for case in CASES}) == len(CASES) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: Case):
    start = time.process_time()
    if case.error is None:
        photo = read_photo(case.data)
        assert case.size in (None, (photo.width, photo.height))
        assert photo.pixels.dtype == np.uint8
        middle = photo.pixels[photo.pixels.shape[0] // 2, photo.pixels.shape[1] // 2].astype(int)
        assert case.colour is None or np.abs(middle - case.colour).max() <= 3, tuple(middle)
    else:
        with pytest.raises(case.error) as caught:
            read_photo(case.data)
        message = str(caught.value)
        assert case.says in message
        assert message.endswith(".")
        assert "object at" not in message
    assert time.process_time() - start < LIMIT_S
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 < LIMIT_MB


@pytest.mark.parametrize(
    "mode", ["1", "L", "P", "RGB", "RGBA", "RGBX", "CMYK", "YCbCr", "HSV", "I", "F", "LA", "RGBa", "La", "I;16"]
)
def test_a_pillow_image_of_any_mode(mode):
    assert read_photo(Image.new(mode, (40, 40))).pixels.shape == (40, 40, 3)


def test_a_pillow_image_that_is_cut_is_refused(tmp_path):
    path = tmp_path / "cut.png"
    path.write_bytes(encoded(Image.effect_noise((100, 100), 50), "PNG")[:3000])
    with pytest.raises(UnreadablePhotoError, match="damaged"):
        read_photo(Image.open(path))


@pytest.mark.parametrize(
    ("size", "kept"), [((4001, 3000), (2001, 1500)), ((8000, 6000), (2000, 1500)), ((2600, 2600), (2600, 2600))]
)
@pytest.mark.parametrize("form", ["JPEG", "PNG"])
def test_a_large_photo_is_kept_reduced_and_measured_in_full(size, kept, form):
    photo = read_photo(encoded(plain(size=size), form))
    assert photo.pixels.shape[1::-1] == kept
    assert (photo.width, photo.height) == size
    assert np.abs(photo.pixels[5, 5].astype(int) - (160, 32, 48)).max() <= 3


def test_a_name_with_a_zero_byte_a_folder_and_a_device_are_no_photos(tmp_path):
    for path in ("a\x00b.jpg", tmp_path, "/dev/zero", tmp_path / ("x" * 300)):
        with pytest.raises(PhotoError):
            read_photo(path)


def test_heic_without_its_package_says_what_to_do(monkeypatch):
    """The package is for who runs this, not for who gives a photo."""
    monkeypatch.setitem(sys.modules, "pi_heif", None)
    (case,) = (case for case in CASES if case.name == "HEIC")
    with pytest.raises(UnreadablePhotoError, match="Save it as JPEG") as refused:
        read_photo(case.data)
    assert "pip" not in str(refused.value)
    assert "pip install pi-heif" in refused.value.__notes__[0]


@pytest.mark.skipif(importlib.util.find_spec("pi_heif") is None, reason="NO pi-heif HERE: HEIC photos are not tested")
def test_heic_with_its_package():
    """sample.heic: 64x48, rust with a green corner at its top left, EXIF orientation 6; written with pillow-heif."""
    data = (Path(__file__).parent / "sample.heic").read_bytes()
    photo = read_photo(data)
    assert (photo.width, photo.height) == (48, 64)
    assert np.abs(photo.pixels[2, -3].astype(int) - (0, 160, 0)).max() <= 3
    with pytest.raises(UnreadablePhotoError, match="damaged"):
        read_photo(data[:-5])


@pytest.mark.parametrize(
    ("form", "options", "bytes_per_pixel"),
    [("WEBP", {}, 16), ("WEBP", {"lossless": True}, 16), ("JPEG", {}, 8), ("PNG", {}, 8), ("GIF", {}, 8)],
)
def test_the_cost_of_a_picture_is_known_before_it_is_decoded(form, options, bytes_per_pixel):
    data = encoded(plain(size=(1000, 700)), form, **options)
    assert cost_mb(data) == pytest.approx(0.7 * bytes_per_pixel)
    animated = encoded(plain(size=(1000, 700)), "WEBP", save_all=True, append_images=[plain(size=(1000, 700))])
    assert cost_mb(animated) == pytest.approx(0.7 * 16)
    assert cost_mb(b"") == cost_mb(b"RIFF") == cost_mb(b"no picture") == 0
