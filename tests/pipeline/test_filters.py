"""Filters narrow a search without losing neighbours: k where k exist, the nearest of those that satisfy them."""

from __future__ import annotations

import gc
import weakref
from fractions import Fraction

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline import Filters, catalogue
from pipeline.errors import SettingError
from pipeline.index import build_index, exact_nearest
from tests.pipeline.fakes import outfit
from tests.pipeline.test_index import open_index, unit_vectors

HUES = [f"hue {number}" for number in range(36)]
filters = st.builds(
    Filters,
    colours=st.frozensets(st.sampled_from([*HUES, "no such"]), max_size=20),
    brands=st.frozensets(st.sampled_from(["Maker", "maker", "Other"]), max_size=2),
    min_price=st.none() | st.floats(0, 25),
    max_price=st.none() | st.floats(25, 60),
)
genders = st.sampled_from(["men", "women", "all"])
shared = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)


def satisfies(product, wanted) -> bool:
    """The definition, read once more from plain Python."""
    if wanted.colours and product.colour not in wanted.colours:
        return False
    if wanted.brands and product.brand.lower() not in {brand.lower() for brand in wanted.brands}:
        return False
    lowest = wanted.min_price is None or product.price >= wanted.min_price
    return lowest and (wanted.max_price is None or product.price <= wanted.max_price)


def ids(item) -> list[str]:
    return [match.product.product_id for match in item.matches]


@shared
@given(k=st.integers(1, 49), gender=genders, wanted=filters)
def test_k_products_where_k_exist_and_top_k_a_prefix(shop, k, gender, wanted):
    analysis = shop.analyse(outfit())
    look, longer = analysis.look(k, gender=gender, filters=wanted), analysis.look(k + 1, gender=gender, filters=wanted)
    everything = shop.catalogue.products(range(len(shop.catalogue)))
    for item, long in zip(look.items, longer.items, strict=True):
        sold = [each for each in everything if each.group == item.detection.group and each.gender in look.searched]
        assert len(item.matches) == min(k, sum(satisfies(each, wanted) for each in sold))
        assert all(satisfies(match.product, wanted) for match in item.matches)
        assert ids(item) == ids(long)[:k]


@shared
@given(gender=genders, wanted=filters)
def test_a_filter_never_changes_the_order_of_what_it_keeps(shop, gender, wanted):
    analysis = shop.analyse(outfit())
    for narrow, wide in zip(
        analysis.look(50, gender=gender, filters=wanted).items, analysis.look(50, gender=gender).items, strict=True
    ):
        kept = [match for match in wide.matches if satisfies(match.product, wanted)]
        assert [match.similarity for match in narrow.matches] == pytest.approx(
            [match.similarity for match in kept], abs=1e-5
        )
        assert set(ids(narrow)) == {match.product.product_id for match in kept}


def test_the_way_through_the_index_keeps_both_laws(shop, monkeypatch):
    monkeypatch.setattr(catalogue, "EXACT_ROWS", 0)
    analysis, wanted = shop.analyse(outfit()), Filters(min_price=20)
    lists = [ids(analysis.look(k, gender="all", filters=wanted).items[0]) for k in range(1, 20)]
    assert [len(each) for each in lists] == [min(k, 13) for k in range(1, 20)]
    assert all(lists[-1][: len(each)] == each for each in lists)


TABLE = pa.table(
    {
        "category": ["Tee", "Tee", "Coat", ""],
        "colour": ["red", "blue", "red", ""],
        "brand": ["A", "B", "b", ""],
        "price": [10.0, 20.0, None, 0.0],
    }
)


@pytest.mark.parametrize(
    ("wanted", "kept"),
    [
        ({}, [0, 1, 2, 3]),
        ({"categories": {"tee"}}, [0, 1]),
        ({"colours": {"RED"}}, [0, 2]),
        ({"brands": {"b"}}, [1, 2]),
        ({"brands": {"a", "b"}, "categories": {"Tee"}, "colours": {"blue"}}, [1]),
        ({"min_price": 10}, [0, 1]),
        ({"max_price": 10}, [0, 3]),
        ({"min_price": 10, "max_price": 10}, [0]),
        ({"min_price": 0}, [0, 1, 3]),
        ({"max_price": 99}, [0, 1, 3]),
        ({"max_price": 0}, [3]),
    ],
    ids=str,
)
def test_which_products_satisfy_it(wanted, kept):
    assert np.flatnonzero(Filters(**wanted).mask(TABLE)).tolist() == kept


def test_no_filter_at_all_is_the_search_itself(shop):
    analysis = shop.analyse(outfit())
    assert not Filters()
    assert analysis.look(filters=Filters()).to_dict() == analysis.look().to_dict()


def test_nothing_satisfies_it(shop):
    look = shop.analyse(outfit()).look(filters=Filters(brands=frozenset({"Nobody"})))
    assert [item.matches for item in look.items] == [(), ()]


@pytest.mark.parametrize(
    "wrong",
    [{"min_price": -1}, {"max_price": float("nan")}, {"min_price": 9, "max_price": 3}, {"colours": "red"}],
    ids=str,
)
def test_a_filter_that_makes_no_sense(wrong):
    with pytest.raises(SettingError):
        Filters(**wrong)


def test_choices(shop):
    choices = shop.catalogue.choices()
    assert choices.brands == {"Maker": 36}
    assert choices.categories == {}
    assert set(choices.colours) == set(HUES)
    assert (choices.min_price, choices.max_price) == (10.5, 45.5)


def test_exact_nearest_in_pieces_is_a_plain_sort(monkeypatch):
    monkeypatch.setattr("pipeline.index.EXACT_CHUNK", 70)
    vectors, query = unit_vectors(500), unit_vectors(1, seed=9)[0]
    rows = np.arange(0, 500, 2)
    found, similarities = exact_nearest(vectors, rows, query, 20)
    assert found.tolist() == rows[np.argsort(-(vectors[rows] @ query))[:20]].tolist()
    assert similarities == pytest.approx(vectors[found] @ query)


def test_exact_nearest_keeps_what_is_alike_in_order(monkeypatch):
    monkeypatch.setattr("pipeline.index.EXACT_CHUNK", 70)
    vectors = np.eye(2, dtype=np.float32)[np.arange(500) % 2]
    found, _ = exact_nearest(vectors, np.arange(500), vectors[0], 300)
    assert found.tolist() == [*range(0, 500, 2), *range(1, 100, 2)]


def test_the_index_gives_fifty_where_fifty_exist(tmp_path):
    """Vectors in tight clusters: the index's own default would stop after a few."""
    centres = unit_vectors(8, seed=4).repeat(60, axis=0)
    vectors = centres + 0.01 * unit_vectors(480, seed=5)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    parameters = build_index(vectors, tmp_path / "index.ann")
    index = open_index((vectors, tmp_path / "index.ann", parameters))
    assert all(len(index.search(vector, 50)[0]) == 50 for vector in vectors[::40])


def test_a_catalogue_that_is_dropped_goes_at_once(catalogue_folder):
    """Its mapped files with it: nothing in it refers back to it."""
    opened = catalogue.Catalogue.open(catalogue_folder)
    opened.search(opened.embeddings[0], "topwear", "men", 1, Filters(max_price=20))
    gone = weakref.ref(opened)
    gc.disable()
    try:
        del opened
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(
    "wrong",
    [
        *({"max_price": "40"}, {"max_price": True}, {"min_price": float("nan")}, {"min_price": [1]}),
        {"max_price": 10**400},
        *({"categories": None}, {"categories": [3]}, {"brands": 3}, {"colours": "red"}),
    ],
)
def test_what_is_no_filter(wrong):
    with pytest.raises(SettingError, match=next(iter(wrong))):
        Filters(**wrong)


def test_prices_of_numpy():
    assert Filters(max_price=np.float64(40)) == Filters(max_price=40)


def test_prices_of_any_kind_of_number(shop):
    table = shop.catalogue.table
    assert (Filters(max_price=Fraction(81, 2)).mask(table) == Filters(max_price=40.5).mask(table)).all()
