"""A built catalogue: products, thumbnails, embeddings and an index per group and gender."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from zipfile import BadZipFile

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.arrow import coded, read_table, taken
from pipeline.artefacts import check_file, inside, read_manifest, sha256_of
from pipeline.errors import ArtefactError
from pipeline.filters import Choices, Filters, choices_of
from pipeline.folder_swap import current_folder
from pipeline.index import MAX_K, GroupIndex, exact_nearest
from pipeline.manifest_checks import catalogue_complaints
from pipeline.maps import read_maps
from pipeline.projection import Projection

if TYPE_CHECKING:
    from pipeline.milvus import MilvusNeighbours

FORMAT = 1
PRODUCTS, EMBEDDINGS, PICTURES, THUMBNAILS = "products.parquet", "embeddings.npy", "pictures.parquet", "thumbnails"
MAPS = "maps.npz"
REMEDY = "Get the folder complete (git checkout, git lfs pull) or build it with `python -m pipeline catalogue build`."
# Larger files are checked by size at open and by checksum in `doctor`: opening must stay quick at a million products.
CHECKSUM_AT_OPEN_BYTES = 32 * 1024 * 1024
# So many rows that satisfy a filter are compared one by one; more are looked for in the index first.
EXACT_ROWS = 20_000
FILTERS_KEPT = 16
# Products that were read and are kept at most; where they would be more, all are let go.
PRODUCTS_KEPT = 4096

SCHEMA = pa.schema(
    [(name, pa.string()) for name in ("product_id", "title", "brand", "gender", "group", "category", "colour")]
    + [("price", pa.float64()), ("currency", pa.string()), ("url", pa.string()), ("image", pa.string())]
)
DETAILS = ("description", "material", "pattern")


@dataclass(frozen=True)
class Product:
    """A row of the catalogue. image: path of the thumbnail inside the catalogue folder.

    description, material, pattern: where the table has them, else ""; no part of the JSON of a match.
    """

    product_id: str
    title: str
    brand: str
    gender: str
    group: str
    category: str
    colour: str
    price: float | None
    currency: str
    url: str
    image: str
    description: str = ""
    material: str = ""
    pattern: str = ""

    @property
    def details(self) -> dict[str, str]:
        """Those of DETAILS that are filled."""
        return {name: text for name in DETAILS if (text := getattr(self, name))}

    def to_dict(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in SCHEMA.names}


@dataclass(frozen=True)
class Neighbour:
    """A row of the product table and its cosine similarity (-1..1) to a query."""

    row: int
    similarity: float


class Catalogue:
    """An opened catalogue, shared and read-only."""

    def __init__(self, directory: Path, manifest: dict[str, Any]) -> None:
        self.directory = directory
        self.manifest = manifest
        self.name: str = manifest["name"]
        self.sha256 = sha256_of(directory / "manifest.json")
        self.table = _read_table(directory / PRODUCTS, manifest["products"])
        self.embeddings: NDArray[np.float32] = _read_embeddings(directory / EMBEDDINGS, manifest)
        self._indexes = {
            (entry["group"], entry["gender"]): GroupIndex(
                inside(directory, entry["file"], REMEDY), manifest["dimensions"], entry["items"], entry["search_k"]
            )
            for entry in manifest["indexes"]
        }
        rows = _shelves(self.table)
        self._rows = {key: rows(*key) for key in self._indexes}
        for key, index in self._indexes.items():
            if len(self._rows[key]) != index.items:
                raise ArtefactError(f"{directory / PRODUCTS}: {key} has another number of products. {REMEDY}")
        self._milvus = _open_milvus(manifest)
        # The same filters serve every garment of a photo and every move of a slider.
        table = self.table  # and not self: a catalogue that is dropped goes at once, its files unmapped
        self._allowed = lru_cache(FILTERS_KEPT)(lambda filters: filters.mask(table))
        self._kept: dict[int, Product] = {}

    @classmethod
    def open(cls, directory: str | Path, embedder_sha256: str | None = None) -> Catalogue:
        """Check and open a catalogue folder.

        Raises:
            ArtefactError: a file is missing, damaged, or made with another embedder than `embedder_sha256`.
        """
        folder = current_folder(Path(directory))
        manifest = read_manifest(folder, FORMAT, REMEDY)
        try:
            if embedder_sha256 and manifest["embedder_sha256"] != embedder_sha256:
                raise ArtefactError(
                    f"{folder} was built with another embedder (sha256 {manifest['embedder_sha256'][:12]}, now "
                    f"{embedder_sha256[:12]}). Rebuild it with `python -m pipeline catalogue build`."
                )
            check_files(folder, manifest, everything=False)
            wrong = next(catalogue_complaints(manifest), None)
            if wrong:
                raise ArtefactError(f"{folder / 'manifest.json'} is wrong: {wrong}. {REMEDY}")
            return cls(folder, manifest)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ArtefactError(f"{folder / 'manifest.json'} is incomplete: {error!r}. {REMEDY}") from error

    def __len__(self) -> int:
        return int(self.table.num_rows)

    @property
    def searched_by(self) -> Literal["Annoy", "Milvus"]:
        """Who finds the neighbours; only Annoy has indexes in the folder, and a search_k."""
        return "Milvus" if "milvus" in self.manifest else "Annoy"

    def search(
        self, vector: NDArray[np.float32], group: str, gender: str, k: int, filters: Filters | None = None
    ) -> tuple[Neighbour, ...]:
        """The k nearest products of one group and gender to a unit vector (d,), best first.

        With filters too there are k where k products satisfy them, and top-k is a prefix of top-(k+1) up to MAX_K.
        Raises:
            ArtefactError: Milvus, where the catalogue is searched by it, does not answer.
        """
        index = self._indexes.get((group, gender))
        if self._milvus is not None:
            found, similarities = self._milvus.search(vector, group, gender, k, filters)
            return _neighbours(found, similarities)
        if index is None:
            return ()
        rows = self._rows[group, gender]
        if filters:
            found, similarities = self._search_allowed(vector, index, rows, self._allowed(filters)[rows], k)
        else:
            items, similarities = index.search(vector, k)
            found = rows[items]
        return _neighbours(found, similarities)

    def _search_allowed(
        self,
        vector: NDArray[np.float32],
        index: GroupIndex,
        rows: NDArray[np.int64],
        allowed: NDArray[np.bool_],
        k: int,
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Which way is taken depends on the filter and the vector, never on k: lists for different k must agree."""
        count, depth = int(np.count_nonzero(allowed)), max(k, MAX_K)
        if count > EXACT_ROWS:
            items, similarities = index.search(vector, min(len(rows), 4 * depth * len(rows) // count))
            passed = allowed[items]
            if np.count_nonzero(passed) >= depth:
                return rows[items[passed]][:k], similarities[passed][:k]
        found, similarities = exact_nearest(self.embeddings, rows[allowed], vector, depth)
        return found[:k], similarities[:k]

    @cached_property
    def maps(self) -> Mapping[str, Projection]:
        """Group -> its flat map, as it was built; empty for catalogues that were built without maps.

        Raises:
            ArtefactError: the file cannot be read, or holds something else.
        """
        if MAPS not in self.manifest["files"]:
            return {}
        path = self.directory / MAPS
        try:
            return read_maps(path, self.manifest["dimensions"])
        except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile) as error:
            raise ArtefactError(f"{path} cannot be read ({error}). {REMEDY}") from error

    def choices(self) -> Choices:
        """What the products can be filtered by."""
        return choices_of(self.table)

    def products(self, rows: Sequence[int]) -> list[Product]:
        """The products of these rows, in their order.

        Kept until they are too many: every move of a slider asks for the same again.
        """
        kept = self._kept
        missing = sorted(set(rows) - kept.keys())
        if missing:
            kept = {**kept, **dict(zip(missing, map(_product, taken(self.table, missing).to_pylist()), strict=True))}
            self._kept = kept if len(kept) <= PRODUCTS_KEPT else {}
        return [kept[row] for row in rows]

    def image_path(self, product: Product) -> Path:
        return self.directory / product.image


def _product(row: dict[str, Any]) -> Product:
    details = {name: row[name] for name in DETAILS if row.get(name)}
    return Product(**{name: row[name] for name in SCHEMA.names}, **details)


def _neighbours(rows: NDArray[np.int64], similarities: NDArray[np.float32]) -> tuple[Neighbour, ...]:
    return tuple(Neighbour(int(row), float(value)) for row, value in zip(rows, similarities, strict=True))


def _open_milvus(manifest: dict[str, Any]) -> MilvusNeighbours | None:
    """Only for catalogues that were built with it."""
    if "milvus" not in manifest:
        return None
    from pipeline.milvus import MilvusNeighbours

    return MilvusNeighbours(manifest["milvus"], manifest["products"])


def rows_of(table: pa.Table, group: str, gender: str) -> NDArray[np.int64]:
    """Rows of one group and gender in table order: position i of their index is the i-th of them."""
    return _shelves(table)(group, gender)


def _shelves(table: pa.Table) -> Callable[[str, str], NDArray[np.int64]]:
    """rows_of for many groups and genders of one table, whose columns are read once."""
    (groups, of_group), (genders, of_gender) = coded(table["group"]), coded(table["gender"])

    def rows(group: str, gender: str) -> NDArray[np.int64]:
        if group not in groups or gender not in genders:
            return np.empty(0, np.int64)
        found = (of_group == groups.index(group)) & (of_gender == genders.index(gender))
        return np.flatnonzero(found).astype(np.int64)

    return rows


def check_files(directory: Path, manifest: dict[str, Any], everything: bool) -> None:
    """Presence and size of every file of the manifest; checksums too, for large files only with `everything`.

    Raises:
        ArtefactError: naming the file.
    """
    for name, facts in manifest["files"].items():
        path = inside(directory, name, REMEDY)
        full = everything or facts["bytes"] <= CHECKSUM_AT_OPEN_BYTES
        check_file(path, facts["sha256"] if full else None, REMEDY)
        if path.stat().st_size != facts["bytes"]:
            raise ArtefactError(f"{path} has {path.stat().st_size} bytes, not {facts['bytes']}. {REMEDY}")


def _read_table(path: Path, products: int) -> pa.Table:
    try:
        table = read_table(path)
    except (OSError, pa.ArrowException) as error:
        raise ArtefactError(f"{path} cannot be read ({error}). {REMEDY}") from error
    further = [pa.field(name, pa.string()) for name in table.schema.names if name in DETAILS]
    if not table.schema.equals(pa.schema([*SCHEMA, *further])) or table.num_rows != products:
        raise ArtefactError(f"{path} has other columns or rows than its manifest says. {REMEDY}")
    return table


def _read_embeddings(path: Path, manifest: dict[str, Any]) -> NDArray[np.float32]:
    try:
        vectors = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise ArtefactError(f"{path} cannot be read ({error}). {REMEDY}") from error
    if vectors.shape != (manifest["products"], manifest["dimensions"]) or vectors.dtype != np.float32:
        raise ArtefactError(f"{path} has shape {vectors.shape} {vectors.dtype}, not what its manifest says. {REMEDY}")
    return np.asarray(vectors)
