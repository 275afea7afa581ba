"""A build that is killed three times at random moments, and run again, ends with the bytes of an undisturbed one."""

from __future__ import annotations

import csv
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.build_work import BATCH
from tests.pipeline.kills import kill_build, pieces_of
from tests.pipeline.test_catalogue_build import files_of
from tests.places import CATALOGUE, ROOT, SHARED

KILLED_BUILD = """
import sys, time
from pathlib import Path
from pipeline import build_work
from pipeline.catalogue_build import Source, build_catalogue
from tests.pipeline.fakes import fake_detector, fake_embedder
build_work.BATCH = 4
real = build_work.embed_picture
build_work.embed_picture = lambda *given: time.sleep(0.02) or real(*given)
source, out = Path(sys.argv[1]), Path(sys.argv[2])
build_catalogue(Source(source / "products.csv", source / "images", "Hues"), out, fake_detector([]), fake_embedder())
"""


@pytest.mark.parametrize("seed", range(2))
def test_killed_three_times_at_random_moments(catalogue_folder, shop_source, tmp_path, seed):
    """With models whose answers are known: the moments lie anywhere in the nine batches."""
    moments, out = random.Random(seed), tmp_path / "out"
    command = [sys.executable, "-c", KILLED_BUILD, str(shop_source.products.parent), str(out)]
    for pieces in sorted(moments.choices(range(6), k=3)):
        kill_build(command, out, pieces, moments.uniform(0, 0.03))
    subprocess.run(command, cwd=ROOT, check=True)
    assert files_of(out) == files_of(catalogue_folder)


PICTURES = 3 * BATCH + 8


def real_table(folder: Path) -> list[str]:
    """A table of real pictures, or of rendered ones where there are none; the arguments of a build that name them.

    A row is broken, and one stands there twice: what is rejected must be the same as well.
    """
    garments = SHARED / "data" / "garments"
    if garments.is_dir():
        images = garments / "images"
        with (garments / "garments.csv").open(encoding="utf-8") as file:
            rows = [(row["image"], row["label"]) for row in csv.DictReader(file)]
    else:
        images = CATALOGUE
        table = pq.read_table(CATALOGUE / "products.parquet", columns=["image", "group"]).to_pylist()
        rows = [(row["image"], row["group"]) for row in table]
    rows = random.Random(3).sample(rows, PICTURES)
    rows[5:5] = [("nowhere", "Shirt"), rows[0]]
    path = folder / "products.csv"
    path.write_text("\n".join(["image,label", *(",".join(row) for row in rows)]) + "\n", "utf-8")
    mapping = [f"--map={name}" for name in ("product_id=image", "title=label", "category=label")]
    return ["--products", str(path), "--images", str(images), *mapping]


@pytest.mark.timeout(900)
def test_with_the_shipped_models_and_pictures_as_they_are(tmp_path):
    """The command itself. Each kill comes later than the one before, in the middle of a batch."""
    source, out = real_table(tmp_path), tmp_path / "killed"
    command = [sys.executable, "-m", "pipeline", "catalogue", "build", *source, "--name", "Killed", "--out"]
    start = time.monotonic()
    subprocess.run([*command, str(tmp_path / "whole")], cwd=ROOT, check=True, capture_output=True)
    batch_s = (time.monotonic() - start) / (PICTURES / BATCH)
    moments = random.Random(1)
    for pieces in range(3):
        kill_build([*command, str(out)], out, pieces, moments.uniform(0, 0.4) * batch_s)
    kept = pieces_of(out)
    last = subprocess.run([*command, str(out)], cwd=ROOT, check=True, capture_output=True, text=True)
    assert files_of(out) == files_of(tmp_path / "whole")
    embedded, known = map(int, re.search(r"(\d+) pictures embedded, (\d+) known", last.stderr).groups())
    assert embedded + known == PICTURES
    assert known >= kept * (BATCH - 2)
    assert embedded > 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["killed", "products.csv", "whole"]
