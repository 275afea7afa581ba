"""What draws a result is fetched while its photo is still being chosen.

Streamlit asks for it widget by widget, when the result is there to be seen.
"""

from __future__ import annotations

import json
from pathlib import Path

import streamlit as st

# Streamlit's modules that send a photo and draw what is beside it. Its build adds a hash to each name.
WIDGETS = ("axios", "Slider", "Checkbox", "ButtonGroup", "DownloadButton", "BidiComponent")
MODULES = Path(st.__file__).parent / "static" / "static" / "js"


@st.cache_data(show_spinner=False)
def fetch_ahead() -> str:
    """A script that loads them when the browser has nothing else to do; one that is not found is loaded when needed."""
    files = [path.name for widget in WIDGETS for path in MODULES.glob(f"{widget}.*.js")]
    return (
        "<script>{const main = document.querySelector('script[type=module][src*=\"/static/js/\"]');"
        "const get = file => import(new URL(file, main.src).href).catch(() => {});"
        f"const load = () => {json.dumps(files)}.forEach(get);"
        "if (main) (window.requestIdleCallback || setTimeout)(load)}</script>"
    )
