"""Records of a source -> validated product rows, and the rows that are not usable, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from pipeline.catalogue import DETAILS, SCHEMA, Product
from pipeline.errors import CatalogueBuildError
from pipeline.plain_text import plain_text
from pipeline.prices import LONGEST_PRICE, PriceError, read_currency, read_price
from pipeline.sources.records import Record, Records, Rejected, is_text
from pipeline.taxonomy import GROUPS, gender_of, group_of

__all__ = ["FIELDS", "Reading", "Rejected", "Row", "read_rows"]

FIELDS = (*SCHEMA.names, *DETAILS)
REQUIRED = ("product_id", "title", "image")
LONGEST = {
    **dict.fromkeys(FIELDS, 500),
    **{"product_id": 200, "category": 1000, "price": LONGEST_PRICE, "url": 2000, "image": 2000},
    "description": 100_000,  # shops keep whole pages of HTML in it
}
TWICE = "has this product_id already; only the first row of an id is used, whatever its picture turns out to be"
ENTITIES = ("title", "brand", "colour", "category")  # shops export these as HTML: "Tee &amp; shorts"
COLUMN = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Reading:
    """How a shop's own columns and words become ours.

    mapping: field -> column name, or a template such as "{sku}-{colour}"; default the column of the same name, ""
    for no column at all.
    constants: field -> value for every row, e.g. currency. words: a shop's own word for a kind of garment -> group.
    predict_group: leave a group that no word tells to the detector, instead of rejecting the row.
    """

    mapping: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)
    predict_group: bool = False


@dataclass(frozen=True)
class Row:
    """One usable row. number: its place among the data rows, from 1.

    product.image: as the table gives it. product.group: "" where the detector is to say it.
    """

    number: int
    product: Product


def read_rows(records: Records, reading: Reading) -> Iterator[Row | Rejected]:
    """Every row of a source, validated, in order. Of good rows with one id the first counts, its picture not yet seen.

    Raises:
        CatalogueBuildError: an unknown field or group in the mapping, or a column that is not there.
    """
    templates = _templates(records, reading)
    seen: dict[str, int] = {}
    for record in records.rows:
        result = _validate(record, templates, reading) if isinstance(record, Record) else record
        if isinstance(result, Row):
            first = seen.setdefault(result.product.product_id, result.number)
            if first != result.number:
                result = Rejected(result.number, result.product.product_id, f"row {first} {TWICE}")
        yield result


def _templates(records: Records, reading: Reading) -> dict[str, str]:
    unknown = sorted({*reading.mapping, *reading.constants} - set(FIELDS))
    if unknown:
        raise CatalogueBuildError(f"There is no product field {', '.join(unknown)}; fields are {', '.join(FIELDS)}.")
    wrong = sorted(set(reading.words.values()) - set(GROUPS))
    if wrong:
        raise CatalogueBuildError(f"There is no group {', '.join(wrong)}; groups are {', '.join(GROUPS)}.")
    named = {name: name for name in FIELDS if name in records.columns}
    given = {**named, **records.mapping, **reading.mapping}
    templates = {name: value if "{" in value else f"{{{value}}}" for name, value in given.items() if value}
    absent = sorted({column for value in templates.values() for column in COLUMN.findall(value)} - {*records.columns})
    if absent:
        has = ", ".join(records.columns)
        raise CatalogueBuildError(f"The table has no column {', '.join(absent)}; it has {has}.")
    lacking = [name for name in REQUIRED if name not in templates and name not in reading.constants]
    if lacking:
        raise CatalogueBuildError(f"No column gives {', '.join(lacking)}. Name it with --map {lacking[0]}=COLUMN.")
    return templates


def _validate(record: Record, templates: Mapping[str, str], reading: Reading) -> Row | Rejected:
    values = {name: _fill(template, record.cells) for name, template in templates.items()}
    values.update(reading.constants)
    broken = [f"{name} holds half a letter" for name, value in values.items() if not is_text(value)]
    if broken:
        return Rejected(record.number, "", "; ".join(broken))
    values |= {name: unescape(values[name]) for name in ENTITIES if name in values}
    reasons = _reasons(values, reading)
    if reasons:
        return Rejected(record.number, values.get("product_id", "")[: LONGEST["product_id"]], "; ".join(reasons))
    price, currency = read_price(values.get("price", ""))
    text = {name: values.get(name, "") for name in SCHEMA.names if name not in ("group", "gender", "price")}
    text["currency"] = read_currency(text["currency"]) or currency
    product = Product(
        **text,
        group=_group(values, reading) or "",
        gender=gender_of(values.get("gender", "")) or "",
        price=price,
        **{name: plain_text(values.get(name, "")) for name in DETAILS},
    )
    return Row(record.number, product)


def _reasons(values: Mapping[str, str], reading: Reading) -> list[str]:
    """Everything that is wrong with a row, not only the first of it; of overlong cells only that they are."""
    overlong = [name for name in FIELDS if len(values.get(name, "")) > LONGEST[name]]
    if overlong:
        return [f"{name} has {len(values[name])} letters, over {LONGEST[name]}" for name in overlong]
    reasons = [f"{name} is empty" for name in REQUIRED if not values.get(name)]
    if _group(values, reading) is None and not reading.predict_group:
        reasons.append(f"no group is known for {values.get('group') or values.get('category', '')!r}")
    if gender_of(values.get("gender", "")) is None:
        reasons.append(f"gender {values['gender']!r} is none of men, women, unisex")
    reasons += _money_reasons(values)
    url = values.get("url", "")
    if url and not re.match(r"https?://|catalogue\?product=", url, re.IGNORECASE):
        reasons.append(f"url {url!r} does not start with http:// or https://")
    if re.search(r"\s", url):
        reasons.append(f"url {url!r} has a blank in it; write %20")
    return reasons


def _money_reasons(values: Mapping[str, str]) -> list[str]:
    reasons = []
    for name, read in (("price", read_price), ("currency", read_currency)):
        try:
            read(values.get(name, ""))
        except PriceError as error:
            reasons.append(f"{name} {values[name]!r} {error}")
    return reasons


def _group(values: Mapping[str, str], reading: Reading) -> str | None:
    return group_of(values.get("group", ""), reading.words) or group_of(values.get("category", ""), reading.words)


def _fill(template: str, cells: Mapping[str, str]) -> str:
    return COLUMN.sub(lambda match: cells.get(match[1], ""), template).strip()
