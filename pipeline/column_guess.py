"""Column names of a stranger's table -> our fields, as far as the names tell."""

from __future__ import annotations

from pipeline.product_table import FIELDS

# Names that shops give to our fields, in plain letters.
GUESSES: dict[str, tuple[str, ...]] = {
    "product_id": ("id", "sku", "code", "article", "article number", "item"),
    "title": ("name", "product name", "description"),
    "image": ("image link", "image url", "picture", "photo", "path", "file", "filename", "img"),
    "brand": ("vendor", "manufacturer"),
    "gender": ("department", "sex"),
    "category": ("category name", "type", "product type", "kind", "label"),
    "colour": ("color",),
    "url": ("link", "product url"),
}


def guessed(columns: tuple[str, ...]) -> dict[str, str]:
    """Field -> column: of the same name, else of the first name that shops use for it."""
    plain: dict[str, str] = {}
    for column in columns:
        plain.setdefault(column.strip().lower().replace("_", " ").replace("-", " "), column)
    found = {}
    for name in FIELDS:
        own = name.replace("_", " ")
        guess = next((plain[each] for each in (own, *GUESSES.get(name, ())) if each in plain), None)
        if guess is not None:
            found[name] = guess
    return found
