"""Neighbours beyond one machine: the same search on Milvus, or in a file by Milvus Lite, its embedded form.

pymilvus is needed only here: requirements-scale.txt.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from pipeline.errors import ArtefactError, CatalogueBuildError
from pipeline.filters import Filters
from pipeline.index import MAX_K

INSERT = 1_000
TEXTS = ("group", "gender", "category", "colour", "brand")
LONGEST = 512
NO_PRICE = -1.0
logger = logging.getLogger(__name__)
REMEDY = "Install it with `pip install -r requirements-scale.txt`, and check that the server runs."


class MilvusIndexing:
    """A collection per catalogue: one entity per product row, partitioned by group, with the fields of every filter.

    uri: a server's address, or a file ending in .db for Milvus Lite. token: for servers that ask for one.
    """

    def __init__(self, uri: str, token: str = "") -> None:
        self._uri = uri
        self._token = token
        self._collection = ""

    def build(self, folder: Path, table: pa.Table, vectors: NDArray[np.float32]) -> dict[str, Any]:
        """Insert everything into a new collection, named by its content; nobody reads it yet. `folder` gets nothing."""
        del folder
        self._collection = _name_of(table, vectors)
        try:
            client = connect(self._uri, self._token)
            if client.has_collection(self._collection):
                client.drop_collection(self._collection)  # what a kill left of an earlier attempt
            client.create_collection(
                self._collection,
                schema=_schema(client, vectors.shape[1]),
                index_params=_index(client),
                consistency_level="Strong",
            )
            for start in range(0, len(vectors), INSERT):
                client.insert(self._collection, _entities(table, vectors, start))
            client.flush(self._collection)
            client.close()
        except _failures() as error:
            raise CatalogueBuildError(f"Milvus at {self._uri} refuses ({error}). {REMEDY}") from error
        return {"indexes": [], "milvus": {"uri": self._uri, "collection": self._collection}}

    def swapped(self, old: dict[str, Any]) -> None:
        """Drop the collection that only the replaced catalogue used. Where that fails it stays: nobody reads it."""
        before = old.get("milvus", {})
        if before.get("uri") != self._uri or before.get("collection") == self._collection:
            return
        try:
            client = connect(self._uri, self._token)
            client.drop_collection(before["collection"])
            client.close()
        except _failures() as error:
            logger.warning("Milvus at %s keeps the old collection %s (%s)", self._uri, before["collection"], error)


class MilvusNeighbours:
    """Searches the collection that a catalogue's manifest names.

    MILVUS_URI and MILVUS_TOKEN in the environment win over the manifest: a server may be known elsewhere by another
    name, and secrets do not belong into files.
    """

    def __init__(self, facts: dict[str, str], products: int) -> None:
        self._uri = os.environ.get("MILVUS_URI", facts["uri"])
        self._collection = facts["collection"]
        try:
            self._client = connect(self._uri, os.environ.get("MILVUS_TOKEN", ""))
            if not self._client.has_collection(self._collection):
                raise ArtefactError(f"Milvus at {self._uri} has no collection {self._collection}. Build it again.")
            self._client.load_collection(self._collection)
            found = int(self._client.query(self._collection, output_fields=["count(*)"])[0]["count(*)"])
        except _failures() as error:
            raise ArtefactError(f"Milvus at {self._uri} does not answer ({error}). {REMEDY}") from error
        if found != products:
            raise ArtefactError(
                f"Collection {self._collection} holds {found} products, not {products}. Build it again."
            )

    def search(
        self, vector: NDArray[np.float32], group: str, gender: str, k: int, filters: Filters | None
    ) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The k nearest rows of one group and gender, best first; always searched for as many as can be asked for.

        Raises:
            ArtefactError: the server does not answer.
        """
        try:
            hits = self._client.search(
                self._collection,
                data=[vector.tolist()],
                filter=expression(group, gender, filters),
                limit=max(k, MAX_K),
                output_fields=[],
                search_params={"metric_type": "IP"},
            )[0]
        except _failures() as error:
            raise ArtefactError(f"Milvus at {self._uri} does not answer ({error}). {REMEDY}") from error
        found = sorted((-float(hit["distance"]), int(hit["row"])) for hit in hits)[:k]
        return np.array([row for _, row in found], np.int64), np.array([-value for value, _ in found], np.float32)


def expression(group: str, gender: str, filters: Filters | None) -> str:
    """The filter in Milvus' language; texts are quoted as JSON, so that none can end its own quotes."""
    parts = [f"group == {json.dumps(group)}", f"gender == {json.dumps(gender)}"]
    if filters:
        for column, wanted in (
            ("category", filters.categories),
            ("colour", filters.colours),
            ("brand", filters.brands),
        ):
            if wanted:
                values = sorted({_plain(text) for text in wanted})
                parts.append(f"{column} in {json.dumps(values, ensure_ascii=False)}")
        if filters.min_price is not None or filters.max_price is not None:
            parts.append(f"price >= {float(filters.min_price or 0)}")
        if filters.max_price is not None:
            parts.append(f"price <= {float(filters.max_price)}")
    return " and ".join(parts)


def connect(uri: str, token: str = "") -> Any:
    """A client.

    Raises:
        ArtefactError: pymilvus is not installed.
    """
    try:
        from pymilvus import MilvusClient
    except ImportError as error:
        raise ArtefactError(f"pymilvus is not installed. {REMEDY}") from error
    return MilvusClient(uri=uri, token=token)


def _failures() -> tuple[type[Exception], ...]:
    try:
        from pymilvus import MilvusException
    except ImportError:
        return (ConnectionError,)
    return (MilvusException, ConnectionError, ValueError)


def _schema(client: Any, dimensions: int) -> Any:
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False)
    schema.add_field("row", DataType.INT64, is_primary=True)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimensions)
    for name in TEXTS:
        schema.add_field(name, DataType.VARCHAR, max_length=LONGEST * 4, is_partition_key=name == "group")
    schema.add_field("price", DataType.DOUBLE)
    return schema


def _index(client: Any) -> Any:
    """AUTOINDEX: what the server thinks best; Lite compares everything."""
    index = client.prepare_index_params()
    index.add_index("vector", index_type="AUTOINDEX", metric_type="IP")
    return index


def _entities(table: pa.Table, vectors: NDArray[np.float32], start: int) -> list[dict[str, Any]]:
    rows = table.slice(start, INSERT).select([*TEXTS, "price"]).to_pylist()
    return [
        {
            "row": start + place,
            "vector": vectors[start + place].tolist(),
            **{name: _plain(row[name]) for name in TEXTS},
            "price": NO_PRICE if row["price"] is None else row["price"],
        }
        for place, row in enumerate(rows)
    ]


def _plain(text: str) -> str:
    """As filters compare texts: letter case aside."""
    return text.casefold()[:LONGEST]


def _name_of(table: pa.Table, vectors: NDArray[np.float32]) -> str:
    digest = hashlib.sha256(np.ascontiguousarray(vectors).tobytes())
    for name in ("product_id", *TEXTS):
        digest.update(json.dumps(table[name].to_pylist()).encode())
    digest.update(json.dumps(table["price"].to_pylist()).encode())
    return re.sub(r"\W", "", f"products_{digest.hexdigest()[:16]}")
