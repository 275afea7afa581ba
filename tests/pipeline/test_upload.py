"""A stranger's table and archive: built like any other, bounded, and nothing left behind."""

from __future__ import annotations

import errno
import io
import os
import time
import tracemalloc
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.errors import BuildCancelledError, CatalogueBuildError
from pipeline.upload import UploadLimits, build_upload, peek
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder


@pytest.fixture
def offer(tmp_path):
    """A table with columns of its own, and its pictures zipped in a folder."""
    source = write_shop(tmp_path / "shop", 8)
    table = source.products.read_text().replace("product_id,title", "SKU,Name").replace(",image", ",Picture")
    return table.encode(), zipped({f"pics/{path.name}": path.read_bytes() for path in source.images.iterdir()})


def zipped(files) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def build(table, archive, out, detector=None, **given):
    return build_upload(table, archive, out, detector or fake_detector([]), fake_embedder(), **given)


def left_behind(tmp_path) -> list[str]:
    return sorted(path.name for path in tmp_path.iterdir() if path.name != "shop")


def test_columns_are_guessed_and_progress_is_told(offer, tmp_path):
    seen = []
    report = build(*offer, tmp_path / "mine", report=seen.append)
    assert (report.products, report.rejected) == (8, ())
    assert [(each.stage, each.done) for each in seen] == [
        *[("embedding", 0), ("embedding", 8)],
        *[("indexing", 0), ("indexing", 8)],
    ]
    catalogue = Catalogue.open(tmp_path / "mine")
    assert catalogue.table["product_id"].to_pylist() == [f"p{number:02d}" for number in range(8)]
    assert left_behind(tmp_path) == ["mine"]


def test_peek(offer, tmp_path):
    seen = peek(offer[0], tmp_path / "peek", rows=2)
    assert (seen.mapping["product_id"], seen.mapping["title"], seen.mapping["image"]) == ("SKU", "Name", "Picture")
    assert seen.missing == ()
    assert [row["SKU"] for row in seen.first] == ["p00", "p01"]
    assert peek(b"a,b\n1,2\n", tmp_path / "peek").missing == ("product_id", "title", "image")
    assert left_behind(tmp_path) == []


def test_pictures_alone(offer, tmp_path):
    detector = fake_detector([("dress", 0.8, (30, 20, 70, 80))])
    report = build(None, offer[1], tmp_path / "mine", detector)
    assert report.products == 8
    product = Catalogue.open(tmp_path / "mine").products([0])[0]
    assert (product.group, product.gender, product.title) == ("dress", "unisex", "0")
    with pytest.raises(CatalogueBuildError, match="no garment is found"):
        build(None, offer[1], tmp_path / "other")


def test_a_kind_that_no_word_tells_is_left_to_the_detector(offer, tmp_path):
    table = offer[0].replace(b"bottomwear", b"Allerlei")
    detector = fake_detector([("dress", 0.8, (30, 20, 70, 80))])
    assert build(table, offer[1], tmp_path / "mine", detector).products == 8
    assert Catalogue.open(tmp_path / "mine").table["group"].to_pylist() == ["topwear", "dress"] * 4


def test_what_a_visitor_says_of_the_columns_and_of_every_row(offer, tmp_path):
    given = {"product_id": "SKU", "title": "brand", "image": "Picture", "group": "group"}
    build(*offer, tmp_path / "mine", mapping=given, constants={"gender": "women"})
    product = Catalogue.open(tmp_path / "mine").products([0])[0]
    assert (product.title, product.gender, product.group) == ("Maker", "women", "topwear")


def test_hostile_members_and_rows_are_reported_and_nothing_is_written_elsewhere(offer, tmp_path):
    table = offer[0] + b"p90,=cmd()|x,M,men,topwear,,r,1,EUR,,../../evil.png\np91,T,M,men,topwear,,r,1,EUR,,bomb.png\n"
    table += b"p92,T,M,men,topwear,,r,1,EUR,,http://169.254.169.254/a.png\n"
    table += b"p93,T,M,men,topwear,,r,1,EUR,,/etc/passwd\n=1+1,T,M,men,topwear,,r,x,EUR,,0.png\n"
    table += b"p94,T,M,men,topwear,,r,1,EUR,javascript:alert(1),0.png\n"
    members = {"bomb.png": bytes(30_000_000), "../../evil.png": b"evil"}
    with zipfile.ZipFile(io.BytesIO(offer[1])) as archive:
        members |= {name: archive.read(name) for name in archive.namelist()}
    report = build(table, zipped(members), tmp_path / "mine")
    assert report.products == 8
    reasons = {each.product_id: each.reason for each in report.rejected}
    assert set(reasons) == {"p90", "p91", "p92", "p93", "=1+1", "p94"}
    assert "unpacks to more" in reasons["p91"]
    assert "no public address" in reasons["p92"]
    assert "no such picture" in reasons["p93"]
    assert "'=1+1" in (tmp_path / "mine" / "rejected.csv").read_text()
    assert not list(tmp_path.parent.rglob("evil*"))
    assert left_behind(tmp_path) == ["mine"]


@pytest.mark.parametrize(
    ("limits", "message"),
    [
        ({"table_bytes": 10}, "The table has"),
        ({"archive_bytes": 10}, "The archive has"),
        ({"members": 3}, "8 files, over 3"),
        ({"unpacked_bytes": 100}, "unpacks to"),
        ({"rows": 5}, "more than 5 rows"),
        ({"seconds": 0.0}, "more than 0 minutes"),
    ],
)
def test_limits(offer, tmp_path, limits, message):
    with pytest.raises(CatalogueBuildError, match=message):
        build(*offer, tmp_path / "mine", limits=replace(UploadLimits(), **limits))
    assert left_behind(tmp_path) == []


ENDLESS = {
    "table": b"product_id,title,image\n" + b",,\n" * 300_000,
    "JSON Lines": b"{}\n" * 300_000,
    "one product of Shopify": b"Handle,Title,Image Src\n" + b",,\n" * 100_000,
}


@pytest.mark.parametrize("table", ENDLESS.values(), ids=ENDLESS.keys())
def test_of_too_many_rows_only_the_first_are_read(tmp_path, table):
    tracemalloc.start()
    try:
        with pytest.raises(CatalogueBuildError, match=r"more than 5000 rows|no JSON object|over 5000 rows"):
            build(table, None, tmp_path / "mine")
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()


def test_reading_the_rows_can_be_stopped(tmp_path):
    table, asked = b"product_id,title,image\n" + b",,\n" * 100_000, []
    with pytest.raises(BuildCancelledError):
        build(
            table,
            None,
            tmp_path / "mine",
            limits=replace(UploadLimits(), rows=10**6),
            cancelled=lambda: asked.append(time.monotonic()) or len(asked) > 3,
        )
    assert len(asked) == 4


@pytest.mark.parametrize(
    ("table", "archive"),
    [
        (None, None),
        (b"", None),
        (b"PAR1", None),
        (b"<!doctype html>", None),
        (b"id,name,picture\n1,Tee,1.png\n", b"no archive"),
        (b"<?xml version='1.0'?><!DOCTYPE x><rss/>", None),
        (b'{"a": ' * 5000, None),
        (b"\xff\xfe\x00", None),
    ],
)
def test_what_cannot_be_used_is_said_without_a_path(tmp_path, table, archive):
    with pytest.raises(CatalogueBuildError) as caught:
        build(table, archive, tmp_path / "mine")
    assert str(tmp_path) not in str(caught.value)
    assert left_behind(tmp_path) == []


@pytest.mark.parametrize("look", [True, False], ids=["peek", "build"])
def test_a_full_disk_is_said_without_a_path(offer, tmp_path, monkeypatch, look):
    def write_bytes(path, _):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", write_bytes)
    with pytest.raises(CatalogueBuildError, match="No space left on device") as caught:
        peek(offer[0], tmp_path / "peek") if look else build(*offer, tmp_path / "mine")
    assert str(tmp_path) not in str(caught.value)
    assert left_behind(tmp_path) == []


def test_cancelled(offer, tmp_path):
    with pytest.raises(BuildCancelledError):
        build(*offer, tmp_path / "mine", cancelled=lambda: True)
    assert left_behind(tmp_path) == []
