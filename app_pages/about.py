"""About: what the app is, what happens to a photo, what its words mean, and under which licences it runs."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.catalogues import current_shop
from app_pages.closeness import FARTHER, LEVELS
from app_pages.markup import definitions
from app_pages.model_card import models_of
from pipeline import ShopTheLook

# Role -> what the Models page calls it, and what it is for.
PURPOSES = {
    "detector": ("Detector", "Finds the garments"),
    "gender": ("Department", "Suggests men or women from the outfit"),
    "pose": ("Pose", "Sees how much of the person the photo shows, and from which side"),
    "embedder": ("Embedder", "Describes each garment, so that alike ones can be found"),
}


def page() -> None:
    shop = current_shop()
    with st.container(width=760):
        st.title("About", anchor=False)
        st.markdown(
            "Shop the look finds the garments in a photo of an outfit and shows the catalogue’s products that look "
            "most alike. The department is suggested from the outfit and can be overruled."
        )
        st.header("Your photo", anchor=False)
        st.markdown(
            "Everything runs on this server’s processor. A photo stays in the memory of its session and is never "
            "written, logged or sent on; soon after you leave it is gone."
        )
        st.header("What the words mean", anchor=False)
        st.markdown(
            "A similarity is the cosine between two descriptions, from −1 to 1. What counts as much differs from kind "
            "to kind, so its words compare it with the catalogue:"
        )
        st.html(definitions(words()))
        st.header("Models", anchor=False)
        st.html(definitions(models(shop)))
        _more("models", "What they learned from, how well they do, where they fail")
        st.header("Catalogue", anchor=False)
        st.html(definitions(catalogue(shop)))
        _more("catalogue", "Look through it, or bring your own")


def words() -> dict[str, str]:
    """What the similarities are called, and what that says."""
    of = "in 100 pairs of different products of that kind"
    told = {name: f"more alike than {percentile} {of}" for percentile, name in LEVELS}
    return {**told, FARTHER: "less alike than that"}


def models(shop: ShopTheLook) -> dict[str, str]:
    """Name -> what the model is for and its licence, as HTML; of the models that are there."""
    entries = {role: model.spec.entry for role, model in models_of(shop).items()}
    return {
        name: f'{purpose} <span class="muted unbroken">· {escape(str(entries[role].get("licence", "")))}</span>'
        for role, (name, purpose) in PURPOSES.items()
        if role in entries
    }


def catalogue(shop: ShopTheLook) -> dict[str, str]:
    """Which one is searched, as HTML."""
    found = shop.catalogue
    return {"Name": escape(found.name), "Products": f"{len(found):,}", "sha256": found.sha256}


def _more(name: str, label: str) -> None:
    """A link to another page of the app; the session goes along."""
    with st.container(key=f"more_{name}"):
        st.page_link(f"app_pages/{name}.py", label=label, icon=":material/arrow_forward:", icon_position="right")


page()
