"""One row of the result: the garment's tile, then the products most like it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from app_pages import basket, look_words, markup
from app_pages.closeness import Closeness, closeness_by_group
from app_pages.view import Piece
from pipeline.catalogue import Catalogue
from pipeline.look import Item, Match

TILE_WIDTH_PX = 148  # the narrowest tile: more of them scroll sideways, so that rows keep their height
FEWEST_TILES = 5
SMALL_CROP_PX = 40  # the longer side of a box that holds hardly more detail than a colour
NOT_CLOSE = "Nothing close enough to be this very piece; these are the most alike"
SMALL = "Small in the photo: a closer one gives better matches"


@dataclass(frozen=True)
class RowContext:
    """What all rows share. searched: the products' genders; explain: opens “Why this match” for a garment's match."""

    catalogue: Catalogue
    k: int
    searched: tuple[str, ...]
    filtered: bool
    explain: Callable[[Item, Match], None]


def garment_row(context: RowContext, piece: Piece, item: Item) -> None:
    """A strip of k products. A garment without products, or without a close one, says so."""
    number, group = piece.numbered.number, item.detection.group
    with st.container(key=f"row_{number}", gap="xsmall"):
        st.html(look_words.row_head(number, group, _note(item)))
        grid = st.grid(
            max(context.k + 1, FEWEST_TILES),
            min_column_width=TILE_WIDTH_PX,
            wrap=False,
            gap="xsmall",
            key=f"strip_{number}",
        )
        with grid.container(key=f"crop_{number}", gap=None, height="stretch"):
            cut = markup.picture(piece.tile, f"{markup.name_of(group)}, cut from your photo")
            st.html(cut + look_words.crop_caption(item.detection))
        # Where the row says that nothing is close enough, no card may say “close”: numbers alone.
        closeness = closeness_by_group(context.catalogue).get(group) if item.close_enough else None
        for rank, match in enumerate(item.matches, start=1):
            with grid.container(border=True, key=f"card_{number}_{rank}", gap=None, height="stretch"):
                if _card(context.catalogue, match, closeness, f"{number}_{rank}"):
                    context.explain(item, match)
        if not item.matches:
            with grid.cell(column_span=3):
                st.html(look_words.no_match(group, context.searched, piece.is_sold, context.filtered))


def _card(catalogue: Catalogue, match: Match, closeness: Closeness | None, place: str) -> bool:
    """Draw a product; True when the visitor asks why it is there."""
    product = match.product
    # The linked title names the product, so the picture beside it needs no text of its own.
    st.html(markup.picture(catalogue.image_path(product).read_bytes()) + markup.product_text(product))
    asked = st.button(
        markup.similarity(match, closeness),
        key=f"why_{place}",
        type="tertiary",
        icon=":material/info:",
        icon_position="right",
    )
    inside = basket.holds(catalogue, product)
    st.button(
        # The title is for screen readers; the style sheet hides it.
        f"{'In basket' if inside else 'Add'} :gray[{markup.plain(product.title)}]",
        icon=":material/check:" if inside else None,
        key=f"add_{place}",
        width="stretch",
        disabled=basket.is_full() and not inside,
        help="The basket is full" if basket.is_full() and not inside else None,
        on_click=basket.toggle,
        args=(catalogue, product),
    )
    return asked


def _note(item: Item) -> str:
    """One thing about the garment at most: that nothing is close weighs more than that it is small."""
    if item.matches and not item.close_enough:
        return NOT_CLOSE
    x0, y0, x1, y1 = item.detection.box
    return SMALL if max(x1 - x0, y1 - y0) < SMALL_CROP_PX else ""
