"""One row of the result: the garment's tile, then the products most like it."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages import markup
from app_pages.closeness import Closeness, closeness_by_group
from app_pages.pictures import product_picture
from app_pages.session import Piece
from pipeline.catalogue import Catalogue
from pipeline.look import Item, Match

TILE_WIDTH_PX = 148  # the narrowest tile: more of them scroll sideways, so that rows keep their height
FEWEST_TILES = 5


def garment_row(catalogue: Catalogue, piece: Piece, item: Item, k: int, searched: Sequence[str]) -> None:
    """A strip of k products. A garment without products says why."""
    number, group = piece.numbered.number, item.detection.group
    with st.container(key=f"row_{number}", gap="xsmall"):
        st.html(markup.row_head(number, group))
        grid = st.grid(
            max(k + 1, FEWEST_TILES), min_column_width=TILE_WIDTH_PX, wrap=False, gap="xsmall", key=f"strip_{number}"
        )
        with grid.container(key=f"crop_{number}", gap=None, height="stretch"):
            st.image(piece.tile, width="stretch", alt=f"{markup.name_of(group)}, cut from your photo")
            st.html(markup.crop_caption(item.detection.score))
        closeness = closeness_by_group(catalogue).get(group)
        for rank, match in enumerate(item.matches, start=1):
            with grid.container(border=True, key=f"card_{number}_{rank}", gap=None, height="stretch"):
                _card(catalogue, match, closeness)
        if not item.matches:
            with grid.cell(column_span=3):
                st.html(markup.no_match(group, searched, piece.is_sold))


def skeleton_row(number: int, k: int) -> None:
    """The outline of a row."""
    with st.container(key=f"row_waiting_{number}", gap="xsmall"):
        st.skeleton(24, width=160)
        grid = st.grid(k + 1, min_column_width=TILE_WIDTH_PX, wrap=False, gap="xsmall", key=f"strip_waiting_{number}")
        for _ in range(k + 1):
            grid.skeleton(335)


def _card(catalogue: Catalogue, match: Match, closeness: Closeness | None) -> None:
    # The linked title names the product, so the picture beside it needs no text of its own.
    st.image(product_picture(catalogue.image_path(match.product)), width="stretch", alt="")
    st.html(markup.product_text(match, closeness))
