"""Models: a card for each, from the manifest, the measured figures and the written cards."""

from __future__ import annotations

from html import escape

import streamlit as st

from app_pages.model_card import model_card, models_of
from app_pages.model_reports import measured
from app_pages.opened import open_shop
from app_pages.published import CAVEAT, COMPARED, answer
from app_pages.sections import contents, heading, section, styles, table
from pipeline import ShopTheLook

NAMES = {"detector": "Detector", "gender": "Department", "pose": "Pose", "embedder": "Embedder"}
FAIRNESS = (
    "“Men” and “women” are departments of shops, not people. The model reads an outfit, says how sure it is, searches "
    "both departments below a set confidence, and anybody can overrule it with one click. Nothing is said or kept "
    "about a person.",
    "The street photos that all models learned from show mostly young, fashionable adults at full length, fewer men "
    "than women. How well the models do for children, older people, other bodies and other ways of dressing was not "
    "measured, as no pictures with such labels were at hand: expect them to do worse there.",
    "The labels “men” and “women” in the training data were read from photos by one reader, doubtful ones left out. "
    "Where the model is unsure that is partly the question’s fault.",
    "Photos stay in the memory of their session; nobody’s photo trains anything.",
)


def page() -> None:
    styles()
    shop = open_shop()
    heading("Models", "What each does, what it learned from, how well and how fast it does it, and where it fails.")
    roles = [role for role in NAMES if role in models_of(shop)]
    entries = [*((role, NAMES[role]) for role in roles), ("published", "Beside others"), ("fairness", "Limits")]
    rail, main = st.columns([0.16, 0.84], gap="large")
    with rail, st.container(key="rail", gap="small"):
        contents(entries)
    with main:
        for role in roles:
            spec = models_of(shop)[role].spec
            with section(role, NAMES[role], str(spec.entry.get("task", ""))):
                model_card(models_of(shop)[role])
        with section("published", "Beside the published systems", "Different data: read the note"):
            beside_published(shop)
        with section("fairness", "Limits and fairness"):
            st.html("".join(f'<p class="prose">{escape(each)}</p>' for each in FAIRNESS))


def beside_published(shop: ShopTheLook) -> None:
    """Our figures beside theirs, as far as ours are there."""
    rows = []
    for each in COMPARED:
        spec = models_of(shop)[each.role].spec
        found = measured(spec.path.parent, each.role, spec.sha256)
        ours = answer(each, found.report)
        if ours is not None:
            note = "" if found.is_current else ", of an earlier file"
            rows.append([each.question, each.published, ours + note])
    if rows:
        table(["Question", "Published", "Here"], rows, numbers_from=3)
    st.html(f'<p class="prose muted">{CAVEAT}</p>')


page()
