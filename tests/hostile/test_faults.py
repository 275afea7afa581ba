"""Faults of the machine while a catalogue is built or updated: a full disk, a folder that cannot be written, a kill."""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import Source
from pipeline.out_folder import work_beside
from tests.pipeline.conftest import write_shop
from tests.pipeline.kills import kill_when
from tests.places import ROOT

PRODUCTS = 8


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Source:
    return write_shop(tmp_path_factory.mktemp("source"), PRODUCTS)


@pytest.fixture(scope="module")
def built(tmp_path_factory, source) -> Path:
    out = tmp_path_factory.mktemp("built") / "catalogue"
    assert build(source, out).returncode == 0
    return out


def command(source: Source, out: Path, *more: str, verb: str = "build") -> list[str]:
    options = ["--products", str(source.products), "--images", str(source.images), "--out", str(out)]
    return [sys.executable, "-m", "pipeline", "catalogue", verb, *options, *more]


def build(source: Source, out: Path, *more: str, most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    """most_bytes: no file may grow larger, as on a full disk."""

    def limit() -> None:
        if most_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))

    return subprocess.run(
        command(source, out, *more), cwd=ROOT, capture_output=True, text=True, check=False, preexec_fn=limit
    )


@pytest.mark.parametrize("most_bytes", [100, 3_000, 20_000])
def test_a_full_disk_leaves_the_old_catalogue_and_the_way_on(source, built, most_bytes):
    before = Catalogue.open(built).sha256
    name = f"Full at {most_bytes}"
    done = build(source, built, "--name", name, most_bytes=most_bytes)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Make room" in done.stderr
    assert "Traceback" not in done.stderr
    assert Catalogue.open(built).sha256 == before
    assert build(source, built, "--name", name).returncode == 0
    assert Catalogue.open(built).name == name


def test_a_folder_that_cannot_be_written_is_named(source):
    done = build(source, Path("/proc/here/catalogue"))
    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("verb", "reached"),
    [
        ("build", "rules.json"),
        ("build", "shards/00000000.npz"),
        ("build", "catalogue/products.parquet"),
        ("update", "rules.json"),
        ("update", "catalogue/products.parquet"),
    ],
)
def test_a_kill_in_the_middle_leaves_a_whole_catalogue(source, built, verb, reached):
    """Killed as soon as the file stands in the build's own folder: at its start, embedded, half-written."""
    name, before = f"{verb}, killed at {reached}", Catalogue.open(built).sha256
    kill_when((work_beside(built) / reached).exists, command(source, built, "--name", name, verb=verb))
    assert work_beside(built).exists(), "it was under way"
    assert Catalogue.open(built).sha256 == before
    assert len(Catalogue.open(built)) == PRODUCTS
    assert build(source, built, "--name", name).returncode == 0
    assert Catalogue.open(built).name == name
    assert sorted(path.name for path in built.parent.iterdir()) == [built.name]
