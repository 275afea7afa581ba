"""How well the search does: Annoy beside the exhaustive search, and the same garment cut a little differently."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from app_pages import markup
from app_pages.inside_map import candidate_of
from app_pages.opened import in_line
from app_pages.sections import figures, table
from app_pages.view import PhotoView, Piece
from pipeline import Look, ShopTheLook
from pipeline.exact import Comparison, compare
from pipeline.stability import Variant, stability

K = 10
SEARCH_KS = (1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 25000, 50000)


def annoy_against_exact(look: Look, view: PhotoView, piece: Piece | None) -> None:
    if piece is None:
        st.html('<div class="muted">No garment was found, so nothing was searched.</div>')
        return
    if view.analysis.catalogue.searched_by == "Milvus":
        st.html('<div class="muted">Milvus finds this catalogue’s neighbours: there is no Annoy to compare.</div>')
        return
    _annoy(look, view, piece)


@st.fragment
def _annoy(look: Look, view: PhotoView, piece: Piece) -> None:
    catalogue, group = view.analysis.catalogue, piece.numbered.detection.group
    vector = candidate_of(view, piece).embedding
    tuned = compare(catalogue, vector, group, look.searched, K)
    options = sorted({*SEARCH_KS, tuned.search_k} - {0})
    search_k = st.select_slider("search_k: how many nodes Annoy looks at, per index", options, tuned.search_k or 1,
                                key=f"search_k_{group}", bind="query-params")  # fmt: skip
    found = compare(catalogue, vector, group, look.searched, K, search_k)
    figures(
        {
            f"Recall at {K}": f"{found.recall:.2f}",
            "Same order": "Yes" if found.is_same else "No",
            "Annoy": f"{found.approximate_ms:.3f} ms",
            "Exact": f"{found.exact_ms:.3f} ms",
        }
    )
    _ranks(view, found)
    st.html(
        f'<div class="caption muted">{markup.products(found.products)} of this group, {_and(look.searched)}, whatever '
        f"the filters; the catalogue was tuned to search_k {tuned.search_k:,}. Milliseconds are medians of five.</div>"
    )


def _ranks(view: PhotoView, found: Comparison) -> None:
    """Rank by rank: what is truly nearest, and where Annoy has it."""
    catalogue = view.analysis.catalogue
    places = {each.row: rank for rank, each in enumerate(found.approximate, start=1)}
    rows = []
    products = catalogue.products([each.row for each in found.exact])
    for rank, (exact, product) in enumerate(zip(found.exact, products, strict=True), start=1):
        where = places.get(exact.row)
        answer = "same" if where == rank else f"rank {where}" if where else "not found"
        rows.append([str(rank), product.title, product.product_id, f"{exact.similarity:.4f}", answer])
    table(["Rank", "Exact search", "Product", "Cosine", "Annoy"], rows, numbers_from=3)


def stable(shop: ShopTheLook, look: Look, view: PhotoView, piece: Piece | None) -> None:
    if piece is None:
        st.html('<div class="muted">No garment was found, so nothing can be moved.</div>')
        return
    variants = _variants(shop, look, view, piece)
    name = markup.text(markup.name_of(piece.numbered.detection.group).lower())
    rows = [
        [each.name.replace(" %", "%"), f"{each.similarity:.3f}", f"{each.shared} of {each.of}"] for each in variants
    ]
    kept, of = sum(each.shared for each in variants), sum(each.of for each in variants)
    share = f": {kept / of:.0%} of them stay" if of else ""
    st.html(f'<div>{markup.disc(piece.numbered.number)} The best products for the {name}, whatever the filters, '
            f"when its box is moved or scaled by a tenth{share}.</div>")  # fmt: skip
    with st.container(width=620):
        table(["Box", "Cosine to the original", "Of the best five stay"], rows)


def _and(words: Sequence[str]) -> str:
    """Two words or more: men, women and unisex."""
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _variants(shop: ShopTheLook, look: Look, view: PhotoView, piece: Piece) -> tuple[Variant, ...]:
    """Once per garment and departments; kept while the photo is."""
    kept = st.session_state.get("stability")
    if kept is None or kept[0] is not view.analysis:
        kept = st.session_state["stability"] = view.analysis, {}
    variants = kept[1]
    key = piece.numbered.number, look.searched
    if key not in variants:
        candidate = candidate_of(view, piece)
        analysis = view.analysis
        variants[key] = in_line(
            lambda: stability(analysis.photo, candidate, shop.embedder, analysis.catalogue, look.searched)
        )
    return variants[key]
