"""The catalogues that a session may look through: the shop's, others that its owner set up, and the visitor's own."""

from __future__ import annotations

import os
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import streamlit as st

from app_pages.address import keep
from app_pages.opened import open_shop
from app_pages.view import PhotoView, rematched
from pipeline import ShopTheLook
from pipeline.catalogue import Catalogue
from pipeline.product_table import Rejected

MORE_CATALOGUES_VARIABLE = "SHOP_THE_LOOK_CATALOGUES"  # folders, separated as in PATH
LINK = "catalogue"  # query parameter: the name of a shared catalogue that is not the shop’s own
MOST_OWN = 3  # catalogues of a session's own: each holds its pictures on the server's disk


@dataclass(frozen=True, eq=False)
class OwnCatalogue:
    """A catalogue that this session brought. folder: vanishes with the last reference to it, as with the session.

    rejected: the rows that could not be used.
    """

    catalogue: Catalogue
    folder: TemporaryDirectory[str]
    rejected: tuple[Rejected, ...]


@st.cache_resource(show_spinner="Opening the catalogues")
def more_catalogues(embedder_sha256: str) -> list[Catalogue]:
    """The catalogues that every visitor may choose beside the shop's.

    Raises:
        ArtefactError: a folder is missing, damaged, or of another embedder. Not cached: a reload tries again.
    """
    folders = os.environ.get(MORE_CATALOGUES_VARIABLE, "").split(os.pathsep)
    return [Catalogue.open(Path(folder), embedder_sha256) for folder in folders if folder]


def choices() -> dict[str, Catalogue]:
    """Name -> catalogue: the shop's, the shared ones, the visitor's own."""
    shop = open_shop()
    shared = [shop.catalogue, *more_catalogues(shop.embedder.model.spec.sha256)]
    found: dict[str, Catalogue] = {}
    for catalogue in [*shared, *(own.catalogue for own in _own())]:
        found[_free(catalogue.name, found)] = catalogue
    return found


def current_shop() -> ShopTheLook:
    """The models over the catalogue that this session has chosen."""
    shop = open_shop()
    chosen = choices().get(st.session_state.get("catalogue", ""))
    return shop if chosen is None or chosen is shop.catalogue else shop.with_catalogue(chosen)


def follow_choice() -> None:
    """Search the photos of this session again where they were matched with another catalogue; no model runs.

    Raises:
        ArtefactError: models or a catalogue cannot be opened.
    """
    shop = current_shop()
    views: dict[str, PhotoView] = st.session_state.get("views", {})
    for sha256, view in list(views.items()):
        if view.analysis.catalogue is not shop.catalogue:
            views[sha256] = rematched(shop, view)


def follow_link() -> None:
    """A link names a catalogue: it is chosen as the session begins. From then on the address names the chosen one.

    Raises:
        ArtefactError: models or a catalogue cannot be opened.
    """
    if not st.session_state.get("catalogue_linked"):
        st.session_state["catalogue_linked"] = True
        choose(st.query_params.get(LINK, ""))
    chosen = current_shop().catalogue
    is_named = chosen is not open_shop().catalogue and not is_own(chosen)
    keep(LINK, name_of(chosen) if is_named else None)


def still_searched(sha256: str) -> Catalogue | None:
    """The catalogue that this session searches, if it is the one with this checksum.

    For callbacks, which name theirs: Streamlit keeps what they refer to until the session ends, also one of the
    visitor's own that was removed, and a browser that is behind asks for what is of another catalogue.
    """
    chosen = current_shop().catalogue
    return chosen if chosen.sha256 == sha256 else None


def name_of(catalogue: Catalogue) -> str:
    """Under which one of the choices is offered."""
    return next(name for name, each in choices().items() if each is catalogue)


def choose(name: str) -> None:
    """Search this one from now on; a name that nobody offers means the shop's."""
    st.session_state["catalogue"] = name


def keep_own(own: OwnCatalogue) -> None:
    """Add a catalogue to this session's and choose it."""
    _own().append(own)
    choose(name_of(own.catalogue))


def has_room() -> bool:
    """Whether this session may bring another catalogue."""
    return len(_own()) < MOST_OWN


def is_own(catalogue: Catalogue) -> bool:
    """Whether only this session has it."""
    return any(own.catalogue is catalogue for own in _own())


def binding(catalogue: Catalogue) -> Literal["query-params"] | None:
    """Where a widget keeps its setting: in the address, but for what it would tell of a visitor's own catalogue."""
    return None if is_own(catalogue) else "query-params"


def rejected_of(catalogue: Catalogue) -> tuple[Rejected, ...] | None:
    """The rows that a catalogue of this session's left out; None for a shared one."""
    return next((own.rejected for own in _own() if own.catalogue is catalogue), None)


def forget(catalogue: Catalogue) -> None:
    """Remove one of this session's own catalogues with its folder."""
    for own in [each for each in _own() if each.catalogue is catalogue]:
        _own().remove(own)
        own.folder.cleanup()
    st.session_state.pop("catalogue", None)


def _own() -> list[OwnCatalogue]:
    own: list[OwnCatalogue] = st.session_state.setdefault("own_catalogues", [])
    return own


def _free(name: str, taken: Container[str]) -> str:
    """The name, with a number where it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
