"""Boxes that nobody drew: views joined, words as a guide, our own reading, renders, bags in hands."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

cv2 = pytest.importorskip("cv2")

from training.detector.carried import empty_ground, with_bag  # noqa: E402
from training.detector.corrections import Correction, load_corrections  # noqa: E402
from training.detector.geometry import GarmentBox, overlap  # noqa: E402
from training.detector.labeller import join_views  # noqa: E402
from training.detector.pseudo import guided  # noqa: E402
from training.detector.rendered import cut_from_white  # noqa: E402
from training.detector.samples import CutOut  # noqa: E402
from training.detector.street import GROUPS, MaskedBox, StreetPhoto  # noqa: E402
from training.splits import load_splits  # noqa: E402

pytestmark = pytest.mark.training

DRESS, BAG = GarmentBox("dress", 80, 80, 160, 300), GarmentBox("bag", 10, 200, 40, 240)


@pytest.fixture
def photo(tmp_path: Path) -> StreetPhoto:
    """Somebody in a red dress, 240x440, grey street around."""
    pixels, mask = np.full((440, 240, 3), 128, np.uint8), np.zeros((440, 240), np.uint8)
    pixels[80:300, 80:160], mask[20:420, 80:160] = (200, 0, 0), 1
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    Image.fromarray(mask).save(tmp_path / "mask.png")
    return StreetPhoto("1", tmp_path / "photo.png", tmp_path / "mask.png", (MaskedBox(DRESS, "dress"),), ())


def test_views_that_agree_become_one_box_and_a_view_that_sees_nothing_counts_as_zero() -> None:
    wider = GarmentBox("dress", 70, 80, 170, 300)
    ((score, box),) = join_views([[(0.9, DRESS)], [(0.3, wider)], []])
    assert score == pytest.approx(0.4)
    assert (box.x0, box.x1) == pytest.approx((77.5, 162.5))


def test_views_of_different_things_stay_apart_best_first() -> None:
    joined = join_views([[(0.2, BAG), (0.8, DRESS)], [(0.4, BAG)]])
    assert [(box.group, round(score, 2)) for score, box in joined] == [("dress", 0.4), ("bag", 0.3)]


@pytest.mark.parametrize(
    ("expected", "possible", "score", "boxed", "blocked"),
    [
        pytest.param({"bag"}, set(), 0.15, {"bag"}, set(), id="a named garment is believed at a low score"),
        pytest.param({"bag"}, set(), 0.05, set(), {"bag"}, id="named and not found blocks"),
        pytest.param(set(), set(), 0.6, set(), {"bag"}, id="found and not named blocks"),
        pytest.param(set(), set(), 0.2, set(), set(), id="hardly found and not named is nothing"),
        pytest.param(set(), {"bag"}, 0.2, {"bag"}, set(), id="a vague word helps"),
        pytest.param(set(), {"bag"}, 0.1, set(), set(), id="a vague word asks for nothing"),
    ],
)
def test_words_guide_the_boxes(
    expected: set[str], possible: set[str], score: float, boxed: set[str], blocked: set[str]
) -> None:
    boxes, doubts = guided(expected, possible, [(score, BAG)])
    assert (set(boxes), set(doubts)) == (boxed, blocked)


def test_our_own_reading_goes_before_everything(photo: StreetPhoto) -> None:
    read = photo.corrected([Correction("dress", None), Correction("bag", BAG)])
    assert [item.box for item in read.boxes] == [BAG]


def test_corrections_are_of_training_photos_and_of_known_groups() -> None:
    splits, corrections = load_splits(), load_corrections()
    assert {splits.part("street", name) for name in corrections} == {"train"}
    fixes = [fix for each in corrections.values() for fix in each]
    assert all(fix.leave_out or fix.group in GROUPS for fix in fixes)
    assert all(fix.box.area > 0 for fix in fixes if fix.box)


@pytest.mark.parametrize("shade", [20, 128, 220])
def test_a_render_is_cut_from_white_without_its_shadow(shade: int) -> None:
    picture = np.full((200, 160, 3), 255, np.uint8)
    shadow = np.zeros((200, 160), np.float32)
    shadow[150:175, 30:130] = 90
    picture -= cv2.GaussianBlur(shadow, (0, 0), 12)[..., None].astype(np.uint8)
    picture[30:140, 40:120] = shade
    picture[60:70, 50:110] = 255 - shade  # a stripe: edges inside do not matter
    item = cut_from_white("topwear", picture)
    assert item is not None
    assert abs(item.mask.shape[0] - 110) <= 6
    assert abs(item.mask.shape[1] - 80) <= 6


def test_nothing_is_cut_from_an_empty_picture() -> None:
    assert cut_from_white("bag", np.full((50, 50, 3), 255, np.uint8)) is None


def test_a_bag_hangs_from_the_hand_and_its_box_is_where_it_is(photo: StreetPhoto) -> None:
    bag = CutOut("bag", np.full((60, 40, 3), (0, 0, 220), np.uint8), np.ones((60, 40), bool))
    sample = with_bag(photo, [(190, 200)], bag, np.random.default_rng(2))
    assert sample is not None
    blue = (sample.pixels[..., 2].astype(int) - sample.pixels[..., 0]) > 60
    rows, columns = np.flatnonzero(blue.any(1)), np.flatnonzero(blue.any(0))
    drawn = GarmentBox("bag", columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    assert overlap(sample.boxes[-1], drawn) > 0.9


def test_who_has_a_bag_gets_no_second_one(photo: StreetPhoto) -> None:
    carrying = photo.corrected([Correction("bag", BAG)])
    bag = CutOut("bag", np.zeros((60, 40, 3), np.uint8), np.ones((60, 40), bool))
    assert with_bag(carrying, [(190, 200)], bag, np.random.default_rng(2)) is None


def test_empty_ground_shows_nobody(photo: StreetPhoto) -> None:
    wide = np.full((440, 700, 3), 128, np.uint8)
    wide[20:420, 300:380] = (200, 0, 0)
    Image.fromarray(wide).save(photo.photo_path)
    mask = np.zeros((440, 700), np.uint8)
    mask[20:420, 300:380] = 1
    Image.fromarray(mask).save(photo.mask_path or "")
    samples = list(empty_ground([photo], 5, np.random.default_rng(0)))
    assert len(samples) == 5
    assert all((sample.pixels == 128).all() and not sample.boxes for sample in samples)
