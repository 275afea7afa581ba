"""The app over models whose answers are known, and over the embedded ones."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import streamlit
from PIL import Image
from streamlit.delta_generator import DeltaGenerator
from streamlit.testing.v1 import AppTest

from app_pages.catalogues import more_catalogues
from app_pages.opened import open_shop
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.shop import ShopTheLook
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, outfit
from tests.places import ROOT

# In the letterboxed square of 100 px; outfit() draws a person there.
SEEN = [
    ("bottomwear", 0.9, (38, 50, 61, 90)),
    ("topwear", 0.6, (36, 20, 63, 50)),
    ("bag", 0.2, (20, 40, 30, 50)),
]


@pytest.fixture(autouse=True)
def _no_mishap(request, caplog) -> Iterator[None]:
    """An error that nobody foresaw is told in words on the page: `app.exception` stays empty, the log does not."""
    yield
    if request.module.__name__.rpartition(".")[2] != "test_mishaps":
        assert not [record for record in caplog.get_records("call") if record.name == "streamlit.mishaps"]


@pytest.fixture(autouse=True)
def _no_catalogues_of_other_tests() -> Iterator[None]:
    more_catalogues.clear()
    yield
    more_catalogues.clear()


def encoded(image: Image.Image, image_format: str = "PNG") -> bytes:
    file = io.BytesIO()
    image.save(file, image_format)
    return file.getvalue()


@pytest.fixture(scope="session")
def catalogue(tmp_path_factory) -> Catalogue:
    """36 tees and trousers for men, women and everybody; no bags. Two sample looks."""
    folder = tmp_path_factory.mktemp("app")
    build_catalogue(write_shop(folder), folder / "catalogue", fake_detector([]), fake_embedder())
    looks = folder / "catalogue" / "looks"
    looks.mkdir()
    for name, colour in {"rust": "#a04020", "sea": "#2060a0"}.items():
        outfit(colour=colour).save(looks / f"{name}.png")
    entries = [{"id": name, "file": f"{name}.png", "gender": "men"} for name in ("rust", "sea")]
    (looks / "looks.json").write_text(json.dumps(entries))
    return Catalogue.open(folder / "catalogue")


@pytest.fixture
def make_shop(catalogue) -> Callable[..., ShopTheLook]:
    def make(men: float = 0.9, seen=SEEN) -> ShopTheLook:
        return ShopTheLook(fake_gender(men), fake_detector(list(seen)), fake_embedder(), catalogue)

    return make


@pytest.fixture
def shop(make_shop) -> ShopTheLook:
    return make_shop()


@pytest.fixture
def open_app(monkeypatch) -> Iterator[Callable[..., AppTest]]:
    """Start the app over a given shop: a new session at an address, which is a page of app_pages and its settings."""

    def start(shop: ShopTheLook, page: str = "", **settings: str | list[str]) -> AppTest:
        monkeypatch.setattr(ShopTheLook, "open", lambda **_: shop)
        open_shop.clear()
        app = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=60)
        if page:
            app.switch_page(f"app_pages/{page}.py")
        app.query_params.update(settings)
        return app.run()

    yield start
    open_shop.clear()


@pytest.fixture
def app(open_app, shop) -> AppTest:
    return open_app(shop)


@pytest.fixture
def downloads(monkeypatch) -> list[str]:
    """What the download button is given, run by run: the harness keeps no files."""
    given: list[str] = []
    watch_downloads(monkeypatch, lambda _, data: given.append(data))
    return given


@pytest.fixture
def made(monkeypatch) -> dict[str, Any]:
    """What the download buttons are given, or would make, by file name: the harness presses none."""
    files: dict[str, Any] = {}
    watch_downloads(monkeypatch, files.__setitem__)
    return files


def watch_downloads(monkeypatch, note: Callable[[str, Any], None]) -> None:
    """Note file name and data of every download button, of those in a column too."""
    on_page, in_column = streamlit.download_button, DeltaGenerator.download_button

    def of_page(label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> bool:
        note(file_name, data)
        return on_page(label, data, file_name, *rest, **options)

    def of_column(column: DeltaGenerator, label: str, data: Any, file_name: str, *rest: Any, **options: Any) -> bool:
        note(file_name, data)
        return in_column(column, label, data, file_name, *rest, **options)

    monkeypatch.setattr(streamlit, "download_button", of_page)
    monkeypatch.setattr(DeltaGenerator, "download_button", of_column)


@pytest.fixture
def result(app) -> AppTest:
    """The app after an upload."""
    return upload(app, encoded(outfit()))


def upload(app: AppTest, data: bytes, name: str = "me at home.png") -> AppTest:
    app.file_uploader[0].set_value((name, data, "image/png"))
    app.run()
    assert not app.exception
    return app


def change_photo(app: AppTest, data: bytes) -> AppTest:
    """Upload in the dialog. The harness runs the whole script, so the dialog must be opened in the same run again."""
    app.button(key="change").click().run()
    app.button(key="change").click()
    return upload(app, data)
