"""Words and HTML: data is escaped, links lead to the web only, numbers read well."""

from __future__ import annotations

import numpy as np
import pytest

from app_pages.closeness import FARTHER, Closeness, measure
from app_pages.look_words import department, no_match, summary
from app_pages.markup import counted, name_of, price, web_address
from pipeline.gender import Gender

LEVELS = Closeness((*(-1.0 + 1.5 * n / 80 for n in range(80)), *([0.5] * 15), *([0.8] * 4), 0.9, 0.95))


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://shop.example/1", "https://shop.example/1"),
        ("http://shop.example/1", "http://shop.example/1"),
        ("HTTPS://shop.example/1", "HTTPS://shop.example/1"),
        ("javascript:alert(1)", None),
        ("data:text/html,hello", None),
        ("//shop.example/1", None),
        ("http://[broken", None),
        ("", None),
    ],
)
def test_only_web_addresses_are_linked(url, address):
    assert web_address(url) == address


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        (39.9, "EUR", "€39.90"),
        (1234.5, "USD", "$1,234.50"),
        (20.0, "PLN", "20.00 PLN"),
        (20.0, "", "20.00"),
        (None, "EUR", ""),
    ],
)
def test_price(amount, currency, text):
    assert price(amount, currency) == text


@pytest.mark.parametrize(
    ("similarity", "words"),
    [(0.95, "Very close"), (0.9, "Very close"), (0.8, "Close"), (0.6, "Similar"), (0.1, FARTHER)],
)
def test_similarity_in_words(similarity, words):
    assert LEVELS.level(similarity)[1] == words


def test_closeness_is_measured_on_pairs_of_different_products():
    vectors = np.random.default_rng(3).standard_normal((80, 16)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    closeness = measure(vectors)
    thresholds = [closeness.curve[percentile] for percentile in (99, 95, 80)]
    pairs = [float(a @ b) for i, a in enumerate(vectors) for b in vectors[:i]]
    assert list(thresholds) == sorted(thresholds, reverse=True)
    for threshold, share in zip(thresholds, (0.99, 0.95, 0.8), strict=True):
        assert np.mean(np.array(pairs) < threshold) == pytest.approx(share, abs=0.01)


def test_department_in_words():
    sure, unsure = Gender({"men": 0.1, "women": 0.9}, 0.75), Gender({"men": 0.55, "women": 0.45}, 0.75)
    assert department(sure).startswith("Looks like <b>women’s</b> clothing")
    assert department(unsure).startswith("Perhaps <b>men’s</b> clothing")


@pytest.mark.parametrize(
    ("garments", "searched", "choice", "words"),
    [
        (0, ("men", "unisex"), "men", ("No garment found", "Searching the men’s department and unisex<")),
        (1, ("men", "women", "unisex"), "all", ("1 garment found", "Searching every department<")),
        (5, ("men", "women", "unisex"), "auto", ("5 garments found", "every department: the suggestion is not sure")),
    ],
)
def test_summary(garments, searched, choice, words):
    text = summary(garments, searched, Gender({"men": 0.55, "women": 0.45}, 0.75), choice)
    assert all(each in text for each in words)


@pytest.mark.parametrize(
    ("sold_in", "filtered", "words"),
    [
        ({"women"}, False, ("No bag in the men’s department.", "Choose “All” to search every department.")),
        ({"women"}, True, ("No bag in the men’s department.", "Choose “All” to search every department.")),
        ({"unisex"}, True, ("No bag under these filters.", "Change or clear them above the rows.")),
        (set(), False, ("The catalogue has no bag.", "")),
        (set(), True, ("The catalogue has no bag.", "")),
    ],
    ids=str,
)
def test_no_match_blames_the_filters_only_where_the_department_has_the_group(sold_in, filtered, words):
    assert no_match("bag", ("men", "unisex"), frozenset(sold_in), filtered) == words


def test_an_unknown_group_keeps_its_name():
    assert name_of("scarf") == "Scarf"


@pytest.mark.parametrize(("count", "words"), [(0, "0 rows"), (1, "1 row"), (2, "2 rows"), (1200, "1,200 rows")])
def test_things_are_counted_in_words(count, words):
    assert counted(count, "row") == words
