"""The files of a catalogue folder: written whole, described by a manifest, swapped in at once."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.artefacts import sha256_of
from pipeline.catalogue import EMBEDDINGS, FORMAT, PRODUCTS, SCHEMA, Product, rows_of
from pipeline.errors import CatalogueBuildError
from pipeline.gender import PRODUCT_GENDERS
from pipeline.index import build_index
from pipeline.product_table import Rejected
from pipeline.taxonomy import GROUPS


def write_catalogue(
    folder: Path,
    products: Sequence[Product],
    vectors: NDArray[np.float32],
    name: str,
    embedder_sha256: str,
    rejected: Sequence[Rejected],
    crops: dict[str, int],
) -> None:
    """Write table, embeddings float32 (n, d), indexes, rejected.csv and manifest; the thumbnails are there already.

    No time stamp anywhere: the same input gives the same bytes.
    """
    table = pa.Table.from_pylist([product.to_dict() for product in products], schema=SCHEMA)
    pq.write_table(table, folder / PRODUCTS, compression="zstd")
    np.save(folder / EMBEDDINGS, vectors.astype(np.float32))
    _write_rejected(folder / "rejected.csv", rejected)
    indexes = _write_indexes(folder, table, vectors)
    files = [PRODUCTS, EMBEDDINGS, *(entry["file"] for entry in indexes)]
    manifest = {
        "format": FORMAT,
        "name": name,
        "products": len(products),
        "dimensions": int(vectors.shape[1]),
        "embedder_sha256": embedder_sha256,
        "crops": crops,
        "rejected": len(rejected),
        "indexes": indexes,
        "files": {
            file: {"sha256": sha256_of(folder / file), "bytes": (folder / file).stat().st_size} for file in files
        },
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")


def copy_looks(source: Path, target: Path) -> None:
    """Copy looks.json and the pictures it lists: the folder may hold more that nobody needs.

    Raises:
        CatalogueBuildError: no such list, or a picture is missing.
    """
    target.mkdir(exist_ok=True)
    try:
        listing = (source / "looks.json").read_text("utf-8")
        for look in json.loads(listing):
            shutil.copyfile(source / Path(look["file"]).name, target / Path(look["file"]).name)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueBuildError(f"The looks in {source} cannot be used: {type(error).__name__}: {error}") from error
    (target / "looks.json").write_text(listing, "utf-8")


def replace_folder(new: Path, old: Path) -> None:
    """Put `new` where `old` is. A kill between the two renames leaves the old one beside, whole."""
    retired = old.with_name(f"{old.name}.retired")
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists():
        old.replace(retired)
    new.replace(old)
    shutil.rmtree(retired, ignore_errors=True)


def _write_indexes(folder: Path, table: pa.Table, vectors: NDArray[np.float32]) -> list[dict[str, Any]]:
    entries = []
    for group in GROUPS:
        for gender in PRODUCT_GENDERS:
            rows = rows_of(table, group, gender)
            if not len(rows):
                continue
            file = f"{group}-{gender}.ann"
            parameters = build_index(vectors[rows], folder / file)
            entries.append({"file": file, "group": group, "gender": gender, "items": len(rows), **asdict(parameters)})
    return entries


def _write_rejected(path: Path, rejected: Sequence[Rejected]) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["row", "product_id", "reason"])
        writer.writerows((each.number, each.product_id, each.reason) for each in rejected)
