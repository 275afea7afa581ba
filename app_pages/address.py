"""The page's address, for what no bound widget keeps there: sample look, garment, catalogue, product."""

from __future__ import annotations

import streamlit as st


def keep(name: str, value: str | None) -> None:
    """Write a setting into the address; None, as for a default, takes it out."""
    if value is None:
        st.query_params.pop(name, None)
    elif st.query_params.get(name) != value:
        st.query_params[name] = value
