"""Boxes corrected, drawn and removed by the controls beside the photo; several photos; filters; links."""

from __future__ import annotations

import copy
from contextlib import contextmanager
from typing import Any

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetState
from streamlit.testing.v1 import AppTest

from app_pages import box_editing, people_choice
from app_pages.view import prepare, rematched
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import BusyError
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import SEEN, change_photo, encoded, upload
from tests.app_pages.rows import drag, press, rows
from tests.app_pages.test_shop_page import html, row_heads, titles
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, outfit

TWO = [("topwear", 0.9, (5, 20, 30, 60)), ("topwear", 0.8, (60, 20, 95, 70))]  # people side by side


@pytest.fixture
def editing(result) -> AppTest:
    return result.button(key="edit_button").click().run()


def sides(app: AppTest) -> list[int]:
    return [each.value for each in app.number_input]


@pytest.mark.parametrize("side", range(4))
def test_a_side_set_as_a_number_moves_the_box_and_embeds_one_crop(editing, shop, side):
    editing.selectbox(key="edit_target").set_value(1).run()
    before, runs = sides(editing), shop.model_runs
    change = -10 if side < 2 else 10
    editing.number_input[side].set_value(before[side] + change).run()
    assert not editing.exception
    assert sides(editing) == [each + change * (n == side) for n, each in enumerate(before)]
    assert shop.model_runs == runs + 1
    assert row_heads(editing) == ["Top", "Bottoms"]
    assert rows(editing)[0]["caption"] == "Your own box"


def test_a_new_box_waits_for_its_group(editing, shop):
    runs = shop.model_runs
    editing.selectbox(key="edit_target").set_value(1).run()
    editing.selectbox(key="edit_target").set_value(0).run()
    assert shop.model_runs == runs
    assert sides(editing) == [60, 90, 140, 210]
    group = next(each for each in editing.pills if each.key.startswith("box_group_0"))
    group.set_value("dress").run()
    assert not editing.exception
    assert shop.model_runs == runs + 1
    assert row_heads(editing) == ["Top", "Bottoms", "Dress"]


def test_a_box_without_pixels_is_refused_in_words(editing):
    editing.selectbox(key="edit_target").set_value(1).run()
    x0, _, _, _ = sides(editing)
    editing.number_input[2].set_value(x0).run()
    assert "both sides need at least 8 pixels" in editing.error[0].value
    assert row_heads(editing) == ["Top", "Bottoms"]


@pytest.mark.parametrize(
    ("dragged", "box"),
    [
        ((-6, 40, 5, 90), (0, 40, 5, 90)),
        ((197, 40, 205, 90), (197, 40, 200, 90)),
        ((40, -3, 90, 5), (40, 0, 90, 5)),
        ((40, 297, 90, 305), (40, 297, 90, 300)),
    ],
)
def test_a_box_dragged_over_an_edge_ends_there(editing, dragged, box):
    drag(editing, dragged)
    assert not editing.exception
    assert tuple(sides(editing)) == box


def test_a_garments_box_that_is_dragged_is_that_garments(editing, shop):
    runs = shop.model_runs
    drag(editing, (60, 150, 140, 260), 2)
    assert not editing.exception
    assert row_heads(editing) == ["Top", "Bottoms"]
    assert [row["caption"] for row in rows(editing)] == ["Confidence 60%", "Your own box"]
    assert (editing.selectbox(key="edit_target").value, sides(editing)) == (2, [60, 150, 140, 260])
    assert shop.model_runs == runs + 1


def test_a_garment_that_is_gone_when_its_box_is_dragged_becomes_a_new_one(editing, shop):
    runs = shop.model_runs
    drag(editing, (60, 150, 140, 260), 9)
    assert not editing.exception
    assert (editing.selectbox(key="edit_target").value, sides(editing)) == (0, [60, 150, 140, 260])
    assert shop.model_runs == runs


def test_a_garment_can_be_called_something_else(editing):
    editing.selectbox(key="edit_target").set_value(2).run()
    box = sides(editing)
    next(each for each in editing.pills if each.key.startswith("box_group_2")).set_value("topwear").run()
    assert not editing.exception
    assert row_heads(editing) == ["Top", "Top"]
    assert sides(editing) == box


def test_a_browser_that_is_behind_takes_no_side_back(editing):
    editing.selectbox(key="edit_target").set_value(1).run()
    left, behind = editing.number_input[0], copy.deepcopy(editing._tree.get_widget_states())
    before = sides(editing)
    left.set_value(before[0] - 5).run()
    editing._run(behind)  # with what was said before of every side
    assert not editing.exception
    assert sides(editing) == [before[0] - 5, *before[1:]]


def test_what_a_browser_that_is_behind_asks_of_a_garment_that_is_gone_changes_nothing(editing):
    editing.selectbox(key="edit_target").set_value(1).run()
    behind = copy.deepcopy(editing._tree.get_widget_states())
    button = editing.button(key="remove_garment")
    button.click().run()
    assert row_heads(editing) == ["Bottoms"]
    behind.widgets.append(WidgetState(id=button.id, trigger_value=True))
    editing._run(behind)
    assert not editing.exception
    assert row_heads(editing) == ["Bottoms"]


def test_what_is_drawn_and_not_named_is_gone_with_the_editing(editing):
    drag(editing, (100, 200, 190, 290))
    for _ in range(2):
        editing.button(key="edit_button").click().run()
    assert sides(editing) == []


@pytest.mark.parametrize(("selected", "in_hand"), [(2, 2), (None, box_editing.NEW)])
def test_a_garment_chosen_on_the_photo_is_in_hand(monkeypatch, selected, in_hand):
    state = {"photo": {"selected": selected}, box_editing.PENDING: ("sha256", (0, 0, 9, 9))}
    monkeypatch.setattr(box_editing.st, "session_state", state)
    box_editing.take_selection("photo")
    assert (state[box_editing.TARGET], state[box_editing.PENDING]) == (in_hand, None)


def test_a_box_that_is_drawn_stays_with_its_photo(editing):
    drag(editing, (100, 200, 190, 290))
    change_photo(editing, encoded(outfit(120, 180)))
    assert sides(editing) == []
    editing.button(key="show_1").click().run()
    assert sides(editing) == [100, 200, 190, 290]


def test_a_garment_can_be_removed(editing):
    editing.selectbox(key="edit_target").set_value(2).run()
    editing.button(key="remove_garment").click().run()
    assert row_heads(editing) == ["Top"]
    editing.button(key="edit_button").click().run()
    assert not editing.number_input


def test_filters_narrow_the_products_and_run_no_model(result, shop):
    runs, colour = shop.model_runs, result.multiselect(key="colour").options[0]
    result.multiselect(key="colour").set_value([colour]).run()
    assert len(titles(result)) <= 1
    assert any(row["nothing"] and "under these filters" in row["nothing"][0] for row in rows(result))
    result.button(key="clear").click().run()
    assert len(titles(result)) == 2 * 4
    result.slider(key="price").set_value((10, 20)).run()
    prices = [float(each["price"].lstrip("€")) for row in rows(result) for each in row["cards"]]
    assert prices
    assert max(prices) <= 20
    assert shop.model_runs == runs


def test_filters_on_brand_and_category(open_app, tmp_path):
    source = write_shop(tmp_path)
    table = (
        source.products.read_text().replace("topwear,,", "topwear,tee,").replace("bottomwear,,", "bottomwear,jeans,")
    )
    source.products.write_text(table.replace("Maker", "Other", 9))
    build_catalogue(source, tmp_path / "catalogue", fake_detector([]), fake_embedder())
    catalogue = Catalogue.open(tmp_path / "catalogue")
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue)
    app = upload(open_app(shop), encoded(outfit()))
    assert app.multiselect(key="category").options == ["jeans", "tee"]
    app.multiselect(key="category").set_value(["tee"]).run()
    assert [row["nothing"] is not None for row in rows(app)].count(True) == 1
    app.button(key="clear").click().run()
    app.multiselect(key="brand").set_value(["Other"]).run()
    assert {each["brand"] for row in rows(app) for each in row["cards"]} == {"Other"}
    app.switch_page("app_pages/catalogue.py").run()
    app.multiselect(key="browse_categories").set_value(["jeans"]).run()
    assert "18 of 36 products" in html(app)


def test_several_photos_of_one_hand_in(app, shop):
    files = [
        (f"{n}.png", encoded(outfit(colour=colour)), "image/png") for n, colour in enumerate(["#a02030", "#2030a0"])
    ]
    app.file_uploader[0].set_value(files)
    app.run()
    assert not app.exception
    assert shop.model_runs == 6
    first = titles(app)
    app.button(key="show_2").click().run()
    assert titles(app) != first
    assert shop.model_runs == 6


def test_a_link_brings_a_sample_look(open_app, shop):
    app = open_app(shop)
    app.query_params["look"] = "sea"
    app.session_state["linked"] = None
    app.run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert app.query_params["look"] in ("sea", ["sea"])


def person(app: AppTest) -> Any:
    return next(each for each in app.segmented_control if each.key.startswith("person_"))


def test_two_people_and_the_way_from_one_to_the_other(open_app, make_shop):
    app = upload(open_app(make_shop(seen=TWO)), encoded(outfit(400, 400)))
    assert "2 people in the photo" in html(app)
    assert person(app).value == "Right"
    person(app).set_value("Everybody").run()
    assert not app.exception
    assert row_heads(app) == ["Top", "Top"]


@pytest.mark.parametrize(
    ("count", "names"),
    [
        (2, ["Left", "Right"]),
        (3, ["Left", "Middle", "Right"]),
        (4, ["1 from left", "2 from left", "3 from left", "4 from left"]),
    ],
)
def test_people_are_called_by_their_places(count, names):
    assert [people_choice._name(index, count) for index in range(count)] == names


def test_a_person_is_found_again_as_corrected(open_app, make_shop):
    shop = make_shop(seen=TWO)
    app = upload(open_app(shop), encoded(outfit(400, 400)))
    app.button(key="edit_button").click().run()
    app.selectbox(key="edit_target").set_value(1).run()
    app.button(key="remove_garment").click().run()
    right = [row["number"] for row in rows(app)]
    person(app).set_value("Left").run()
    left, runs = [row["number"] for row in rows(app)], shop.model_runs
    assert right != left
    for name, numbers in (("Right", right), ("Everybody", [1, 2]), ("Left", left), ("Right", right)):
        person(app).set_value(name).run()
        assert not app.exception
        assert [row["number"] for row in rows(app)] == numbers
    assert shop.model_runs == runs


def test_a_person_that_there_was_no_time_for_is_not_said_to_be_shown(open_app, make_shop, monkeypatch):
    @contextmanager
    def full():
        raise BusyError("Many people are here.")
        yield

    app = upload(open_app(make_shop(seen=TWO)), encoded(outfit(400, 400)))
    before = titles(app)
    monkeypatch.setattr(people_choice, "quiet_gate", full)
    person(app).set_value("Left").run()
    assert [each.value for each in app.info] == ["Many people are here."]
    assert (person(app).value, titles(app)) == ("Right", before)


def test_a_person_of_a_photo_that_is_shown_no_more_is_not_chosen(make_shop, monkeypatch):
    shop, replaced = make_shop(seen=TWO), []
    view = prepare(shop, shop.analyse(outfit(400, 400)))
    monkeypatch.setattr(people_choice.session, "current_view", lambda: view)
    monkeypatch.setattr(people_choice.session, "replace_view", replaced.append)
    people_choice._choose(["Left", "Right", "Everybody"], "person_another")
    assert replaced == []


def test_everybody_is_searched_in_another_catalogue(make_shop, catalogue):
    shop, other = make_shop(seen=TWO), copy.copy(catalogue)
    view = rematched(shop.with_catalogue(other), prepare(shop, shop.analyse(outfit(400, 400))))
    assert list(view.others) == [None]
    assert all(part.analysis.catalogue is other for part in (view, *view.others.values()))


def test_why_a_match_is_measured(result):
    press(result, "why", 1, 1)
    assert not result.exception
    assert "CIEDE2000" in html(result)
    assert "in 100 pairs" in html(result)


def test_a_small_photo_is_told_so(open_app, shop):
    app = upload(open_app(shop), encoded(outfit(90, 130)))
    assert "This photo is small, 90 × 130 pixels" in html(app)
