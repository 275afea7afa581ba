"""What a search is narrowed to beside group and gender, and the choices that a catalogue offers for it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from numbers import Real

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from pipeline.arrow import coded
from pipeline.errors import SettingError


@dataclass(frozen=True)
class Filters:
    """Products are kept when they satisfy every part; an empty part lets everything through.

    categories, colours, brands: one of them, letter case aside. min_price, max_price: both included; a product
    without a price satisfies neither.
    Raises:
        SettingError: a part that is no set of texts, a price that is no number of 0 or more, or the lowest above the
            highest.
    """

    categories: frozenset[str] = frozenset()
    colours: frozenset[str] = frozenset()
    brands: frozenset[str] = frozenset()
    min_price: float | None = None
    max_price: float | None = None

    def __post_init__(self) -> None:
        for name in ("categories", "colours", "brands"):
            object.__setattr__(self, name, _texts(name, getattr(self, name)))
        for name in ("min_price", "max_price"):
            price = getattr(self, name)
            if price is not None and not (is_number(price) and price >= 0):
                raise SettingError(f"{name} is {price!r}; give a number of 0 or more.")
            object.__setattr__(self, name, None if price is None else float(price))
        if self.min_price is not None and self.max_price is not None and self.min_price > self.max_price:
            raise SettingError(f"min_price {self.min_price} is above max_price {self.max_price}; swap them.")

    def __bool__(self) -> bool:
        return self != Filters()

    def mask(self, table: pa.Table) -> NDArray[np.bool_]:
        """Product table of n rows -> bool (n,): which rows satisfy it."""
        kept = np.ones(table.num_rows, bool)
        for column, wanted in (("category", self.categories), ("colour", self.colours), ("brand", self.brands)):
            if wanted:
                kept &= _is_one_of(table[column], wanted)
        for limit, satisfied in ((self.min_price, pc.greater_equal), (self.max_price, pc.less_equal)):
            if limit is not None:
                kept &= pc.fill_null(satisfied(table["price"], limit), False).to_numpy()
        return kept


@dataclass(frozen=True)
class Choices:
    """What there is to filter by: value -> number of products, in alphabetical order; prices None without any."""

    categories: dict[str, int]
    colours: dict[str, int]
    brands: dict[str, int]
    min_price: float | None
    max_price: float | None


def choices_of(table: pa.Table) -> Choices:
    """The choices of a product table; empty texts are none."""
    prices = pc.min_max(table["price"]).as_py()
    categories, colours, brands = (_counts(table[column]) for column in ("category", "colour", "brand"))
    return Choices(categories, colours, brands, prices["min"], prices["max"])


def is_number(value: object) -> bool:
    """Whether it is a finite real number, of Python or NumPy; True and False are none."""
    try:
        return isinstance(value, Real) and not isinstance(value, bool) and math.isfinite(value)
    except OverflowError:  # a whole number beyond every float
        return False


def _texts(name: str, given: object) -> frozenset[str]:
    if isinstance(given, str):
        raise SettingError(f"{name} is one text; give a set of texts.")
    if not isinstance(given, Iterable):
        raise SettingError(f"{name} is {given!r}; give a set of texts.")
    texts = list(given)
    if not all(isinstance(text, str) for text in texts):
        raise SettingError(f"{name} holds what is no text; give a set of texts.")
    return frozenset(texts)


def _is_one_of(column: pa.ChunkedArray, wanted: Collection[str]) -> NDArray[np.bool_]:
    """Compares the few different values of a column, not its many rows."""
    values, codes = coded(column)
    lowered = {text.casefold() for text in wanted}
    return np.isin(codes, [code for code, value in enumerate(values) if value.casefold() in lowered])


def _counts(column: pa.ChunkedArray) -> dict[str, int]:
    values, codes = coded(column)
    found = dict(zip(values, np.bincount(codes, minlength=len(values)).tolist(), strict=True))
    return {value: found[value] for value in sorted(found, key=str.casefold) if value}
