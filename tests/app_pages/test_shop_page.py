"""Every control of the Shop page, in Streamlit's own test harness."""

from __future__ import annotations

import hashlib
import json
from importlib.util import find_spec

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from app_pages import photo_room
from app_pages.opened import open_shop
from pipeline.errors import ArtefactError, BusyError, StuckError
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import change_photo, encoded, upload
from tests.app_pages.rows import rows
from tests.pipeline.fakes import outfit


def html(app: AppTest) -> str:
    return "\n".join(element.value for element in app.get("html"))


def row_heads(app: AppTest) -> list[str]:
    """The garments' names, in the order of their rows."""
    return [row["name"] for row in rows(app)]


def titles(app: AppTest) -> list[str]:
    """The products' titles, in the order of the cards."""
    return [card["title"] for row in rows(app) for card in row["cards"]]


def test_first_visit_asks_for_a_photo_and_runs_no_model(app, shop):
    assert [title.value for title in app.title] == ["Shop the look"]
    assert app.file_uploader[0].allowed_type == [
        *(".jpg", ".jpeg", ".mpo", ".png", ".webp", ".gif", ".bmp"),
        *([".heic", ".heif"] if find_spec("pi_heif") else []),
    ]
    assert ("JPG, PNG, WebP or HEIC, up to 20 MB each" in html(app)) == (find_spec("pi_heif") is not None)
    assert not app.slider
    assert shop.model_runs == 0


def test_an_upload_gives_numbered_garments_with_products(result, shop):
    assert [title.value for title in result.title] == ["Your look"]
    # From the top of the photo down, although the trousers scored higher.
    assert row_heads(result) == ["Top", "Bottoms"]
    assert len(titles(result)) == 2 * 4
    assert "2 garments found" in html(result)
    assert shop.model_runs == 3


def test_a_click_on_a_sample_look_is_all_it_takes(app, shop):
    app.button(key="use_first_2").click().run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert shop.model_runs == 3
    app.button(key="change").click().run()
    app.button(key="change").click()
    app.button(key="use_again_1").click().run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert shop.model_runs == 6


def test_the_same_photo_again_runs_no_model(result, shop):
    runs = shop.model_runs
    change_photo(result, encoded(outfit()))
    assert shop.model_runs == runs
    assert row_heads(result) == ["Top", "Bottoms"]


def test_another_photo_replaces_the_first(result, shop):
    runs = shop.model_runs
    before = titles(result)
    change_photo(result, encoded(outfit(colour="#2030a0")))
    assert shop.model_runs == runs + 3
    assert titles(result) != before


def test_the_camera_gives_a_photo_too(app, shop):
    app.button(key="use_camera").click().run()
    app.button(key="use_camera").click()
    app.get("camera_input")[0].set_value(("photo.jpg", encoded(outfit(), "JPEG"), "image/jpeg")).run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert shop.model_runs == 3


def test_a_photo_is_changed_by_the_camera(result, shop):
    before = titles(result)
    result.button(key="change").click().run()
    result.button(key="change").click()
    result.segmented_control(key="source").set_value("Camera").run()
    assert not result.file_uploader
    result.button(key="change").click()
    photo = encoded(outfit(colour="#2030a0"), "JPEG")
    result.get("camera_input")[0].set_value(("photo.jpg", photo, "image/jpeg")).run()
    assert not result.exception
    assert titles(result) != before
    assert shop.model_runs == 6


@pytest.mark.parametrize("k", [1, 7, 12])
def test_k_changes_the_number_of_cards_and_runs_no_model(result, shop, k):
    runs, before = shop.model_runs, titles(result)
    result.slider(key="k").set_value(k).run()
    assert len(titles(result)) == 2 * k
    assert titles(result)[: min(k, 4)] == before[: min(k, 4)]
    assert shop.model_runs == runs


def test_confidence_adds_and_removes_rows_without_renumbering(result, shop):
    runs = shop.model_runs
    result.slider(key="confidence").set_value(15).run()
    assert row_heads(result) == ["Top", "Bottoms", "Bag"]
    assert rows(result)[2]["nothing"] == ["The catalogue has no bag.", ""]
    result.slider(key="confidence").set_value(70).run()
    assert row_heads(result) == ["Bottoms"]
    assert [(row["number"], row["colour"], row["ink"]) for row in rows(result)] == [(2, "#D55E00", "#111111")]
    assert shop.model_runs == runs


def test_a_threshold_above_everything_says_so_and_offers_a_way_back(result):
    result.slider(key="confidence").set_value(95).run()
    assert row_heads(result) == []
    assert "No garment is as sure as 95%. The surest is bottoms with 90%." in html(result)
    result.button(key="lower").click().run()
    assert result.slider(key="confidence").value == 10
    assert row_heads(result) == ["Top", "Bottoms", "Bag"]


@pytest.mark.parametrize(
    ("choice", "searched"),
    [
        ("Auto", "the men’s department and unisex"),
        ("Men", "the men’s department and unisex"),
        ("Women", "the women’s department and unisex"),
        ("All", "every department"),
    ],
)
def test_the_department_can_be_overruled(result, shop, choice, searched):
    runs = shop.model_runs
    result.segmented_control(key="department").set_value(choice).run()
    assert f"Searching {searched}" in html(result)
    assert "Looks like <b>men’s</b> clothing" in html(result)
    assert "90%" in html(result)
    assert shop.model_runs == runs


def test_an_unsure_department_searches_all_and_says_so(open_app, make_shop):
    app = upload(open_app(make_shop(men=0.6)), encoded(outfit()))
    assert "Perhaps <b>men’s</b> clothing" in html(app)
    assert "Searching every department: the suggestion is not sure enough" in html(app)
    app.segmented_control(key="department").set_value("Women").run()
    assert "Searching the women’s department and unisex<" in html(app)


def test_boxes_can_be_switched_off(result, shop):
    runs = shop.model_runs
    result.toggle(key="boxes").set_value(False).run()
    assert not result.exception
    assert row_heads(result) == ["Top", "Bottoms"]
    assert shop.model_runs == runs


def test_the_json_is_the_look_under_the_settings_shown(downloads, result):
    assert result.get("download_button")[0].label == "Download JSON"
    result.slider(key="k").set_value(3).run()
    look = json.loads(downloads[-1])
    assert look["photo"]["name"] == "photo"
    assert [len(item["matches"]) for item in look["items"]] == [3, 3]
    assert look["gender"]["searched"] == ["men", "unisex"]
    assert "home" not in json.dumps(look)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"I am a letter, not a photo.", "Save the photo as JPEG"),
        (encoded(outfit(), "JPEG")[:1500], "damaged or incomplete"),
        (encoded(Image.new("RGB", (1, 1))), "fewer than 1,024"),
    ],
)
def test_a_photo_that_cannot_be_used_leaves_what_was_there(app, shop, data, message):
    upload(app, data, "photo.jpg")
    assert message in app.error[0].value
    assert [title.value for title in app.title] == ["Shop the look"]
    upload(app, encoded(outfit()))
    assert not app.error
    change_photo(app, data)
    assert message in app.error[0].value
    assert row_heads(app) == ["Top", "Bottoms"]
    assert shop.model_runs == 3


def refuse(monkeypatch, error: Exception) -> None:
    """Every photo is refused from now on."""

    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(ShopTheLook, "analyse", fail)


@pytest.mark.parametrize("error", [BusyError("Many people are here."), StuckError("It took too long.")])
def test_a_photo_that_nothing_is_wrong_with_is_kept_for_another_attempt(app, monkeypatch, error):
    with monkeypatch.context() as busy:
        refuse(busy, error)
        upload(app, encoded(outfit()))
        assert [warning.value for warning in app.warning] == [str(error)]
        assert not app.error
        assert "wanted" not in app.session_state
        app.button(key="try_again").click().run()
        assert [warning.value for warning in app.warning] == [str(error)]
    app.button(key="try_again").click().run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert not app.warning
    assert not [button for button in app.button if button.key == "try_again"]


def test_other_photos_go_on_past_one_that_was_put_off(app, monkeypatch):
    real, tries = ShopTheLook.analyse, []

    def first_is_refused(*given: object, **options: object) -> object:
        tries.append(given)
        if len(tries) == 1:
            raise BusyError("Many people are here.")
        return real(*given, **options)

    monkeypatch.setattr(ShopTheLook, "analyse", first_is_refused)
    colours = ("#a04020", "#2030a0")
    app.file_uploader[0].set_value(
        [(f"{colour}.png", encoded(outfit(colour=colour)), "image/png") for colour in colours]
    ).run()
    assert row_heads(app) == ["Top", "Bottoms"]
    assert len(tries) == 2
    app.button(key="show_1").click().run()
    assert len(tries) == 3
    assert not app.warning


def test_the_inside_page_says_why_there_is_no_photo(app, monkeypatch):
    refuse(monkeypatch, BusyError("Many people are here."))
    upload(app, encoded(outfit()))
    app.switch_page("app_pages/inside.py").run()
    assert [warning.value for warning in app.warning] == ["Many people are here."]


def test_photos_without_room_are_told(app, monkeypatch):
    monkeypatch.setattr(photo_room, "KEPT_PHOTOS", 2)
    photos = [(f"{n}.png", encoded(outfit(colour=f"#a0402{n}")), "image/png") for n in range(3)]
    app.file_uploader[0].set_value(photos).run()
    assert [each.value for each in app.info] == ["1 photo of these left out: a session keeps 2 photos, 40 MB together."]
    change_photo(app, encoded(outfit(colour="#2030a0")))
    assert [each.value for each in app.info] == ["1 earlier photo made room: a session keeps 2 photos, 40 MB together."]


def test_an_unusable_photo_takes_no_others_place(app, monkeypatch):
    monkeypatch.setattr(photo_room, "KEPT_PHOTOS", 2)
    photos = [(f"{n}.png", encoded(outfit(colour=f"#a0402{n}")), "image/png") for n in range(2)]
    app.file_uploader[0].set_value(photos).run()
    before = titles(app)
    change_photo(app, b"I am a letter, not a photo.")
    assert "Save the photo as JPEG" in app.error[0].value
    assert not app.info
    assert titles(app) == before
    app.button(key="show_2").click().run()
    assert not app.exception
    app.button(key="show_1").click().run()
    assert titles(app) == before


def test_photos_that_wait_for_their_turn_are_bounded_too(app, monkeypatch):
    monkeypatch.setattr(photo_room, "KEPT_PHOTOS", 2)
    refuse(monkeypatch, BusyError("Many people are here."))
    upload(app, encoded(outfit(colour="#a04020")))
    for n in range(1, 5):
        upload(app, encoded(outfit(colour=f"#a0402{n}")))
    assert len(app.session_state["photos"]) == 3


def test_where_the_first_of_several_cannot_be_used_the_next_is_shown(app):
    upload(app, encoded(outfit()))
    good = encoded(outfit(colour="#2030a0"))
    pictures = [b"I am a letter.", good, encoded(outfit(colour="#a04020"))]
    app.button(key="change").click().run()
    app.button(key="change").click()
    app.file_uploader[0].set_value([("my name.jpg", data, "image/jpeg") for data in pictures])
    app.run()
    assert "Photo 1 of 3: This is no JPEG" in app.error[0].value
    assert app.session_state["shown"] == hashlib.sha256(good).hexdigest()
    assert "wanted" not in app.session_state


def test_of_several_photos_it_is_said_which_cannot_be_used_until_that_is_closed(app):
    letter, cut = b"I am a letter.", encoded(outfit(), "JPEG")[:1500]
    pictures = [encoded(outfit()), letter, encoded(outfit(colour="#2030a0")), cut]
    app.file_uploader[0].set_value([("my name.jpg", data, "image/jpeg") for data in pictures])
    app.run()
    said = app.error[0].value
    assert "Photo 2 of 4: This is no JPEG" in said
    assert "Photo 4 of 4: The picture is damaged or incomplete. Save or send it again." in said
    assert "my name" not in said
    app.run()
    assert app.error
    app.button(key="close_errors").click().run()
    assert not app.error


def test_what_was_said_of_other_photos_is_gone_with_the_next(app):
    pictures = [encoded(outfit()), encoded(outfit(colour="#2030a0")), b"I am a letter."]
    app.file_uploader[0].set_value([("a.jpg", data, "image/jpeg") for data in pictures])
    app.run()
    assert app.error
    app.button(key="show_2").click().run()
    assert not app.error


def test_nothing_found_is_a_result(downloads, open_app, make_shop):
    app = upload(open_app(make_shop(seen=[])), encoded(outfit()))
    assert "No garment found" in html(app)
    assert "nothing in this photo looks like one by 10% or more" in html(app)
    assert "Choose a number" not in html(app)
    assert "clothing <span" not in html(app)
    assert not [button for button in app.button if button.key == "lower"]
    assert json.loads(downloads[-1])["items"] == []


def test_a_missing_model_is_explained_without_a_stack_trace(monkeypatch, open_app, shop):
    def fail(**_: object) -> ShopTheLook:
        raise ArtefactError("exported_models/manifest.json is missing. Run `make models`.")

    app = open_app(shop)
    monkeypatch.setattr(ShopTheLook, "open", fail)
    open_shop.clear()
    app.run()
    assert not app.exception
    assert "manifest.json is missing" in app.error[0].value
    assert not app.file_uploader
    monkeypatch.setattr(ShopTheLook, "open", lambda **_: shop)
    assert app.run().file_uploader, "a reload after the repair opens the shop"
