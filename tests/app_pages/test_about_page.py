"""The About page: short, true of the models that are there, and a way to the pages that say more."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.closeness import LEVELS
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import SEEN
from tests.app_pages.test_shop_page import html
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, fake_pose


def opened(app: AppTest) -> AppTest:
    app.switch_page("app_pages/about.py").run()
    assert not app.exception
    return app


def facts(app: AppTest) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html(app)))


def licensed(shop: ShopTheLook) -> ShopTheLook:
    for stage in (shop.detector, shop.gender, shop.pose, shop.embedder):
        if stage is not None:
            stage.model.spec.entry["licence"] = f"{stage.model.spec.role}-1.0 <or later>"
    return shop


def test_every_model_has_a_line_with_its_licence(open_app, catalogue):
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue, fake_pose())
    told = facts(opened(open_app(licensed(shop))))
    for role, name in {"detector": "Detector", "gender": "Department", "pose": "Pose", "embedder": "Embedder"}.items():
        assert f"{role}-1.0 &lt;or later&gt;" in told[name]


def test_a_model_that_is_not_there_is_not_named(open_app, shop):
    told = facts(opened(open_app(licensed(shop))))
    assert "Detector" in told
    assert "Pose" not in told


def test_it_leads_to_the_pages_that_say_more_and_does_not_say_it_itself(app):
    opened(app)
    assert len(app.get("page_link")) == 2
    assert "detector.onnx" not in html(app)
    assert "Trained on" not in html(app)


def test_privacy_and_every_word_of_similarity(app):
    said = " ".join(each.value for each in opened(app).markdown)
    assert "never written, logged or sent on" in said
    for percentile, words in LEVELS:
        assert facts(app)[words].startswith(f"more alike than {percentile} in 100")


@pytest.fixture
def named(tmp_path) -> Catalogue:
    source = write_shop(tmp_path, 6)
    build_catalogue(source, tmp_path / "catalogue", fake_detector([]), fake_embedder())
    catalogue = Catalogue.open(tmp_path / "catalogue")
    catalogue.name = "<b>Ours</b>"
    return catalogue


def test_the_catalogue_is_named_as_data(open_app, named):
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), named)
    told = facts(opened(open_app(shop)))
    assert (told["Name"], told["Products"], told["sha256"]) == ("&lt;b&gt;Ours&lt;/b&gt;", "6", named.sha256)
