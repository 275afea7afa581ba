"""Updating: only new and changed pictures are embedded, removed products vanish, the bytes are those of a new build."""

from __future__ import annotations

import shutil

import pytest
from PIL import Image, ImageDraw

from pipeline import build_work, catalogue, folder_swap
from pipeline.build_work import Threads
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import CatalogueBuildError
from pipeline.folder_swap import recover_folder, replace_folder
from pipeline.pictures import FolderPictures
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder
from tests.pipeline.test_catalogue_build import files_of


def build(source, out, **given):
    return build_catalogue(source, out, fake_detector([]), fake_embedder(), **given)


@pytest.fixture
def changed_shop(tmp_path):
    """A catalogue of ten, and its source with one product removed, one picture changed, one product new."""
    source, out = write_shop(tmp_path / "shop", 10), tmp_path / "out"
    build(source, out)
    lines = source.products.read_text().splitlines()
    del lines[3]
    lines.append("p99,New,Maker,men,topwear,,red,1,EUR,,new.png")
    source.products.write_text("\n".join(lines) + "\n")
    for name in ("4.png", "new.png"):
        picture = Image.new("RGB", (120, 150), "white")
        ImageDraw.Draw(picture).rectangle([30, 25, 90, 125], fill="#123456" if name == "4.png" else "#654321")
        picture.save(source.images / name)
    return source, out


def test_only_what_changed_is_embedded(changed_shop, tmp_path):
    source, out = changed_shop
    report = build(source, out, previous=out)
    assert (report.products, report.embedded, report.reused, report.removed) == (10, 2, 8, 1)
    ids = Catalogue.open(out).table["product_id"].to_pylist()
    assert "p02" not in ids
    assert "p99" in ids
    build(source, tmp_path / "fresh")
    assert files_of(out) == files_of(tmp_path / "fresh")


def test_nothing_changed_means_no_model_runs(shop_source, tmp_path, catalogue_folder):
    out = shutil.copytree(catalogue_folder, tmp_path / "out")
    detector, embedder = fake_detector([]), fake_embedder()
    report = build_catalogue(shop_source, out, detector, embedder, previous=out)
    assert (report.embedded, report.reused) == (0, 36)
    assert detector.model.runs == embedder.model.runs == 0
    assert report.costs == {}
    assert files_of(out) == files_of(catalogue_folder)


def test_a_catalogue_with_damaged_facts_is_not_updated(shop_source, tmp_path, catalogue_folder, monkeypatch):
    monkeypatch.setattr(catalogue, "CHECKSUM_AT_OPEN_BYTES", 0)  # as of large files, only sizes are looked at
    out = shutil.copytree(catalogue_folder, tmp_path / "out")
    facts = out / "pictures.parquet"
    facts.write_bytes(facts.read_bytes()[:-40] + bytes(40))
    with pytest.raises(CatalogueBuildError, match=r"pictures\.parquet cannot be read .* Build anew instead"):
        build(shop_source, out, previous=out)
    assert files_of(out).keys() == files_of(catalogue_folder).keys()


def test_another_group_for_the_same_picture_is_embedded_again(tmp_path):
    source, out = write_shop(tmp_path / "shop", 4), tmp_path / "out"
    build(source, out)
    source.products.write_text(source.products.read_text().replace("topwear", "dress"))
    assert build(source, out, previous=out).embedded == 2


@pytest.mark.parametrize("alike", ["one name", "one content"])
def test_a_picture_of_many_products_is_embedded_once(tmp_path, monkeypatch, alike):
    monkeypatch.setattr(build_work, "BATCH", 4)
    source, out = write_shop(tmp_path / "shop", 2), tmp_path / "out"
    header, first, _ = source.products.read_text().splitlines()
    lines = [first.replace("p00", f"p{number:02d}") for number in range(12)]
    if alike == "one content":
        lines = [line.replace("0.png", f"same{number}.png") for number, line in enumerate(lines)]
        for number in range(12):
            shutil.copyfile(source.images / "0.png", source.images / f"same{number}.png")
    source.products.write_text("\n".join([header, *lines]) + "\n")
    report = build(source, out)
    assert (report.products, report.embedded, report.reused) == (12, 1, 0)
    report = build(source, out, previous=out)
    assert (report.products, report.embedded, report.reused) == (12, 0, 1)


def test_an_engine_that_embeds_a_picture_twice_is_counted_right(tmp_path):
    class Forgetful(Threads):
        def run(self, tasks, _):
            return (batch for task in tasks for batch in super(Forgetful, self).run([task], frozenset()))

    source = write_shop(tmp_path / "shop", 4)
    shutil.copyfile(source.images / "0.png", source.images / "2.png")
    engine = Forgetful(FolderPictures(source.images), fake_detector([]), fake_embedder(), 1)
    report = build(source, tmp_path / "out", engine=engine)
    assert (report.products, report.embedded, report.reused) == (4, 3, 0)


def test_other_models_take_nothing_over(shop_source, tmp_path, catalogue_folder):
    out = shutil.copytree(catalogue_folder, tmp_path / "out")
    other = fake_detector([])
    object.__setattr__(other.model.spec, "sha256", "another")
    assert build_catalogue(shop_source, out, other, fake_embedder(), previous=out).embedded == 36


def test_there_must_be_something_to_update(shop_source, tmp_path):
    with pytest.raises(CatalogueBuildError, match="Only a whole catalogue can be updated"):
        build(shop_source, tmp_path / "out", previous=tmp_path / "out")


@pytest.mark.parametrize("exchanges", [True, False])
def test_a_folder_is_replaced(tmp_path, monkeypatch, exchanges):
    if not exchanges:
        monkeypatch.setattr(folder_swap, "exchange", lambda *_: False)
    old, new = tmp_path / "old", tmp_path / "work" / "new"
    for folder, text in ((old, "old"), (new, "new")):
        folder.mkdir(parents=True)
        (folder / "file").write_text(text)
    replace_folder(new, old)
    assert (old / "file").read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "work"]
    assert not new.exists()


def test_a_kill_between_two_renames_is_mended(catalogue_folder, tmp_path, monkeypatch):
    """Where names cannot be exchanged: the old catalogue is found under its retired name, and brought back."""
    out = shutil.copytree(catalogue_folder, tmp_path / "out")
    new = shutil.copytree(catalogue_folder, tmp_path / "new")
    monkeypatch.setattr(folder_swap, "exchange", lambda *_: False)
    monkeypatch.setattr(type(new), "replace", dies_at_the_second(type(new).replace))
    with pytest.raises(KeyboardInterrupt):
        replace_folder(new, out)
    monkeypatch.undo()
    assert not out.exists()
    assert len(Catalogue.open(out)) == 36
    recover_folder(out)
    assert files_of(out) == files_of(catalogue_folder)


def test_what_a_kill_between_two_renames_left_can_be_updated(shop_source, catalogue_folder, tmp_path):
    out = tmp_path / "out"
    shutil.copytree(catalogue_folder, tmp_path / "out.retired")
    report = build(shop_source, out, previous=out)
    assert (report.products, report.embedded, report.reused, report.removed) == (36, 0, 36, 0)
    assert files_of(out) == files_of(catalogue_folder)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def dies_at_the_second(real):
    calls = []

    def replace(*arguments):
        calls.append(arguments)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return real(*arguments)

    return replace
