"""Time per stage, and the identity of everything that took part."""

from __future__ import annotations

import streamlit as st

from app_pages.charts import waterfall
from app_pages.sections import facts, figures, table
from pipeline import Look, ShopTheLook
from pipeline.models import cpu_count

# As the stages run; the contract lists them in another order.
STAGES = {
    "decode": "Decode",
    "detect": "Detect garments",
    "gender": "Department",
    "pose": "Pose",
    "embed": "Cut and embed",
    "search": "Search",
}


def time_spent(look: Look) -> None:
    timings = look.timings_ms
    figures(
        {
            "Photo to matches": f"{timings['total']:.0f} ms",
            "Garments": str(len(look.items)),
            "Processor cores": str(cpu_count()),
            "Products in the catalogue": f"{look.identity.catalogue['products']:,}",
        }
    )
    stages = [(name, timings[stage]) for stage, name in STAGES.items() if timings.get(stage, 0) >= 0.005]
    st.altair_chart(waterfall(stages), width="stretch")


def identity(shop: ShopTheLook) -> None:
    """Files, checksums and settings of models and catalogue."""
    models = [(role, each["file"], each["sha256"]) for role, each in shop.identity.models.items()]
    table(["Model", "File", "sha256"], models, numbers_from=3)
    catalogue = shop.identity.catalogue
    facts({"Catalogue": catalogue["name"], "Products": f"{catalogue['products']:,}", "sha256": catalogue["sha256"]})
