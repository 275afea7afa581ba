"""One row of the result: the garment's tile, then the products most like it. One inline component, no package.

Streamlit's own elements, four a card, cost a browser several times as much: a slider's move was felt.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import streamlit as st

from app_pages import basket, look_words, markup
from app_pages.closeness import Closeness, closeness_by_group
from app_pages.look_photo import ASSETS
from app_pages.pictures import data_uri, served
from app_pages.view import Piece
from pipeline.catalogue import Catalogue
from pipeline.look import Item, Match

FEWEST_TILES = 5
SMALL_CROP_PX = 40  # the longer side of a box that holds hardly more detail than a colour
NOT_CLOSE = "Nothing close enough to be this very piece; these are the most alike"
SMALL = "Small in the photo: a closer one gives better matches"
HTML = """<div class="garment-row">
<div class="row-head">
  <span class="disc"></span><h3></h3><span class="muted note"></span><a class="up" href="#photo">Up to photo</a>
</div>
<div class="strip">
  <div class="crop"><img><div class="crop-caption"><b>Your photo</b><br><span class="muted number"></span></div></div>
  <div class="none" hidden><b></b><br><span class="muted"></span></div>
</div>
</div>"""

# In the page itself, not in a shadow root: the page's style sheet dresses the cards.
_mount = st.components.v2.component(
    "garment_row", html=HTML, js=(ASSETS / "garment_row.js").read_text("utf-8"), isolate_styles=False
)


@dataclass(frozen=True)
class RowContext:
    """What all rows share. searched: the products' genders."""

    catalogue: Catalogue
    k: int
    searched: tuple[str, ...]
    filtered: bool


def garment_row(context: RowContext, piece: Piece, item: Item) -> Match | None:
    """A strip of k products. A garment without products, or without a close one, says so.

    Returns:
        The match of which was just asked why it is one.
    """
    # Streamlit keeps the callbacks until the session ends, and with them what they refer to: no catalogue.
    sha256 = context.catalogue.sha256
    key, matches = f"row_{piece.numbered.number}", {match.product.product_id: match for match in item.matches}
    pressed = _mount(
        key=key,
        data=_data(context, piece, item),
        on_why_change=lambda: None,
        on_add_change=lambda: _toggle(sha256, matches.get(st.session_state[key].get("add"))),
    )
    return matches.get(pressed.why)


def _data(context: RowContext, piece: Piece, item: Item) -> dict[str, Any]:
    """What the component draws."""
    numbered, detection = piece.numbered, item.detection
    # Where the row says that nothing is close enough, no card may say “close”: numbers alone.
    closeness = closeness_by_group(context.catalogue).get(detection.group) if item.close_enough else None
    nothing = None
    if not item.matches:
        nothing = look_words.no_match(detection.group, context.searched, piece.sold_in, context.filtered)
    return {
        "number": numbered.number,
        "name": markup.name_of(detection.group),
        "colour": numbered.colour,
        "ink": numbered.ink,
        "note": _note(item),
        "tile": data_uri(piece.tile),
        "caption": "Your own box" if detection.drawn else f"Confidence {detection.score:.0%}",
        "tiles": max(context.k + 1, FEWEST_TILES),
        "cards": [
            _card(context.catalogue, match, closeness, f"row_{numbered.number}_{rank}")
            for rank, match in enumerate(item.matches, start=1)
        ],
        "full": basket.is_full(),
        "nothing": nothing,
    }


def _card(catalogue: Catalogue, match: Match, closeness: Closeness | None, place: str) -> dict[str, Any]:
    product = match.product
    return {
        "id": product.product_id,
        "picture": served(catalogue.image_path(product), place),
        "title": product.title,
        "link": markup.web_address(product.url),
        "brand": product.brand,
        "price": markup.price(product.price, product.currency),
        "similarity": markup.similarity(match, closeness),
        "inside": basket.holds(catalogue, product),
    }


def _toggle(sha256: str, match: Match | None) -> None:
    """None: a browser that is behind asks for what is not in the row any more."""
    if match is not None:
        basket.press(sha256, match.product)


def _note(item: Item) -> str:
    """One thing about the garment at most: that nothing is close weighs more than that it is small."""
    if item.matches and not item.close_enough:
        return NOT_CLOSE
    x0, y0, x1, y1 = item.detection.box
    return SMALL if max(x1 - x0, y1 - y0) < SMALL_CROP_PX else ""
