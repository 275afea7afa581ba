"""The one ShopTheLook that all sessions share."""

from __future__ import annotations

import os
import threading

import streamlit as st

from pipeline import ShopTheLook
from pipeline.shop import DEFAULT_CATALOGUE, DEFAULT_MODELS

MODELS_VARIABLE, CATALOGUE_VARIABLE = "SHOP_THE_LOOK_MODELS", "SHOP_THE_LOOK_CATALOGUE"


@st.cache_resource(show_spinner="Opening the models and the catalogue")
def open_shop() -> ShopTheLook:
    """Models and catalogue, opened once per process; folders from the environment or the embedded ones.

    Raises:
        ArtefactError: a file is missing or damaged. Not cached: a reload tries again.
    """
    return ShopTheLook.open(
        models=os.environ.get(MODELS_VARIABLE, DEFAULT_MODELS),
        catalogue=os.environ.get(CATALOGUE_VARIABLE, DEFAULT_CATALOGUE),
    )


@st.cache_resource(show_spinner=False)
def inference_gate() -> threading.BoundedSemaphore:
    """One photo at a time: a model already uses every core, so two at once would only both be late."""
    return threading.BoundedSemaphore(1)
