"""The files of a catalogue folder: table, embeddings, maps, index, rejected rows, and the manifest of it all."""

from __future__ import annotations

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from pipeline.artefacts import sealed, sha256_of
from pipeline.catalogue import DETAILS, EMBEDDINGS, FORMAT, MAPS, PICTURES, PRODUCTS, SCHEMA, Product, rows_of
from pipeline.embedded import Embedded, Rules
from pipeline.errors import CatalogueBuildError
from pipeline.gender import PRODUCT_GENDERS
from pipeline.index import SAMPLE, build_index
from pipeline.integrity import thumbnails_sha256
from pipeline.maps import write_maps
from pipeline.models import cpu_count
from pipeline.shards import write_pictures
from pipeline.sources.records import Rejected
from pipeline.spreadsheet import safe_cell
from pipeline.taxonomy import GROUPS


@dataclass(frozen=True)
class Contents:
    """What a catalogue holds. products and entries go together row by row; rules: what embeddings depend on."""

    name: str
    products: Sequence[Product]
    entries: Sequence[Embedded]
    rejected: tuple[Rejected, ...]
    rules: Rules


class Indexing(Protocol):
    """Who makes neighbours findable."""

    def build(self, folder: Path, table: pa.Table, vectors: NDArray[np.float32]) -> dict[str, Any]:
        """Index the vectors (n, d) of the table's rows; returns what the manifest says about it."""
        ...

    def swapped(self, old: dict[str, Any]) -> None:
        """The catalogue that was built serves now: what only the old one, of this manifest, needed may go."""
        ...


class AnnoyIndexing:
    """One Annoy file per group and gender, built side by side; each by one thread, so that bytes never vary."""

    def build(self, folder: Path, table: pa.Table, vectors: NDArray[np.float32]) -> dict[str, Any]:
        keys = [(group, gender) for group in GROUPS for gender in PRODUCT_GENDERS]
        with ThreadPoolExecutor(cpu_count()) as pool:
            built = list(pool.map(lambda key: _annoy_entry(folder, table, vectors, *key), keys))
        return {"indexes": [entry for entry in built if entry]}

    def swapped(self, old: dict[str, Any]) -> None:
        """The files went with the folder."""


def write_catalogue(folder: Path, contents: Contents, indexing: Indexing) -> None:
    """Write everything but the thumbnails, which are there already.

    No time stamp anywhere: the same contents give the same bytes.
    """
    write_pictures(contents.entries, folder / PICTURES)
    _write_rejected(folder / "rejected.csv", contents.rejected)
    facts = {
        "name": contents.name,
        "embedder_sha256": contents.rules["embedder"],
        "rules": contents.rules,
        "crops": methods_of(contents.entries),
        "rejected": len(contents.rejected),
        "thumbnails_sha256": thumbnails_sha256(folder, (product.image for product in contents.products)),
    }
    vectors = np.stack([entry.vector for entry in contents.entries])
    write_files(folder, table_of(contents.products), vectors, facts, indexing)


def write_files(
    folder: Path, table: pa.Table, vectors: NDArray[np.float32], facts: dict[str, Any], indexing: Indexing
) -> None:
    """Write the table, its vectors (n, d), their maps and index, and the manifest; `facts` are the manifest's own."""
    pq.write_table(table, folder / PRODUCTS, compression="zstd")
    np.save(folder / EMBEDDINGS, vectors)
    write_maps(folder / MAPS, table, vectors)
    index = indexing.build(folder, table, vectors)
    files = [PRODUCTS, EMBEDDINGS, MAPS, *(entry["file"] for entry in index["indexes"])]
    files += [PICTURES] if (folder / PICTURES).exists() else []
    manifest = {
        "format": FORMAT,
        **facts,
        "products": table.num_rows,
        "dimensions": int(vectors.shape[1]),
        **index,
        "files": {
            file: {"sha256": sha256_of(folder / file), "bytes": (folder / file).stat().st_size} for file in files
        },
    }
    (folder / "manifest.json").write_text(json.dumps(sealed(manifest), indent=1, sort_keys=True) + "\n", "utf-8")


def table_of(products: Sequence[Product]) -> pa.Table:
    """The product table; columns of DETAILS only where some product fills them."""
    used = [name for name in DETAILS if any(name in product.details for product in products)]
    schema = pa.schema([*SCHEMA, *(pa.field(name, pa.string()) for name in used)])
    blank = dict.fromkeys(used, "")
    return pa.Table.from_pylist([{**blank, **each.to_dict(), **each.details} for each in products], schema=schema)


def methods_of(entries: Iterable[Embedded]) -> dict[str, int]:
    """How many products were found in their picture by which method."""
    return dict(Counter(entry.method for entry in entries))


def copy_looks(source: Path, target: Path) -> None:
    """Copy looks.json, the same truth as COCO and as a table, and the pictures: the folder may hold more.

    Raises:
        CatalogueBuildError: no such list, or a picture is missing.
    """
    pictures = look_pictures(source)
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    truth = [source / name for name in ("coco.json", "looks.csv")]
    for path in (*pictures, source / "looks.json", *filter(Path.is_file, truth)):
        shutil.copyfile(path, target / path.name)


def look_pictures(source: Path) -> list[Path]:
    """The pictures that looks.json lists.

    Raises:
        CatalogueBuildError: no such list, or a picture is missing.
    """
    try:
        pictures = [source / Path(look["file"]).name for look in json.loads((source / "looks.json").read_text("utf-8"))]
        for path in pictures:
            path.stat()
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueBuildError(f"The looks in {source} cannot be used: {type(error).__name__}: {error}") from error
    return pictures


def _annoy_entry(
    folder: Path, table: pa.Table, vectors: NDArray[np.float32], group: str, gender: str
) -> dict[str, Any] | None:
    rows = rows_of(table, group, gender)
    if not len(rows):
        return None
    file = f"{group}-{gender}.ann"
    others = np.concatenate([rows_of(table, group, each) for each in PRODUCT_GENDERS if each != gender])
    sample = np.random.default_rng(len(rows)).permutation(others)[:SAMPLE]
    parameters = build_index(vectors[rows], folder / file, vectors[sample])
    return {"file": file, "group": group, "gender": gender, "items": len(rows), **asdict(parameters)}


def _write_rejected(path: Path, rejected: Sequence[Rejected]) -> None:
    """Cells that a spreadsheet would take for a formula get an apostrophe (owasp.org, "CSV Injection")."""
    with path.open("w", newline="", encoding="utf-8", errors="backslashreplace") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["row", "product_id", "reason"])
        writer.writerows((each.number, safe_cell(each.product_id), safe_cell(each.reason)) for each in rejected)
