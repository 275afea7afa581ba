"""A link reproduces a view: what is set stands in the address, and what the address says is set in a new session."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.catalogues import MORE_CATALOGUES_VARIABLE
from pipeline.catalogue_build import build_catalogue
from tests.app_pages.conftest import encoded, upload
from tests.app_pages.rows import rows
from tests.app_pages.test_catalogue_page import bring, browsed, mine, tiles
from tests.app_pages.test_inside_page import legend
from tests.app_pages.test_shop_page import html
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, outfit

NONSENSE = ("", "x", "-1", "1e999", "nan", "²", "<script>", ["a", "b", "c"])
BROWSED = {
    "browse_groups": ["Top"],
    "browse_genders": ["Women", "Men"],
    "browse_colours": ["hue 2", "hue 8", "hue 1"],
    "browse_brands": ["Maker"],
    "browse_price": ["12", "35"],
    "browse_text": "piece",
    "health_group": "Bottoms",
    "duplicate_from": "0.9",
}
LOOKED_INTO = {
    "look": "sea",
    "garment": "2",
    "inside_confidence": "70",
    "inside_outcomes": ["Below the threshold"],
    "search_k_bottomwear": "5",
}
SET = {
    "catalogue": {
        "browse_groups": ["topwear"],
        "browse_genders": ["women", "men"],
        "browse_colours": ["hue 2", "hue 8", "hue 1"],
        "browse_brands": ["Maker"],
        "browse_price": (12, 35),
        "browse_text": "piece",
        "health_group": "bottomwear",
        "duplicate_from": 0.9,
    },
    "inside": {"inside_confidence": 70, "inside_outcomes": ["below the threshold"], "search_k_bottomwear": 5},
}
OWN_FILTERS = {"own_colour": ["teal"], "own_brand": ["Me"]}
KINDS = {
    "browse_groups": "pills",
    "browse_genders": "multiselect",
    "browse_colours": "multiselect",
    "browse_brands": "multiselect",
    "browse_price": "slider",
    "browse_text": "text_input",
    "health_group": "segmented_control",
    "duplicate_from": "slider",
    "inside_confidence": "slider",
    "inside_outcomes": "pills",
    "search_k_bottomwear": "select_slider",
}


@pytest.fixture
def second(tmp_path, monkeypatch) -> None:
    """Another catalogue that every visitor may choose, with six products: "Hues (2)"."""
    build_catalogue(write_shop(tmp_path, 6), tmp_path / "second", fake_detector([]), fake_embedder())
    monkeypatch.setenv(MORE_CATALOGUES_VARIABLE, str(tmp_path / "second"))


def listed(address: dict[str, Any]) -> dict[str, list[str]]:
    return {name: [value] if isinstance(value, str) else list(value) for name, value in address.items()}


def filters_label(app: AppTest) -> str:
    (panel,) = [each for each in app.get("popover") if each.proto.popover.icon == ":material/tune:"]
    return str(panel.proto.popover.label)


def shown_catalogue(app: AppTest) -> str:
    assert not app.exception
    return app.title[0].value.replace("\\", "")  # a title is Markdown


@pytest.mark.parametrize("page", ["shop", "inside", "catalogue"])
def test_defaults_and_a_photo_of_ones_own_do_not_stand_in_the_address(open_app, shop, page):
    app = upload(open_app(shop), encoded(outfit()))
    app.switch_page(f"app_pages/{page}.py").run()
    assert app.run().query_params == {}


def test_the_catalogue_page_is_as_the_address_says(open_app, shop):
    app = open_app(shop, "catalogue", **BROWSED)
    assert not app.exception
    assert tiles(app)[: int(browsed(app))] == ["Piece 2", "Piece 8"]
    assert "The most alike pairs: bottoms" in html(app)
    assert {key: app.session_state[key] for key in SET["catalogue"]} == SET["catalogue"]
    assert listed(app.query_params) == listed(BROWSED)
    assert listed(app.run().query_params) == listed(BROWSED)


def test_the_inside_page_is_as_the_address_says(open_app, shop):
    app = open_app(shop, "inside", **LOOKED_INTO)
    assert not app.exception
    assert [title.value for title in app.title] == ["Inside this look"]
    assert app.session_state["trace"].analysis.photo.name == "sea"
    assert legend(app) == ["Kept 1", "Below the threshold 2"]
    assert app.dataframe[0].value["Garment"].tolist() == ["1", "3"]
    assert app.select_slider(key="search_k_bottomwear").value == 5  # the second garment's
    assert listed(app.query_params) == listed(LOOKED_INTO)
    assert listed(app.run().query_params) == listed(LOOKED_INTO)


@pytest.mark.parametrize("page", ["inside", "catalogue"])
def test_what_is_set_on_a_page_stands_in_the_address(open_app, shop, page):
    app = open_app(shop, page, **({"look": "sea", "garment": "2"} if page == "inside" else {}))
    for key, value in SET[page].items():
        getattr(app, KINDS[key])(key=key).set_value(value).run()
    # In the harness no browser writes what is set into the address; coming back from another page does.
    app.switch_page("app_pages/about.py").run()
    app.switch_page(f"app_pages/{page}.py").run()
    assert listed(app.query_params) == listed(LOOKED_INTO if page == "inside" else BROWSED)
    other = open_app(shop, page, **app.query_params)
    assert {key: other.session_state[key] for key in SET[page]} == SET[page]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=str)
@pytest.mark.parametrize("page", ["inside", "catalogue"])
def test_an_address_that_says_nonsense_is_ignored(open_app, shop, page, nonsense):
    address = dict.fromkeys([*LOOKED_INTO] if page == "inside" else [*BROWSED, "browse_page"], nonsense)
    if page == "inside":
        words = nonsense if isinstance(nonsense, str) else "".join(nonsense)
        address |= {"look": "sea", "search_k_topwear": nonsense, "inside_outcomes": nonsense or "none"}
        settings = ("department", "k", "confidence", "colour", "price")
        address["settings"] = "&".join(f"{key}={words}" for key in settings)
    else:
        address |= {"browse_text": "", "health_group": nonsense or "none"}
    plain, app = open_app(shop, page, look="sea"), open_app(shop, page, **address)
    assert not app.exception
    assert not app.error
    for key in [key for key in SET[page] if key in plain.session_state]:
        assert app.session_state[key] == plain.session_state[key], key
    assert set(app.run().query_params) <= {"look", "search_k_bottomwear"}


def test_one_of_several_that_must_be_chosen_cannot_be_none(open_app, shop):
    app = open_app(shop, "catalogue", health_group="")
    assert "The most alike pairs: top," in html(app)
    app = open_app(shop, department="", look="sea")
    assert "Searching the men’s department and unisex" in html(app)


@pytest.mark.parametrize("page", ["shop", "inside"])
def test_a_look_that_is_not_there_is_ignored(open_app, shop, page):
    app = open_app(shop, page, look="nobody")
    assert not app.exception
    assert shop.model_runs == 0
    assert app.query_params == {}


def test_the_address_names_the_sample_look_that_is_shown(app):
    app.button(key="use_first_2").click().run()
    assert app.query_params == {"look": "sea"}
    app.switch_page("app_pages/inside.py").run()
    assert app.query_params == {"look": "sea"}


def test_a_garment_that_is_chosen_stands_in_the_address(open_app, shop):
    app = open_app(shop, "inside", look="sea", garment="9")
    assert app.query_params == {"look": "sea"}
    assert app.select_slider(key="search_k_topwear")
    select(app, 2)
    assert app.query_params == {"look": "sea", "garment": "2"}
    assert app.select_slider(key="search_k_bottomwear")
    select(app, None)
    assert app.query_params == {"look": "sea"}


def select(app: AppTest, number: int | None) -> None:
    """Click on the photo; the harness draws no component, but its state can be set."""
    app.session_state[f"photo_{app.session_state['shown'][:16]}_None"] = {"selected": number}
    app.run()
    assert not app.exception


def test_a_link_of_inside_has_the_settings_of_the_shop_page(open_app, shop):
    app = open_app(shop, look="sea")
    app.slider(key="confidence").set_value(15).run()
    app.slider(key="k").set_value(9).run()
    app.segmented_control(key="department").set_value("Women").run()
    app.multiselect(key="colour").set_value(["hue 2", "hue 8"]).run()
    app.slider(key="price").set_value((12, 30)).run()
    app.switch_page("app_pages/inside.py").run()
    select(app, 3)
    said = "k=9&confidence=15&colour=hue+2&colour=hue+8&price=12&price=30"
    assert app.query_params == {"look": "sea", "garment": "3", "settings": f"department=Women&{said}"}
    other = open_app(shop, "inside", **app.query_params)
    assert "the women’s department and unisex, 9 matches per garment, confidence at least 15%, filtered." in html(other)
    assert other.query_params == app.query_params
    assert said_of_the_garment(other) == said_of_the_garment(app)
    assert "for the bag" in said_of_the_garment(other)[0]
    other.switch_page("app_pages/shop.py").run()
    controls = {key: other.session_state[key] for key in ("department", "k", "confidence", "colour", "price")}
    assert list(controls.values()) == ["Women", 9, 15, ["hue 2", "hue 8"], (12, 30)]


def said_of_the_garment(app: AppTest) -> list[str]:
    """What Inside says of the garment that is chosen."""
    return [each.value for each in app.get("html") if "The best products for the" in each.value]


def test_the_page_of_products_stands_in_the_address(open_app, shop):
    app = open_app(shop, "catalogue", browse_page="2")
    assert tiles(app)[:12] == [f"Piece {n}" for n in range(24, 36)]
    assert app.run().query_params == {"browse_page": "2"}
    app.text_input(key="browse_text").set_value("piece 1").run()
    app.text_input(key="browse_text").set_value("piece").run()
    assert tiles(app)[:2] == ["Piece 0", "Piece 1"]  # what is browsed anew begins at its first page
    assert "browse_page" not in app.query_params
    assert tiles(open_app(shop, "catalogue", browse_page="77"))[0] == "Piece 0"


def test_the_filters_are_still_set_after_a_product(open_app, shop):
    app = open_app(shop, "catalogue", browse_groups=["Top"])
    app.button(key="open_4").click().run()
    assert app.query_params == {"product": "p04"}
    app.button(key="all_products").click().run()
    assert browsed(app) == "18"
    assert app.query_params == {"browse_groups": "Top"}


@pytest.mark.parametrize(
    ("address", "active"),
    [
        ({"price": ["12", "14"]}, 1),
        ({"colour": ["hue 2", "hue 8"], "price": ["12", "14"]}, 2),
        ({"colour": ["plaid"], "price": ["5", "9999"]}, 0),
        ({"price": ["1e999", "x"]}, 0),
    ],
)
def test_filters_of_a_link_are_counted_and_can_be_cleared_at_once(open_app, shop, address, active):
    app = open_app(shop, look="sea", **address)
    assert not app.exception
    assert filters_label(app) == (f"Filters · {active}" if active else "Filters")
    assert app.button(key="clear").disabled == (not active)
    if active:
        app.button(key="clear").click().run()
        assert not any(row["nothing"] for row in rows(app))


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("page", ["shop", "inside", "catalogue"])
def test_a_shared_catalogue_is_named_in_the_address(open_app, shop, page):
    app = open_app(shop, page, catalogue="Hues (2)")
    assert app.query_params == {"catalogue": "Hues (2)"}
    app.switch_page("app_pages/catalogue.py").run()
    assert shown_catalogue(app) == "Hues (2)"
    next(box for box in app.selectbox if box.label == "Catalogue").set_value("Hues").run()
    assert shown_catalogue(app) == "Hues"
    assert app.query_params == {}


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize("name", ["", "Hues", "My catalogue", "<script>"])
def test_a_catalogue_that_is_not_there_is_ignored(open_app, shop, name):
    app = open_app(shop, "catalogue", catalogue=name)
    assert shown_catalogue(app) == "Hues"
    assert app.query_params == {}


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(("name", "named"), [("Hues", ""), ("Hues (2)", "&amp;catalogue=Hues%20%282%29")])
def test_the_nearest_on_the_map_lead_to_their_own_catalogue(open_app, shop, name, named):
    app = open_app(shop, "inside", look="sea", catalogue=name)
    (address, title), *_ = re.findall(r'number">\d\.\d{3} <a href="(.*?)" target="_blank">(.*?)</a>', html(app))
    assert address == f"catalogue?product=p{int(title.split()[1]):02}{named}"
    settings = dict(parse_qsl(urlsplit(unescape(address)).query))
    other = open_app(shop, "catalogue", **settings)
    assert f"{title}</h2>" in html(other)
    assert other.query_params == settings


def test_the_nearest_of_a_catalogue_of_ones_own_lead_nowhere(open_app, shop):
    app = bring(open_app(shop, "catalogue", look="sea"), *mine())
    app.switch_page("app_pages/inside.py").run()
    assert len(re.findall(r'number">\d\.\d{3} Own piece \d</div>', html(app))) == 6


@pytest.mark.usefixtures("second")
def test_filters_survive_another_catalogue(open_app, shop):
    app = open_app(shop, "catalogue", browse_groups=["Top"], browse_colours=["hue 10"])
    next(box for box in app.selectbox if box.label == "Catalogue").set_value("Hues (2)").run()
    assert shown_catalogue(app) == "Hues (2)"
    assert app.pills(key="browse_groups").value == ["topwear"]
    assert app.multiselect(key="browse_colours").value == []  # which this one has not


@pytest.mark.usefixtures("second")
def test_nothing_of_a_catalogue_of_ones_own_stands_in_the_address(open_app, shop):
    app = bring(open_app(shop, "catalogue", catalogue="Hues (2)", browse_groups=["Top"]), *mine())
    assert shown_catalogue(app) == "My catalogue"
    app.multiselect(key="browse_brands").set_value(["Me"]).run()
    app.session_state["browse_text"] = "own"
    app.run()
    assert "Own piece 3" in tiles(app)
    assert app.query_params == {}
    app.button(key="open_3").click().run()
    assert "Own piece 3</h2>" in html(app)
    assert app.query_params == {}
    app.button(key="all_products").click().run()
    assert len(tiles(app)) >= 6
    next(box for box in app.selectbox if box.label == "Catalogue").set_value("Hues").run()
    assert shown_catalogue(app) == "Hues"


def search_in(app: AppTest, name: str) -> AppTest:
    """Choose a catalogue, and go back to the Shop page."""
    app.switch_page("app_pages/catalogue.py").run()
    next(box for box in app.selectbox if box.label == "Catalogue").set_value(name).run()
    assert not app.exception
    app.switch_page("app_pages/shop.py").run()
    assert not app.error
    return app


def test_filters_over_a_catalogue_of_ones_own_outlive_the_page_and_stay_there(open_app, shop):
    app = open_app(shop, look="sea")
    app.multiselect(key="colour").set_value(["hue 10"]).run()
    app.switch_page("app_pages/catalogue.py").run()
    bring(app, *mine()).switch_page("app_pages/shop.py").run()
    assert filters_label(app) == "Filters"
    for name, value in OWN_FILTERS.items():
        app.multiselect(key=name).set_value(value).run()
    for _ in range(2):
        app.switch_page("app_pages/inside.py").run()
        assert "confidence at least 35%, filtered." in html(app)
        app.switch_page("app_pages/shop.py").run()
        assert {name: app.multiselect(key=name).value for name in OWN_FILTERS} == OWN_FILTERS
        assert filters_label(app) == "Filters · 2"
        assert app.query_params == {"look": "sea"}
    search_in(app, "Hues")
    assert filters_label(app) == "Filters · 1"
    assert app.query_params == {"look": "sea", "colour": "hue 10"}


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(("first", "then"), [("Hues", "Hues (2)"), ("Hues (2)", "Hues")])
def test_another_catalogue_has_prices_of_its_own(open_app, shop, first, then):
    app = open_app(shop, look="sea", catalogue=first, colour=["hue 5"])
    app.multiselect(key="colour").set_value(["hue 30"] if first == "Hues" else []).run()
    search_in(app, then)
    assert app.slider(key="price").value == (app.slider(key="price").min, app.slider(key="price").max)
    assert filters_label(app) == "Filters"
    assert "price" not in app.query_params


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(
    ("chosen", "then"), [((12, 46), (12, 16)), ((10, 14), (10, 14)), ((12, 30), (12, 16)), ((20, 30), (10, 16))]
)
def test_a_price_that_was_set_is_kept_as_far_as_there_are_such_prices(open_app, shop, chosen, then):
    app = open_app(shop, look="sea")
    app.slider(key="price").set_value(chosen).run()
    search_in(app, "Hues (2)")
    assert app.slider(key="price").value == then
    assert filters_label(app) == ("Filters" if then == (10, 16) else "Filters · 1")


@pytest.mark.usefixtures("second")
@pytest.mark.parametrize(("chosen", "then"), [((10, 46), (10, 16)), ((12, 46), (12, 16)), ((20, 46), (10, 16))])
def test_prices_are_browsed_in_another_catalogue(open_app, shop, chosen, then):
    app = open_app(shop, "catalogue").run()
    app.slider(key="browse_price").set_value(chosen).run()
    next(box for box in app.selectbox if box.label == "Catalogue").set_value("Hues (2)").run()
    assert shown_catalogue(app.run()) == "Hues (2)"
    assert not app.error
    assert app.slider(key="browse_price").value == then
