"""The form for a catalogue of the visitor's own: its files, and which column of the table is what."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app_pages.housekeeping import forget
from app_pages.own_build import Order, OwnBuild, zipped
from pipeline import ShopTheLook
from pipeline.errors import CatalogueBuildError
from pipeline.product_table import FIELDS, REQUIRED
from pipeline.upload import MEGABYTE, Peek, UploadLimits, peek

TABLE_TYPES = ["csv", "tsv", "txt", "jsonl", "xml"]
PICTURE_TYPES = ["zip", "jpg", "jpeg", "png", "webp"]
NONE = "(none)"
CALLED = {"product_id": "Product id", "gender": "Department", "url": "Web address"}  # as elsewhere in the app
LIMITS = UploadLimits()
HINT = (
    f"Up to {LIMITS.rows:,} rows. Each needs an id, a title and a picture (a file name in the ZIP, or a public web "
    "address); group, department, colour, brand and price help. Without a table every picture becomes a product. Only "
    "this session sees the catalogue; it is deleted when the session ends."
)


def own_form(shop: ShopTheLook) -> None:
    """What is to be built."""
    left, right = st.columns(2, gap="large")
    with left:
        given = st.file_uploader("Table of products (CSV, TSV, JSON Lines or a product feed)", type=TABLE_TYPES,
                                 max_upload_size=LIMITS.table_bytes // MEGABYTE, key=_file_key("table"))  # fmt: skip
    with right:
        pictures = st.file_uploader("Pictures (one ZIP, or the pictures themselves)", type=PICTURE_TYPES,
                                    accept_multiple_files=True, key=_file_key("pictures"),
                                    max_upload_size=LIMITS.archive_bytes // MEGABYTE)  # fmt: skip
    st.html(f'<div class="caption muted">{HINT}</div>')
    if given is None and not pictures:
        return
    looked = _peek(given) if given is not None else None
    if given is not None and looked is None:
        return
    mapping = _mapping(looked) if looked else {}
    left, right = st.columns([0.5, 0.5], gap="large", vertical_alignment="bottom")
    name = left.text_input("Name", "My catalogue", max_chars=60, key="own_name")
    lacking = [each for each in REQUIRED if looked and each not in mapping]
    if right.button("Build the catalogue", type="primary", icon=":material/construction:", key="own_start",
                    disabled=bool(lacking)):  # fmt: skip
        order = Order(name.strip() or "My catalogue", given.getvalue() if given else None, _archive(pictures), mapping)
        st.session_state["own_build"] = OwnBuild(shop, order)
        for file in [*([given] if given else []), *pictures]:
            forget(file)
        _clear_files()
        st.rerun()
    if lacking:
        st.html(f'<div class="caption muted">Say which column gives: {escape(", ".join(lacking))}.</div>')


def _peek(given: UploadedFile) -> Peek | None:
    """The table's columns and first rows; an unusable table says why."""
    try:
        with TemporaryDirectory(prefix="shop-the-look-") as folder:
            return peek(given.getvalue(), Path(folder) / "peek")
    except CatalogueBuildError as error:
        st.error(str(error), title="This table cannot be used")
        return None


def _mapping(looked: Peek) -> dict[str, str]:
    """Field -> column, guessed from the names and put right by the owner."""
    st.html('<div class="caption muted">The first rows as they were read</div>')
    st.dataframe(list(looked.first), hide_index=True, placeholder="", key="own_first")
    chosen = {}
    with st.expander("Which column is what", expanded=bool(looked.missing)):
        grid = st.grid(4, min_column_width=150, gap="small")
        for name in FIELDS:
            options = [NONE, *looked.columns]
            guess = looked.mapping.get(name, NONE)
            label = f"{CALLED.get(name, name.capitalize())}{' (needed)' if name in REQUIRED else ''}"
            column = grid.selectbox(label, options, options.index(guess), key=f"own_map_{name}")
            if column != NONE:
                chosen[name] = column
    return chosen


def _archive(pictures: Sequence[UploadedFile]) -> bytes | None:
    """One ZIP as it is; single pictures packed into one."""
    if len(pictures) == 1 and pictures[0].name.lower().endswith(".zip"):
        return pictures[0].getvalue()
    single = [(file.name, file.getvalue()) for file in pictures if not file.name.lower().endswith(".zip")]
    return zipped(single) if single else None


def _file_key(name: str) -> str:
    """Another key after every build, as only a new uploader is an empty one."""
    return f"own_{name}_{st.session_state.get('own_builds', 0)}"


def _clear_files() -> None:
    st.session_state["own_builds"] = st.session_state.get("own_builds", 0) + 1
