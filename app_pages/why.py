"""Why this match: what was measured between a garment and a product, in words, numbers and pictures."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from app_pages import markup
from app_pages.catalogues import current_shop
from app_pages.closeness import Closeness, closeness_by_group
from app_pages.heat import heated
from app_pages.opened import inference_gate
from pipeline.agreement import NEAREST, Agreement, agreement
from pipeline.colour import Colour
from pipeline.errors import BusyError
from pipeline.look import Item, Match

# CIEDE2000. Between the garment of a demo look and its own product the light alone makes about as much as the first
# (median over 53 pairs); hardly one of those pairs reaches the second.
SAME_COLOURS, ALIKE_COLOURS = 7, 14


@st.dialog("Why this match", width="medium")
def why_this_match(item: Item, match: Match) -> None:
    """The two pictures with the parts that agree, then the facts."""
    shop, place = current_shop(), st.empty()
    with place.container():
        _outline()
    try:
        with inference_gate():
            found = agreement(shop, item, match, [each.product for each in item.matches][:NEAREST])
    except BusyError as error:
        place.warning(str(error))
        return
    with place.container():
        _pictures(found, match)
        st.html(_facts(item, match, found, closeness_by_group(shop.catalogue).get(item.detection.group)))


def _outline() -> None:
    for column in _halves("agreement_waiting"):
        column.skeleton(300)
    st.skeleton(150)


def _halves(key: str) -> list[DeltaGenerator]:
    """For the outline and for the pictures: what differs in shape from what was there leaves a part of it."""
    with st.container(key=key):
        return st.columns(2, gap="small", wrap=False)


def _pictures(found: Agreement, match: Match) -> None:
    left, right = _halves("agreement")
    with left:
        st.image(heated(found.crop), width="stretch", alt="Your garment; the parts that speak for the match glow")
        st.caption("Your photo")
    with right:
        st.image(heated(found.product), width="stretch", alt="The product; the parts that speak for the match glow")
        st.caption(markup.plain(match.product.title))
    st.html(
        '<p class="muted small">Parts that glow speak for the match: hiding one makes the two less alike. '
        f"{len(found.crop.losses) ** 2} parts of each picture were hidden in turn.</p>"
    )


def _facts(item: Item, match: Match, found: Agreement, closeness: Closeness | None) -> str:
    group, product = markup.name_of(item.detection.group).lower(), match.product
    rows = {"Similarity": _similarity(item, match, closeness, group)}
    rows["Colours"] = (
        f"{_swatches(found.crop_colours)} against {_swatches(found.product_colours)}<br>"
        f'{_colour_words(found.difference)} · <span class="number">{found.difference:.0f}</span> '
        '<span class="muted">on the scale CIEDE2000, where 1 is just visible</span>'
    )
    if product.category:
        rows["Kind"] = _kind(product.category, found)
    return markup.definitions(rows)


def _kind(category: str, found: Agreement) -> str:
    """The product's category, and how common it is among the nearest products, this one counted."""
    name = markup.text(category[:1].upper() + category[1:])
    if found.nearest < 2:
        return name
    if found.alike == 1:
        return f"{name}, the only one among the {found.nearest} nearest products"
    count = "all" if found.alike == found.nearest else found.alike or "none"
    return f"{name}, as {count} of the {found.nearest} nearest products"


def _similarity(item: Item, match: Match, closeness: Closeness | None, group: str) -> str:
    number = f'<span class="number">{match.similarity:.2f}</span>'
    if closeness is None:
        return f"{number} <span class='muted'>as a cosine, 1 at most</span>"
    farther = min(99, int(closeness.percentile(match.similarity)))
    # Where the row says that nothing is close enough, no word may say “close”.
    words = f"{closeness.level(match.similarity)[1]} · " if item.close_enough else ""
    return (
        f"{words}{number}<br>"
        f'<span class="muted">more alike than {farther} in 100 pairs of different '
        f"products of this kind ({markup.text(group)}) in the catalogue</span>"
    )


def _colour_words(difference: float) -> str:
    if difference <= SAME_COLOURS:
        return "Nearly the same colours"
    return "Similar colours" if difference <= ALIKE_COLOURS else "Other colours"


def _swatches(colours: tuple[Colour, ...]) -> str:
    return "".join(f'<i class="swatch" style="background:{colour.hex}" title="{colour.hex}"></i>' for colour in colours)
