"""About: what the app is, which models and catalogue it runs on, and under which licences."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.opened import open_shop
from pipeline import ShopTheLook
from pipeline.models import ModelSpec

PURPOSES = {
    "gender": "Suggests the department of the outfit",
    "detector": "Finds the garments",
    "embedder": "Describes each garment, so that alike ones can be found",
}


def page() -> None:
    shop = open_shop()
    with st.container(width=760):
        about(shop)


def about(shop: ShopTheLook) -> None:
    st.title("About", anchor=False)
    st.markdown(
        "Shop the look finds the garments in a photo of an outfit and shows the catalogue's products that look most "
        "alike. The department is suggested from the outfit and can be overruled. Everything runs on this "
        "server's processor; a photo stays in the memory of its session and is never written, logged or sent on.\n\n"
        "A similarity is the cosine between two descriptions, from −1 to 1. Its words compare it with the catalogue: "
        "*very close*, *close* and *similar* mean that 99, 95 and 80 in 100 pairs of products of that kind are less "
        "alike."
    )
    st.header("Models", anchor=False)
    specs = [model.model.spec for model in (shop.gender, shop.detector, shop.embedder)]
    for spec in specs:
        st.html(f"<h3 class='role'>{escape(PURPOSES.get(spec.role, spec.role))}</h3>{facts(model_facts(spec))}")
    st.header("Catalogue", anchor=False)
    catalogue = shop.catalogue
    st.html(facts({"Name": catalogue.name, "Products": f"{len(catalogue):,}", "sha256": catalogue.sha256}))


def model_facts(spec: ModelSpec) -> dict[str, str]:
    """What the manifest says about a model, for people."""
    return {
        "Architecture": str(spec.entry.get("architecture", "")),
        "Trained on": "; ".join(str(each) for each in spec.entry.get("training_data", [])),
        "Licence": str(spec.entry.get("licence", "")),
        "File": spec.path.name,
        "sha256": spec.sha256,
    }


def facts(rows: dict[str, str]) -> str:
    """A list of names and values; empty values are left out."""
    pairs = (f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in rows.items() if value)
    return f'<dl class="facts">{"".join(pairs)}</dl>'


page()
