"""Records of a source -> validated product rows, and the rows that are not usable, each with its reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape

from pipeline.catalogue import DETAILS, SCHEMA, Product
from pipeline.errors import CatalogueBuildError
from pipeline.prices import PriceError, read_price
from pipeline.sources.records import Record, Records, Rejected
from pipeline.taxonomy import GROUPS, gender_of, group_of

__all__ = ["FIELDS", "Reading", "Rejected", "Row", "read_rows"]

FIELDS = (*SCHEMA.names, *DETAILS)
REQUIRED = ("product_id", "title", "image")
LONGEST = {"product_id": 200, "title": 500, "url": 2000, "image": 2000}
ENTITIES = ("title", "brand", "colour", "category")  # shops export these as HTML: "Tee &amp; shorts"
COLUMN = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True)
class Reading:
    """How a shop's own columns and words become ours.

    mapping: field -> column name, or a template such as "{sku}-{colour}"; default the column of the same name.
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
    """Every row of a source, validated, in order.

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
                result = Rejected(result.number, result.product.product_id, f"row {first} has this product_id already")
        yield result


def _templates(records: Records, reading: Reading) -> dict[str, str]:
    unknown = sorted({*reading.mapping, *reading.constants} - set(FIELDS))
    if unknown:
        raise CatalogueBuildError(f"There is no product field {', '.join(unknown)}; fields are {', '.join(FIELDS)}.")
    wrong = sorted(set(reading.words.values()) - set(GROUPS))
    if wrong:
        raise CatalogueBuildError(f"There is no group {', '.join(wrong)}; groups are {', '.join(GROUPS)}.")
    templates = {name: f"{{{name}}}" for name in FIELDS if name in records.columns}
    given = {**records.mapping, **reading.mapping}
    templates |= {name: value if "{" in value else f"{{{value}}}" for name, value in given.items()}
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
    values |= {name: unescape(values[name]) for name in ENTITIES if name in values}
    reasons = _reasons(values, reading)
    if reasons:
        return Rejected(record.number, values.get("product_id", ""), "; ".join(reasons))
    price, currency = read_price(values.get("price", ""))
    text = {name: values.get(name, "") for name in SCHEMA.names if name not in ("group", "gender", "price")}
    text["currency"] = text["currency"].upper() or currency
    product = Product(
        **text,
        group=_group(values, reading) or "",
        gender=gender_of(values.get("gender", "")) or "",
        price=price,
        details={name: values[name] for name in DETAILS if values.get(name)},
    )
    return Row(record.number, product)


def _reasons(values: Mapping[str, str], reading: Reading) -> list[str]:
    """Everything that is wrong with a row, not only the first of it."""
    reasons = [f"{name} is empty" for name in REQUIRED if not values.get(name)]
    for name, longest in LONGEST.items():
        if len(values.get(name, "")) > longest:
            reasons.append(f"{name} has {len(values[name])} letters, over {longest}")
    if _group(values, reading) is None and not reading.predict_group:
        reasons.append(f"no group is known for {values.get('group') or values.get('category', '')!r}")
    if gender_of(values.get("gender", "")) is None:
        reasons.append(f"gender {values['gender']!r} is none of men, women, unisex")
    try:
        read_price(values.get("price", ""))
    except PriceError as error:
        reasons.append(f"price {values['price']!r} {error}")
    url = values.get("url", "")
    if url and not re.match(r"https?://|catalogue\?product=", url, re.IGNORECASE):
        reasons.append(f"url {url!r} does not start with http:// or https://")
    return reasons


def _group(values: Mapping[str, str], reading: Reading) -> str | None:
    return group_of(values.get("group", ""), reading.words) or group_of(values.get("category", ""), reading.words)


def _fill(template: str, cells: Mapping[str, str]) -> str:
    return COLUMN.sub(lambda match: cells.get(match[1], ""), template).strip()
