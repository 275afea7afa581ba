"""Framing, facing and keypoints in pixels of the photo; an analysis without a pose model says null."""

from __future__ import annotations

import pytest

from pipeline.catalogue import Catalogue
from pipeline.detector import Detection
from pipeline.photo import read_photo
from pipeline.pose import FACINGS, FRAMINGS, KEYPOINTS, PoseEstimator, pose_box
from pipeline.shop import ShopTheLook
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, fake_pose, outfit

GARMENTS = (Detection("topwear", 0.9, (60, 100, 140, 200)), Detection("bottomwear", 0.8, (70, 200, 130, 280)))


@pytest.fixture
def shop_with_pose(catalogue_folder) -> ShopTheLook:
    detector = fake_detector([("topwear", 0.9, (36, 20, 63, 50))])
    catalogue = Catalogue.open(catalogue_folder)
    return ShopTheLook(fake_gender(0.9), detector, fake_embedder(), catalogue, fake_pose("upper", "side"))


@pytest.mark.parametrize("framing", FRAMINGS)
@pytest.mark.parametrize("facing", FACINGS)
def test_the_likeliest_framing_and_facing(framing, facing):
    pose = fake_pose(framing, facing).predict(read_photo(outfit()))
    assert (pose.framing, pose.facing) == (framing, facing)


def test_the_classes_are_the_models_own_in_its_order():
    model = fake_pose(FRAMINGS[0], FACINGS[0]).model
    model.spec.entry["classes"] = {"framing": list(FRAMINGS[::-1]), "facing": list(FACINGS[::-1])}
    pose = PoseEstimator(model).predict(read_photo(outfit()))
    assert (pose.framing, pose.facing) == (FRAMINGS[-1], FACINGS[-1])


def test_keypoints_are_pixels_of_the_photo():
    pose = fake_pose().predict(read_photo(outfit(200, 300)))
    assert len(pose.keypoints) == len(KEYPOINTS) == 17
    # A photo of 200 x 300 fills the height of a square of 100: a tenth of the square is 30 px.
    assert pose.keypoints[0].x == pytest.approx(100, abs=2)
    assert pose.keypoints[0].y == pytest.approx(30, abs=2)
    assert pose.keypoints[16].y == pytest.approx(270, abs=2)


def test_with_garments_the_persons_column_is_looked_at():
    photo = read_photo(outfit(400, 300))
    x0, y0, x1, y1 = pose_box(photo, GARMENTS)
    assert (y0, y1) == (0, 300)
    assert 0 <= x0 < 52
    assert 148 < x1 < 300
    pose = fake_pose().predict(photo, GARMENTS)
    assert pose.keypoints[0].x == pytest.approx((x0 + x1) / 2, abs=2)
    assert pose.keypoints[0].y == pytest.approx(30, abs=2)


def test_a_small_person_is_looked_at_alone():
    photo = read_photo(outfit(400, 800))
    _, y0, _, y1 = pose_box(photo, (Detection("dress", 0.9, (100, 400, 150, 500)),))
    assert 250 < y0 < 384
    assert 503 < y1 < 600


def test_without_garments_the_whole_photo_is_looked_at():
    assert pose_box(read_photo(outfit(200, 300)), ()) == (0, 0, 200, 300)


def test_a_look_tells_the_pose(shop_with_pose):
    analysis = shop_with_pose.analyse(outfit())
    assert shop_with_pose.model_runs == 4
    told = analysis.look().to_dict()
    assert (told["pose"]["framing"], told["pose"]["facing"]) == ("upper", "side")
    assert [len(point) for point in told["pose"]["keypoints"]] == [3] * 17
    assert "pose" in told["models"]


def test_the_pose_of_a_part_is_in_pixels_of_the_photo(shop_with_pose):
    whole = shop_with_pose.analyse(outfit(400, 400))
    part = shop_with_pose.analyse_part(whole, (200, 100, 300, 200))
    assert 200 < part.pose.keypoints[0].x < 300
    assert 90 < part.pose.keypoints[0].y < part.pose.keypoints[16].y < 210


def test_without_a_pose_model_the_pose_is_null(shop):
    told = shop.analyse(outfit()).look().to_dict()
    assert told["pose"] is None
    assert "pose" not in told["models"]
