"""Product table + pictures -> catalogue folder. Resumable after a kill; the old catalogue serves until the end."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np
from tqdm import tqdm

from pipeline.artefacts import sha256_of
from pipeline.catalogue import THUMBNAILS
from pipeline.catalogue_write import copy_looks, replace_folder, write_catalogue
from pipeline.detector import Detector
from pipeline.embedder import Embedder
from pipeline.errors import CatalogueBuildError
from pipeline.product_table import Rejected, Row, read_rows
from pipeline.shards import SHARD_ROWS, Shard, embed_rows, thumbnail_name


@dataclass(frozen=True)
class Source:
    """What a catalogue is built from.

    products: CSV file. images: folder that the column `image` is relative to. mapping, constants: see
    product_table.read_rows. looks: folder with a looks.json and the pictures it lists, to carry along.
    """

    products: Path
    images: Path
    name: str
    mapping: Mapping[str, str]
    constants: Mapping[str, str]
    looks: Path | None = None


@dataclass(frozen=True)
class BuildReport:
    """What a build did. crops: how many products were found in their picture by which method."""

    products: int
    rejected: tuple[Rejected, ...]
    crops: dict[str, int]


def build_catalogue(source: Source, out: Path, detector: Detector, embedder: Embedder) -> BuildReport:
    """Build a catalogue folder; `out` is replaced as a whole at the very end.

    Run again after an interruption, it goes on where it stopped, provided that table, pictures' names and models
    are the same. Bad rows end up in the report and in rejected.csv.

    Raises:
        CatalogueBuildError: the table or folder cannot be used at all, or no row is usable.
    """
    if not source.images.is_dir():
        raise CatalogueBuildError(f"There is no folder {source.images}.")
    results = list(read_rows(source.products, source.mapping, source.constants))
    rows = [each for each in results if isinstance(each, Row)]
    work = _work_folder(out, source, detector, embedder)
    shards = _embed_all(rows, source.images, work, detector, embedder)

    rejected = [each for each in results if isinstance(each, Rejected)]
    rejected += [each for shard in shards for each in shard.rejected]
    methods = {number: method for shard in shards for number, method in shard.methods.items()}
    if not methods:
        raise CatalogueBuildError(f"No row of {source.products} is usable; the first: {_first(rejected)}")
    products = [
        replace(row.product, image=f"{THUMBNAILS}/{thumbnail_name(row.number)}")
        for row in rows
        if row.number in methods
    ]
    report = BuildReport(
        len(products), tuple(sorted(rejected, key=lambda each: each.number)), dict(Counter(methods.values()))
    )
    vectors = np.concatenate([shard.vectors for shard in shards])
    write_catalogue(work, products, vectors, source.name, embedder.model.spec.sha256, report.rejected, report.crops)
    if source.looks:
        copy_looks(source.looks, work / "looks")
    shutil.rmtree(work / "shards")
    (work / "build.json").unlink()
    replace_folder(work, out)
    return report


def _embed_all(rows: list[Row], images: Path, work: Path, detector: Detector, embedder: Embedder) -> list[Shard]:
    shards = []
    with tqdm(total=len(rows), unit="product", desc="Embedding") as bar:
        for start in range(0, len(rows), SHARD_ROWS):
            path = work / "shards" / f"{start:08d}.npz"
            batch = rows[start : start + SHARD_ROWS]
            if not path.exists():
                embed_rows(batch, images, work / THUMBNAILS, detector, embedder).save(path)
            shards.append(Shard.load(path))
            bar.update(len(batch))
    return shards


def _work_folder(out: Path, source: Source, detector: Detector, embedder: Embedder) -> Path:
    """The folder beside `out` that the build grows in; emptied when it was begun for something else."""
    work = out.with_name(f"{out.name}.building")
    facts = {
        "products": sha256_of(source.products),
        "images": str(source.images.resolve()),
        "mapping": dict(source.mapping),
        "constants": dict(source.constants),
        "models": [detector.model.spec.sha256, embedder.model.spec.sha256],
    }
    mark = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
    try:
        if work.exists() and _mark_of(work) != mark:
            shutil.rmtree(work)
        (work / "shards").mkdir(parents=True, exist_ok=True)
        (work / "build.json").write_text(json.dumps({"mark": mark}))
    except OSError as error:
        raise CatalogueBuildError(f"{work} cannot be written ({error.strerror}). Choose another --out.") from error
    return work


def _mark_of(work: Path) -> str | None:
    try:
        return str(json.loads((work / "build.json").read_text())["mark"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _first(rejected: list[Rejected]) -> str:
    return json.dumps(asdict(rejected[0])) if rejected else "there is no data row."
