"""Small pieces of HTML. Everything that comes from a catalogue or a model is data and is escaped here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from urllib.parse import quote, urlsplit

from app_pages.address import PRODUCT_PAGE
from app_pages.closeness import Closeness
from app_pages.numbering import colour_of
from app_pages.pictures import data_uri
from pipeline.catalogue import Product
from pipeline.look import Match

NAMES = {
    "topwear": "Top",
    "bottomwear": "Bottoms",
    "dress": "Dress",
    "outerwear": "Outerwear",
    "footwear": "Shoes",
    "bag": "Bag",
    "headwear": "Headwear",
    "eyewear": "Eyewear",
}
MARKDOWN = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~:$]")
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def name_of(group: str) -> str:
    """What a shop calls a group; an unknown one keeps its own word."""
    return NAMES.get(group, group.capitalize())


def picture(encoded: bytes, alt: str = "") -> str:
    """A picture that comes with the text beside it. st.image costs a browser several times as much: it is measured
    whenever the page changes, and fetched for itself. alt: empty where the text beside it names what is shown."""
    return f'<img src="{data_uri(encoded)}" alt="{escape(alt, quote=True)}">'


def disc(number: int) -> str:
    background, ink = colour_of(number)
    return f'<span class="disc" style="background:{background};color:{ink}">{number}</span>'


def basket_line(product: Product) -> str:
    """Title, brand and price of a product in the basket."""
    return (
        f'<div class="line"><b>{escape(product.title)}</b><span class="muted">{escape(product.brand)}</span>'
        f'<span class="number">{escape(price(product.price, product.currency))}</span></div>'
    )


def similarity(match: Match, closeness: Closeness | None) -> str:
    """In words and as the cosine itself: Close · 0.83."""
    number = f"{match.similarity:.2f}".replace("-", "−")
    return number if closeness is None else f"{closeness.level(match.similarity)[1]} · {number}"


def products(count: int) -> str:
    return counted(count, "product")


def counted(count: int, thing: str) -> str:
    """1 row, 1,200 rows."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def plain(text: str) -> str:
    """A text for a label that Streamlit reads as Markdown: shown as it is written."""
    return MARKDOWN.sub(r"\\\g<0>", text)


def price(amount: float | None, currency: str) -> str:
    """€39.90, 39.90 PLN, or nothing where the catalogue gives no price."""
    if amount is None:
        return ""
    sign = SIGNS.get(currency)
    return f"{sign}{amount:,.2f}" if sign else f"{amount:,.2f} {currency}".rstrip()


def web_address(url: str) -> str | None:
    """The url if a browser may follow it: http and https, or the product's place in this app; nothing else
    (javascript:, data:) is linked."""
    return url if url.startswith(PRODUCT_PAGE) else outside_address(url)


def outside_address(url: str) -> str | None:
    """The same for who is not in this app: http and https alone."""
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def catalogue_link(product: Product, catalogue: str | None) -> str:
    """A link to the product's own place on the Catalogue page; a tab of its own, as a new address ends the session.

    catalogue: under which name the address has it; None for the shop's own, which needs none.
    """
    address = f"{PRODUCT_PAGE}{quote(product.product_id, safe='')}"
    if catalogue is not None:
        address += f"&catalogue={quote(catalogue, safe='')}"
    return f'<a href="{escape(address, quote=True)}" target="_blank">{escape(product.title)}</a>'


def text(words: str) -> str:
    """Anything from a catalogue, as text inside HTML."""
    return escape(words)


def definitions(rows: Mapping[str, str]) -> str:
    """A list of names and values. The values are HTML already; empty ones are left out."""
    pairs = (f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows.items() if value)
    return f'<dl class="facts">{"".join(pairs)}</dl>'
