"""Building a catalogue: resumable, atomic, reproducible, and every bad row reported."""

from __future__ import annotations

import csv
import dataclasses
import errno
import json
import shutil
import struct

import numpy as np
import pytest
from PIL import Image

from pipeline import build_folder, build_work, catalogue, catalogue_build
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.embedded import THUMBNAIL_BYTES, embed_picture
from pipeline.errors import ArtefactError, BuildCancelledError, CatalogueBuildError
from pipeline.photo import Photo, read_photo
from pipeline.product_crop import object_box, product_crop
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_what_is_in_it(catalogue_folder):
    catalogue = Catalogue.open(catalogue_folder)
    assert (catalogue.name, len(catalogue)) == ("Hues", 36)
    assert catalogue.manifest["crops"] == {"trimmed": 36}
    assert sum(entry["items"] for entry in catalogue.manifest["indexes"]) == 36
    assert all(entry["recall"] >= 0.99 for entry in catalogue.manifest["indexes"])
    for product in catalogue.products(range(36)):
        assert read_photo(catalogue.image_path(product)).pixels.shape == (150, 120, 3)


def test_same_input_same_bytes(catalogue_folder, shop_source, tmp_path):
    build_catalogue(shop_source, tmp_path / "again", fake_detector([]), fake_embedder())
    assert files_of(tmp_path / "again") == files_of(catalogue_folder)


def test_a_killed_build_goes_on_and_ends_the_same(catalogue_folder, shop_source, tmp_path, monkeypatch):
    monkeypatch.setattr(build_work, "BATCH", 8)
    real, calls = build_work.embed_picture, []

    def dies_at_the_nineteenth(*arguments):
        calls.append(arguments)
        if len(calls) == 19:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(build_work, "embed_picture", dies_at_the_nineteenth)
    with pytest.raises(KeyboardInterrupt):
        build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert not (tmp_path / "out").exists()
    calls[:] = [None] * 100
    report = build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert (report.embedded, report.reused, len(calls)) == (20, 16, 120)
    assert files_of(tmp_path / "out") == files_of(catalogue_folder)
    assert not (tmp_path / "out.building").exists()


def cut_short(source, out, reports):
    """A build that is cancelled after so many reports; returns them."""
    seen = []
    with pytest.raises(BuildCancelledError):
        build_catalogue(
            source,
            out,
            fake_detector([]),
            fake_embedder(),
            report=seen.append,
            cancelled=lambda: len(seen) > reports,
        )
    return seen


@pytest.mark.parametrize("damage", [lambda data: data[:100], lambda _: b"", lambda data: bytes(len(data))])
def test_a_damaged_piece_is_done_again(catalogue_folder, shop_source, tmp_path, monkeypatch, damage):
    monkeypatch.setattr(build_work, "BATCH", 8)
    cut_short(shop_source, tmp_path / "out", reports=3)
    pieces = sorted((tmp_path / "out.building" / "shards").iterdir())
    assert [path.name for path in pieces] == ["00000000.npz", "00000001.npz", "00000002.npz"]
    pieces[1].write_bytes(damage(pieces[1].read_bytes()))
    thumbnail = next((tmp_path / "out.building" / "catalogue" / "thumbnails").rglob("*.webp"))
    thumbnail.write_bytes(b"")
    report = build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert (report.products, report.embedded + report.reused) == (36, 36)
    assert report.embedded in (20, 21)
    assert files_of(tmp_path / "out") == files_of(catalogue_folder)


def test_workers_and_their_number_change_nothing(catalogue_folder, shop_source, tmp_path):
    build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder(), workers=4)
    assert files_of(tmp_path / "out") == files_of(catalogue_folder)


def test_the_old_catalogue_serves_until_the_new_one_is_whole(tmp_path, monkeypatch):
    out = tmp_path / "out"
    build_catalogue(write_shop(tmp_path / "a", 6), out, fake_detector([]), fake_embedder())
    before = files_of(out)

    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device", "embeddings.npy")

    monkeypatch.setattr(build_folder, "write_catalogue", full)
    with pytest.raises(CatalogueBuildError, match=r"No space left on device.*Make room"):
        build_catalogue(write_shop(tmp_path / "b", 8), out, fake_detector([]), fake_embedder())
    assert files_of(out) == before
    monkeypatch.undo()
    report = build_catalogue(write_shop(tmp_path / "c", 10), out, fake_detector([]), fake_embedder())
    assert len(Catalogue.open(out)) == report.products == 10


def test_a_folder_that_cannot_be_written(tmp_path, shop_source):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(CatalogueBuildError, match="choose another --out"):
        build_catalogue(shop_source, tmp_path / "file" / "out", fake_detector([]), fake_embedder())


def test_a_source_that_cannot_be_read_is_no_fault_of_the_target(tmp_path, monkeypatch):
    source = write_shop(tmp_path / "shop", 2)

    def breaks(*_):
        raise OSError(errno.EIO, "Input/output error", str(source.products))

    monkeypatch.setattr(catalogue_build, "read_rows", breaks)
    with pytest.raises(CatalogueBuildError, match=r"products\.csv cannot be read \(Input/output error\)"):
        build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())


def test_two_builds_of_one_folder(tmp_path, shop_source):
    """The second says so at once, and the first is not disturbed; nor is a build that comes after a killed one."""
    out, refused = tmp_path / "out", []

    def second(progress):
        if progress.stage == "indexing" and not refused:
            with pytest.raises(CatalogueBuildError, match=r"Another build of .* is under way") as caught:
                build_catalogue(shop_source, out, fake_detector([]), fake_embedder())
            refused.append(caught)

    report = build_catalogue(shop_source, out, fake_detector([]), fake_embedder(), report=second)
    assert (report.products, len(refused)) == (36, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    (tmp_path / "out.building").mkdir()
    (tmp_path / "out.building" / "lock").write_text("")
    assert build_catalogue(shop_source, out, fake_detector([]), fake_embedder()).products == 36


def test_cancelled_between_two_batches_and_taken_up_again(shop_source, tmp_path, monkeypatch):
    monkeypatch.setattr(build_work, "BATCH", 8)
    seen = cut_short(shop_source, tmp_path / "out", reports=2)
    assert [each.done for each in seen] == [0, 8, 16]
    assert not (tmp_path / "out").exists()
    report = build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert (report.embedded, report.reused) == (20, 16)


def test_stopped_while_it_is_indexed_the_old_one_serves_on(shop_source, tmp_path, monkeypatch):
    out, written, real = tmp_path / "out", [], build_folder.write_catalogue
    build_catalogue(write_shop(tmp_path / "shop", 6), out, fake_detector([]), fake_embedder())
    before = files_of(out)
    monkeypatch.setattr(build_folder, "write_catalogue", lambda *given: written.append(real(*given)))
    with pytest.raises(BuildCancelledError):
        build_catalogue(shop_source, out, fake_detector([]), fake_embedder(), cancelled=lambda: bool(written))
    assert files_of(out) == before
    monkeypatch.undo()
    report = build_catalogue(shop_source, out, fake_detector([]), fake_embedder())
    assert (report.products, report.embedded) == (36, 0)


@pytest.mark.parametrize("name", ["embeddings.npy", "products.parquet", "pictures.parquet"])
def test_a_large_file_of_another_size_is_found_at_open(catalogue_folder, tmp_path, monkeypatch, name):
    monkeypatch.setattr(catalogue, "CHECKSUM_AT_OPEN_BYTES", 0)
    copy = shutil.copytree(catalogue_folder, tmp_path / "copy")
    damage(copy, name, lambda data: data + b"x")
    with pytest.raises(ArtefactError, match=rf"{name} has \d+ bytes, not \d+"):
        Catalogue.open(copy)


MISTAKES = {
    ",No id,M,men,topwear,,red,1,EUR,,0.png": "product_id is empty",
    "m1,,M,men,topwear,,red,1,EUR,,0.png": "title is empty",
    "m2,No image,M,men,topwear,,red,1,EUR,,": "image is empty",
    "m3,Kind,M,men,chair,,red,1,EUR,,0.png": "no group is known for 'chair'",
    "m4,Gender,M,martian,topwear,,red,1,EUR,,0.png": "gender 'martian'",
    "m5,Price,M,men,topwear,,red,cheap,EUR,,0.png": "price 'cheap'",
    'm6,Price,M,men,topwear,,red,"1,299",EUR,,0.png': "two ways",
    "m7,Price,M,men,topwear,,red,-3,EUR,,0.png": "price '-3'",
    "m8,Link,M,men,topwear,,red,1,EUR,javascript:x,0.png": "url 'javascript:x'",
    "p00,Twice,M,men,topwear,,red,1,EUR,,0.png": "row 1 has this product_id already",
    "m9,Short": "it has 2 cells",
    "n1,First of two,M,men,topwear,,red,1,EUR,,nowhere.png": "no such picture",
    "n1,Second,M,men,topwear,,red,1,EUR,,0.png": "only the first row of an id is used, whatever its picture",
    "m10,Long,M,men,topwear,,red,1,EUR,,0.png,more": "it has 12 cells",
    'm11,"Quote" here,M,men,topwear,,red,1,EUR,,0.png': "no row of a table",
    "m12,Missing,M,men,topwear,,red,1,EUR,,nowhere.png": "no such picture",
    "m13,Escape,M,men,topwear,,red,1,EUR,,../products.csv": "no such picture",
    "m14,Broken,M,men,topwear,,red,1,EUR,,broken.png": "image 'broken.png'",
    "m15,Cut,M,men,topwear,,red,1,EUR,,cut.png": "image 'cut.png'",
    "m16,Tiny,M,men,topwear,,red,1,EUR,,tiny.png": "image 'tiny.png'",
    "m17,Address,M,men,topwear,,red,1,EUR,,http://127.0.0.1/a.png": "no public address",
    "m19,Address,M,men,topwear,,red,1,EUR,,http://exa mple.com/a.png": "cannot be asked",
    f"m18,{'x' * 600},M,men,topwear,,red,1,EUR,,0.png": "title has 600 letters",
}


def test_every_kind_of_mistake_is_reported_and_the_good_rows_serve(tmp_path):
    source, out = write_shop(tmp_path / "shop", 4), tmp_path / "out"
    (source.images / "broken.png").write_bytes(b"no picture")
    (source.images / "cut.png").write_bytes((source.images / "0.png").read_bytes()[:200])
    Image.new("RGB", (5, 5)).save(source.images / "tiny.png")
    with source.products.open("a") as file:
        file.write("\n".join(MISTAKES) + "\n")
    report = build_catalogue(source, out, fake_detector([]), fake_embedder())
    assert [each.number for each in report.rejected] == list(range(5, 5 + len(MISTAKES)))
    for each, reason in zip(report.rejected, MISTAKES.values(), strict=True):
        assert reason in each.reason
    with (out / "rejected.csv").open() as file:
        assert [int(row["row"]) for row in csv.DictReader(file)] == [each.number for each in report.rejected]
    catalogue = Catalogue.open(out)
    assert catalogue.table["product_id"].to_pylist() == ["p00", "p01", "p02", "p03"]
    assert catalogue.search(catalogue.embeddings[0], "topwear", "men", 1)[0].row == 0


def webp(path, size=(300, 400), **options):
    """A picture with much in it."""
    noise = np.random.default_rng(1).integers(0, 256, (*size[::-1], 3), np.uint8)
    Image.fromarray(noise).resize((size[0] // 10, size[1] // 10)).resize(size).save(path, "WEBP", **options)
    return path.read_bytes()


def embedded(data):
    return embed_picture(data, "bag", fake_detector([]), fake_embedder()).thumbnail


def test_a_catalogue_built_from_another_shows_the_very_same(tmp_path):
    source, first, second = write_shop(tmp_path, 6), tmp_path / "first", tmp_path / "second"
    build_catalogue(source, first, fake_detector([]), fake_embedder())
    again = dataclasses.replace(source, products=first / "products.parquet", images=first)
    build_catalogue(again, second, fake_detector([]), fake_embedder())
    old, new = (Catalogue.open(folder) for folder in (first, second))
    for one, other in zip(old.products(range(6)), new.products(range(6)), strict=True):
        assert dataclasses.replace(one, image="") == dataclasses.replace(other, image="")
        assert old.image_path(one).read_bytes() == new.image_path(other).read_bytes()


def test_a_webp_picture_stays_as_it_is_only_where_it_is_a_thumbnail_and_nothing_more(tmp_path):
    plain = webp(tmp_path / "plain.webp")
    assert embedded(plain) == plain
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    for name, data in {
        "larger": webp(tmp_path / "larger.webp", (481, 400)),
        "higher": webp(tmp_path / "higher.webp", (300, 601)),
        "lossless": webp(tmp_path / "lossless.webp", lossless=True),
        "told": webp(tmp_path / "told.webp", exif=exif),
        "more behind it": plain + b"where I live",
        "heavy": struct.pack("<4sI8sI", b"RIFF", 2**18 + 12, b"WEBPVP8 ", 2**18) + plain[20:].ljust(2**18),
    }.items():
        thumbnail = embedded(data)
        assert thumbnail != data, name
        assert b"where I live" not in thumbnail
        assert len(thumbnail) < THUMBNAIL_BYTES


def test_looks_are_carried_along(tmp_path):
    looks = tmp_path / "looks"
    looks.mkdir()
    (looks / "looks.json").write_text('[{"id": "a", "file": "a.webp"}]')
    (looks / "coco.json").write_text("{}")
    (looks / "a.webp").write_bytes(b"a picture")
    (looks / "scratch.blend").write_bytes(b"not for the shop")
    source = dataclasses.replace(write_shop(tmp_path / "shop", 4), looks=looks)
    build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())
    assert sorted(path.name for path in (tmp_path / "out" / "looks").iterdir()) == ["a.webp", "coco.json", "looks.json"]
    (looks / "a.webp").unlink()
    embedder = fake_embedder()
    with pytest.raises(CatalogueBuildError, match=r"a\.webp"):
        build_catalogue(source, tmp_path / "new", fake_detector([]), embedder)
    assert embedder.model.runs == 0, "refused before any work"


def test_no_usable_row(tmp_path):
    source = write_shop(tmp_path / "shop", 2)
    shutil.rmtree(source.images)
    source.images.mkdir()
    with pytest.raises(CatalogueBuildError, match="No row"):
        build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())
    missing = dataclasses.replace(source, images=tmp_path / "absent")
    with pytest.raises(CatalogueBuildError, match="no folder or ZIP"):
        build_catalogue(missing, tmp_path / "out", fake_detector([]), fake_embedder())


@pytest.mark.parametrize(
    ("found", "method", "shape"),
    [
        ([("topwear", 0.9, (40, 30, 60, 50)), ("topwear", 0.9, (40, 30, 50, 40))], "detected", (30, 30, 3)),
        ([("topwear", 0.9, (30, 30, 70, 80))], "trimmed", (101, 61, 3)),
        ([("topwear", 0.3, (40, 30, 60, 50)), ("bag", 0.9, (40, 30, 60, 50))], "trimmed", (101, 61, 3)),
    ],
    ids=["largest garment on a model", "garment is the lone object", "weak or of another group"],
)
def test_what_is_cut_from_a_product_picture(shop_source, found, method, shape):
    crop = product_crop(read_photo(shop_source.images / "0.png"), "topwear", fake_detector(found), 0.0)
    assert (crop.method, crop.pixels.shape) == (method, shape)


def test_what_fills_the_picture_says_the_group_that_no_word_tells(shop_source):
    """A bag in the hand is surer than the dress behind it, and is not what the picture is of."""
    found = [("bag", 0.9, (40, 60, 50, 70)), ("dress", 0.6, (30, 20, 70, 90))]
    assert product_crop(read_photo(shop_source.images / "0.png"), "", fake_detector(found), 0.0).group == "dress"


def test_a_busy_picture_without_a_detection_is_taken_whole():
    busy = Photo("busy", np.random.default_rng(0).integers(0, 255, (100, 80, 3), np.uint8), "0")
    assert product_crop(busy, "topwear", fake_detector([]), 0.0).method == "whole"


def test_object_box():
    picture = np.full((100, 80, 3), 250, np.uint8)
    assert object_box(picture) is None
    picture[20:60, 30:50] = (10, 90, 10)
    picture[60:66, 10:70] = 200  # a soft shadow below the object is not part of it
    assert object_box(picture) == (30, 20, 50, 60)
    busy = np.random.default_rng(0).integers(0, 255, (100, 80, 3), np.uint8)
    assert object_box(busy) is None
    dark = np.full((100, 80, 3), 40, np.uint8)
    dark[20:60, 30:50] = 230  # what is lighter than the ground is no shadow on it
    assert object_box(dark) == (30, 20, 50, 60)


def damage(folder, name, change):
    path = folder / name
    path.write_bytes(change(path.read_bytes()))


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("products.parquet", lambda data: data[:-30], r"products\.parquet"),
        ("embeddings.npy", lambda data: data[:-8] + bytes(8), r"embeddings\.npy"),
        ("topwear-men.ann", lambda _: b"version https://git-lfs.github.com/spec/v1\n", "is a git-lfs pointer"),
        ("manifest.json", lambda data: data[:40], "not valid JSON"),
        ("manifest.json", lambda data: data.replace(b'"format": 1', b'"format": 2'), "format 2"),
        ("manifest.json", lambda data: data.replace(b'"dimensions"', b'"dimension"'), "its own checksum"),
    ],
    ids=["cut table", "changed vector", "lfs pointer", "cut manifest", "newer format", "changed key"],
)
def test_damage_is_found_at_open_and_named(catalogue_folder, tmp_path, name, change, message):
    copy = shutil.copytree(catalogue_folder, tmp_path / "copy")
    damage(copy, name, change)
    with pytest.raises(ArtefactError, match=message):
        Catalogue.open(copy)


def test_an_index_of_another_embedder_is_refused(catalogue_folder):
    with pytest.raises(ArtefactError, match="another embedder"):
        Catalogue.open(catalogue_folder, embedder_sha256="0" * 64)


def test_manifest_has_no_time_and_no_path(catalogue_folder, shop_source):
    text = (catalogue_folder / "manifest.json").read_text()
    assert str(shop_source.images) not in text
    assert set(json.loads(text)) == {
        *(
            "format",
            "name",
            "products",
            "dimensions",
            "embedder_sha256",
            "rules",
            "crops",
            "rejected",
            "thumbnails_sha256",
            "indexes",
            "files",
            "manifest_sha256",
        ),
    }
