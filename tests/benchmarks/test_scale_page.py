"""The figures of docs/scale.md are those that were measured."""

from __future__ import annotations

import json

import pytest

from benchmarks.scale.report import table
from pipeline.gender import PRODUCT_GENDERS
from tests.places import ROOT


@pytest.fixture(scope="module")
def facts() -> dict:
    return json.loads((ROOT / "benchmarks" / "scale.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / "docs" / "scale.md").read_text("utf-8")


def test_the_table_is_what_was_measured(facts, page):
    assert table(facts) in page
    assert set(facts["sizes"]) == {"10000", "100000", "1000000"}


def test_the_figures_of_a_million_are_what_was_measured(facts, page):
    entry, text = facts["sizes"]["1000000"]["catalogue"], " ".join(page.split())
    told = f"opens in {entry['open_s']} s, takes {entry['resident_mb_beyond_map']} MB beside the mapped files"
    assert f"A catalogue of a million products {told}" in text
    assert f"within {entry['query_ms']['p99']:.1f} ms" in text


def test_the_figures_of_the_filters_are_what_was_measured(facts, page):
    sizes, text = facts["sizes"], " ".join(page.split())
    some, many = (
        [sizes[size]["catalogue"][f"filtered_by_{name}_cpu_ms"] for name in ("colour", "price")]
        for size in ("100000", "1000000")
    )
    assert f"colour filter took {some[0]['p50']:.2f} ms at 100,000 products and {many[0]['p50']:.0f} ms" in text
    assert f"half the products satisfy {some[1]['p50']:.2f} and {many[1]['p50']:.1f} ms" in text
    assert f"{many[0]['first']:.0f} and {many[1]['first']:.0f} ms at a million" in text


def test_a_filtered_search_is_one_of_every_department(page):
    assert len(PRODUCT_GENDERS) == 3
    assert "The search for a garment in all three departments with a colour filter took" in " ".join(page.split())
