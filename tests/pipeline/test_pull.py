"""Catalogues pulled from a web server on this machine: broken off, resumed, checked, built."""

from __future__ import annotations

import hashlib
import io
import random
import threading
import zipfile
from dataclasses import replace

import pytest

from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import CatalogueBuildError
from pipeline.fetch import Limits
from pipeline.product_table import Reading
from pipeline.pull import PUBLIC, PublicCatalogue, known, pull
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder
from tests.pipeline.web import Site, serve
from tests.places import SHARED, needs_shared

HERE = Limits(max_bytes=100_000_000, seconds=30, private=True)


def packed(files: dict[str, bytes], comment: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.comment = comment.encode()
        for name, data in files.items():
            archive.writestr(f"repository-1a2b3c/{name}", data)
    return buffer.getvalue()


@pytest.fixture
def archive(tmp_path):
    """The layout of the public one: a folder with the revision in its name, images.csv, images/ID.jpg."""
    source = write_shop(tmp_path / "shop", 6)
    files = {f"images/{path.name}": path.read_bytes() for path in source.images.iterdir()}
    labels = ["T-Shirt", "Pants", "Not sure", "Dress", "Shoes", "Hat"]
    rows = [f"{number},7,{label},False" for number, label in enumerate(labels)]
    files["images.csv"] = "\n".join(["image,sender_id,label,kids", *rows]).encode()
    return packed({**files, "README.md": b"read me"}, comment="1a2b3c")


def public(site, **given) -> PublicCatalogue:
    known_one = replace(PUBLIC["clothing-dataset"], url=f"{site.url}/a.zip", revision="1a2b3c")
    return replace(known_one, **given)


def test_pulled_and_built(archive, tmp_path):
    seen = []
    with serve(Site({"/a.zip": archive})) as site:
        source = pull(public(site), tmp_path / "work", "Public", HERE, lambda *each: seen.append(each))
    report = build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert seen[-1] == (len(archive), len(archive))
    assert [(each.number, each.product_id) for each in report.rejected] == [(3, "2")]
    catalogue = Catalogue.open(tmp_path / "out")
    assert catalogue.table["group"].to_pylist() == ["topwear", "bottomwear", "dress", "footwear", "headwear"]
    assert set(catalogue.table["gender"].to_pylist()) == {"unisex"}


@pytest.mark.parametrize("ranges", [True, False], ids=["resumes", "a server that knows no ranges"])
def test_a_broken_download_goes_on(archive, tmp_path, ranges):
    with serve(Site({"/a.zip": archive}, breaks={"/a.zip": [700, 1200]}, ranges=ranges)) as site:
        source = pull(public(site), tmp_path / "work", "Public", HERE)
        asked = [header for _, header in site.requests]
    assert source.images.read_bytes() == archive
    assert asked == ["", "bytes=700-", "bytes=1200-"]


def test_what_was_downloaded_serves_the_next_call(archive, tmp_path):
    with serve(Site({"/a.zip": archive}, breaks={"/a.zip": [700, 0, 0, 0, 0, 0, 0]})) as site:
        with pytest.raises(CatalogueBuildError, match="700 bytes are kept; run the command again"):
            pull(public(site), tmp_path / "work", "Public", HERE)
        site.breaks.clear()
        site.requests.clear()
        pull(public(site), tmp_path / "work", "Public", HERE)
        assert [header for _, header in site.requests] == ["bytes=700-"]
        pull(public(site), tmp_path / "work", "Public", HERE)
        assert len(site.requests) == 1  # whole and checked: nothing is asked again


def test_a_server_that_is_away_for_a_while_costs_nothing(archive, tmp_path):
    with serve(Site({"/a.zip": archive}, breaks={"/a.zip": [700, 0]})) as site:
        what = public(site)
        with pytest.raises(CatalogueBuildError, match="700 bytes are kept"):
            pull(what, tmp_path / "work", "Public", HERE)
    with pytest.raises(CatalogueBuildError, match="700 bytes are kept"):  # nobody listens any more
        pull(what, tmp_path / "work", "Public", HERE)
    (kept,) = (tmp_path / "work").glob("*.part")
    assert kept.read_bytes() == archive[:700]


def test_more_kept_than_there_is_starts_afresh(archive, tmp_path):
    with serve(Site({"/a.zip": archive}, breaks={"/a.zip": [700, 0]})) as site:
        with pytest.raises(CatalogueBuildError, match="700 bytes are kept"):
            pull(public(site), tmp_path / "work", "Public", HERE)
        (kept,) = (tmp_path / "work").glob("*.part")
        kept.write_bytes(archive + b"of an earlier edition")
        assert pull(public(site), tmp_path / "work", "Public", HERE).images.read_bytes() == archive


def test_checksums(archive, tmp_path):
    right = hashlib.sha256(archive).hexdigest()
    with serve(Site({"/a.zip": archive})) as site:
        assert pull(public(site, sha256=right), tmp_path / "work", "Public", HERE).images.exists()
        with pytest.raises(CatalogueBuildError, match=f"its sha256 is {right}, not {'0' * 64}"):
            pull(public(site, sha256="0" * 64), tmp_path / "other", "Public", HERE)
        assert not list((tmp_path / "other").iterdir())
        with pytest.raises(CatalogueBuildError, match="revision '1a2b3c', not 4d5e6f"):
            pull(public(site, revision="4d5e6f"), tmp_path / "third", "Public", HERE)


def test_a_page_instead_of_an_archive(tmp_path):
    with serve(Site({"/a.zip": b"<html>Please log in</html>"})) as site:
        with pytest.raises(CatalogueBuildError, match="no ZIP archive"):
            pull(public(site), tmp_path / "work", "Public", HERE)
        with pytest.raises(CatalogueBuildError, match="404"):
            pull(PublicCatalogue(f"{site.url}/none.zip"), tmp_path / "none", "Public", HERE)


def test_any_archive(tmp_path):
    pictures = {"men/1.jpg": b"1", "men/2.png": b"2"}
    files = {
        "/pictures.zip": packed(pictures),
        "/one.zip": packed({**pictures, "list.csv": b"product_id,title,image\n1,Tee,1.jpg\n"}),
        "/two.zip": packed({**pictures, "a.csv": b"x\n", "b.csv": b"product_id,title,image\n"}),
    }
    with serve(Site(files)) as site:
        source = pull(PublicCatalogue(f"{site.url}/pictures.zip"), tmp_path / "1", "Any", HERE)
        assert source.products is None
        source = pull(PublicCatalogue(f"{site.url}/one.zip"), tmp_path / "2", "Any", HERE)
        assert source.products.read_bytes().startswith(b"product_id")
        with pytest.raises(CatalogueBuildError, match="--table"):
            pull(PublicCatalogue(f"{site.url}/two.zip"), tmp_path / "3", "Any", HERE)
        source = pull(PublicCatalogue(f"{site.url}/two.zip", table="b.csv"), tmp_path / "4", "Any", HERE)
        assert source.products.read_bytes().startswith(b"product_id")


def test_what_was_kept_of_another_address_is_not_taken_for_this_one(archive, tmp_path):
    other = packed({"other.csv": b"product_id,title,image\n", "1.jpg": b"1"})
    with serve(Site({"/a.zip": archive, "/b.zip": other})) as site:
        pull(public(site), tmp_path / "work", "Public", HERE)
        source = pull(PublicCatalogue(f"{site.url}/b.zip"), tmp_path / "work", "Other", HERE)
    assert source.images.read_bytes() == other


@pytest.mark.parametrize("change", ["damaged", "locked"])
def test_a_table_that_cannot_be_unpacked(tmp_path, change):
    data = bytearray(packed({"list.csv": b"product_id,title,image\n1,Tee,1.jpg\n"}))
    if change == "damaged":
        data[data.index(b"Tee")] ^= 1
    else:
        for mark, flags in ((b"PK\3\4", 6), (b"PK\1\2", 8)):  # the bit that says "encrypted" (APPNOTE.TXT, 4.4.4)
            data[data.index(mark) + flags] |= 1
    with serve(Site({"/a.zip": bytes(data)})) as site, pytest.raises(CatalogueBuildError, match="damaged or locked"):
        pull(PublicCatalogue(f"{site.url}/a.zip"), tmp_path / "work", "Public", HERE)


def test_a_server_that_sends_another_part_than_asked(archive, tmp_path):
    with serve(Site({"/a.zip": archive}, breaks={"/a.zip": [700]}, shifts={"/a.zip": [5]})) as site:
        source = pull(public(site), tmp_path / "work", "Public", Limits(seconds=3600, private=True))
    assert source.images.read_bytes() == archive
    for alarm in [each for each in threading.enumerate() if isinstance(each, threading.Timer)]:
        alarm.join(5)
        assert not alarm.is_alive(), "the connection of the wrong part is still open"


def test_names():
    assert known("clothing-dataset").licence == "CC0-1.0"
    assert len(known("clothing-dataset").revision) == 40
    with pytest.raises(CatalogueBuildError, match="there is clothing-dataset"):
        known("clothes")


@needs_shared
def test_the_public_layout_with_the_real_pictures(tmp_path):
    """A sample of the data set itself, served as GitHub would pack it."""
    folder = SHARED / "data" / "garments"
    header, *rows = (folder / "garments.csv").read_text("utf-8").splitlines()
    rows = random.Random(1).sample(rows, 40)
    files = {f"images/{row.split(',')[0]}.jpg": b"" for row in rows}
    files = {name: (folder / name).read_bytes() for name in files}
    files["images.csv"] = "\n".join([header, *rows]).encode()
    data = packed(files, comment="1a2b3c")
    with serve(Site({"/a.zip": data}, breaks={"/a.zip": [len(data) // 2]})) as site:
        source = pull(public(site), tmp_path / "work", "Public", HERE)
    report = build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert (report.products, report.rejected) == (40, ())
    assert source.reading == Reading({"product_id": "image", "title": "label", "category": "label"})
