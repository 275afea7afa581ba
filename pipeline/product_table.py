"""A shop's own table -> validated product rows, and the rows that are not usable, each with its reason."""

from __future__ import annotations

import math
import re
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

from pipeline.catalogue import Product
from pipeline.errors import CatalogueBuildError
from pipeline.taxonomy import gender_of, group_of

FIELDS = tuple(field.name for field in fields(Product))
REQUIRED = ("product_id", "title", "image")


@dataclass(frozen=True)
class Row:
    """One usable row. number: its line among the data rows, from 1. product.image: as the table gives it."""

    number: int
    product: Product


@dataclass(frozen=True)
class Rejected:
    """A row that is left out of the catalogue, and why."""

    number: int
    product_id: str
    reason: str


def read_rows(path: Path, mapping: Mapping[str, str], constants: Mapping[str, str]) -> Iterator[Row | Rejected]:
    """Every data row of a CSV file, validated, in order.

    Args:
        mapping: field -> column name, or a template such as "{sku}-{colour}"; default the column of the same name.
        constants: field -> value for every row, e.g. currency.
    Raises:
        CatalogueBuildError: no such file, not CSV, unknown field, or a column that is not there.
    """
    table = _read_csv(path)
    templates = _templates(table.column_names, mapping, constants)
    seen: set[str] = set()
    for number, record in enumerate(table.to_pylist(), start=1):
        cells = {name: (value or "").strip() for name, value in record.items()}
        values = {name: template.format_map(cells).strip() for name, template in templates.items()}
        result = _validate(number, {**values, **constants})
        if isinstance(result, Row):
            if result.product.product_id in seen:
                result = Rejected(number, result.product.product_id, "product_id stands in an earlier row already")
            else:
                seen.add(result.product.product_id)
        yield result


def _read_csv(path: Path) -> pa.Table:
    try:
        names = pa_csv.open_csv(path).schema.names
        # Everything as text: "007" is a product id, and a price that is no number must be reported, not guessed.
        as_text = pa_csv.ConvertOptions(column_types={name: pa.string() for name in names}, strings_can_be_null=False)
        multiline = pa_csv.ParseOptions(newlines_in_values=True)
        return pa_csv.read_csv(path, convert_options=as_text, parse_options=multiline)
    except FileNotFoundError as error:
        raise CatalogueBuildError(f"There is no file {path}.") from error
    except (OSError, pa.ArrowException) as error:
        raise CatalogueBuildError(f"{path} cannot be read as CSV: {error}") from error


def _templates(columns: list[str], mapping: Mapping[str, str], constants: Mapping[str, str]) -> dict[str, str]:
    unknown = sorted({*mapping, *constants} - set(FIELDS))
    if unknown:
        raise CatalogueBuildError(f"There is no product field {', '.join(unknown)}; fields are {', '.join(FIELDS)}.")
    templates = {name: f"{{{name}}}" for name in FIELDS if name in columns}
    templates |= {name: value if "{" in value else f"{{{value}}}" for name, value in mapping.items()}
    used = {column for value in templates.values() for _, column, _, _ in string.Formatter().parse(value) if column}
    absent = sorted(used - set(columns))
    if absent:
        raise CatalogueBuildError(f"The table has no column {', '.join(absent)}; it has {', '.join(columns)}.")
    lacking = [name for name in REQUIRED if name not in templates and name not in constants]
    if lacking:
        raise CatalogueBuildError(f"No column gives {', '.join(lacking)}. Name it with --map {lacking[0]}=COLUMN.")
    return templates


def _validate(number: int, values: Mapping[str, str]) -> Row | Rejected:
    product_id = values.get("product_id", "")
    for name in REQUIRED:
        if not values.get(name):
            return Rejected(number, product_id, f"{name} is empty")
    group = group_of(values.get("group", "")) or group_of(values.get("category", ""))
    if group is None:
        return Rejected(number, product_id, f"no group is known for {values.get('group') or values.get('category')!r}")
    gender = gender_of(values.get("gender", ""))
    if gender is None:
        return Rejected(number, product_id, f"gender {values['gender']!r} is none of men, women, unisex")
    price = _price(values.get("price", ""))
    if price is not None and not (math.isfinite(price) and price >= 0):
        return Rejected(number, product_id, f"price {values['price']!r} is not a number of 0 or more")
    url = values.get("url", "")
    if url and not re.match(r"https?://", url, re.IGNORECASE):
        return Rejected(number, product_id, f"url {url!r} does not start with http:// or https://")
    text = {name: values.get(name, "") for name in FIELDS if name not in ("group", "gender", "price")}
    return Row(number, Product(**text, group=group, gender=gender, price=price))


def _price(text: str) -> float | None:
    """None where there is no price, NaN where it is not a number."""
    if not text:
        return None
    try:
        return float(text)
    except ValueError:
        return math.nan
