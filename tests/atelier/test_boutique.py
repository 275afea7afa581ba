"""The products table: what needs no Blender."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

from atelier import boutique
from atelier.design import GROUPS, PREFIXES, Design
from atelier.lines import all_designs
from atelier.palette import COLOURS, rgb

DESIGNS = all_designs()
ROWS = boutique.table()
CLOTHES = {"topwear", "bottomwear", "dress", "outerwear"}


def test_every_group_and_both_genders_are_stocked() -> None:
    groups = Counter(row.group for row in ROWS)
    assert set(groups) == set(GROUPS)
    assert len(ROWS) >= 1200
    assert {row.gender for row in ROWS} == {"men", "women", "unisex"}


@pytest.mark.parametrize(
    ("group", "least"), [("topwear", 300), ("bottomwear", 220), ("dress", 100), ("outerwear", 110)]
)
def test_clothes_are_stocked_in_depth(group: str, least: int) -> None:
    assert sum(row.group == group for row in ROWS) >= least


def test_every_kind_of_garment_is_sold() -> None:
    assert {
        "t-shirt", "long sleeve", "shirt", "blouse", "polo", "knit", "hoodie", "tank top", "jeans", "chinos",
        "wide trousers", "shorts", "mini skirt", "midi skirt", "maxi skirt", "leggings", "shirt dress", "slip dress",
        "wrap dress", "maxi dress", "coat", "trench coat", "puffer jacket", "blazer", "bomber", "denim jacket",
        "sneakers", "running shoes", "boots", "ankle boots", "heels", "sandals", "loafers", "tote bag", "shoulder bag",
        "backpack", "clutch", "cap", "beanie", "hat", "sunglasses",
    } <= {row.category for row in ROWS}  # fmt: skip
    assert {"round", "square", "aviator"} <= {d.parameters["shape"] for d in DESIGNS if d.group == "eyewear"}


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [("stripes", 5), ("checks", 5), ("dots", 4), ("floral", 5), ("colour block", 5), ("graphic", 3), ("solid", 8)],
)
def test_a_pattern_is_worn_in_many_groups(pattern: str, groups: int) -> None:
    assert len({row.group for row in ROWS if row.pattern == pattern}) >= groups


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


def test_every_row_is_complete() -> None:
    for row in ROWS:
        assert row.group in GROUPS, row
        assert row.gender in ("men", "women", "unisex"), row
        assert row.category in boutique.PRICES, row
        assert row.material, row
        assert row.pattern, row
        assert row.currency == "EUR", row
        assert re.fullmatch(r"\d+\.\d\d", row.price), row
        assert 5 < float(row.price) < 400, row
        assert row.url == f"catalogue?product={row.product_id}", row
        assert row.image == f"{row.product_id}.webp", row
        assert row.brand in boutique.BRANDS[row.gender], row


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
