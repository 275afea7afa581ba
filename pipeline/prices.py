"""Prices as shops write them: "39.90", "39,90 €", "EUR 1.299,00", "$1,299.00"."""

from __future__ import annotations

import re

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₺": "TRY", "₹": "INR", "zł": "PLN"}
SIGN = "|".join(re.escape(sign) for sign in SIGNS)
PRICE = re.compile(rf"(?P<before>{SIGN}|[A-Za-z]{{3}})?\s*(?P<number>\d[\d.,'\s]*)\s*(?P<after>{SIGN}|[A-Za-z]{{3}})?")
SPACED = re.compile(r"\d{1,3}([ ']\d{3})+([.,]\d+)?")
HIGHEST = 1e9


class PriceError(ValueError):
    """The text is no price; the message continues a sentence about it."""


def read_price(text: str) -> tuple[float | None, str]:
    """A price and the currency written with it; (None, "") where there is no text.

    Raises:
        PriceError: no number of 0 or more, or one that can be read in two ways.
    """
    if not text.strip():
        return None, ""
    match = PRICE.fullmatch(text.strip().replace("\u00a0", " ").replace("\u202f", " "))
    if match is None:
        raise PriceError("is not a number of 0 or more")
    number = match["number"].strip()
    if re.search(r"['\s]", number) and not SPACED.fullmatch(number):
        raise PriceError("is not a number of 0 or more")
    value = float(_plain(re.sub(r"['\s]", "", number)))
    if value > HIGHEST:
        raise PriceError("is not a number that a garment costs")
    sign = match["before"] or match["after"] or ""
    return value, SIGNS.get(sign, sign.upper())


def _plain(digits: str) -> str:
    """The number with a point for its fraction and no thousands' marks."""
    marks = re.sub(r"\d", "", digits)
    last = marks[-1:]
    if not last or (digits.count(last) > 1 and len(set(marks)) == 1):
        parts = re.split(r"[.,]", digits)
        if last and not all(len(part) == 3 for part in parts[1:]):
            raise PriceError("is not a number of 0 or more")
        return "".join(parts)
    whole, _, fraction = digits.rpartition(last)
    if digits.count(last) > 1 or not fraction.isdigit():
        raise PriceError("is not a number of 0 or more")
    if len(marks) == 1 and len(fraction) == 3 and whole != "0":
        raise PriceError(f"can be read in two ways: write {whole}{fraction} or {whole}.{fraction}0")
    return f"{re.sub(r'[.,]', '', whole)}.{fraction}"
