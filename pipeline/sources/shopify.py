"""A Shopify product export (CSV) -> one record per product and colour.

An export has a row per variant and per further picture; only a product's first row holds its title, vendor and type.
Columns as in help.shopify.com, "Using CSV files to import and export products", the older and the newer names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice

from pipeline.sources.records import Cells, Record, Records, Rejected

# ours -> the export's names, the first that is there
NAMES: dict[str, tuple[str, ...]] = {
    "handle": ("Handle", "URL handle"),
    "title": ("Title",),
    "description": ("Body (HTML)", "Description"),
    "brand": ("Vendor",),
    "type": ("Type",),
    "category": ("Product Category", "Product category", "Standardized Product Type"),
    "tags": ("Tags",),
    "status": ("Status",),
    "image": ("Image Src", "Product image URL"),
    "variant image": ("Variant Image", "Variant image URL"),
    "price": ("Variant Price", "Price"),
    "gender": ("Google Shopping / Gender",),
}
OPTIONS = [(f"Option{i} Name", f"Option{i} Value") for i in (1, 2, 3)]
OPTIONS += [(f"Option{i} name", f"Option{i} value") for i in (1, 2, 3)]
MOST_ROWS = 5_000  # of one product; Shopify itself allows 2,048 variants and 250 pictures
COLOUR = {"color", "colour", "farbe", "couleur", "colore", "χρώμα"}
COLUMNS = ("product_id", "title", "description", "brand", "gender", "category", "colour", "price", "image")
GENDER_TAGS = ("men", "women", "male", "female", "mens", "womens", "unisex")


def is_shopify(columns: Iterable[str]) -> bool:
    names = set(columns)
    return all(names & set(NAMES[each]) for each in ("handle", "title", "image"))


def from_shopify(table: Records) -> Records:
    """The products of an export; its own columns stay usable in a mapping, such as url=https://shop.example/{Handle}."""
    return Records((*COLUMNS, *table.columns), _products(table.rows))


def _products(rows: Iterable[Record | Rejected]) -> Iterator[Record | Rejected]:
    def handle(row: Record | Rejected) -> str:
        return _cell(row.cells, "handle") if isinstance(row, Record) else f"\0{row.number}"

    for _, group in groupby(rows, key=handle):
        members = list(islice(group, MOST_ROWS + 1))
        if isinstance(members[0], Rejected):
            yield members[0]
        elif len(members) > MOST_ROWS:
            yield Rejected(members[0].number, _cell(members[0].cells, "handle"), f"it has over {MOST_ROWS} rows")
        else:
            yield from _product([each for each in members if isinstance(each, Record)])


def _product(rows: list[Record]) -> Iterator[Record | Rejected]:
    first = rows[0]
    status = _cell(first.cells, "status").lower()
    if status in ("draft", "archived"):
        yield Rejected(first.number, _cell(first.cells, "handle"), f"its status is {status}: it is not for sale")
        return
    colour_of = _colour_column(first.cells)
    variants = [each for each in rows if _cell(each.cells, "price")] or rows[:1]
    by_colour: dict[str, list[Record]] = {}
    for each in variants:
        by_colour.setdefault(each.cells.get(colour_of, ""), []).append(each)
    for colour, mine in by_colour.items():
        yield Record(mine[0].number, {**first.cells, **_facts(first.cells, mine, colour, len(by_colour) > 1)})


def _facts(first: Cells, variants: list[Record], colour: str, several: bool) -> Cells:
    handle = _cell(first, "handle")
    own = next((_cell(each.cells, "variant image") for each in variants if _cell(each.cells, "variant image")), "")
    prices = [_cell(each.cells, "price") for each in variants]
    return {
        "product_id": f"{handle}-{colour.lower().replace(' ', '-')}" if several and colour else handle,
        "title": _cell(first, "title"),
        "description": _cell(first, "description"),
        "brand": _cell(first, "brand"),
        "gender": _cell(first, "gender") or _gender_tag(_cell(first, "tags")),
        "category": _cell(first, "type") or _cell(first, "category"),
        "colour": colour,
        "price": min(prices, key=_number),
        "image": own or _cell(first, "image"),
    }


def _cell(cells: Cells, name: str) -> str:
    return next((cells[each] for each in NAMES[name] if cells.get(each)), "")


def _colour_column(cells: Cells) -> str:
    return next((value for name, value in OPTIONS if cells.get(name, "").lower() in COLOUR), "")


def _gender_tag(tags: str) -> str:
    words = {each.strip().lower().replace("'", "") for each in tags.split(",")}
    found = [each for each in GENDER_TAGS if each in words]
    return found[0] if len(found) == 1 else ""


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0  # so that a price that is no number is seen, and reported
