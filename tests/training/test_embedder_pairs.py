"""Pairs from code-made regions: what is a pair stays a pair, masks follow the pixels, batches hold one group."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

for package in ("cv2", "keras"):
    pytest.importorskip(package)

from pipeline.taxonomy import GROUPS  # noqa: E402
from training.embedder import batches  # noqa: E402
from training.embedder.batches import PairMaker, stream  # noqa: E402
from training.embedder.network import MASK_SIDE, SIZE  # noqa: E402
from training.embedder.regions import Region, cut_region, pack, rendered_masks, unpack  # noqa: E402
from training.embedder.views import Dye, blend, jittered, mask_box, part, product, scene  # noqa: E402
from training.splits import held_out  # noqa: E402

pytestmark = pytest.mark.training


def drawn(source: str, group: str, number: int, family: str) -> Region:
    """A plain rectangle of its own colour on grey, 90x70, with its mask where the source is street."""
    pixels, mask = np.full((90, 70, 3), 120, np.uint8), np.zeros((90, 70), np.uint8)
    pixels[20:75, 15:55], mask[20:75, 15:55] = (20 * number % 256, 90, 250 - 20 * number), 255
    known = mask if source == "street" else None
    return Region(source, group, f"{source}-{number}", family, "plain", pixels, (15, 20, 55, 75), known)


@pytest.fixture
def regions() -> list[Region]:
    street = [drawn("street", "topwear", number, str(number)) for number in range(10)]
    shop = [drawn("shop", "bottomwear", number % 10, f"sku{number % 10 // 4}") for number in range(20)]
    return street + shop


def test_batch_has_one_group_distinct_products_and_aligned_masks(regions: list[Region]) -> None:
    maker = PairMaker(regions, 8)
    for seed in range(6):
        batch = maker.batch(np.random.default_rng(seed))
        assert batch.pixels.shape == (16, SIZE, SIZE, 3)
        assert batch.masks.shape == (16, MASK_SIDE, MASK_SIDE)
        assert (batch.same == np.eye(8)).all()
        street = GROUPS[batch.group] == "topwear"
        assert (batch.known == street).all()
        assert (batch.masks.mean() > 0.1) == street


def test_shop_batch_prefers_families(regions: list[Region]) -> None:
    maker = PairMaker(regions, 8)
    chosen = maker.choose("bottomwear", "shop", np.random.default_rng(0))
    assert len(set(chosen)) == len(chosen) == 8
    families = [maker.products["bottomwear", "shop"][name][0].family for name in chosen]
    assert max(families.count(family) for family in set(families)) >= 3


def test_same_seed_gives_the_same_batch_and_errors_surface(regions: list[Region]) -> None:
    maker = PairMaker(regions, 4)
    first, again = (list(stream(maker.batch, 2, seed=5)) for _ in range(2))
    assert all((a.pixels == b.pixels).all() for a, b in zip(first, again, strict=True))

    def broken(_rng: np.random.Generator) -> None:
        raise RuntimeError("no such picture")

    with pytest.raises(RuntimeError, match="no such picture"):
        list(stream(broken, 1, seed=5))


@pytest.mark.parametrize("seed", range(8))
def test_product_shows_the_garment_on_a_light_ground_only(seed: int) -> None:
    region = drawn("street", "topwear", 3, "3")
    view = product(region, np.random.default_rng(seed))
    outside = view.pixels[0, 0]
    assert outside.min() >= 232
    assert view.mask is not None
    assert 0.05 < view.mask.mean() < 1


@pytest.mark.parametrize("seed", range(8))
def test_scene_mask_marks_the_garments_pixels(seed: int) -> None:
    region = drawn("street", "topwear", 0, "0")
    view = scene(region, np.random.default_rng(seed), donor=region)
    cell = SIZE // MASK_SIDE
    means = view.pixels.reshape(MASK_SIDE, cell, MASK_SIDE, cell, 3).mean((1, 3))
    assert view.mask is not None
    inside, ground = means[view.mask > 0.99], means[view.mask < 0.01]
    assert len(inside)
    assert inside[:, 0].max() < 90  # the garment has no red, its ground and the letterbox have
    assert len(ground) == 0 or ground[:, 0].min() > 60


def test_jittered_box_stays_inside() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        x0, y0, x1, y1 = jittered((0, 0, 30, 12), rng, 0.3, 30, 12)
        assert 0 <= x0 < x1 <= 30
        assert 0 <= y0 < y1 <= 12


def test_region_keeps_the_box_on_the_garment_when_reduced() -> None:
    pixels, mask = np.zeros((800, 600, 3), np.uint8), np.zeros((800, 600), np.uint8)
    pixels[100:700, 200:400], mask[100:700, 200:400] = 255, 255
    small, box, small_mask = cut_region(pixels, (200, 100, 400, 700), mask)
    assert max(box[2] - box[0], box[3] - box[1]) == 216
    assert small[box[1] + 2 : box[3] - 2, box[0] + 2 : box[2] - 2].min() == 255
    assert mask_box(small_mask) == pytest.approx(box, abs=1)


def test_packed_regions_come_back(regions: list[Region]) -> None:
    for before, after in zip(regions, unpack(pack(regions)), strict=True):
        assert (before.source, before.product, before.box) == (after.source, after.product, after.box)
        assert (before.pixels == after.pixels).all()
        assert (before.mask is None) == (after.mask is None)
        assert before.mask is None or (before.mask == after.mask).all()


def test_blend_takes_front_where_the_mask_is_full() -> None:
    front, behind = np.full((4, 4, 3), 10, np.uint8), np.full((4, 4, 3), 200, np.uint8)
    mask = np.array([[0, 128, 255, 255]] * 4, np.uint8)
    assert blend(front, behind, mask)[0, :, 0].tolist() == [200, 105, 10, 10]


def test_a_dye_changes_the_garment_and_leaves_white_and_black() -> None:
    region = drawn("shop", "topwear", 3, "sku")
    region.pixels[:4], region.pixels[-4:] = 255, 0
    dyed = Dye(2.0, 1.0, 1.0).on(region)
    assert (dyed.pixels[:4] >= 254).all()
    assert (dyed.pixels[-4:] <= 1).all()
    assert np.abs(dyed.pixels[40, 30].astype(int) - region.pixels[40, 30]).max() > 40
    assert (region.pixels[40, 30] == (60, 90, 190)).all(), "the region itself stays"


def test_a_grey_dye_leaves_no_colour() -> None:
    grey = Dye(0.0, 0.0, 1.0).on(drawn("shop", "topwear", 3, "sku")).pixels.astype(int)
    assert np.ptp(grey, axis=-1).max() <= 1


def test_both_views_of_a_pair_take_the_same_colour(monkeypatch: pytest.MonkeyPatch, regions: list[Region]) -> None:
    monkeypatch.setattr(batches, "DYED_PAIRS", 1.0)
    monkeypatch.setattr(PairMaker, "seen", lambda _self, region, _rng: region)  # as dyed, before it is cut and lit
    maker, rng = PairMaker(regions, 8), np.random.default_rng(4)
    views = maker.products["bottomwear", "shop"]["shop-5"]
    dyed = [maker.pair(views, rng) for _ in range(10)]
    for anchor, positive in dyed:
        assert (anchor.pixels == positive.pixels).all(), "these two views show the same rectangle"
        assert (anchor.pixels != views[0].pixels).any()
    assert len({anchor.pixels.tobytes() for anchor, _ in dyed}) == 10, "every pair its own colour"


def test_the_other_view_is_mostly_of_another_photo() -> None:
    views = [drawn("shop", "topwear", 1, "sku") for _ in range(3)]
    views = [
        Region(*[*vars(view).values()][:4], kind, *[*vars(view).values()][5:])
        for view, kind in zip(views, "aab", strict=True)
    ]
    rng = np.random.default_rng(0)
    drawn_views = [PairMaker.other(views[0], views, rng) for _ in range(300)]
    assert sum(view is views[2] for view in drawn_views) > 240
    assert not any(view is views[0] for view in drawn_views)
    assert PairMaker.other(views[0], views[:1], rng) is views[0]


def test_a_worn_garment_pairs_with_its_own_picture_and_its_mask_is_known() -> None:
    worn = [drawn("street", "bag", number, "tote") for number in range(8)]
    worn = [replace(region, source="worn", kind="look") for region in worn]
    alone = [replace(region, mask=None, kind="product") for region in worn]
    maker = PairMaker([*worn, *alone], 8)
    batches = [maker.batch(np.random.default_rng(seed)) for seed in range(8)]
    for batch in batches:
        assert (batch.known[:8] + batch.known[8:] >= 1).all(), "each pair shows the product worn at least once"
        assert (batch.masks[batch.known == 1].mean(axis=(1, 2)) > 0.1).all()
        assert not batch.masks[batch.known == 0].any()
    assert any((batch.known[:8] != batch.known[8:]).any() for batch in batches), "and mostly alone, too"


def test_masks_of_a_look_are_read_where_they_were_rendered(tmp_path) -> None:
    look = {"id": "one", "items": [{}, {}]}
    assert rendered_masks(tmp_path, look) == [None, None]
    codes = np.zeros((6, 8), np.uint8)
    codes[1:3, 2:4], codes[4:, 5:] = 1, 2
    Image.fromarray(codes).save(tmp_path / "one.masks.png")
    first, second = rendered_masks(tmp_path, look)
    assert (first == 255 * (codes == 1)).all()
    assert (second == 255 * (codes == 2)).all()


def test_a_part_lies_in_its_box() -> None:
    rng = np.random.default_rng(0)
    for _ in range(200):
        x0, y0, x1, y1 = part((10, 20, 70, 50), rng)
        assert 10 <= x0 < x1 <= 70
        assert 20 <= y0 < y1 <= 50
        assert x1 - x0 <= 0.86 * 60


def test_a_quarter_of_the_boutique_is_held_out() -> None:
    kept = [held_out(f"TW-{number:08x}") for number in range(2000)]
    assert 0.2 < sum(kept) / len(kept) < 0.3
