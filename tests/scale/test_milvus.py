"""The same catalogue on Milvus Lite: the same neighbours as exact search, the same filters, atomic replacement."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("pymilvus", reason="NO pymilvus HERE: Milvus is not tested (make test-all makes its environment)")

from pipeline import Filters
from pipeline.catalogue import Catalogue, rows_of
from pipeline.catalogue_build import build_catalogue
from pipeline.errors import ArtefactError, CatalogueBuildError
from pipeline.gender import PRODUCT_GENDERS
from pipeline.index import exact_nearest
from pipeline.milvus import MilvusIndexing, connect, expression
from tests.pipeline.conftest import write_shop
from tests.pipeline.fakes import fake_detector, fake_embedder

pytestmark = pytest.mark.scale
FILTERS = [
    None,
    Filters(colours=frozenset({"HUE 0", "hue 4", "hue 9"})),
    Filters(min_price=20),
    Filters(max_price=30, brands=frozenset({"Maker"})),
    Filters(brands=frozenset({'quote " or 1 == 1'})),
]


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("milvus")
    source, uri = write_shop(folder / "shop", 60), str(folder / "products.db")
    build_catalogue(source, folder / "out", fake_detector([]), fake_embedder(), indexing=MilvusIndexing(uri))
    return source, uri, folder / "out"


@pytest.mark.parametrize("filters", FILTERS)
def test_the_same_as_exact_search(built, filters):
    catalogue = Catalogue.open(built[2])
    queries = catalogue.embeddings[::7] + np.float32(0.05)
    queries /= np.linalg.norm(queries, axis=1, keepdims=True)
    allowed = filters.mask(catalogue.table) if filters else np.ones(len(catalogue), bool)
    for query in queries:
        for gender in PRODUCT_GENDERS:
            rows = rows_of(catalogue.table, "topwear", gender)
            truth, similarities = exact_nearest(catalogue.embeddings, rows[allowed[rows]], query, 6)
            found = catalogue.search(query, "topwear", gender, 6, filters)
            assert [each.row for each in found] == truth.tolist()
            assert [each.similarity for each in found] == pytest.approx(similarities.tolist(), abs=1e-5)


def test_top_k_is_a_prefix_of_top_k_plus_one(built):
    catalogue = Catalogue.open(built[2])
    lists = [
        [each.row for each in catalogue.search(catalogue.embeddings[0], "topwear", "men", k)] for k in range(1, 12)
    ]
    assert all(lists[-1][: len(each)] == each for each in lists)


def test_the_manifest_says_where_and_an_update_drops_the_old_collection(built):
    source, uri, out = built
    before = Catalogue.open(out).manifest["milvus"]
    assert before["uri"] == uri
    source.products.write_text(source.products.read_text().replace("Maker", "Other"))
    report = build_catalogue(
        source, out, fake_detector([]), fake_embedder(), previous=out, indexing=MilvusIndexing(uri)
    )
    assert report.embedded == 0
    after = Catalogue.open(out).manifest["milvus"]
    assert after["collection"] != before["collection"]
    client = connect(uri)
    assert client.list_collections() == [after["collection"]]
    source.products.write_text(source.products.read_text().replace("Other", "Maker"))
    build_catalogue(source, out, fake_detector([]), fake_embedder(), previous=out, indexing=MilvusIndexing(uri))


def test_a_collection_that_is_gone_is_named(built):
    source, uri, out = built
    collection = Catalogue.open(out).manifest["milvus"]["collection"]
    connect(uri).drop_collection(collection)
    with pytest.raises(ArtefactError, match=collection):
        Catalogue.open(out)
    build_catalogue(source, out, fake_detector([]), fake_embedder(), previous=None, indexing=MilvusIndexing(uri))


def test_a_server_that_is_not_there(built, tmp_path):
    indexing = MilvusIndexing("http://127.0.0.1:9")
    with pytest.raises(CatalogueBuildError, match="requirements-scale"):
        build_catalogue(built[0], tmp_path / "out", fake_detector([]), fake_embedder(), indexing=indexing)


def test_no_text_ends_its_quotes():
    text = expression("topwear", "men", Filters(colours=frozenset({'a" or price > 0 or colour == "b'})))
    assert text == r'group == "topwear" and gender == "men" and colour in ["a\" or price > 0 or colour == \"b"]'
