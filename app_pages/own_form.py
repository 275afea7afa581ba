"""The form for a catalogue of the visitor's own: its files, and which column of the table is what."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from app_pages.housekeeping import forget
from app_pages.own_build import Order, OwnBuild, check_room
from app_pages.own_files import LIMITS, is_mixed, largest_mb, stored, too_much
from pipeline import ShopTheLook
from pipeline.errors import BusyError, CatalogueBuildError
from pipeline.product_table import FIELDS, REQUIRED
from pipeline.upload import MEGABYTE, Peek, peek

TABLE_TYPES = ["csv", "tsv", "txt", "jsonl", "xml"]
PICTURE_TYPES = ["zip", "jpg", "jpeg", "png", "webp"]
NONE = "(none)"
CALLED = {"product_id": "Product id", "gender": "Department", "url": "Web address"}  # as elsewhere in the app
HINT = (
    f"Up to {LIMITS.rows:,} rows, and {LIMITS.archive_bytes // MEGABYTE} MB of pictures together. Each row needs an "
    "id, a title and a picture (a file name in the ZIP, or a public web address); group, department, colour, brand and "
    "price help. Without a table every picture becomes a product. Only this session sees the catalogue; it is deleted "
    "when the session ends."
)


def own_form(shop: ShopTheLook) -> None:
    """What is to be built."""
    left, right = st.columns(2, gap="large")
    with left:
        given = st.file_uploader("Table of products (CSV, TSV, JSON Lines or a product feed)", type=TABLE_TYPES,
                                 max_upload_size=largest_mb(LIMITS.table_bytes), key=_file_key("table"))  # fmt: skip
    with right:
        pictures = st.file_uploader("Pictures (one ZIP, or the pictures themselves)", type=PICTURE_TYPES,
                                    accept_multiple_files=True, key=_file_key("pictures"),
                                    max_upload_size=largest_mb(LIMITS.archive_bytes))  # fmt: skip
    st.html(f'<div class="caption muted">{HINT}</div>')
    if given is None and not pictures:
        return
    if why := too_much(pictures):
        _drop([*([given] if given else []), *pictures])
        st.session_state["own_error"] = why
        st.rerun()
    looked = _peek(given) if given is not None else None
    if given is not None and looked is None:
        return
    mapping = _mapping(looked) if looked else {}
    left, right = st.columns([0.5, 0.5], gap="large", vertical_alignment="bottom")
    name = left.text_input("Name", "My catalogue", max_chars=60, key="own_name")
    lacking = [each for each in REQUIRED if looked and not mapping[each]]
    if right.button("Build the catalogue", type="primary", icon=":material/construction:", key="own_start",
                    disabled=bool(lacking) or is_mixed(pictures)):  # fmt: skip
        _start(shop, name.strip() or "My catalogue", given, pictures, mapping)
    if lacking:
        st.html(f'<div class="caption muted">Say which column gives: {escape(", ".join(lacking))}.</div>')
    if is_mixed(pictures):
        st.html('<div class="caption muted">Choose one ZIP, or the pictures themselves.</div>')


def _peek(given: UploadedFile) -> Peek | None:
    """The table's columns and first rows; an unusable table says why."""
    try:
        with TemporaryDirectory(prefix="shop-the-look-") as folder:
            return peek(given.getvalue(), Path(folder) / "peek")
    except CatalogueBuildError as error:
        st.error(str(error), title="This table cannot be used")
    except OSError:
        _cannot_keep()
    return None


def _mapping(looked: Peek) -> dict[str, str]:
    """Field -> column, guessed from the names and put right by the owner; "" for none."""
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
            chosen[name] = "" if column == NONE else column
    return chosen


def _start(
    shop: ShopTheLook,
    name: str,
    table: UploadedFile | None,
    pictures: Sequence[UploadedFile],
    mapping: dict[str, str],
) -> None:
    """Hand the files over to a build; where there is no room for one they stay in the form."""
    files = [*([table] if table else []), *pictures]
    try:
        check_room(sum(each.size for each in files) / 1e6)
        folder, paths = _on_disk(table, pictures)
    except BusyError as error:
        st.warning(str(error), title="One moment")
        return
    except OSError:
        _cannot_keep()
        return
    st.session_state["own_build"] = OwnBuild(shop, Order(name, *paths, mapping), folder)
    _drop(files)
    st.rerun()


def _on_disk(
    table: UploadedFile | None, pictures: Sequence[UploadedFile]
) -> tuple[TemporaryDirectory[str], tuple[Path | None, Path | None]]:
    """A folder with the files in it; without room for them nothing of it stays.

    Raises:
        OSError: the disk is full.
    """
    folder = TemporaryDirectory(prefix="shop-the-look-")
    try:
        return folder, stored(table, pictures, Path(folder.name))
    except OSError:
        folder.cleanup()
        raise


def _cannot_keep() -> None:
    st.error("The server has no room for them now. Upload less, or try again later.", title="The files cannot be kept")


def _file_key(name: str) -> str:
    """Another key after every build, as only a new uploader is an empty one."""
    return f"own_{name}_{st.session_state.get('own_builds', 0)}"


def _drop(files: Sequence[UploadedFile]) -> None:
    """Nothing of them stays in memory, and the form is empty again."""
    for file in files:
        forget(file)
    st.session_state["own_builds"] = st.session_state.get("own_builds", 0) + 1
