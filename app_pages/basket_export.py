"""The basket as a file: a table, JSON, and a page of its own to send to somebody. No photo of the user's in any."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from html import escape

from app_pages.basket import Line, totals
from app_pages.markup import name_of, outside_address, picture, price
from pipeline.catalogue import Product
from pipeline.spreadsheet import safe_cell

FIELDS = ("product_id", "title", "brand", "gender", "group", "category", "colour", "price", "currency", "url")
STYLE = """
:root { color-scheme: light dark }
body { max-width: 960px; margin: 0 auto; padding: 2.5rem 1.25rem; font: 16px/1.45 system-ui, sans-serif;
  background: light-dark(#fff, #141311); color: light-dark(#1C1A17, #F1EDE6) }
h1 { margin: 0 0 1.5rem; font: 500 2.1rem/1.15 Georgia, serif }
ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(170px, 1fr)); gap: 1rem; padding: 0;
  list-style: none }
li { border: 1px solid light-dark(#E4E0D8, #35322D); border-radius: 6px; overflow: hidden; break-inside: avoid }
img { display: block; width: 100%; aspect-ratio: 4 / 5; object-fit: cover }
li > div { padding: .7rem .8rem .8rem }
b { display: block; font-weight: 600 }
a { color: inherit; text-underline-offset: 3px }
.muted { opacity: .65; font-size: .9rem }
.price, .total { font-variant-numeric: tabular-nums }
.total { font-size: 1.25rem; font-weight: 600 }
"""


def as_csv(lines: Sequence[Line]) -> str:
    """A row per product. What a spreadsheet would take for a formula is made text."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(FIELDS)
    for line in lines:
        facts = line.product.to_dict()
        writer.writerow([_cell(facts[field]) for field in FIELDS])
    return file.getvalue()


def as_json(lines: Sequence[Line]) -> str:
    """The products as the catalogue has them, and what they cost together in each currency."""
    products = [line.product for line in lines]
    sums = {currency: round(amount, 2) for currency, amount in totals(products).items()}
    return json.dumps({"products": [each.to_dict() for each in products], "total": sums}, indent=1, ensure_ascii=False)


def as_page(lines: Sequence[Line]) -> str:
    """A page that needs nothing else: the products' pictures lie in it, no script runs."""
    tiles = "".join(_tile(line) for line in lines)
    total = total_text([line.product for line in lines])
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A look</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<style>{STYLE}</style></head><body><h1>A look</h1><ul>{tiles}</ul>"
        f'<p class="total">Total {escape(total) or "not known"}</p></body></html>\n'
    )


def total_text(products: Sequence[Product]) -> str:
    """€120.00 + $35.00; empty where no price is known."""
    sums = totals(products)
    return " + ".join(price(amount, currency) for currency, amount in sums.items())


def _tile(line: Line) -> str:
    product = line.product
    title, link = escape(product.title), outside_address(product.url)
    if link:
        title = f'<a href="{escape(link, quote=True)}">{title}</a>'
    return (
        f"<li>{picture(line.picture)}"
        f'<div><b>{title}</b><span class="muted">{escape(product.brand)}</span>'
        f'<div class="muted">{escape(name_of(product.group))}</div>'
        f'<div class="price">{escape(price(product.price, product.currency))}</div></div></li>'
    )


def _cell(value: object) -> object:
    return safe_cell(value) if isinstance(value, str) else value
