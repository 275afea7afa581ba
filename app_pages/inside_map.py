"""The chosen garment among the products of its group."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages import catalogues, markup
from app_pages.atlas import atlas_of, chart, product_points
from app_pages.inside_settings import Settled
from app_pages.view import PhotoView, Piece
from pipeline.catalogue import Catalogue, Neighbour, Product
from pipeline.look import Candidate

NEIGHBOURS = 10


def embedding_map(view: PhotoView, settled: Settled, piece: Piece | None) -> None:
    if piece is None:
        st.html('<div class="muted">No garment was found, so there is nothing to place.</div>')
        return
    catalogue, numbered = view.analysis.catalogue, piece.numbered
    group = numbered.detection.group
    atlas = atlas_of(catalogue, group)
    if atlas is None:
        st.html(f'<div class="muted">The catalogue has no {markup.text(markup.name_of(group).lower())}.</div>')
        return
    candidate = candidate_of(view, piece)
    near = view.analysis.nearest(candidate, settled.look.searched, NEIGHBOURS, settled.filters)
    similarity = {each.row: round(each.similarity, 3) for each in near}
    points = product_points(catalogue, atlas)
    linked = [{**point, "similarity": similarity[point["row"]]} for point in points if point["row"] in similarity]
    x, y = atlas.place_of(candidate.embedding)
    query = {"x": x, "y": y, "colour": numbered.colour, "ink": numbered.ink, "text": str(numbered.number)}
    left, right = st.columns([0.62, 0.38], gap="medium")
    with left:
        event = st.altair_chart(
            chart(points, linked, query, selectable=True), width="stretch", on_select="rerun", key=f"map_{group}"
        )
        st.html(
            f'<div class="caption muted">{markup.products(len(points))} on their first two principal components, '
            f"which show {atlas.projection.share:.0%} of the variance: near on the map is often, not always, near in "
            f"all {len(candidate.embedding)} dimensions. Lines lead to the {len(near)} nearest. Click a product.</div>"
        )
    marked = [each["row"] for each in event.selection.get("marked", [])]
    with right:
        if marked:
            own = [_similarity(catalogue, candidate, row) for row in marked[:1]]
            st.html('<div class="caption muted">The chosen product</div>')
            pictures(catalogue, own, "marked")
        st.html('<div class="caption muted">The nearest</div>')
        pictures(catalogue, near[: 3 if marked else 9], "nearest")


def candidate_of(view: PhotoView, piece: Piece) -> Candidate:
    """What the models say about a numbered garment."""
    return next(each for each in view.analysis.candidates if each.detection == piece.numbered.detection)


def pictures(catalogue: Catalogue, near: Sequence[Neighbour], key: str, columns: int = 3) -> None:
    """Small product pictures with their similarity."""
    grid = st.grid(columns, min_column_width=76, gap="xsmall")
    for rank, (neighbour, product) in enumerate(
        zip(near, catalogue.products([each.row for each in near]), strict=True)
    ):
        with grid.container(gap=None, key=f"near_{key}_{rank}"):
            picture = markup.picture(catalogue.image_path(product).read_bytes(), product.title)
            st.html(f'{picture}<div class="caption number">{_caption(catalogue, product, neighbour)}</div>')


def _caption(catalogue: Catalogue, product: Product, neighbour: Neighbour) -> str:
    """The similarity and the product, linked where a new session has its catalogue."""
    if catalogues.is_own(catalogue):
        return f"{neighbour.similarity:.3f} {markup.text(product.title)}"
    return f"{neighbour.similarity:.3f} {markup.catalogue_link(product, st.query_params.get(catalogues.LINK))}"


def _similarity(catalogue: Catalogue, candidate: Candidate, row: int) -> Neighbour:
    return Neighbour(row, float(catalogue.embeddings[row] @ candidate.embedding))
