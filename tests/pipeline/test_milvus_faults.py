"""A catalogue on Milvus: searched exactly beside it, and what happens when the server stops answering."""

from __future__ import annotations

import logging

import numpy as np
import pytest

from pipeline import milvus
from pipeline.catalogue import Catalogue
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import ArtefactError
from pipeline.exact import compare
from pipeline.milvus import MilvusIndexing
from tests.pipeline.fakes import fake_detector, fake_embedder

URI = "http://milvus.example:19530"


class Server:
    """As much of a client as is asked for, over lists; one that is down refuses everything."""

    def __init__(self) -> None:
        self.collections: dict[str, list[dict]] = {}
        self.is_down = False

    def search(self, name, *, data, filter, **_):
        self.answer()
        rows = [row for row in self.collections[name] if milvus.expression(row["group"], row["gender"], None) == filter]
        return [[{"distance": float(np.dot(row["vector"], data[0])), "row": row["row"]} for row in rows]]

    def answer(self) -> None:
        if self.is_down:
            raise ConnectionError("no route")

    def has_collection(self, name):
        self.answer()
        return name in self.collections

    def create_collection(self, name, **_):
        self.collections[name] = []

    def insert(self, name, entities):
        self.collections[name] += entities

    def query(self, name, **_):
        return [{"count(*)": len(self.collections[name])}]

    def drop_collection(self, name):
        self.answer()
        del self.collections[name]

    def flush(self, _):
        """Nothing is buffered."""

    load_collection = flush

    def close(self):
        """Nothing is open."""


@pytest.fixture
def server(monkeypatch):
    server = Server()
    monkeypatch.setattr(milvus, "connect", lambda *_: server)
    monkeypatch.setattr(milvus, "_schema", lambda *_: None)
    monkeypatch.setattr(milvus, "_index", lambda _: None)
    return server


@pytest.fixture
def catalogue(server, shop_source, tmp_path) -> Catalogue:
    del server
    build_catalogue(shop_source, tmp_path / "out", fake_detector([]), fake_embedder(), indexing=MilvusIndexing(URI))
    return Catalogue.open(tmp_path / "out")


def test_the_exact_search_looks_at_every_product(catalogue):
    found = compare(catalogue, catalogue.embeddings[3], "bottomwear", ("men", "unisex"), 6, search_k=1)
    assert (catalogue.searched_by, found.products, found.search_k) == ("Milvus", 12, 0)
    assert len(found.exact) == 6
    assert found.is_same


def test_a_server_that_stops_answering(server, catalogue):
    server.is_down = True
    with pytest.raises(ArtefactError, match="does not answer"):
        catalogue.search(catalogue.embeddings[0], "topwear", "men", 6)


def test_a_server_that_stops_answering_when_the_new_catalogue_serves_already(server, catalogue, caplog):
    old = catalogue.manifest
    server.is_down = True
    with caplog.at_level(logging.WARNING):
        MilvusIndexing(URI).swapped(old)
    assert old["milvus"]["collection"] in caplog.text
    server.is_down = False
    MilvusIndexing(URI).swapped(old)
    assert server.collections == {}
