"""The products table: what needs no Blender."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from atelier import boutique
from atelier.design import GENDERS, GROUPS, PREFIXES, Design
from atelier.lines import all_designs
from atelier.palette import COLOURS, rgb

DESIGNS = all_designs()
ROWS = boutique.table()
CLOTHES = {"topwear", "bottomwear", "dress", "outerwear"}


def test_every_group_and_both_genders_are_stocked() -> None:
    groups = Counter(row.group for row in ROWS)
    assert set(groups) == set(GROUPS)
    assert len(ROWS) >= 150
    assert {row.gender for row in ROWS} == set(GENDERS)


@pytest.mark.parametrize(("group", "least"), [("topwear", 45), ("bottomwear", 35), ("dress", 20), ("outerwear", 18)])
def test_clothes_are_stocked_in_depth(group: str, least: int) -> None:
    assert sum(row.group == group for row in ROWS) >= least


def test_ids_are_unique_and_start_with_their_group() -> None:
    assert len({row.product_id for row in ROWS}) == len(ROWS)
    assert all(row.product_id.startswith(PREFIXES[row.group] + "-") for row in ROWS)


def test_titles_are_unique_and_begin_with_a_capital() -> None:
    assert [t for t, n in Counter(row.title for row in ROWS).items() if n > 1] == []
    assert all(row.title[0].isupper() for row in ROWS)


def test_colours_come_from_a_palette_of_at_least_24() -> None:
    assert len(COLOURS) >= 24
    assert {row.colour for row in ROWS} <= set(COLOURS)
    assert len({row.colour for row in ROWS}) >= 24


def test_a_solid_garment_is_painted_in_the_colour_of_its_row() -> None:
    for design in DESIGNS:
        if design.group not in CLOTHES or design.pattern != "solid":
            continue
        first = design.parameters["fabric"]["colours"][0]
        assert first.startswith("#") or first == design.colour, design.title


@pytest.mark.parametrize("row", ROWS, ids=lambda r: r.product_id)
def test_a_row_is_complete(row: boutique.Row) -> None:
    assert row.group in GROUPS
    assert row.gender in GENDERS
    assert row.category in boutique.PRICES
    assert row.material
    assert row.pattern
    assert row.currency == "EUR"
    assert re.fullmatch(r"\d+\.\d\d", row.price)
    assert 5 < float(row.price) < 400
    assert row.url == f"https://shop-the-look.example/products/{row.product_id}"
    assert row.image == f"{row.product_id}.webp"
    assert row.brand in boutique.BRANDS[row.gender]


def test_the_table_depends_on_the_seed_alone() -> None:
    assert boutique.table() == ROWS
    other = boutique.table(seed=boutique.SEED + 1)
    assert [r.product_id for r in other] == [r.product_id for r in ROWS]
    assert [r.price for r in other] != [r.price for r in ROWS]


def test_an_id_follows_what_is_modelled_not_its_title() -> None:
    one = Design("A", "men", "topwear", "t-shirt", "red", "cotton", "solid", "m:f", {"cut": "x"})
    renamed = Design("B", "men", "topwear", "t-shirt", "red", "cotton", "solid", "m:f", {"cut": "x"})
    recut = Design("A", "men", "topwear", "t-shirt", "red", "cotton", "solid", "m:f", {"cut": "y"})
    assert one.product_id == renamed.product_id != recut.product_id
    assert one.seed(1) != one.seed(2)


def test_products_csv_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "products.csv"
    boutique.write(path, ROWS)
    with path.open(encoding="utf-8", newline="") as stream:
        read = list(csv.DictReader(stream))
    assert tuple(read[0]) == boutique.COLUMNS
    assert [boutique.Row(**line) for line in read] == ROWS


@pytest.mark.parametrize(("name", "expected"), [("black", (24, 24, 26)), ("#ff8000", (255, 128, 0))])
def test_a_colour_is_srgb(name: str, expected: tuple[int, int, int]) -> None:
    assert tuple(round(v * 255) for v in rgb(name)) == expected
