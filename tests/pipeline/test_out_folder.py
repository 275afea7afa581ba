"""Only what a build wrote is ever replaced."""

from __future__ import annotations

import dataclasses
import shutil

import pytest

from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.cli import main
from pipeline.errors import CatalogueBuildError
from pipeline.out_folder import check_out
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder
from tests.places import CATALOGUE


def build(source, out):
    return build_catalogue(source, out, fake_detector([]), fake_embedder())


def files_of(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def assert_refused(source, out, folder, *words):
    """Refused by a message with these words, and nothing in `folder` is changed."""
    before = files_of(folder)
    with pytest.raises(CatalogueBuildError) as caught:
        build(source, out)
    assert files_of(folder) == before
    for word in (*words, "--out"):
        assert str(word) in str(caught.value)


@pytest.mark.parametrize("inside", [".", "images"])
def test_the_folder_of_the_source(tmp_path, inside):
    source = write_shop(tmp_path / "project", 4)
    out = tmp_path / "project" / inside
    assert_refused(source, out, tmp_path, out)


def test_a_source_inside_a_catalogue(tmp_path):
    out = tmp_path / "out"
    build(write_shop(tmp_path / "shop", 4), out)
    source = dataclasses.replace(write_shop(tmp_path / "other", 4), products=None, images=out / "thumbnails")
    assert_refused(source, out, tmp_path, out / "thumbnails")


def test_looks_inside_the_catalogue_that_is_replaced(tmp_path):
    source, out = write_shop(tmp_path / "shop", 4), tmp_path / "out"
    build(source, out)
    (out / "looks").mkdir()
    (out / "looks" / "looks.json").write_text("[]")
    assert_refused(dataclasses.replace(source, looks=out / "looks"), out, tmp_path, out / "looks")


@pytest.mark.parametrize("suffix", ["", ".building", ".retired"])
@pytest.mark.parametrize("name", ["thesis.txt", "manifest.json", "looks/holiday.jpg", "thumbnails/holiday.jpg"])
def test_what_no_build_wrote(tmp_path, suffix, name):
    mine = tmp_path / f"mine{suffix}" / name
    mine.parent.mkdir(parents=True)
    mine.write_text('{"name": "a web page"}')
    assert_refused(write_shop(tmp_path / "shop", 2), tmp_path / "mine", tmp_path, f"mine{suffix}", name.split("/")[0])


@pytest.mark.parametrize("suffix", ["", ".building", ".retired"])
def test_a_file_in_the_way(tmp_path, suffix):
    (tmp_path / f"out{suffix}").write_text("mine")
    assert_refused(write_shop(tmp_path / "shop", 2), tmp_path / "out", tmp_path, f"out{suffix}", "file")


def test_a_file_of_ones_own_in_a_catalogue(tmp_path, catalogue_folder):
    out = shutil.copytree(catalogue_folder, tmp_path / "out")
    (out / "notes.txt").write_text("mine")
    assert_refused(write_shop(tmp_path / "shop", 2), out, tmp_path, "notes.txt")


def test_empty_folders_and_damaged_catalogues_are_replaced(tmp_path):
    source, out = write_shop(tmp_path / "shop", 4), tmp_path / "out"
    for folder in (out, tmp_path / "out.building", tmp_path / "out.retired"):
        folder.mkdir()
    build(source, out)
    (out / "manifest.json").write_text("{")
    (out / ".DS_Store").write_text("a file manager's")
    build(source, out)
    assert len(Catalogue.open(out)) == 4


def test_a_link_is_followed(tmp_path):
    source, link = write_shop(tmp_path / "shop", 4), tmp_path / "link"
    (tmp_path / "place").mkdir()
    link.symlink_to(tmp_path / "place", target_is_directory=True)
    for _ in range(2):
        build(source, link)
        assert link.is_symlink()
        assert len(Catalogue.open(tmp_path / "place")) == 4
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link", "place", "shop"]


def test_a_link_to_itself(tmp_path):
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    with pytest.raises(CatalogueBuildError, match="--out"):
        build(write_shop(tmp_path / "shop", 2), tmp_path / "loop")


def test_the_embedded_catalogue_may_be_replaced():
    assert check_out(CATALOGUE, ()) == CATALOGUE


def test_the_command_line_says_so_and_exits_with_2(tmp_path, capsys):
    source = write_shop(tmp_path / "project", 2)
    given = ["--products", str(source.products), "--images", str(source.images), "--out", str(tmp_path / "project")]
    assert main(["catalogue", "build", *given]) == 2
    assert "choose another --out" in capsys.readouterr().err
    assert main(["catalogue", "pull", "clothing-dataset", "--out", str(tmp_path / "project")]) == 2
    assert "choose another --out" in capsys.readouterr().err
