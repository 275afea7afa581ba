"""Small pieces of HTML. Everything that comes from a catalogue or a model is data and is escaped here."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from urllib.parse import quote, urlsplit

from app_pages.closeness import Closeness
from app_pages.numbering import colour_of
from pipeline.catalogue import Product
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
SIGNS = {"EUR": "€", "USD": "$", "GBP": "£"}


def name_of(group: str) -> str:
    """What a shop calls a group; an unknown one keeps its own word."""
    return NAMES.get(group, group.capitalize())


def disc(number: int) -> str:
    background, ink = colour_of(number)
    return f'<span class="disc" style="background:{background};color:{ink}">{number}</span>'


def row_head(number: int, group: str) -> str:
    return (
        f'<div class="row-head">{disc(number)}<h3>{escape(name_of(group))}</h3>'
        '<a class="up" href="#photo">Up to photo</a></div>'
    )


def crop_caption(score: float) -> str:
    return (
        f'<div class="crop-caption"><b>Your photo</b><br><span class="muted number">Confidence {score:.0%}</span></div>'
    )


def product_text(match: Match, closeness: Closeness | None) -> str:
    """Title (linked where the product has an address), brand, price and similarity of a card."""
    product = match.product
    title = escape(product.title, quote=True)
    link = web_address(product.url)
    if link:
        title = f'<a href="{escape(link, quote=True)}" target="_blank">{title}</a>'
    return (
        f'<div class="title" title="{escape(product.title, quote=True)}">{title}</div>'
        f'<div class="brand">{escape(product.brand) or "&nbsp;"}</div>'
        f'<div class="price">{escape(price(product.price, product.currency)) or "&nbsp;"}</div>'
        f'<div class="similarity">{similarity(match, closeness)}</div>'
    )


def similarity(match: Match, closeness: Closeness | None) -> str:
    """In words and as the cosine itself; the words' measure stands in the tool tip."""
    number = f"{match.similarity:.2f}".replace("-", "−")
    if closeness is None:
        return f'<span title="Cosine similarity">{number}</span>'
    percentile, words = closeness.level(match.similarity)
    compared = f"{'above' if percentile else 'below'} that of {percentile or 80} in 100 pairs of products"
    tip = f"Cosine similarity {number}, {compared} of this kind in the catalogue"
    return f'<span title="{escape(tip, quote=True)}">{words} · <span class="number">{number}</span></span>'


def price(amount: float | None, currency: str) -> str:
    """€39.90, 39.90 PLN, or nothing where the catalogue gives no price."""
    if amount is None:
        return ""
    sign = SIGNS.get(currency)
    return f"{sign}{amount:,.2f}" if sign else f"{amount:,.2f} {currency}".rstrip()


def web_address(url: str) -> str | None:
    """The url if a browser may follow it; anything but http and https (javascript:, data:) is dropped."""
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


def no_match(group: str, searched: Sequence[str], is_sold: bool) -> str:
    """Why a garment has no product: the catalogue has none of its kind, or none in the department searched."""
    name = escape(name_of(group).lower())
    if not is_sold:
        return f'<div class="none">The catalogue has no {name}.</div>'
    return (
        f'<div class="none">No {name} in the {escape(searched[0])}’s department.<br>'
        '<span class="muted">Choose “All” to search every department.</span></div>'
    )
