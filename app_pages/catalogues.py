"""The catalogues that a session may look through: the shop's, others that its owner set up, and the visitor's own."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import streamlit as st

from app_pages.opened import open_shop
from pipeline import ShopTheLook
from pipeline.catalogue import Catalogue
from pipeline.product_table import Rejected

MORE_CATALOGUES_VARIABLE = "SHOP_THE_LOOK_CATALOGUES"  # folders, separated as in PATH
MOST_OWN = 3  # catalogues of a session's own: each holds its pictures on the server's disk


@dataclass(frozen=True, eq=False)
class OwnCatalogue:
    """A catalogue that this session brought. folder: vanishes with the last reference to it, as with the session.

    rejected: the rows that could not be used.
    """

    shop: ShopTheLook
    folder: TemporaryDirectory[str]
    rejected: tuple[Rejected, ...]


@st.cache_resource(show_spinner="Opening the catalogues")
def shared_shops() -> dict[str, ShopTheLook]:
    """Name -> the models over each catalogue that every visitor may choose; the first is the default.

    Raises:
        ArtefactError: a folder is missing, damaged, or of another embedder. Not cached: a reload tries again.
    """
    shop = open_shop()
    shops = {shop.catalogue.name: shop}
    for folder in filter(None, os.environ.get(MORE_CATALOGUES_VARIABLE, "").split(os.pathsep)):
        catalogue = Catalogue.open(Path(folder), embedder_sha256=shop.embedder.model.spec.sha256)
        shops[_free(catalogue.name, shops)] = shop.with_catalogue(catalogue)
    return shops


def choices() -> dict[str, ShopTheLook]:
    """Name -> shop: the shared ones, then the visitor's own."""
    found = dict(shared_shops())
    for own in _own():
        found[_free(own.shop.catalogue.name, found)] = own.shop
    return found


def current_shop() -> ShopTheLook:
    """The models over the catalogue that this session has chosen."""
    return choices().get(st.session_state.get("catalogue", ""), open_shop())


def choose(name: str) -> None:
    st.session_state["catalogue"] = name


def keep_own(own: OwnCatalogue) -> str:
    """Add a catalogue to this session's and choose it; returns the name under which it stands."""
    _own().append(own)
    name = next(name for name, shop in choices().items() if shop is own.shop)
    choose(name)
    return name


def has_room() -> bool:
    """Whether this session may bring another catalogue."""
    return len(_own()) < MOST_OWN


def rejected_of(shop: ShopTheLook) -> tuple[Rejected, ...] | None:
    """The rows that a catalogue of this session's left out; None for a shared one."""
    return next((own.rejected for own in _own() if own.shop is shop), None)


def forget(shop: ShopTheLook) -> None:
    """Remove one of this session's own catalogues with its folder."""
    for own in [each for each in _own() if each.shop is shop]:
        _own().remove(own)
        own.folder.cleanup()
    st.session_state.pop("catalogue", None)


def _own() -> list[OwnCatalogue]:
    own: list[OwnCatalogue] = st.session_state.setdefault("own_catalogues", [])
    return own


def _free(name: str, taken: dict[str, ShopTheLook]) -> str:
    """The name, with a number where it is taken."""
    number, free = 2, name
    while free in taken:
        free, number = f"{name} ({number})", number + 1
    return free
