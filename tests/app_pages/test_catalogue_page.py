"""Every control of the Catalogue page, in Streamlit's own test harness."""

from __future__ import annotations

import copy
import csv
import errno
import gc
import io
import re
import tempfile
import threading
import weakref
import zipfile
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from app_pages import catalogue_health, catalogue_own, catalogues, housekeeping, own_build, own_files, own_form
from app_pages.catalogue_own import _progress
from app_pages.catalogues import MORE_CATALOGUES_VARIABLE
from app_pages.own_build import build_line
from app_pages.price_slider import limits, price_format
from pipeline.build_work import Progress
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.neighbourhood import neighbourhood
from pipeline.upload import UploadLimits
from tests.app_pages.conftest import encoded, upload
from tests.app_pages.test_inside_page import kept
from tests.app_pages.test_shop_page import html, titles
from tests.pipeline.conftest import HEADER, write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, outfit


@pytest.fixture
def page(app) -> AppTest:
    return opened(app)


def opened(app: AppTest) -> AppTest:
    app.switch_page("app_pages/catalogue.py").run()
    assert not app.exception
    return app


def tiles(app: AppTest) -> list[str]:
    """Titles of the product tiles."""
    return re.findall(r'<div class="tile-text"><b>(.*?)</b>', html(app))


def browsed(app: AppTest) -> str:
    (count,) = re.findall(r'number">(\d+) of 36 products', html(app))
    return count


def test_what_is_in_it_is_counted(page, shop):
    figures = {metric.label: metric.value for metric in page.metric}
    assert {name: figures[name] for name in ("Products", "Groups", "Brands", "Median price")} == {
        "Products": "36",
        "Groups": "2",
        "Brands": "1",
        "Median price": "€28.00",
    }
    assert "The catalogue names none." in html(page)  # it has no categories
    assert len(page.get("vega_lite_chart")) == 6
    assert shop.model_runs == 0


def said_of(app: AppTest) -> dict[str, str]:
    """The lists of facts on the page."""
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html(app)))


def test_how_it_was_built_is_said(open_app, make_shop, catalogue):
    other = copy.copy(catalogue)
    other.manifest = {**catalogue.manifest, "crops": {"whole": 5, "detected": 1200}, "rejected": 1234}
    page = opened(open_app(make_shop().with_catalogue(other)))
    told, lowest = said_of(page), min(entry["recall"] for entry in catalogue.manifest["indexes"])
    assert told["Pictures"] == "product detected in 1,200, taken whole in 5"
    assert told["Rows left out"] == "1,234"
    assert told["Indexes"] == f"{len(catalogue.manifest['indexes'])} of Annoy, recall@10 at least {lowest:.3f}"
    assert told["sha256"] == catalogue.sha256
    assert "Colour, the 15 largest of 36" in html(page)
    assert ">Department</div>" in html(page), "of which there are few"


@pytest.mark.parametrize(
    ("currencies", "shown"),
    [
        (["EUR"] * 36, "€%d"),
        (["SEK"] * 36, "%d SEK"),
        (["EUR"] * 35 + ["USD"], "%d"),
        (["SEK"] + ["EUR"] * 35, "€%d"),  # the first has no price
        (["%s"] * 36, "%d"),
        ([""] * 36, "%d"),
    ],
)
def test_a_price_is_shown_with_the_one_currency_of_the_catalogue(catalogue, currencies, shown):
    prices = [None, *range(1, 36)] if currencies[0] == "SEK" and currencies[1] == "EUR" else list(range(36))
    assert price_format(changed(catalogue, price=prices, currency=currencies)) == shown


def test_a_side_of_the_price_that_was_left_alone_limits_nothing():
    assert limits(10, 46, (10, 46)) == (None, None)
    assert limits(11, 46, (10, 46)) == (11, None)
    assert limits(10, 45, (10, 46)) == (None, 45)


def changed(catalogue: Catalogue, **columns: list[object]) -> Catalogue:
    """The catalogue with other values in some columns."""
    table = catalogue.table
    for name, values in columns.items():
        field, place = table.schema.field(name), table.schema.get_field_index(name)
        table = table.set_column(place, field, pa.array(values, field.type))
    return with_table(catalogue, table)


def with_table(catalogue: Catalogue, table: pa.Table) -> Catalogue:
    """The catalogue over another table, of whose products it has read none."""
    other = copy.copy(catalogue)
    other.table, other._kept = table, {}
    return other


def test_a_currency_and_a_name_are_never_markup(open_app, make_shop, catalogue):
    evil = "<a href=//evil.example>![x](//evil.example)</a>"
    other = changed(catalogue, currency=[evil] * len(catalogue))
    other.name = evil
    app = opened(open_app(make_shop().with_catalogue(other)))
    assert "<a href=//evil" not in html(app)
    assert "Price in &lt;a" in html(app)
    assert "![x](" not in app.title[0].value
    assert not [metric for metric in app.metric if "![x](" in metric.value]


@pytest.mark.parametrize(
    ("prices", "currencies", "label", "median", "caption"),
    [
        ([None] + [20.0] * 35, [""] + ["EUR"] * 35, "Median price", "€20.00", "Price in EUR;"),
        ([5.0] * 6 + [20.0] * 30, [""] * 6 + ["SEK"] * 30, "Median of 30 in SEK", "20.00 SEK",
         "Price of the 30 in SEK, the commonest of 2 currencies;"),
        ([900.0] * 16 + [20.0] * 20, ["JPY"] * 16 + [""] * 20, "Median of 20 in no currency", "20.00",
         "Price of the 20 in no currency, the commonest of 2 currencies;"),
        ([None] * 36, ["EUR"] * 36, "Median price", "none given", "The catalogue gives no prices."),
    ],
)  # fmt: skip
def test_prices_of_several_currencies_are_never_mixed(
    open_app, make_shop, catalogue, prices, currencies, label, median, caption
):
    page = opened(open_app(make_shop().with_catalogue(changed(catalogue, price=prices, currency=currencies))))
    assert {metric.label: metric.value for metric in page.metric}[label] == median
    assert caption in html(page)


def test_a_catalogue_in_milvus_has_no_annoy_to_tell_of(open_app, make_shop, catalogue):
    other = copy.copy(catalogue)
    other.manifest = {**catalogue.manifest, "indexes": [], "milvus": {"uri": "https://milvus", "collection": "hues_1"}}
    app = upload(open_app(make_shop().with_catalogue(other)), encoded(outfit()))
    assert "Collection hues_1 of Milvus" in html(opened(app))
    app.switch_page("app_pages/inside.py").run()
    assert not app.exception
    assert "there is no Annoy to compare" in html(app)
    assert "Recall at 10" not in {metric.label for metric in app.metric}


def test_filters_narrow_what_is_browsed(page):
    assert browsed(page) == "36"
    page.pills(key="browse_groups").set_value(["topwear"]).run()
    assert browsed(page) == "18"
    page.multiselect(key="browse_genders").set_value(["women"]).run()
    assert browsed(page) == "6"
    page.multiselect(key="browse_colours").set_value(["hue 2", "hue 8"]).run()
    assert browsed(page) == "2"
    page.multiselect(key="browse_brands").set_value(["Maker"]).run()
    assert browsed(page) == "2"
    page.slider(key="browse_price").set_value((10, 15)).run()
    assert browsed(page) == "1"
    assert "Piece 2" in tiles(page)
    page.text_input(key="browse_text").set_value("nothing like it").run()
    assert browsed(page) == "0"
    assert "No product satisfies every filter" in html(page)
    assert page.multiselect(key="browse_categories").options == []


def test_words_of_the_title_find_products(page):
    page.text_input(key="browse_text").set_value("piece 17").run()
    assert browsed(page) == "1"


def test_pages_show_the_rest(page):
    first = tiles(page)[:24]
    assert first == [f"Piece {n}" for n in range(24)]
    page.get("pagination")[0].set_value(2).run()
    assert tiles(page)[:12] == [f"Piece {n}" for n in range(24, 36)]


def test_a_product_is_opened_by_a_click_and_by_its_address(page, app):
    page.button(key="open_4").click().run()
    assert page.query_params["product"] == "p04"
    assert "Piece 4</h2>" in html(page)
    near = tiles(page)
    assert len(near) == 12
    assert "Piece 4" not in near
    assert near[0] in ("Piece 2", "Piece 6")  # the hues beside its own
    assert len(page.get("vega_lite_chart")) == 1
    page.button(key="all_products").click().run()
    assert "product" not in page.query_params
    assert browsed(page) == "36"
    assert "getElementById('browse')?.scrollIntoView" in html(page)
    assert "scrollIntoView" not in html(page.run())
    app.query_params["product"] = "p35"
    app.run()
    assert "Piece 35</h2>" in html(app)


def test_a_product_is_shown_with_what_the_catalogue_says_of_it(open_app, shop, catalogue):
    (product,) = catalogue.products([4])
    told = said_of(open_app(shop, "catalogue", product="p04"))
    assert {name: told[name] for name in told if name != "Image"} == {
        "Brand": "Maker",
        "Price": "€14.50",
        "Department": product.gender.capitalize(),
        "Group": "Top",
        "Colour": "hue 4",
        "Product": "p04",
    }


def test_a_product_goes_into_the_basket_from_its_own_view(page):
    page.button(key="open_4").click().run()
    page.button(key="product_add").click().run()
    assert page.button(key="product_add").label == "In basket"
    assert page.button(key="product_basket").label == "Basket · 1"
    page.button(key="product_basket").click().run()
    assert "1 product<" in html(page)
    page.button(key="product_add").click().run()
    assert page.button(key="product_basket").label == "Basket"


@pytest.mark.parametrize(
    ("url", "leads"),
    [("https://shop.example/catalogue?product=12", True), ("catalogue?product=p04", False), ("javascript:x", False)],
)
def test_a_product_leads_to_its_shop_unless_that_is_here(open_app, make_shop, catalogue, url, leads):
    shop = make_shop().with_catalogue(changed(catalogue, url=[url] * len(catalogue)))
    page = open_app(shop, "catalogue", product="p04")
    assert (f'href="{url}"' in html(page)) == leads
    assert ("To the product in its shop" in html(page)) == leads


def test_a_long_description_is_shortened(open_app, make_shop, catalogue):
    other = with_table(
        catalogue, catalogue.table.append_column("description", pa.array(["Soft <3 " * 9000] * len(catalogue)))
    )
    page = open_app(make_shop().with_catalogue(other), "catalogue", product="p04")
    (said,) = re.findall(r"<dt>Description</dt><dd>(.*?)</dd>", html(page))
    assert said.startswith("Soft &lt;3 Soft")
    assert said.endswith("Soft &lt;3…")
    assert len(said) < 1000


def test_a_product_that_is_not_there_is_said(app):
    app.switch_page("app_pages/catalogue.py")
    app.query_params["product"] = "<script>"
    app.run()
    assert not app.exception
    assert [warning.value for warning in app.warning] == ["No catalogue here has that product."]


def test_neighbours_of_each_group(page, catalogue):
    assert {metric.label: metric.value for metric in page.metric}["Pairs nearly the same"].isdigit()
    page.segmented_control(key="health_group").set_value("bottomwear").run()
    assert "The most alike pairs: bottoms" in html(page)
    vectors = np.asarray(catalogue.embeddings[pc.equal(catalogue.table["group"], "bottomwear").to_numpy()])
    cosines = (vectors @ vectors.T)[np.triu_indices(len(vectors), 1)]
    for least in (0.8, 0.9, 1.0):
        page.slider(key="duplicate_from").set_value(least).run()
        said = {metric.label: metric.value for metric in page.metric}["Pairs nearly the same"]
        assert int(said) == (cosines > least - 1e-6).sum()


def test_hubs_and_pairs_are_counted(app, catalogue, monkeypatch):
    rows = np.flatnonzero(pc.equal(catalogue.table["group"], "topwear").to_numpy())
    found = neighbourhood(np.asarray(catalogue.embeddings[rows]))
    # Of hues in a circle none is chosen more often than another.
    counts = np.array([0, 1, 0, 25, 1, 0, 9, *[3] * (len(rows) - 7)])
    found = replace(found, occurrences=counts, skewness=-1.25)
    monkeypatch.setattr(catalogue_health, "neighbourhood_of", lambda *_: (rows, found))
    page = opened(app)
    told = {metric.label: metric.value for metric in page.metric}
    assert told["Never among the nearest"] == f"3 of {len(rows)}"
    assert told["Most often among the nearest"] == "25"
    assert told["Skewness"] == "−1.25"
    cosines = re.findall(r'<div class="caption"><b class="number">(\d\.\d{3})</b>', html(page))
    assert cosines == [f"{pair.similarity:.3f}" for pair in found.nearest[: len(cosines)]]
    hubs = [int(each) for each in re.findall(r"<i>(\d+)×</i>", html(page))]
    assert hubs == [25, 9, 3, 3, 3, 3]
    assert f"Piece {rows[3]}" in [button.label for button in page.button if button.key == f"open_{rows[3]}_hub"]


@pytest.mark.parametrize("place", ["_pair_0", "_hub"])
def test_a_pair_and_a_hub_open_their_product(page, place):
    chosen = next(button for button in page.button if button.key.endswith(place))
    row = int(chosen.key.split("_")[1])
    chosen.click().run()
    assert page.query_params["product"] == f"p{row:02}"
    assert f"Piece {row}</h2>" in html(page)


def mine(good: int = 6) -> tuple[bytes, bytes]:
    """A table with two bad rows, and its pictures as a ZIP."""
    lines, pictures = [HEADER], []
    for n in range(good):
        pictures.append((f"{n}.png", encoded(Image.new("RGB", (60, 80), (40 * n, 90, 200 - 20 * n)))))
        lines.append(f"x{n},Own piece {n},Me,unisex,topwear,,teal,5,EUR,,{n}.png")
    lines += ["=x,Formula,Me,women,topwear,,,5,EUR,,absent.png", "y,No price,Me,women,topwear,,,dear,EUR,,0.png"]
    archive = io.BytesIO()
    own_files.pack(pictures, archive)
    return "\n".join(lines).encode(), archive.getvalue()


def bring(app: AppTest, table: bytes | None, archive: bytes | None) -> AppTest:
    if table is not None:
        app.file_uploader[0].set_value(("mine.csv", table, "text/csv")).run()
    if archive is not None:
        app.file_uploader[1].set_value([("mine.zip", archive, "application/zip")]).run()
    assert not app.exception
    return started(app)


def started(app: AppTest) -> AppTest:
    """Press the button and wait until the build is done."""
    app.button(key="own_start").click().run()
    build = app.session_state["own_build"]
    if build is not None:
        build.wait(60)
        app.run()
    assert not app.exception
    return app


def test_a_catalogue_of_ones_own_is_built_reported_and_chosen(made, page):
    bring(page, *mine())
    assert [title.value for title in page.title] == ["My catalogue"]
    assert "6 products, 2 rows left out" in html(page)
    assert "absent.png" in html(page)
    assert "dear" in html(page)
    rows = list(csv.reader(io.StringIO(made["rejected.csv"])))
    assert rows[0] == ["row", "product_id", "reason"]
    assert rows[1][:2] == ["7", "'=x"]  # no formula for a spreadsheet
    assert rows[2][:2] == ["8", "y"]


def test_of_many_rows_left_out_the_first_are_shown(made, page, monkeypatch):
    monkeypatch.setattr(catalogue_own, "SHOWN_REJECTED", 1)
    bring(page, *mine())
    assert "The first 1; the CSV has all. " in html(page)
    (rows,) = [each.value for each in page.get("html") if "Why it was left out" in each.value]
    assert ("absent.png" in rows, "dear" in rows) == (True, False)
    assert "dear" in made["rejected.csv"]
    monkeypatch.setattr(catalogue_own, "SHOWN_REJECTED", 2)
    assert "the CSV has all" not in html(page.run())


def test_a_session_brings_as_many_as_it_may_hold(page, monkeypatch):
    monkeypatch.setattr(catalogues, "MOST_OWN", 1)
    bring(page, *mine())
    assert "This session holds as many catalogues as it may." in html(page)
    assert not page.file_uploader
    page.button(key="own_remove").click().run()
    assert "as many catalogues as it may" not in html(page)
    assert len(page.file_uploader) == 2


def test_a_build_that_fails_in_an_unforeseen_way_shows_a_number_alone(page, monkeypatch, caplog):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("secret words")

    monkeypatch.setattr(own_build, "build_upload", fail)
    bring(page, *mine())
    (number,) = re.findall(r"\(number ([0-9a-f]{8})\)", page.error[0].value)
    assert "secret" not in page.error[0].value
    assert f"Build {number} failed" in caplog.text
    assert [title.value for title in page.title] == ["Hues"]


def test_it_stands_beside_the_others_and_can_be_removed(page):
    bring(page, *mine())
    chooser = next(box for box in page.selectbox if box.label == "Catalogue")
    assert chooser.options == ["Hues", "My catalogue"]
    folder = page.session_state["own_catalogues"][0].folder.name
    chooser.set_value("Hues").run()
    assert [title.value for title in page.title] == ["Hues"]
    next(box for box in page.selectbox if box.label == "Catalogue").set_value("My catalogue").run()
    assert Path(folder).is_dir()
    page.button(key="own_remove").click().run()
    assert [title.value for title in page.title] == ["Hues"]
    assert not Path(folder).exists()


def test_no_other_session_sees_it(page, open_app, shop):
    bring(page, *mine())
    other = opened(open_app(shop))
    assert not [box for box in other.selectbox if box.label == "Catalogue"]
    assert "Own piece" not in html(other)


def test_a_table_that_is_none_says_so(page):
    page.file_uploader[0].set_value(("mine.csv", b"\x00\x01\x02", "text/csv")).run()
    assert not page.exception
    assert len(page.error) == 1
    assert not [button for button in page.button if button.key == "own_start"]


def test_a_column_that_is_missing_can_be_named(page):
    table, archive = mine()
    table = table.replace(b"product_id,title", b"reference,heading")
    page.file_uploader[0].set_value(("mine.csv", table, "text/csv")).run()
    assert page.button(key="own_start").disabled
    assert "Say which column gives: product_id, title." in html(page)
    page.selectbox(key="own_map_product_id").set_value("reference").run()
    page.selectbox(key="own_map_title").set_value("heading").run()
    page.text_input(key="own_name").set_value("Mapped").run()
    page.file_uploader[1].set_value([("mine.zip", archive, "application/zip")]).run()
    started(page)
    assert [title.value for title in page.title] == ["Mapped"]


def test_a_column_of_no_use_can_be_left_out(page):
    table, archive = mine()
    table = table.replace(b",5,EUR,", b",ask us,EUR,")
    page.file_uploader[0].set_value(("mine.csv", table, "text/csv")).run()
    page.selectbox(key="own_map_price").set_value("(none)").run()
    page.file_uploader[1].set_value([("mine.zip", archive, "application/zip")]).run()
    started(page)
    assert "7 products, 1 row left out" in html(page)


def test_a_build_without_a_usable_row_says_why_and_keeps_what_was_there(page):
    bring(page, HEADER.encode() + b"\nq,Title,Me,women,topwear,,,5,EUR,,absent.png\n", mine()[1])
    assert [title.value for title in page.title] == ["Hues"]
    assert len(page.error) == 1
    assert "/tmp" not in page.error[0].value


def test_a_build_can_be_cancelled(page):
    with build_line().turn(lambda _: None):  # another visitor's build is running
        table, archive = mine()
        page.file_uploader[0].set_value(("mine.csv", table, "text/csv")).run()
        page.file_uploader[1].set_value([("mine.zip", archive, "application/zip")]).run()
        page.button(key="own_start").click().run()
        assert [bar.proto.text for bar in page.get("progress")] == ["Waiting for another visitor’s build to end"]
        build = page.session_state["own_build"]
        page.button(key="own_cancel").click().run()
        build.wait(30)
        if not page.error:  # it may have ended before the page was drawn
            page.run()
    assert page.error[0].value == "Cancelled."


def chosen(app: AppTest) -> AppTest:
    """The form with a table and its pictures."""
    table, archive = mine()
    app.file_uploader[0].set_value(("mine.csv", table, "text/csv")).run()
    return app.file_uploader[1].set_value([("mine.zip", archive, "application/zip")]).run()


def test_a_build_that_waits_holds_its_files_on_disk_alone(page):
    with build_line().turn(lambda _: None):
        chosen(page).button(key="own_start").click().run()
        build = page.session_state["own_build"]
        folder = Path(build.folder.name)
        assert sorted(each.name for each in folder.iterdir()) == ["pictures.zip", "table"]
        assert not page.file_uploader
    build.wait(60)
    assert [each.name for each in folder.iterdir()] == ["catalogue"]


def test_who_finds_too_many_builds_waiting_keeps_the_files_and_tries_again(page, monkeypatch):
    monkeypatch.setattr(own_build, "MOST_WAITING", 0)
    with build_line().turn(lambda _: None):
        chosen(page).button(key="own_start").click().run()
        assert "Several catalogues wait" in page.warning[0].value
    started(page)
    assert [title.value for title in page.title] == ["My catalogue"]


@pytest.mark.parametrize("full", ["TemporaryDirectory", "stored"])
def test_a_full_disk_is_told_and_the_files_stay_in_the_form(page, monkeypatch, tmp_path, full):
    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with monkeypatch.context() as disk:
        chosen(page)
        disk.setattr(own_form, full, fail)
        page.button(key="own_start").click().run()
        assert [each.proto.title for each in page.error] == ["The files cannot be kept"]
        assert "Upload less, or try again later." in page.error[0].value
        assert not list(tmp_path.iterdir())
    started(page.run())
    assert [title.value for title in page.title] == ["My catalogue"]


def test_a_build_is_refused_where_memory_is_short(page, monkeypatch):
    monkeypatch.setattr(housekeeping, "resident_mb", lambda: housekeeping.memory_limit_mb())
    chosen(page).button(key="own_start").click().run()
    assert "no room" in page.warning[0].value
    assert "own_build" not in page.session_state


def test_pictures_are_bounded_together_and_not_mixed_with_a_zip(page, monkeypatch):
    picture = encoded(Image.new("RGB", (60, 80)))
    both = [("a.png", picture, "image/png"), ("b.zip", b"PK", "application/zip")]
    page.file_uploader[1].set_value(both).run()
    assert page.button(key="own_start").disabled
    assert "Choose one ZIP, or the pictures themselves." in html(page)
    monkeypatch.setattr(own_files, "LIMITS", UploadLimits(archive_bytes=len(picture)))
    page.file_uploader[1].set_value([(f"{n}.png", picture, "image/png") for n in range(2)]).run()
    assert "The pictures have" in page.error[0].value
    assert not page.file_uploader[1].value


def test_the_form_offers_no_more_than_the_server_lets_through(page):
    most = st.get_option("server.maxUploadSize")
    assert [uploader.proto.max_upload_size_mb for uploader in page.file_uploader] == [most, most]


def test_single_pictures_are_packed_under_their_names_alone():
    archive = io.BytesIO()
    own_files.pack([("../a/b.png", b"1"), ("c:\\d.png", b"2")], archive)
    assert zipfile.ZipFile(archive).namelist() == ["b.png", "d.png"]


def test_how_far_a_build_is():
    def said(cancelled: bool = False, waiting: bool = False, progress: Progress | None = None) -> tuple[float, str]:
        event = threading.Event()
        if cancelled:
            event.set()
        return _progress(SimpleNamespace(cancelled=event, waiting=waiting, progress=progress))

    looked = Progress("embedding", 12, 48)
    assert said(waiting=True) == (0.0, "Waiting for another visitor’s build to end")
    assert said() == (0.0, "Reading the table")
    assert said(progress=looked) == (0.25, "Looking at picture 12 of 48")
    assert said(progress=looked, cancelled=True) == (0.25, "Stopping…")
    assert said(progress=Progress("indexing", 1000, 2000)) == (0.5, "Indexing vector 1,000 of 2,000")
    assert said(progress=Progress("indexing", 3, 2))[0] == 1.0, "never more than all of it"


def test_several_shared_catalogues_stand_side_by_side(open_app, shop, tmp_path, monkeypatch):
    folder = tmp_path / "second"
    build_catalogue(write_shop(tmp_path, 6), folder, fake_detector([]), fake_embedder())
    monkeypatch.setenv(MORE_CATALOGUES_VARIABLE, str(folder))
    app = opened(open_app(shop))
    chooser = next(box for box in app.selectbox if box.label == "Catalogue")
    assert chooser.options == ["Hues", "Hues (2)"]
    chooser.set_value("Hues (2)").run()
    assert "6 products, searched" in html(app)
    app.query_params["product"] = "p35"  # which only the first has
    app.run()
    assert [title.value for title in app.title] == ["Hues"]
    assert "Piece 35</h2>" in html(app)


def test_another_catalogue_closes_the_product(open_app, shop, tmp_path, monkeypatch):
    build_catalogue(write_shop(tmp_path, 6), tmp_path / "second", fake_detector([]), fake_embedder())
    monkeypatch.setenv(MORE_CATALOGUES_VARIABLE, str(tmp_path / "second"))
    app = open_app(shop, "catalogue", product="p35")
    next(box for box in app.selectbox if box.label == "Catalogue").set_value("Hues (2)").run()
    assert [title.value.replace("\\", "") for title in app.title] == ["Hues (2)"]
    assert "product" not in app.query_params
    assert "Piece 35</h2>" not in html(app)


def test_the_photo_is_matched_with_the_catalogue_chosen(result, shop):
    before, runs = titles(result), shop.model_runs
    bring(opened(result), *mine())
    result.switch_page("app_pages/shop.py").run()
    assert len(titles(result)) == 4  # it has tops only
    assert all(title.startswith("Own piece") for title in titles(result))
    built = shop.model_runs - runs
    opened(result)
    next(box for box in result.selectbox if box.label == "Catalogue").set_value("Hues").run()
    result.switch_page("app_pages/shop.py").run()
    assert titles(result) == before
    assert shop.model_runs - runs == built  # building ran models, choosing did not
    result.switch_page("app_pages/inside.py").run()
    assert not result.exception


def test_what_inside_keeps_goes_with_its_catalogue(result):
    bring(opened(result), *mine())
    result.switch_page("app_pages/inside.py").run()
    result.button(key="occlude").click().run()
    assert kept(result) == {"trace", "stability", "occlusion"}
    opened(result).button(key="own_remove").click().run()
    assert kept(result) == set()


def test_no_callback_keeps_a_catalogue_of_ones_own_that_was_removed(open_app, make_shop):
    side_by_side = [("topwear", 0.9, (5, 20, 30, 60)), ("topwear", 0.8, (60, 20, 95, 70))]
    app = upload(open_app(make_shop(seen=side_by_side)), encoded(outfit(400, 400)))
    with build_line().turn(lambda _: None):  # so that the way to cancel it is drawn
        chosen(opened(app)).button(key="own_start").click().run()
        assert app.button(key="own_cancel")
    app.session_state["own_build"].wait(60)
    app.run()
    own = weakref.ref(app.session_state["own_catalogues"][0].catalogue)
    app.button(key="open_3").click().run()
    app.button(key="product_add").click().run()
    app.button(key="all_products").click().run()
    app.switch_page("app_pages/shop.py").run()
    app.button(key="edit_button").click().run()
    app.selectbox(key="edit_target").set_value(1).run()
    app.button(key="shop_look").click().run()
    assert titles(app)[0].startswith("Own piece")
    opened(app).button(key="own_remove").click().run()
    assert not app.exception
    gc.collect()
    assert own() is None
