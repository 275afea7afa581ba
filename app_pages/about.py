"""About: what the app is, what happens to a photo, what its words mean, and under which licences it runs."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.catalogues import current_shop
from app_pages.closeness import FARTHER, LEVELS
from app_pages.markup import definitions
from app_pages.model_card import models_of
from pipeline import ShopTheLook

PURPOSES = {
    "detector": "Finds the garments",
    "gender": "Suggests the department of the outfit",
    "pose": "Sees how much of the person the photo shows, and from which side",
    "embedder": "Describes each garment, so that alike ones can be found",
}


def page() -> None:
    shop = current_shop()
    with st.container(width=760):
        st.title("About", anchor=False)
        st.markdown(
            "Shop the look finds the garments in a photo of an outfit and shows the catalogue's products that look "
            "most alike. The department is suggested from the outfit and can be overruled."
        )
        st.header("Your photo", anchor=False)
        st.markdown(
            "Everything runs on this server's processor. A photo stays in the memory of its session and is never "
            "written, logged or sent on; soon after you leave it is gone."
        )
        st.header("What the words mean", anchor=False)
        st.markdown(words())
        st.header("Models", anchor=False)
        st.html(definitions(models(shop)))
        st.page_link("app_pages/models.py", label="What they learned from, how well they do, where they fail")
        st.header("Catalogue", anchor=False)
        st.html(definitions(catalogue(shop)))
        st.page_link("app_pages/catalogue.py", label="Look through it, or bring your own")


def words() -> str:
    """What the similarities are called."""
    named = ", ".join(f"*{name.lower()}*" for _, name in LEVELS)
    shares = ", ".join(str(percentile) for percentile, _ in LEVELS)
    return (
        "A similarity is the cosine between two descriptions, from −1 to 1. Its words compare it with the catalogue: "
        f"for {named} at least {shares} in 100 pairs of different products of that kind are less alike; "
        f"what is left is *{FARTHER.lower()}*."
    )


def models(shop: ShopTheLook) -> dict[str, str]:
    """Role -> what it is for and its licence, as HTML; of the models that are there."""
    specs = {role: model.spec for role, model in models_of(shop).items()}
    return {
        role.capitalize(): f"{escape(purpose)} "
        f'<span class="muted">{escape(str(specs[role].entry.get("licence", "")))}</span>'
        for role, purpose in PURPOSES.items()
        if role in specs
    }


def catalogue(shop: ShopTheLook) -> dict[str, str]:
    """Which one is searched, as HTML."""
    found = shop.catalogue
    return {"Name": escape(found.name), "Products": f"{len(found):,}", "sha256": found.sha256}


page()
