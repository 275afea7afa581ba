"""The maps of a catalogue: computed with it, listed in its manifest, missed by nobody where they are not there."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from app_pages.atlas import atlas_of
from pipeline.catalogue import MAPS, Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import ArtefactError
from pipeline.integrity import check_everything
from pipeline.maps import read_maps, write_maps
from pipeline.projection import SAMPLE, Projection, project
from tests.hostile.test_artefacts import cut, damage, empty, open_catalogue, pointer, resum, rewrite
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import DIMENSIONS, fake_detector, fake_embedder


@pytest.fixture
def folder(tmp_path, catalogue_folder) -> Path:
    return Path(shutil.copytree(catalogue_folder, tmp_path / "catalogue"))


def of_group(catalogue: Catalogue, group: str) -> np.ndarray:
    rows = [n for n, each in enumerate(catalogue.table["group"].to_pylist()) if each == group]
    return np.asarray(catalogue.embeddings[rows])


def assert_same(one: Projection, other: Projection) -> None:
    assert (one.mean == other.mean).all()
    assert (one.axes == other.axes).all()
    assert one.share == other.share


def table_of_groups(*groups: str) -> pa.Table:
    return pa.table({"group": list(groups)})


def test_every_group_has_the_map_of_its_vectors(catalogue_folder):
    catalogue = Catalogue.open(catalogue_folder)
    assert MAPS in catalogue.manifest["files"]
    assert set(catalogue.maps) == {"topwear", "bottomwear"}
    for group, found in catalogue.maps.items():
        assert_same(found, project(of_group(catalogue, group)))


def test_the_same_vectors_give_the_same_bytes_at_any_time(tmp_path, monkeypatch):
    vectors = np.random.default_rng(4).standard_normal((40, 6)).astype(np.float32)
    table = table_of_groups(*["bag", "dress"] * 20)
    write_maps(tmp_path / "one.npz", table, vectors)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    write_maps(tmp_path / "other.npz", table, vectors)
    assert (tmp_path / "one.npz").read_bytes() == (tmp_path / "other.npz").read_bytes()


def test_of_many_products_the_same_sample_is_taken_as_for_any_map(tmp_path):
    vectors = np.random.default_rng(5).standard_normal((SAMPLE + 50, 4)).astype(np.float32)
    write_maps(tmp_path / MAPS, table_of_groups(*["bag"] * len(vectors)), vectors)
    assert_same(read_maps(tmp_path / MAPS, 4)["bag"], project(vectors))


def test_the_page_takes_the_map_that_was_built(catalogue_folder, monkeypatch):
    catalogue = Catalogue.open(catalogue_folder)
    monkeypatch.setattr("app_pages.atlas.map_of_group", None)  # computing one would fail
    atlas = atlas_of(catalogue, "topwear")
    vectors = of_group(catalogue, "topwear")
    assert_same(atlas.projection, project(vectors))
    assert atlas.places == pytest.approx(project(vectors).place(vectors))


def test_a_catalogue_from_before_maps_opens_and_is_mapped(folder):
    (folder / MAPS).unlink()
    rewrite(folder, lambda manifest: manifest["files"].pop(MAPS))
    catalogue = open_catalogue(folder)
    check_everything(catalogue)
    assert catalogue.maps == {}
    assert_same(atlas_of(catalogue, "topwear").projection, project(of_group(catalogue, "topwear")))
    assert atlas_of(catalogue, "bag") is None


def write_anew(folder: Path, **changed: np.ndarray) -> None:
    with np.load(folder / MAPS) as arrays:
        kept = dict(arrays)
    np.savez(folder / MAPS, **{**kept, **changed})


SPOILT = {
    "cut": lambda folder: damage(folder / MAPS, cut),
    "no archive": lambda folder: damage(folder / MAPS, lambda _: b"PK no archive"),
    "other dimensions": lambda folder: write_anew(folder, mean=np.zeros((2, DIMENSIONS + 1), np.float32)),
    "no numbers": lambda folder: write_anew(folder, share=np.array([np.nan, 1.0])),
    "objects": lambda folder: write_anew(folder, groups=np.array([{}, []], object)),
    "a missing array": lambda folder: np.savez(folder / MAPS, groups=np.array(["bag"])),
}


@pytest.mark.parametrize("kind", SPOILT)
def test_a_wrong_file_with_a_right_checksum_is_named_and_the_page_goes_on(folder, kind):
    SPOILT[kind](folder)
    resum(folder, MAPS)
    catalogue = open_catalogue(folder)
    with pytest.raises(ArtefactError, match=MAPS):
        check_everything(catalogue)
    assert_same(atlas_of(catalogue, "topwear").projection, project(of_group(catalogue, "topwear")))


def test_a_group_without_its_map_is_named(folder):
    catalogue = Catalogue.open(folder)
    write_maps(folder / MAPS, table_of_groups("topwear"), of_group(catalogue, "topwear")[:1])
    resum(folder, MAPS)
    with pytest.raises(ArtefactError, match=r"maps\.npz has no map of bottomwear"):
        check_everything(open_catalogue(folder))


@pytest.mark.parametrize("change", [cut, empty, pointer])
def test_a_damaged_file_is_refused_at_the_opening(folder, change):
    damage(folder / MAPS, change)
    with pytest.raises(ArtefactError, match=MAPS):
        Catalogue.open(folder)


def test_an_update_makes_the_maps_anew(tmp_path):
    source, out = write_shop(tmp_path / "shop", 12), tmp_path / "out"
    build_catalogue(source, out, fake_detector([]), fake_embedder())
    before = (out / MAPS).read_bytes()
    lines = source.products.read_text().splitlines()
    source.products.write_text("\n".join(lines[:-4]) + "\n")
    report = build_catalogue(source, out, fake_detector([]), fake_embedder(), previous=out)
    assert report.embedded == 0
    assert (out / MAPS).read_bytes() != before
    catalogue = Catalogue.open(out)
    assert_same(catalogue.maps["topwear"], project(of_group(catalogue, "topwear")))
