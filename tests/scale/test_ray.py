"""The embedding job on a local Ray with two workers, one of which is killed: nothing lost, nothing twice."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path

import pytest

pytest.importorskip("ray", reason="NO ray HERE: the cluster job is not tested (make test-all makes its environment)")

from pipeline.build_work import work
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import CatalogueBuildError
from pipeline.pictures import FolderPictures
from pipeline.ray_engine import RayEngine
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder
from tests.pipeline.test_catalogue_build import files_of

pytestmark = pytest.mark.scale
PRODUCTS = 300


@dataclass(frozen=True)
class Setup:
    """A worker over fake models that notes what it does; the first to reach its fifth picture is killed, once."""

    images: Path
    notes: Path

    def __call__(self):
        pictures, detector, embedder = FolderPictures(self.images), fake_detector([]), fake_embedder()
        count = 0

        def worker(task, known):
            nonlocal count
            count += 1
            with (self.notes / str(os.getpid())).open("a") as file:
                file.write(f"{task.name}\n")
            if count == 5:
                try:
                    (self.notes / "killed").touch(exist_ok=False)
                except FileExistsError:
                    pass
                else:
                    os.kill(os.getpid(), signal.SIGKILL)
            return work(task, known, pictures, detector, embedder)

        return worker


def test_a_worker_is_killed_and_nothing_is_lost_or_twice(tmp_path):
    source = write_shop(tmp_path / "shop", PRODUCTS)
    (source.images / "7.png").write_bytes(b"no picture")
    notes = tmp_path / "notes"
    notes.mkdir()
    engine = RayEngine(Setup(source.images, notes), workers=2)
    report = build_catalogue(source, tmp_path / "ray", fake_detector([]), fake_embedder(), engine=engine)
    assert (notes / "killed").exists()
    assert len([path for path in notes.iterdir() if path.name != "killed"]) >= 2  # a second worker did its share
    assert (report.products, report.embedded) == (PRODUCTS - 1, PRODUCTS - 1)
    assert [each.number for each in report.rejected] == [8]
    build_catalogue(source, tmp_path / "threads", fake_detector([]), fake_embedder())
    assert files_of(tmp_path / "ray") == files_of(tmp_path / "threads")


def test_what_is_known_is_not_embedded_again(tmp_path):
    source = write_shop(tmp_path / "shop", 6)
    build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder())
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "killed").touch()
    engine = RayEngine(Setup(source.images, tmp_path / "notes"), workers=2)
    report = build_catalogue(
        source, tmp_path / "out", fake_detector([]), fake_embedder(), previous=tmp_path / "out", engine=engine
    )
    assert (report.embedded, report.reused) == (0, 6)


def test_no_row_at_all(tmp_path):
    source = write_shop(tmp_path / "shop", 0)
    engine = RayEngine(Setup(source.images, tmp_path), workers=2)
    with pytest.raises(CatalogueBuildError, match="no data row"):
        build_catalogue(source, tmp_path / "out", fake_detector([]), fake_embedder(), engine=engine)
