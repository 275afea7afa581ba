"""Cells of exported CSV files that a spreadsheet shows and never runs."""

from __future__ import annotations

# What Excel, LibreOffice and Google Sheets take for the start of a formula, the full-width forms included:
# owasp.org/www-community/attacks/CSV_Injection.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def safe_cell(text: str) -> str:
    """Text from a catalogue or a visitor -> the same text as a CSV cell; a formula gets an apostrophe before it.

    Plain numbers stay numbers, negative ones too. Quoting stays the csv module's business.
    """
    if not text.startswith(FORMULA_STARTS) and not text.lstrip().startswith(FORMULA_STARTS):
        return text
    return text if _is_number(text) else f"'{text}"


def _is_number(text: str) -> bool:
    """Digits with one point at most: float() would also take "-1_0" and "-inf"."""
    whole, _, part = text.removeprefix("-").partition(".")
    return whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))
