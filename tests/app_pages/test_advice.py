"""What would make a result better: said where it would, and only there."""

from __future__ import annotations

import pytest

from app_pages.advice import SMALL_PHOTO_PX, advice
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import SEEN, encoded, upload
from tests.app_pages.test_shop_page import html, row_heads
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, fake_pose, outfit

FROM_THE_FRONT = "Full-length photos from the front work best."


@pytest.fixture
def shop_seeing(catalogue):
    def make(framing: str, facing: str) -> ShopTheLook:
        return ShopTheLook(
            fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue, fake_pose(framing, facing)
        )

    return make


@pytest.mark.parametrize(
    ("framing", "facing", "said"),
    [
        ("full", "front", []),
        ("full", "back", [FROM_THE_FRONT]),
        ("full", "side", [FROM_THE_FRONT]),
        ("upper", "front", [FROM_THE_FRONT]),
        ("lower", "side", [FROM_THE_FRONT]),
        ("detail", "front", [FROM_THE_FRONT]),
    ],
)
def test_a_person_in_part_or_not_from_the_front(shop_seeing, framing, facing, said):
    assert advice(shop_seeing(framing, facing).analyse(outfit(200, 300)).look()) == said


def test_a_photo_without_garments_is_not_told_how_to_stand(catalogue):
    shop = ShopTheLook(fake_gender(0.9), fake_detector([]), fake_embedder(), catalogue, fake_pose("upper", "side"))
    assert advice(shop.analyse(outfit(200, 300)).look()) == []


def test_without_a_pose_model_nothing_is_said_about_the_pose(shop):
    assert advice(shop.analyse(outfit(200, 300)).look()) == []


@pytest.mark.parametrize(
    ("width", "height", "is_small"),
    [
        (SMALL_PHOTO_PX - 1, 100, True),
        (100, SMALL_PHOTO_PX - 1, True),
        (SMALL_PHOTO_PX, 100, False),
        (100, SMALL_PHOTO_PX, False),
    ],
)
def test_the_longer_side_decides_whether_a_photo_is_small(shop, width, height, is_small):
    said = advice(shop.analyse(outfit(width, height)).look())
    assert len(said) == is_small
    assert all(f"{width} × {height} pixels" in each for each in said)


def test_both_are_said_on_the_page_and_the_garments_are_still_there(open_app, shop_seeing):
    app = upload(open_app(shop_seeing("upper", "front")), encoded(outfit(90, 130)))
    assert html(app).count('class="advice') == 2
    assert FROM_THE_FRONT in html(app)
    assert row_heads(app)[0] == "Top"
