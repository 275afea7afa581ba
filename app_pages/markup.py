"""Small pieces of HTML. Everything that comes from a catalogue or a model is data and is escaped here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from urllib.parse import quote, urlsplit

from app_pages.closeness import Closeness
from app_pages.numbering import colour_of
from pipeline.catalogue import Product
from pipeline.detector import Detection
from pipeline.gender import PRODUCT_GENDERS, Gender, GenderChoice
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
PRODUCT_PAGE = "catalogue?product="
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def name_of(group: str) -> str:
    """What a shop calls a group; an unknown one keeps its own word."""
    return NAMES.get(group, group.capitalize())


def disc(number: int) -> str:
    background, ink = colour_of(number)
    return f'<span class="disc" style="background:{background};color:{ink}">{number}</span>'


def row_head(number: int, group: str, note: str = "") -> str:
    """note: what is to be said about the garment as a whole."""
    said = f'<span class="muted">{escape(note)}</span>' if note else ""
    return (
        f'<div class="row-head">{disc(number)}<h3>{escape(name_of(group))}</h3>{said}'
        '<a class="up" href="#photo">Up to photo</a></div>'
    )


def crop_caption(detection: Detection) -> str:
    sure = "Your own box" if detection.drawn else f"Confidence {detection.score:.0%}"
    return f'<div class="crop-caption"><b>Your photo</b><br><span class="muted number">{sure}</span></div>'


def product_text(product: Product) -> str:
    """Title (linked where the product has an address), brand and price of a card."""
    title = escape(product.title, quote=True)
    link = web_address(product.url)
    if link:
        title = f'<a href="{escape(link, quote=True)}" target="_blank">{title}</a>'
    return (
        f'<div class="title" title="{escape(product.title, quote=True)}">{title}</div>'
        f'<div class="brand">{escape(product.brand) or "&nbsp;"}</div>'
        f'<div class="price">{escape(price(product.price, product.currency)) or "&nbsp;"}</div>'
    )


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
    if url.startswith(PRODUCT_PAGE):
        return url
    try:
        return url if urlsplit(url).scheme in ("http", "https") else None
    except ValueError:
        return None


def catalogue_link(product: Product) -> str:
    """A link to the product's own place on the Catalogue page; a tab of its own, as a new address ends the session."""
    address = f"catalogue?product={quote(product.product_id, safe='')}"
    return f'<a href="{escape(address, quote=True)}" target="_blank">{escape(product.title)}</a>'


def department(gender: Gender) -> str:
    """The suggested department with its probability: of the clothing, never of the person."""
    verb = "Looks like" if gender.is_sure else "Perhaps"
    probability = f'<span class="muted number">{gender.probability:.0%}</span>'
    return f"{verb} <b>{escape(gender.label)}’s</b> clothing {probability}"


def summary(garments: int, searched: Sequence[str], gender: Gender, choice: GenderChoice) -> str:
    """How much was found, and where matches are searched and why."""
    found = "No garment found" if not garments else "1 garment found" if garments == 1 else f"{garments} garments found"
    where = (
        "every department" if len(searched) == len(PRODUCT_GENDERS) else f"the {searched[0]}’s department and unisex"
    )
    why = ": the suggestion is not sure enough" if choice == "auto" and not gender.is_sure else ""
    return f'<div class="summary"><h2>{found}</h2><span class="muted">Searching {escape(where)}{why}</span></div>'


def nothing_found(best: Detection | None, percent: int, floor_percent: int) -> str:
    """Why there is no garment. best: the surest that was found, though less sure than `percent`."""
    if best is None:
        return (
            f'<div class="none">No garment found: nothing in this photo looks like one by {floor_percent}% or more.<br>'
            '<span class="muted">Try another photo, or draw a box around a garment with “Edit”.</span></div>'
        )
    reached = min(percent - 1, round(100 * best.score))
    return (
        f'<div class="none">No garment is as sure as {percent}%. The surest is '
        f"{escape(name_of(best.group).lower())} with {reached}%.</div>"
    )


def no_match(group: str, searched: Sequence[str], is_sold: bool, filtered: bool) -> str:
    """Why a garment has no product: the catalogue has none of its kind, none in the department, none that fits."""
    name = escape(name_of(group).lower())
    if not is_sold:
        return f'<div class="none">The catalogue has no {name}.</div>'
    if filtered:
        return (
            f'<div class="none">No {name} under these filters.<br>'
            '<span class="muted">Change or clear them above the rows.</span></div>'
        )
    return (
        f'<div class="none">No {name} in the {escape(searched[0])}’s department.<br>'
        '<span class="muted">Choose “All” to search every department.</span></div>'
    )


def text(words: str) -> str:
    """Anything from a catalogue, as text inside HTML."""
    return escape(words)


def definitions(rows: Mapping[str, str]) -> str:
    """A list of names and values. The values are HTML already; empty ones are left out."""
    pairs = (f"<dt>{escape(name)}</dt><dd>{value}</dd>" for name, value in rows.items() if value)
    return f'<dl class="facts">{"".join(pairs)}</dl>'
