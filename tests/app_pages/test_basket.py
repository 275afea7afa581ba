"""The basket: the whole look in one click, totals, and files that carry no formula, no script and no photo."""

from __future__ import annotations

import copy
import csv
import io
import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy

from app_pages import basket, look_bar
from app_pages.address import note_home, reachable
from app_pages.basket import Line, best_of, totals
from app_pages.basket_export import as_csv, as_json, as_page, total_text
from app_pages.look_bar import SAID, _add_all, _count_far
from pipeline.catalogue import Catalogue, Product
from pipeline.detector import Detection
from pipeline.look import Item, Match
from tests.app_pages.conftest import encoded, upload
from tests.app_pages.rows import card, press, rows, send
from tests.app_pages.test_catalogue_page import bring, mine, opened
from tests.app_pages.test_shop_page import html
from tests.pipeline.fakes import outfit


def product(product_id: str, price: float | None = 10.0, **changes) -> Product:
    facts = {
        "title": f"Piece {product_id}",
        "brand": "Maker",
        "gender": "men",
        "group": "topwear",
        "category": "shirt",
        "colour": "white",
        "currency": "EUR",
        "url": f"https://shop.example/{product_id}",
        "image": f"{product_id}.png",
    }
    return Product(product_id=product_id, price=price, **{**facts, **changes})


@pytest.fixture
def line(catalogue):
    """Lines whose pictures are those of the catalogue."""
    picture = catalogue.image_path(catalogue.products([0])[0]).read_bytes()
    return lambda *arguments, **changes: Line(catalogue.sha256, product(*arguments, **changes), picture)


def test_totals_are_kept_by_currency_and_unknown_prices_left_out():
    assert totals([product("a"), product("b", 5.5), product("c", 7.0, currency="USD"), product("d", None)]) == {
        "EUR": 15.5,
        "USD": 7.0,
    }


def test_amounts_of_two_currencies_stand_beside_each_other():
    assert total_text([product("a"), product("b", 7, currency="USD"), product("c", 5.5)]) == "€15.50 + $7.00"
    assert total_text([product("a", None)]) == ""


def test_a_page_of_unknown_prices_says_so(line):
    assert "Total not known" in as_page([line("a", None)])


def test_the_table_runs_no_formula(line):
    rows = list(csv.DictReader(io.StringIO(as_csv([line("a", title="=1+1", brand="@cmd")]))))
    assert rows[0]["title"] == "'=1+1"
    assert rows[0]["brand"] == "'@cmd"
    assert rows[0]["price"] == "10.0"


def test_the_json_has_the_products_and_their_sum(line):
    facts = json.loads(as_json([line("a"), line("b", 2.345)]))
    assert [each["product_id"] for each in facts["products"]] == ["a", "b"]
    assert facts["total"] == {"EUR": 12.35} or facts["total"] == {"EUR": 12.34}


def test_the_page_needs_nothing_else_and_runs_nothing(line):
    page = as_page([line("a", title="<script>alert(1)</script>", url="javascript:alert(1)"), line("b")])
    assert page.count('src="data:image/webp;base64,') == 2
    assert "<script" not in page
    assert "javascript:" not in page
    assert 'src="http' not in page
    assert 'href="https://shop.example/b"' in page
    assert "€20.00" in page


def test_the_page_links_no_place_inside_the_app(line):
    page = as_page([line("a", url="catalogue?product=a")])
    assert "<a " not in page
    assert "<b>Piece a</b>" in page


@pytest.mark.parametrize(
    ("seen", "page", "home"),
    [
        ("http://shop.example", "", "http://shop.example/"),
        ("http://shop.example/", "", "http://shop.example/"),
        ("http://shop.example/look/inside", "inside", "http://shop.example/look/"),
        ("http://shop.example/inside", "", "http://shop.example/inside/"),
    ],
)
def test_places_in_the_app_are_given_away_with_the_address_of_the_app(monkeypatch, seen, page, home):
    monkeypatch.setattr(st, "session_state", {})
    assert reachable(product("a", url="catalogue?product=a")).url == "catalogue?product=a"
    monkeypatch.setattr(st, "context", SimpleNamespace(url=seen))
    note_home(page)
    assert reachable(product("a", url="catalogue?product=a")).url == f"{home}catalogue?product=a"
    assert reachable(product("a")).url == "https://shop.example/a"


def test_every_file_of_a_look_leads_back_to_its_products(downloads, open_app, make_shop, monkeypatch):
    monkeypatch.setattr(ContextProxy, "url", "http://shop.example/")
    monkeypatch.setattr(Catalogue, "products", _placed_here(Catalogue.products))
    app = upload(open_app(make_shop()), encoded(outfit()))
    app.button(key="shop_look").click().run()
    app.button(key="basket_button").click().run()
    page, table, facts, look = downloads[-4:]
    assert [page[0], table[0], facts[0]] == ["<", "p", "{"]
    assert '"timings_ms"' in look
    for file in (page, table, facts, look):
        assert "http://shop.example/catalogue?product=p" in file


def _placed_here(products):
    """Products whose address is their place in the app."""

    def placed(catalogue, rows):
        return [replace(each, url=f"catalogue?product={each.product_id}") for each in products(catalogue, rows)]

    return placed


def test_the_whole_look_goes_into_the_basket_once(result):
    result.button(key="shop_look").click().run()
    assert result.button(key="basket_button").label == "Basket · 2"
    assert "2 products added." in result.toast[0].value
    result.button(key="shop_look").click().run()
    assert result.button(key="basket_button").label == "Basket · 2"
    assert result.toast[0].value == "The look is in the basket already."
    assert card(result, 1, 1)["inside"]


def test_the_button_the_drawer_and_the_bar_say_what_the_look_costs(result):
    best = [card(result, number, 1)["price"] for number in (1, 2)]
    cost = f"€{sum(float(each.lstrip('€')) for each in best):.2f}"
    assert result.button(key="shop_look").label.replace("\\", "") == f"Shop this look · {cost}"
    result.button(key="shop_look").click().run()
    assert f'<b class="number">{cost}</b>' in html(result)
    result.button(key="basket_button").click().run()
    assert f'<b class="total number">{cost}</b>' in html(result)


def found(group: str, sold: Product | None, reason: str | None = None) -> Item:
    """A garment of a look, with the product that is most like it."""
    matches = (Match(sold, 0.9),) if sold else ()
    return Item(Detection(group, 0.9, (0, 0, 9, 9)), np.zeros(1), np.zeros(1), matches, reason)


def test_what_is_best_for_two_garments_is_bought_once():
    shoe = product("shoe")
    items = [found("footwear", shoe), found("footwear", shoe), found("bag", None, "none")]
    assert best_of(SimpleNamespace(items=items)) == [shoe]


@pytest.mark.parametrize(
    ("far", "said"),
    [
        ((), "3 products added."),
        ((1,), "3 products added. One of them is only the nearest, not a close match."),
        ((0, 2), "3 products added. 2 of them are only the nearest, not close matches."),
    ],
)
def test_those_that_are_only_the_nearest_are_counted(monkeypatch, catalogue, far, said):
    monkeypatch.setattr(st, "session_state", {})
    best = catalogue.products([0, 1, 2])
    items = [found("bag", each, "far" if n in far else None) for n, each in enumerate(best)]
    look = SimpleNamespace(items=[*items, found("dress", product("not added"), "far")])
    monkeypatch.setattr(look_bar, "still_searched", {"searched": catalogue}.get)
    _add_all("another", best, 0)
    assert not st.session_state
    _add_all("searched", best, _count_far(look, best))
    assert st.session_state[SAID] == said


def test_the_basket_is_in_the_order_of_an_outfit(monkeypatch, catalogue):
    monkeypatch.setattr(st, "session_state", {})
    (chosen,) = catalogue.products([0])
    groups = ("footwear", "scarf", "topwear", "headwear", "bottomwear")
    basket.add(catalogue, *(replace(chosen, product_id=group, group=group) for group in groups))
    assert [each.product.group for each in basket.lines()] == [
        *("headwear", "topwear", "bottomwear", "footwear", "scarf")
    ]


def test_the_best_match_of_a_garment_without_a_close_one_goes_in_too_and_is_owned_up_to(result, monkeypatch):
    monkeypatch.setattr(Item, "close_enough", False)
    result.run()
    assert not result.button(key="shop_look").disabled
    result.button(key="shop_look").click().run()
    assert result.button(key="basket_button").label == "Basket · 2"
    assert "2 of them are only the nearest" in result.toast[0].value


@pytest.mark.parametrize(
    ("seen", "sold"),
    [
        ([("dress", 0.39, (36, 20, 63, 90)), ("bottomwear", 0.46, (36, 22, 63, 90))], ["bottomwear"]),
        ([("dress", 0.66, (36, 20, 63, 90)), ("bottomwear", 0.46, (36, 22, 63, 90))], ["dress"]),
        ([("dress", 0.66, (36, 20, 63, 60)), ("bottomwear", 0.46, (36, 50, 63, 90))], ["dress", "bottomwear"]),
        ([("topwear", 0.66, (36, 20, 63, 90)), ("bottomwear", 0.46, (36, 22, 63, 90))], ["topwear", "bottomwear"]),
    ],
)
def test_a_garment_found_under_two_names_is_sold_once(seen, sold):
    items = [
        Item(Detection(group, score, box), np.zeros(1), np.zeros(1), (Match(product(group), 0.9),))
        for group, score, box in seen
    ]
    assert [each.product_id for each in best_of(SimpleNamespace(items=items))] == sold


def test_one_product_goes_in_and_out(result):
    press(result, "add", 1, 2)
    assert result.button(key="basket_button").label == "Basket · 1"
    assert [each["inside"] for each in rows(result)[0]["cards"]] == [False, True, False, False]
    press(result, "add", 1, 2)
    assert result.button(key="basket_button").label == "Basket"


@pytest.mark.parametrize("event", ["add", "why"])
def test_a_browser_that_asks_for_what_is_not_in_the_row_changes_nothing(result, event):
    before = rows(result)
    send(result, event, 1, card(result, 2, 1)["id"])
    assert not result.exception
    assert result.button(key="basket_button").label == "Basket"
    assert rows(result) == before


def test_on_a_phone_the_bar_at_the_bottom_opens_the_drawer(result):
    assert "Nothing yet" in html(result)
    result.button(key="shop_look").click().run()
    assert "Nothing yet" not in html(result)
    button = result.button(key="phone_basket")
    assert button.label == "View basket · 2"
    button.click().run()
    assert "2 products" in html(result)


def test_the_drawer_gives_the_basket_as_files(downloads, result):
    result.button(key="shop_look").click().run()
    result.button(key="basket_button").click().run()
    page = next(each for each in downloads if each.startswith("<!doctype html>"))
    assert page.count('src="data:image/webp;base64,') == 2
    for key in ("export_page", "export_csv", "export_json"):
        result.button(key="basket_button").click()
        next(each for each in result.get("download_button") if each.key == key).click().run()
        assert not result.exception


def test_every_file_has_its_name(made, result):
    result.button(key="shop_look").click().run()
    result.button(key="basket_button").click().run()
    (look,) = [name for name in made if name.startswith("look-")]
    assert look == f"look-{result.session_state['shown'][:8]}.json"
    assert made["look.html"].startswith("<!doctype html>")
    assert made["basket.csv"].startswith("product_id,title,")
    assert len(json.loads(made["basket.json"])["products"]) == 2


def test_the_drawer_shows_the_outfit_and_lets_go_of_it(result):
    result.button(key="shop_look").click().run()
    result.button(key="basket_button").click().run()
    assert "2 products" in html(result)
    assert {"export_page", "export_csv", "export_json"} <= {each.key for each in result.get("download_button")}
    remove = [each.key for each in result.button if each.key.startswith("remove_")][1]
    result.button(key="basket_button").click()
    result.button(key=remove).click().run()
    assert result.button(key="basket_button").label == "Basket · 1"
    assert [card(result, number, 1)["inside"] for number in (1, 2)] == [True, False]
    result.button(key="basket_button").click()
    result.button(key="empty").click().run()
    assert result.button(key="basket_button").label == "Basket"


def test_a_currency_is_never_markup(result, line):
    evil = line("a", currency="<style>*{display:none}</style><a href=//evil.example>Pay here</a>")
    result.session_state["basket"] = {evil.key: evil}
    result.button(key="basket_button").click().run()
    said = html(result)
    assert said.count("&lt;style&gt;*{display:none}") == 3, "the line, the sum and the phone's bar"
    assert "<a href=//evil" not in said


def test_what_was_chosen_stays_when_its_catalogue_is_removed(result):
    bring(opened(result), *mine())
    result.switch_page("app_pages/shop.py").run()
    press(result, "add", 1, 1)
    opened(result).button(key="own_remove").click().run()
    result.switch_page("app_pages/shop.py").run()
    result.button(key="basket_button").click().run()
    assert '<div class="line"><b>Own piece' in html(result)
    assert "export_page" in {each.key for each in result.get("download_button")}


def test_equal_ids_of_two_catalogues_are_two_products(monkeypatch, catalogue):
    monkeypatch.setattr(st, "session_state", {})
    other = copy.copy(catalogue)
    other.sha256 = "another"
    (chosen,) = catalogue.products([0])
    basket.toggle(catalogue, chosen)
    assert not basket.holds(other, chosen)
    basket.toggle(other, chosen)
    assert len(basket.lines()) == 2
    basket.toggle(other, chosen)
    assert basket.holds(catalogue, chosen)


def test_a_full_basket_takes_no_more_and_says_so(result, monkeypatch):
    monkeypatch.setattr(basket, "MOST_LINES", 1)
    result.button(key="shop_look").click().run()
    assert result.button(key="basket_button").label == "Basket · 1"
    assert "1 product added; the basket is full." in result.toast[0].value
    assert all(row["full"] for row in rows(result))
    press(result, "add", 1, 2)
    assert result.button(key="basket_button").label == "Basket · 1"
    row = next(row for row in rows(result) if row["cards"][0]["inside"])
    press(result, "add", row["number"], 1)
    assert result.button(key="basket_button").label == "Basket", "what is in it can be taken out"
