"""Why a product matches: what was measured is told in words, numbers and pictures, and in its turn."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app_pages import results, why
from app_pages.closeness import LEVELS, Closeness
from app_pages.garment_row import NOT_CLOSE
from app_pages.together import together
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import BusyError
from pipeline.look import Item
from pipeline.shop import ShopTheLook
from tests.app_pages.conftest import SEEN, encoded, upload
from tests.app_pages.rows import press, rows
from tests.app_pages.test_shop_page import html
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder, fake_gender, outfit


def asked(app: AppTest, row: int = 1, rank: int = 1) -> AppTest:
    press(app, "why", row, rank)
    assert not app.exception
    return app


def facts(app: AppTest) -> dict[str, str]:
    return dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", html(app)))


@pytest.fixture
def measured(monkeypatch):
    """Change what was measured before it is shown."""
    real = why.agreement

    def change(**given) -> None:
        monkeypatch.setattr(why, "agreement", lambda *arguments: replace(real(*arguments), **given))

    return change


@pytest.mark.parametrize(
    ("difference", "words"),
    [(0.2, "Nearly the same"), (7.0, "Nearly the same"), (7.4, "Similar"), (14.0, "Similar"), (14.6, "Other")],
)
def test_the_difference_of_the_colours_in_words(result, measured, difference, words):
    measured(difference=difference)
    told = facts(asked(result))["Colours"]
    assert f"<br>{words} colours · " in told
    assert f'<span class="number">{difference:.0f}</span>' in told


def test_both_palettes_are_shown(result, monkeypatch):
    kept = []
    real = why.agreement
    monkeypatch.setattr(why, "agreement", lambda *given: kept.append(real(*given)) or kept[-1])
    ours, theirs = facts(asked(result))["Colours"].split("<br>")[0].split(" against ")
    assert re.findall("background:(#.{6})", ours) == [each.hex for each in kept[0].crop_colours]
    assert re.findall("background:(#.{6})", theirs) == [each.hex for each in kept[0].product_colours]


def test_the_match_that_was_asked_for_is_the_one_measured(result, monkeypatch):
    given = []
    real = why.agreement
    monkeypatch.setattr(why, "agreement", lambda *arguments: given.append(arguments) or real(*arguments))
    asked(result, 2, 3)
    _, item, match, nearest = given[0]
    assert item.detection.group == "bottomwear"
    assert match == item.matches[2]
    assert nearest == [each.product for each in item.matches]


def test_the_page_is_handed_over_before_a_match_is_measured(result, monkeypatch):
    order: list[str] = []
    real = why.agreement

    @contextmanager
    def noted():
        with together():
            yield
        order.append("page")

    monkeypatch.setattr(results, "together", noted)
    monkeypatch.setattr(why, "agreement", lambda *given: order.append("measured") or real(*given))
    asked(result)
    assert order == ["page", "measured"]


@pytest.mark.parametrize(("percentile", "said"), [(42, 42), (99, 99), (100, 99)])
def test_how_many_pairs_are_farther_apart_never_all(result, monkeypatch, percentile, said):
    monkeypatch.setattr(Closeness, "percentile", lambda *_: percentile + 0.5)
    assert f"more alike than {said} in 100 pairs" in facts(asked(result))["Similarity"]


def test_without_pairs_to_compare_with_it_is_a_cosine(result, monkeypatch):
    monkeypatch.setattr(why, "closeness_by_group", lambda _: {})
    told = facts(asked(result))["Similarity"]
    assert "as a cosine, 1 at most" in told
    assert "pairs" not in told


@pytest.fixture
def kinds(open_app, tmp_path: Path) -> AppTest:
    """A result over a catalogue that names a category, in which somebody wrote markup."""
    source = write_shop(tmp_path)
    source.products.write_text(source.products.read_text().replace(",,hue", ",<b>tee</b>,hue"))
    build_catalogue(source, tmp_path / "catalogue", fake_detector([]), fake_embedder())
    catalogue = Catalogue.open(tmp_path / "catalogue")
    shop = ShopTheLook(fake_gender(0.9), fake_detector(SEEN), fake_embedder(), catalogue)
    return upload(open_app(shop), encoded(outfit()))


@pytest.mark.parametrize(("alike", "count"), [(4, "all"), (2, "2"), (0, "none")])
def test_the_kind_is_told_with_how_many_of_the_nearest_share_it(kinds, measured, alike, count):
    measured(alike=alike)
    assert facts(asked(kinds))["Kind"] == f"&lt;b&gt;tee&lt;/b&gt;, as {count} of the 4 nearest products"


def test_a_kind_of_its_own(kinds, measured):
    measured(alike=1)
    assert facts(asked(kinds))["Kind"] == "&lt;b&gt;tee&lt;/b&gt;, the only one among the 4 nearest products"


def test_of_one_match_nothing_is_said_about_others(kinds):
    kinds.slider(key="k").set_value(1).run()
    assert facts(asked(kinds))["Kind"] == "&lt;b&gt;tee&lt;/b&gt;"


def test_where_nothing_is_close_enough_no_word_says_close(result, monkeypatch):
    said = [each["similarity"] for row in rows(result) for each in row["cards"]]
    assert all(re.fullmatch(r"(Very close|Close|Similar|Distant) · −?\d\.\d\d", each) for each in said)
    monkeypatch.setattr(Item, "close_enough", False)
    result.run()
    assert [row["note"] for row in rows(result)] == [NOT_CLOSE] * 2
    said = [each["similarity"] for row in rows(result) for each in row["cards"]]
    assert len(said) == 8
    assert all(re.fullmatch(r"−?\d\.\d\d", each) for each in said)
    told = facts(asked(result))["Similarity"]
    assert not any(words in told for _, words in LEVELS)
    assert "in 100 pairs" in told


def test_without_a_category_there_is_no_kind(result):
    assert "Kind" not in facts(asked(result))


def test_in_a_full_house_it_says_so_and_measures_nothing(result, shop, monkeypatch):
    @contextmanager
    def full():
        raise BusyError("Many people are here. Try again.")
        yield

    runs = shop.model_runs
    monkeypatch.setattr(why, "inference_gate", full)
    asked(result)
    assert [each.value for each in result.warning] == ["Many people are here. Try again."]
    assert facts(result) == {}
    assert shop.model_runs == runs
