"""About: what the app is, which models and catalogue it runs on, and under which licences."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.opened import open_shop
from pipeline.models import ModelSpec

PURPOSES = {
    "gender": "Suggests the department of the outfit",
    "detector": "Finds the garments",
    "embedder": "Describes each garment, so that alike ones can be found",
}


def page() -> None:
    shop = open_shop()
    st.title("About", anchor=False)
    st.markdown(
        "Shop the look finds the garments in a photo of an outfit and shows the catalogue's products that look most "
        "alike. The department is suggested from the whole photo and can be overruled. Everything runs here, on the "
        "processor; a photo stays in the memory of its session and is never written, logged or sent on.\n\n"
        "A similarity is the cosine between two descriptions, from −1 to 1. Its words compare it with the catalogue: "
        "*very close*, *close* and *similar* mean that 99, 95 and 80 in 100 pairs of products of that kind are less "
        "alike."
    )
    st.header("Models", anchor=False)
    specs = [model.model.spec for model in (shop.gender, shop.detector, shop.embedder)]
    st.dataframe([_row(spec) for spec in specs], hide_index=True)
    st.header("Catalogue", anchor=False)
    catalogue = shop.catalogue
    name, identity = escape(catalogue.name), catalogue.sha256[:16]
    st.html(f"<p><b>{name}</b>, {len(catalogue):,} products. Identity <code>{identity}</code>.</p>")


def _row(spec: ModelSpec) -> dict[str, str]:
    return {
        "Model": PURPOSES.get(spec.role, spec.role),
        "Architecture": str(spec.entry.get("architecture", "")),
        "Licence": str(spec.entry.get("licence", "")),
        "Trained on": "; ".join(str(each) for each in spec.entry.get("training_data", [])),
        "File": spec.path.name,
        "sha256": spec.sha256[:16],
    }


page()
