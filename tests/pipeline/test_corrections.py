"""What the user puts right: boxes drawn, corrected and removed, one of several people."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from pipeline.catalogue import Catalogue
from pipeline.detector import whole as rounded
from pipeline.errors import SettingError
from pipeline.filters import Filters
from pipeline.shop import ShopTheLook
from pipeline.trace import KEPT, trace
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, outfit

BOX = (60, 60, 140, 150)


def groups(analysis) -> list[str]:
    return [each.detection.group for each in analysis.candidates]


def test_a_drawn_box_is_a_garment_with_matches(shop):
    analysis = shop.analyse(outfit())
    runs = shop.model_runs
    more = shop.with_box(analysis, "topwear", BOX)
    assert shop.model_runs == runs + 1, "one crop embedded, nothing else"
    drawn = more.look(k=3, confidence=1.0).items[0]
    assert (drawn.detection.group, drawn.detection.box, drawn.detection.score) == ("topwear", BOX, 1.0)
    assert drawn.detection.drawn
    assert len(drawn.matches) == 3
    assert drawn.to_dict()["drawn"] is True
    assert groups(more) == ["topwear", *groups(analysis)]
    assert len(analysis.candidates) == 3, "the analysis before stays as it was"
    assert more.gender == analysis.gender


def test_a_drawn_box_is_embedded_as_a_detected_one_is(shop):
    analysis = shop.analyse(outfit())
    found = analysis.candidates[0]
    drawn = shop.with_box(analysis, found.detection.group, found.detection.box).candidates[0]
    assert np.array_equal(drawn.crop, found.crop)
    assert np.array_equal(drawn.embedding, found.embedding)
    assert drawn.neighbours == found.neighbours


def test_a_corrected_box_takes_the_place_of_the_old_one(shop):
    analysis = shop.analyse(outfit())
    old = analysis.candidates[0].detection
    corrected = shop.with_box(analysis, "dress", BOX, instead_of=old)
    assert len(corrected.candidates) == len(analysis.candidates)
    assert old not in [each.detection for each in corrected.candidates]
    assert groups(corrected)[0] == "dress"


def test_the_same_box_twice_is_one_garment(shop):
    once = shop.with_box(shop.analyse(outfit()), "bag", BOX)
    assert groups(shop.with_box(once, "bag", BOX)) == groups(once)


def test_a_box_is_cut_off_at_the_photo(shop):
    analysis = shop.analyse(outfit())
    assert shop.with_box(analysis, "bag", (-50, -50, 500, 500)).candidates[0].detection.box == (0, 0, 200, 300)


@pytest.mark.parametrize("box", [(10, 10, 12, 200), (150, 10, 50, 90), (300, 10, 400, 90), (10, 10, 10, 10)])
def test_a_box_with_too_few_pixels_is_refused(shop, box):
    with pytest.raises(SettingError, match="at least 8 pixels"):
        shop.with_box(shop.analyse(outfit()), "bag", box)


@pytest.mark.parametrize("box", [(10, 10, 18, 18), (192, 292, 400, 400)])
def test_a_box_with_just_enough_pixels_is_taken(shop, box):
    x0, y0, *_ = box
    more = shop.with_box(shop.analyse(outfit()), "bag", box)
    assert more.candidates[0].detection.box == (x0, y0, x0 + 8, y0 + 8)


def test_an_unknown_group_is_refused(shop):
    with pytest.raises(SettingError, match="no embedder for scarf"):
        shop.with_box(shop.analyse(outfit()), "scarf", BOX)


def test_a_garment_can_be_removed(shop):
    analysis = shop.analyse(outfit())
    unwanted = analysis.candidates[1].detection
    left = analysis.without(unwanted)
    assert [each.detection for each in left.candidates] == [
        each.detection for each in analysis.candidates if each.detection != unwanted
    ]


def test_one_part_of_the_photo_alone(catalogue_folder):
    # The detector sees the same places of whatever it is given: in the part, they lie elsewhere in the photo.
    detector = fake_detector([("topwear", 0.9, (30, 20, 70, 80)), ("bag", 0.9, (90, 90, 100, 100))])
    shop = ShopTheLook(fake_gender(0.2), detector, fake_embedder(), Catalogue.open(catalogue_folder))
    whole = shop.analyse(outfit(400, 400))
    part = shop.analyse_part(whole, (200, 100, 300, 200))
    assert groups(part) == ["topwear"], "the bag's middle lies outside"
    x0, y0, x1, y1 = part.candidates[0].detection.box
    assert 200 < x0 < x1 < 300
    assert 100 < y0 < y1 < 200
    assert np.array_equal(part.candidates[0].crop, shop.with_box(whole, "topwear", (x0, y0, x1, y1)).candidates[0].crop)
    assert part.part == (200, 100, 300, 200)
    assert whole.part is None
    assert part.photo is whole.photo


def test_a_part_is_cut_off_at_the_photo(shop):
    part = shop.analyse_part(shop.analyse(outfit()), (40, 120, 160, 9000))
    assert part.part == (40, 120, 160, 300)
    traced = trace(shop, part)
    kept = [n for n, outcome in enumerate(traced.candidates.outcomes) if outcome == KEPT]
    boxes = [rounded(traced.candidates.proposals.boxes[n]) for n in kept]
    assert boxes == [each.detection.box for each in part.candidates]
    assert groups(part) == groups(shop.analyse_part(shop.analyse(outfit()), (40, 120, 160, 300)))


@pytest.mark.parametrize(
    ("absent_below", "matched", "close"),
    [(None, True, True), (0.5, True, True), (1.01, True, False), (0.0, False, False)],
)
def test_close_enough(shop, absent_below, matched, close):
    limits = {} if absent_below is None else {"topwear": absent_below}
    analysis = replace(shop.analyse(outfit()), absent_below=limits)
    item = analysis.look(k=2, filters=None if matched else Filters(max_price=0)).items[0]
    assert bool(item.matches) is matched
    assert item.close_enough is close


def test_a_filter_that_hides_the_close_ones_does_not_make_the_catalogue_lack_them(shop):
    analysis = shop.analyse(outfit())
    best = max(match.similarity for match in analysis.look(gender="all").items[0].matches)
    met, missed = (replace(analysis, absent_below={"topwear": best + more}) for more in (-1e-6, 1e-6))
    for settings in ({"gender": "men"}, {"gender": "women"}, {"filters": Filters(colours=("navy",))}):
        item = met.look(**settings).items[0]
        assert item.close_enough is bool(item.matches)
        assert item.close_enough == (item.reason is None)
        assert not missed.look(**settings).items[0].close_enough


def test_thresholds_count_only_for_the_catalogue_they_were_calibrated_on(shop):
    settings = shop.embedder.model.spec.entry["settings"]
    settings |= {"absent_below": {"topwear": 1.01}, "absent_for": shop.catalogue.sha256}
    analysis = shop.analyse(outfit())
    assert not analysis.look().items[0].close_enough
    settings["absent_for"] = "f" * 64
    assert shop.analyse(outfit()).look().items[0].close_enough
    assert shop.rematch(analysis).look().items[0].close_enough


def test_the_embedders_settings_say_what_is_close_enough(shop):
    shop.embedder.model.spec.entry["settings"]["absent_below"] = {"topwear": 1.01}
    top, bottom = shop.analyse(outfit()).look().items
    assert (top.close_enough, bottom.close_enough) == (False, True)
    assert shop.embedder.model.spec.settings == {"crop_margin": 0.05}, "the table is none of its numbers"


@pytest.mark.parametrize("box", [(36.2, 19.8, 63.0, 50.4), np.array([36, 20, 63, 50]), [36, 20, 63, 50]])
def test_a_box_of_any_numbers_becomes_whole_ones(shop, box):
    drawn = shop.with_box(shop.analyse(outfit()), "topwear", box)
    facts = json.loads(json.dumps(drawn.look().to_dict()))
    assert facts["items"][0]["box"] == [36, 20, 63, 50]


@pytest.mark.parametrize("box", [(1, 2, 90), (1, 2, 90, float("nan")), (0, 0, 50, float("inf")), None, "abcd", 7])
def test_what_is_no_box(shop, box):
    with pytest.raises(SettingError, match="four numbers"):
        shop.with_box(shop.analyse(outfit()), "topwear", box)
