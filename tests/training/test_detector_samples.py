"""Training pictures made from a drawn street photo: boxes follow the pixels, blocked regions are never shown."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

cv2 = pytest.importorskip("cv2")

from training.detector.garments import object_box  # noqa: E402
from training.detector.geometry import GarmentBox, extent, overlap  # noqa: E402
from training.detector.grounds import plain, texture  # noqa: E402
from training.detector.labeller import best_by_group  # noqa: E402
from training.detector.pseudo import shop_boxes, tagged_groups  # noqa: E402
from training.detector.refine import refined  # noqa: E402
from training.detector.samples import CROP_KINDS, crop, cut_out, full_photo, product_picture, studio  # noqa: E402
from training.detector.street import MaskedBox, StreetPhoto, garment_pixels  # noqa: E402

pytestmark = pytest.mark.training

LABELS = ("null", "shirt", "pants")
SHIRT, PANTS = GarmentBox("topwear", 80, 80, 160, 200), GarmentBox("bottomwear", 90, 200, 150, 380)


@pytest.fixture
def photo(tmp_path: Path) -> StreetPhoto:
    """A person of two rectangles, 240x440: a red shirt above blue trousers."""
    pixels, mask = np.full((440, 240, 3), 128, np.uint8), np.zeros((440, 240), np.uint8)
    for value, (box, colour) in enumerate(((SHIRT, (200, 0, 0)), (PANTS, (0, 0, 200))), start=1):
        area = np.s_[int(box.y0) : int(box.y1), int(box.x0) : int(box.x1)]
        pixels[area], mask[area] = colour, value
    Image.fromarray(pixels).save(tmp_path / "photo.png")
    Image.fromarray(mask).save(tmp_path / "mask.png")
    boxes = (MaskedBox(SHIRT, "shirt"), MaskedBox(PANTS, "pants"))
    return StreetPhoto("0001", tmp_path / "photo.png", tmp_path / "mask.png", boxes, ())


def blocked(photo: StreetPhoto, region: GarmentBox) -> StreetPhoto:
    return StreetPhoto(photo.name, photo.photo_path, photo.mask_path, photo.boxes, (region,))


def colour_extent(pixels: np.ndarray, channel: int) -> GarmentBox:
    """Box of the pixels that are much stronger in one channel than in the others."""
    values = pixels.astype(int)
    others = np.delete(values, channel, axis=2).max(axis=2)
    return GarmentBox("drawn", *(extent(values[..., channel] - others > 90) or (0, 0, 0, 0)))


@pytest.mark.parametrize("kind", CROP_KINDS)
def test_a_crop_shows_its_boxes(photo: StreetPhoto, kind: str) -> None:
    samples = [crop(photo, kind, np.random.default_rng(seed)) for seed in range(12)]
    boxes = [(sample, box) for sample in samples if sample for box in sample.boxes]
    assert len(boxes) >= 6
    for sample, box in boxes:
        drawn = colour_extent(sample.pixels, 0 if box.group == "topwear" else 2)
        assert overlap(box, drawn) > 0.99


@pytest.mark.parametrize("seed", range(20))
def test_no_crop_touches_a_blocked_region(photo: StreetPhoto, seed: int) -> None:
    region = GarmentBox("headwear", -1000, -1000, 1000, 120)
    marked = blocked(photo, region)
    assert full_photo(marked) is None
    sample = crop(marked, "lower", np.random.default_rng(seed))
    # The shirt begins at y 80: a crop that shows no row above 120 shows at most 80 of its 120 rows.
    assert sample is None or colour_extent(sample.pixels, 0).y1 <= 80


@pytest.mark.parametrize("kind", ["full", "upper", "lower"])
def test_a_studio_picture_has_a_plain_ground_and_true_boxes(photo: StreetPhoto, kind: str) -> None:
    sample = studio(photo, np.full((64, 64, 3), 255, np.uint8), kind, np.random.default_rng(1))
    assert sample is not None
    assert (sample.pixels[:, 0] == 255).mean() > 0.5
    for box in sample.boxes:
        assert overlap(box, colour_extent(sample.pixels, 0 if box.group == "topwear" else 2)) > 0.9


def test_a_cut_out_is_the_garment_alone(photo: StreetPhoto) -> None:
    item = cut_out(photo, photo.boxes[0], LABELS)
    assert item is not None
    assert item.pixels.shape == (120, 80, 3)
    assert item.mask.all()
    assert (item.pixels == (200, 0, 0)).all()


def test_a_box_that_the_mask_does_not_explain_gives_no_pixels(photo: StreetPhoto) -> None:
    too_large = MaskedBox(GarmentBox("topwear", 0, 0, 240, 200), "shirt")
    assert garment_pixels(too_large, photo.mask(), LABELS) is None


@pytest.mark.parametrize("count", [1, 2, 3])
def test_a_product_picture_boxes_what_it_pastes(photo: StreetPhoto, count: int) -> None:
    items = [cut_out(photo, photo.boxes[index % 2], LABELS) for index in range(count)]
    white = np.full((64, 64, 3), 255, np.uint8)
    sample = product_picture("p", [i for i in items if i], white, (300, 240), np.random.default_rng(3))
    assert sample.pixels.shape == (240, 300, 3)
    assert len(sample.boxes) == count
    for box in sample.boxes[:1]:
        window = sample.pixels[:, : 300 // count]
        assert overlap(box, colour_extent(window, 0)) > 0.9


def test_grounds_can_be_stretched() -> None:
    rng = np.random.default_rng(0)
    assert plain(rng).shape == (64, 64, 3)
    grown = texture(rng.integers(0, 255, (200, 150, 3), dtype=np.uint8), rng)
    assert grown.dtype == np.uint8
    assert grown.shape[0] == grown.shape[1] >= 64


def test_object_box_finds_a_garment_on_a_noisy_floor() -> None:
    rng = np.random.default_rng(0)
    floor = np.clip(rng.normal((150, 120, 90), 12, (320, 240, 3)), 0, 255).astype(np.uint8)
    floor[60:260, 50:200] = np.clip(rng.normal((40, 60, 140), 8, (200, 150, 3)), 0, 255).astype(np.uint8)
    assert overlap(GarmentBox("x", *object_box(floor)), GarmentBox("x", 50, 60, 200, 260)) > 0.9


def test_object_box_of_an_empty_floor_is_the_picture_less_its_border() -> None:
    box = GarmentBox("x", *object_box(np.full((100, 100, 3), 200, np.uint8)))
    assert (box.x0, box.y0, box.x1, box.y1) == pytest.approx((4, 4, 96, 96))


def test_best_by_group_keeps_the_best_box_of_each_group() -> None:
    best = best_by_group([(0.3, SHIRT), (0.9, PANTS), (0.6, SHIRT.moved(1, 5, 5))])
    assert {group: score for group, (score, _) in best.items()} == {"topwear": 0.6, "bottomwear": 0.9}


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        pytest.param("boots|skirt|ring", {"footwear", "bottomwear"}, id="jewellery is no group"),
        pytest.param("blazer|t-shirt|jeans", {"outerwear", "topwear", "bottomwear"}, id="three"),
        pytest.param("wallet", set(), id="a wallet is not trusted to be a bag"),
        pytest.param("romper|sunglasses", {"dress", "eyewear"}, id="one-piece"),
        pytest.param("", set(), id="nothing"),
    ],
)
def test_tagged_groups(tags: str, expected: set[str]) -> None:
    assert tagged_groups(tags) == expected


def test_refined_grows_a_box_to_the_end_of_the_trousers() -> None:
    picture = np.full((300, 160, 3), 255, np.uint8)
    picture[20:260, 50:110] = (40, 60, 160)  # trousers
    picture[260:290, 50:110] = (90, 50, 30)  # shoes
    box = refined(picture, GarmentBox("bottomwear", 50, 20, 110, 170))
    assert overlap(box, GarmentBox("bottomwear", 50, 20, 110, 260)) > 0.93


def test_refined_keeps_the_box_where_there_is_nothing_to_see() -> None:
    box = GarmentBox("bottomwear", 10, 10, 50, 90)
    assert refined(np.full((100, 100, 3), 255, np.uint8), box) == box


@pytest.mark.parametrize(
    ("product", "called", "shown"),
    [
        pytest.param(SHIRT, "topwear", ["topwear", "bottomwear", "footwear"], id="a top with what is worn below"),
        pytest.param(SHIRT, "outerwear", ["outerwear", "bottomwear", "footwear"], id="the shop says what a jacket is"),
        pytest.param(PANTS, "bottomwear", ["bottomwear", "footwear"], id="above trousers there is often only skin"),
        pytest.param(PANTS, "topwear", [], id="a product that is not found"),
    ],
)
def test_a_shop_picture_keeps_what_is_believed(product: GarmentBox, called: str, shown: list[str]) -> None:
    found = [(0.9, product), *((0.6, GarmentBox(group, 1, 1, 9, 9)) for group in ("headwear", "footwear"))]
    if product == SHIRT:
        found.append((0.5, PANTS))
    boxes = shop_boxes(np.full((440, 240, 3), 255, np.uint8), called, found)
    assert sorted(box.group for box in boxes) == sorted(shown)
    assert not boxes or boxes[0].group == called
