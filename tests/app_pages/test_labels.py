"""Titles of products in labels that Streamlit reads as Markdown."""

from __future__ import annotations

import re
from types import SimpleNamespace

import pytest

from app_pages import catalogue_browse
from app_pages.markup import plain


@pytest.mark.parametrize(
    "text",
    ["**loud** `code`", "[here](javascript:alert(1))", "<b>x</b>", ":red[blood] :material/home:", "$x$ ~~no~~", "# A"],
)
def test_a_label_shows_markdown_as_it_is_written(text):
    shown = plain(text)
    assert re.sub(r"\\(.)", r"\1", shown) == text
    assert not re.search(r"(?<!\\)[`*_\[\]()<>#:$~]", shown)


def test_every_product_tile_is_labelled_so(monkeypatch, tmp_path):
    labels, picture = [], tmp_path / "picture.webp"
    picture.write_bytes(b"RIFF")
    monkeypatch.setattr(catalogue_browse.st, "button", lambda label, **_: labels.append(label))
    product = SimpleNamespace(title="**loud**", product_id="p", price=None, currency="", brand="")
    catalogue_browse.product_tile(SimpleNamespace(image_path=lambda _: picture), product, "key")
    assert labels == [plain("**loud**")] != ["**loud**"]
