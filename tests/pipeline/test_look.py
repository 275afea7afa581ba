"""Selection from an analysis: no model runs, and settings only ever cut the lists."""

from __future__ import annotations

import copy
import json
import pickle
import time
from dataclasses import FrozenInstanceError, asdict, replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import catalogue as catalogue_module
from pipeline import shop as shop_module
from pipeline.catalogue import Neighbour
from pipeline.errors import SettingError
from pipeline.filters import Filters
from pipeline.shop import ShopTheLook
from tests.pipeline.fakes import fake_detector, fake_pose, outfit

choices = st.sampled_from(["auto", "men", "women", "all"])
# The shop of the fixture is read-only: sharing it between examples is the point.
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)


def ids(look) -> list[list[str]]:
    return [[match.product.product_id for match in item.matches] for item in look.items]


def test_items_matches_and_their_groups(shop):
    look = shop.analyse(outfit()).look(k=4)
    assert [item.detection.group for item in look.items] == ["topwear", "bottomwear"]
    assert look.searched == ("men", "unisex")
    for item in look.items:
        assert len(item.matches) == 4
        for match in item.matches:
            assert match.product.group == item.detection.group
            assert match.product.gender in look.searched
        similarities = [match.similarity for match in item.matches]
        assert similarities == sorted(similarities, reverse=True)


def test_the_nearest_product_has_the_garments_colour(shop):
    red = shop.analyse(outfit(colour="#cc2828")).look(k=1, gender="all")
    assert red.items[0].matches[0].product.colour == "hue 0"


def test_looking_runs_no_model(shop):
    analysis = shop.analyse(outfit())
    runs = shop.model_runs
    assert runs == 3
    for k in (1, 6, 20):
        for confidence in (0.1, 0.5, 0.95):
            for gender in ("auto", "men", "women", "all"):
                analysis.look(k=k, confidence=confidence, gender=gender)
    assert shop.model_runs == runs


@shared
@given(k=st.integers(1, 49), gender=choices)
def test_top_k_is_a_prefix_of_top_k_plus_one(shop, k, gender):
    analysis = shop.analyse(outfit())
    for short, long in zip(
        ids(analysis.look(k=k, gender=gender)), ids(analysis.look(k=k + 1, gender=gender)), strict=True
    ):
        assert short == long[:k]


@shared
@given(low=st.floats(0, 1), high=st.floats(0, 1))
def test_raising_the_confidence_never_adds_an_item(shop, low, high):
    low, high = sorted((low, high))
    analysis = shop.analyse(outfit())
    few = [item.detection for item in analysis.look(confidence=high).items]
    many = [item.detection for item in analysis.look(confidence=low).items]
    assert few == many[: len(few)]


def test_a_confidence_of_zero_is_one(shop):
    assert len(shop.analyse(outfit()).look(confidence=0).items) == 3
    assert len(shop.detect(outfit(), confidence=0)) == 3


def test_department_and_pose_are_read_from_the_sure_garments_of_what_is_looked_at(shop, monkeypatch):
    shop = ShopTheLook(shop.gender, shop.detector, shop.embedder, shop.catalogue, fake_pose())
    seen = []
    for stage in (shop.gender, shop.pose):
        real = stage.predict
        monkeypatch.setattr(stage, "predict", lambda *given, real=real: seen.append(given) or real(*given))
    whole = shop.analyse(outfit())
    shop.analyse_part(whole, (40, 120, 160, 300))
    assert [[each.group for each in garments] for _, garments in seen] == [["topwear", "bottomwear"]] * 4
    assert [photo.height for photo, _ in seen] == [300, 300, 194, 194]


STAGES = ("decode", "gender", "pose", "detect", "embed", "search")


@pytest.mark.parametrize("stage", STAGES)
def test_time_is_told_of_the_stage_that_took_it(shop, monkeypatch, stage):
    shop.pose = fake_pose()
    place, name = {
        "decode": (shop_module, "read_photo"),
        "gender": (shop.gender, "predict"),
        "pose": (shop.pose, "predict"),
        "detect": (shop.detector, "detect"),
        "embed": (shop.embedder, "embed"),
        "search": (shop.catalogue, "search"),
    }[stage]
    real = getattr(place, name)
    monkeypatch.setattr(place, name, lambda *given: time.sleep(0.3) or real(*given))
    monkeypatch.setattr(shop_module, "PRODUCT_GENDERS", ("men",))
    analysis = shop.analyse(outfit())
    assert analysis.timings_ms[stage] >= 300
    assert analysis.timings_ms["total"] == pytest.approx(sum(analysis.timings_ms[each] for each in STAGES))


def test_equally_near_products_come_in_the_order_of_the_table(shop):
    (candidate, *_) = shop.analyse(outfit()).candidates
    alike = {gender: (Neighbour(row, 0.5),) for gender, row in (("men", 9), ("women", 4), ("unisex", 7))}
    nearest = replace(candidate, neighbours=alike).nearest(("men", "women", "unisex"), 2)
    assert [each.row for each in nearest] == [4, 7]


def test_overruling_the_department(shop):
    analysis = shop.analyse(outfit())
    assert {match.product.gender for match in analysis.look(k=12, gender="women").items[0].matches} == {
        "women",
        "unisex",
    }
    assert len(ids(analysis.look(k=50, gender="all"))[0]) == 18


def test_nothing_above_the_threshold_has_a_reason(shop):
    look = shop.analyse(outfit()).look(confidence=0.95)
    assert look.items == ()
    assert look.reason == "No garment above the threshold 0.95; the best candidate, topwear, scored 0.90."
    near = shop.analyse(outfit()).look(confidence=0.9001)
    assert near.reason == "No garment above the threshold 0.9001; the best candidate, topwear, scored 0.9000."
    assert look.to_dict()["reason"] == look.reason
    blind = ShopTheLook(shop.gender, fake_detector([]), shop.embedder, shop.catalogue)
    assert blind.analyse(outfit()).look().reason == "No garment found: no candidate scored 0.10 or more."


@pytest.mark.parametrize(
    "wrong",
    [
        *({"k": 0}, {"k": 51}, {"k": 2.5}, {"k": True}),
        *({"k": "3"}, {"k": None}, {"confidence": "0.3"}, {"confidence": True}, {"confidence": [0.3]}),
        *({"confidence": -0.1}, {"confidence": 1.1}, {"confidence": float("nan")}),
        {"gender": "kids"},
    ],
)
def test_settings_out_of_range(shop, wrong):
    with pytest.raises(SettingError):
        shop.analyse(outfit()).look(**wrong)


def test_numbers_of_numpy_are_numbers(shop):
    analysis = shop.analyse(outfit())
    given = analysis.look(k=np.int64(3), confidence=np.float32(0.5))
    assert ids(given) == ids(analysis.look(k=3, confidence=0.5))


def test_detect_keeps_to_the_confidence_and_its_range(shop):
    assert [each.group for each in shop.detect(outfit())] == ["topwear", "bottomwear"]
    assert len(shop.detect(outfit(), confidence=0.1)) == 3
    for wrong in (-0.1, 1.5, float("nan")):
        with pytest.raises(SettingError):
            shop.detect(outfit(), confidence=wrong)


def test_a_group_that_the_catalogue_does_not_sell_has_no_matches(shop):
    bag = shop.analyse(outfit()).look(confidence=0.2).items[2]
    assert (bag.detection.group, bag.matches) == ("bag", ())


def test_a_garment_without_a_match_says_why(shop):
    analysis = shop.analyse(outfit())
    top, _, bag = analysis.look(confidence=0.2).to_dict()["items"]
    assert "reason" not in top
    assert bag["reason"] == "The catalogue has no bag."
    facts = analysis.look(filters=Filters(brands={"nobody"})).to_dict()
    assert facts["items"][0]["reason"] == "No topwear under these filters. Change or clear them."
    assert facts["reason"] == " ".join(item["reason"] for item in facts["items"])
    assert "reason" not in analysis.look().to_dict()


def test_a_garment_that_the_department_does_not_have_says_so(shop):
    analysis = shop.analyse(outfit())
    men = {"men": analysis.candidates[0].neighbours["men"]}
    analysis = replace(analysis, candidates=(replace(analysis.candidates[0], neighbours=men),))
    for filters in (None, Filters(brands={"nobody"})):
        reason = analysis.look(gender="women", filters=filters).items[0].reason
        assert reason == 'No topwear in the women\'s department. Gender "all" searches every department.'


def test_nothing_close_enough_is_said(shop):
    analysis = replace(shop.analyse(outfit()), absent_below={"topwear": 1.5})
    top, bottom = analysis.look(k=1).items
    best = f"{top.matches[0].similarity:.2f}"
    said = f"Nothing close enough in the catalogue: the best similarity is {best}, below 1.50; these are the nearest."
    assert top.to_dict()["reason"] == said
    assert bottom.reason is None


def test_json_has_exactly_the_contract(shop):
    facts = json.loads(json.dumps(shop.analyse(outfit(), name="a.jpg").look(k=2).to_dict()))
    assert set(facts) == {"photo", "gender", "pose", "items", "timings_ms", "models", "catalogue"}
    assert set(facts["photo"]) == {"name", "width", "height", "sha256"}
    assert set(facts["gender"]) == {"label", "probability", "searched"}
    assert set(facts["items"][0]) == {"group", "score", "box", "matches"}
    assert list(facts["items"][0]["matches"][0]) == [
        *("product_id", "similarity", "title", "brand", "gender", "group", "category"),
        *("colour", "price", "currency", "url", "image"),
    ]
    assert list(facts["timings_ms"]) == ["decode", "gender", "pose", "detect", "embed", "search", "total"]
    assert set(facts["models"]) == {"gender", "detector", "embedder"}
    assert set(facts["catalogue"]) == {"name", "products", "sha256"}
    x0, y0, x1, y1 = facts["items"][0]["box"]
    assert 0 <= x0 < x1 <= 200
    assert 0 <= y0 < y1 <= 300


def test_one_users_settings_do_not_reach_another(shop):
    first, second = shop.analyse(outfit()), shop.analyse(outfit(colour="#20a040"))
    before = second.look(k=3).to_dict()["items"]
    first.look(k=20, confidence=0.9, gender="women")
    assert second.look(k=3).to_dict()["items"] == before


def test_products_are_read_once_and_cannot_be_changed(shop, monkeypatch):
    read = shop.catalogue.products([3, 1, 3])
    monkeypatch.setattr(catalogue_module, "taken", None)
    assert shop.catalogue.products([1, 3]) == [read[1], read[0]]
    read[0].details["material"] = "wool"
    assert shop.catalogue.products([3])[0].details == {}
    with pytest.raises(FrozenInstanceError):
        read[0].material = "wool"


def test_a_match_can_be_taken_apart_copied_and_sent(shop):
    match = shop.analyse(outfit()).look(k=1).items[0].matches[0]
    assert asdict(match)["product"]["product_id"] == match.product.product_id
    assert copy.deepcopy(match) == pickle.loads(pickle.dumps(match)) == match
    assert hash(match.product) == hash(copy.deepcopy(match.product))


def test_so_many_products_are_kept_and_no_more(shop, monkeypatch):
    monkeypatch.setattr(catalogue_module, "PRODUCTS_KEPT", 4)
    expected = [row["product_id"] for row in shop.catalogue.table.to_pylist()]
    kept = []
    for rows in ([0, 1], [2, 3], range(6), [5, 4, 0], range(len(expected)), [1]):
        assert [each.product_id for each in shop.catalogue.products(rows)] == [expected[row] for row in rows]
        kept.append(len(shop.catalogue._kept))
    assert kept == [2, 4, 0, 3, 0, 1]


def test_what_a_caller_does_to_a_look_reaches_no_other(shop):
    analysis = shop.analyse(outfit())
    before, look = analysis.look().to_dict(), analysis.look()
    facts = look.to_dict()
    facts["models"]["gender"].clear()
    facts["catalogue"].clear()
    look.timings_ms["total"] = -1.0
    look.gender.probabilities["women"] = 2.0
    look.identity.models.clear()
    analysis.identity.catalogue["name"] = "another"
    for array in (look.items[0].crop, look.items[0].embedding, look.photo.pixels):
        with pytest.raises(ValueError, match="read-only"):
            array[:] = 0
    after = analysis.look().to_dict()
    assert {**after, "catalogue": before["catalogue"]} == before
    assert shop.analyse(outfit()).look().to_dict()["catalogue"] == before["catalogue"]
