"""Entry of the app: `streamlit run streamlit_app.py`. What every page shares: theme, logo, navigation, models."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from app_pages.address import note_home
from app_pages.catalogues import follow_choice, follow_link
from app_pages.housekeeping import keep_house
from app_pages.inside_kept import forget_stale
from app_pages.mishaps import watch_for_mishaps
from pipeline.errors import ArtefactError

ASSETS = Path(__file__).parent / "app_pages" / "assets"


def main() -> None:
    watch_for_mishaps()
    keep_house()
    st.set_page_config("Shop the look", page_icon=str(ASSETS / "icon.png"), layout="wide")
    st.logo(str(ASSETS / "logo.svg"), size="medium")
    st.html(ASSETS / "style.css")
    pages = [
        st.Page("app_pages/shop.py", title="Shop", default=True),
        st.Page("app_pages/inside.py", title="Inside"),
        st.Page("app_pages/catalogue.py", title="Catalogue"),
        st.Page("app_pages/models.py", title="Models"),
        st.Page("app_pages/about.py", title="About"),
    ]
    page = st.navigation(pages, position="top")
    note_home(page.url_path)
    try:
        follow_link()
        follow_choice()
    except ArtefactError as error:
        not_ready(error)
        return
    page.run()
    forget_stale()


def not_ready(error: ArtefactError) -> None:
    """Models or catalogue are missing or damaged: say which file and what to do, in place of every page."""
    st.title("The shop cannot open yet", anchor=False)
    st.error(str(error), title="A file is missing or damaged")
    st.html(
        '<p class="muted">Put it right, then reload this page. '
        "<code>python -m pipeline doctor</code> checks every file.</p>"
    )


main()
