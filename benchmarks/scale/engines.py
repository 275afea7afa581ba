"""Five ways to find neighbours, behind one face: build into a folder, open it, search with more or less effort."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from benchmarks.scale.vectors import K
from pipeline.index import GroupIndex, build_index

Search = Callable[[NDArray[np.float32], int], Any]


class Engine(Protocol):
    """efforts: settings of the search from quick to thorough; the first that reaches the recall is measured."""

    efforts: tuple[int, ...]

    def build(self, stored: NDArray[np.float32], folder: Path) -> None: ...

    def open(self, folder: Path) -> Search:
        """A function (query, effort) -> ids of the K nearest, best first."""
        ...


class Annoy:
    """As a catalogue builds it: trees and search_k raised until recall@10 is 0.99; memory-mapped."""

    efforts = (0,)

    def build(self, stored: NDArray[np.float32], folder: Path) -> None:
        parameters = build_index(stored, folder / "index.ann")
        facts = {"n": len(stored), "d": stored.shape[1], "search_k": parameters.search_k, "trees": parameters.trees}
        (folder / "facts.json").write_text(json.dumps(facts))

    def open(self, folder: Path) -> Search:
        facts = json.loads((folder / "facts.json").read_text())
        index = GroupIndex(folder / "index.ann", facts["d"], facts["n"], facts["search_k"])
        return lambda query, _: index.search(query, K)[0]


class Exact:
    """Numpy compares everything; the vectors are memory-mapped."""

    efforts = (0,)

    def build(self, stored: NDArray[np.float32], folder: Path) -> None:
        np.save(folder / "vectors.npy", stored)

    def open(self, folder: Path) -> Search:
        vectors = np.load(folder / "vectors.npy", mmap_mode="r")

        def search(query: NDArray[np.float32], _: int) -> Any:
            values = vectors @ query
            top = np.argpartition(-values, K)[:K]
            return top[np.argsort(-values[top])]

        return search


class Hnswlib:
    efforts = (16, 32, 64, 128, 256, 512)

    def build(self, stored: NDArray[np.float32], folder: Path) -> None:
        import hnswlib

        index = hnswlib.Index("ip", stored.shape[1])
        index.init_index(len(stored), M=16, ef_construction=200, random_seed=1)
        index.add_items(np.asarray(stored))
        index.save_index(str(folder / "index.hnsw"))
        (folder / "d").write_text(str(stored.shape[1]))

    def open(self, folder: Path) -> Search:
        import hnswlib

        index = hnswlib.Index("ip", int((folder / "d").read_text()))
        index.load_index(str(folder / "index.hnsw"))
        index.set_num_threads(1)

        def search(query: NDArray[np.float32], effort: int) -> Any:
            index.set_ef(effort)
            return index.knn_query(query, K)[0][0]

        return search


class Faiss:
    """An inverted file over 4 sqrt(n) cells; memory-mapped as faiss can."""

    efforts = (1, 2, 4, 8, 16, 32, 64, 128, 256, 512)

    def build(self, stored: NDArray[np.float32], folder: Path) -> None:
        import faiss

        cells = int(4 * len(stored) ** 0.5)
        index = faiss.IndexIVFFlat(
            faiss.IndexFlatIP(stored.shape[1]), stored.shape[1], cells, faiss.METRIC_INNER_PRODUCT
        )
        random = np.random.default_rng(1)
        index.train(np.asarray(stored[np.sort(random.permutation(len(stored))[: 50 * cells])]))
        index.add(np.asarray(stored))
        faiss.write_index(index, str(folder / "index.faiss"))

    def open(self, folder: Path) -> Search:
        import faiss

        index = faiss.read_index(str(folder / "index.faiss"), faiss.IO_FLAG_MMAP)
        faiss.omp_set_num_threads(1)

        def search(query: NDArray[np.float32], effort: int) -> Any:
            index.nprobe = effort
            return index.search(query[None], K)[1][0]

        return search


class MilvusLite:
    """The embedded form of Milvus, with the index it chooses itself."""

    efforts = (0,)

    def build(self, stored: NDArray[np.float32], folder: Path) -> None:
        from pipeline.milvus import INSERT, connect

        client = connect(str(folder / "products.db"))
        client.create_collection("products", dimension=stored.shape[1], metric_type="IP", primary_field_name="row")
        for start in range(0, len(stored), INSERT):
            rows = stored[start : start + INSERT]
            client.insert("products", [{"row": start + n, "vector": vector.tolist()} for n, vector in enumerate(rows)])
        client.flush("products")
        client.close()

    def open(self, folder: Path) -> Search:
        from pipeline.milvus import connect

        client = connect(str(folder / "products.db"))
        client.load_collection("products")
        return lambda query, _: [hit["row"] for hit in client.search("products", [query.tolist()], limit=K)[0]]


ENGINES: dict[str, Engine] = {
    "Annoy, as shipped": Annoy(),
    "exact, numpy": Exact(),
    "hnswlib": Hnswlib(),
    "faiss IVF": Faiss(),
    "Milvus Lite": MilvusLite(),
}
