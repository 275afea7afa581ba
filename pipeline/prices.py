"""Prices as shops write them: "39.90", "39,90 €", "EUR 1.299,00", "$1,299.00"."""

from __future__ import annotations

import re

SIGNS = {"€": "EUR", "$": "USD", "£": "GBP", "¥": "JPY", "₺": "TRY", "₹": "INR", "zł": "PLN"}
SIGN = "|".join(re.escape(sign) for sign in SIGNS)
CODE = r"[A-Za-z]{3}"  # as ISO 4217 names currencies
# Thousands stand in threes, all behind the same mark, and the fraction behind another one.
NUMBER = r"(?P<whole>\d+|\d{1,3}(?P<mark>[.,' ])\d{3}(?:(?P=mark)\d{3})*)(?:(?!(?P=mark))[.,](?P<fraction>\d+))?"
PRICE = re.compile(rf"(?P<before>{SIGN}|{CODE})?\s*{NUMBER}\s*(?P<after>{SIGN}|{CODE})?")
HIGHEST = 1e9
LONGEST_PRICE = 40


class PriceError(ValueError):
    """The text is no price, or no currency; the message continues a sentence about it."""


def read_price(text: str) -> tuple[float | None, str]:
    """A price and the currency written with it; (None, "") where there is no text.

    Raises:
        PriceError: no number of 0 or more, or one that can be read in two ways.
    """
    if not text.strip():
        return None, ""
    if len(text) > LONGEST_PRICE:
        raise PriceError(f"has over {LONGEST_PRICE} letters")
    match = PRICE.fullmatch(text.strip().replace("\u00a0", " ").replace("\u202f", " "))
    if match is None:
        raise PriceError("is not a number of 0 or more")
    whole, fraction = re.sub(r"\D", "", match["whole"]), match["fraction"] or "0"
    if not match["mark"] and len(fraction) == 3 and whole != "0":
        raise PriceError(f"can be read in two ways: write {whole}{fraction} or {whole}.{fraction}0")
    value = float(f"{whole}.{fraction}")
    if value > HIGHEST:
        raise PriceError("is not a number that a garment costs")
    return value, read_currency(match["before"] or match["after"] or "")


def read_currency(text: str) -> str:
    """A currency's three letters, of a sign or of letters in any case; "" where there is no text.

    Raises:
        PriceError: it is neither.
    """
    if text and text not in SIGNS and not re.fullmatch(CODE, text):
        raise PriceError(f"is no currency: write three letters, as EUR, or one of {' '.join(SIGNS)}")
    return SIGNS.get(text, text.upper())
