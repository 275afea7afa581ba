"""The looks that come with the catalogue: enough of them, and every word of their truth can be so. Renders nothing."""

from __future__ import annotations

import csv
import json
from collections import Counter

import pytest
from PIL import Image

from pipeline.taxonomy import GROUPS
from tests.places import CATALOGUE, LOOKS, sample_looks

pq = pytest.importorskip("pyarrow.parquet", reason="the run-time environment has it: make test")

ENTRIES = sample_looks()
PRODUCTS = {
    row["product_id"]: row
    for row in pq.read_table(CATALOGUE / "products.parquet", columns=["product_id", "group", "gender"]).to_pylist()
}


def test_there_are_enough_of_every_kind() -> None:
    assert len(ENTRIES) >= 60
    assert len({entry["id"] for entry in ENTRIES}) == len(ENTRIES)
    assert sum(entry["sample"] for entry in ENTRIES) >= 12
    assert Counter(entry["gender"] for entry in ENTRIES)["men"] >= 0.4 * len(ENTRIES)
    assert {entry["place"] for entry in ENTRIES} == {"street", "studio", "interior"}
    assert {entry["framing"] for entry in ENTRIES} == {"full", "upper", "lower"}
    assert {item["group"] for entry in ENTRIES for item in entry["items"]} == set(GROUPS)


def test_all_samples_have_a_title_and_show_the_whole_figure() -> None:
    samples = [entry for entry in ENTRIES if entry["sample"]]
    assert all(entry["title"] for entry in samples)
    assert {entry["framing"] for entry in samples} == {"full"}


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry["id"])
def test_a_look_tells_the_truth(entry: dict) -> None:
    with Image.open(LOOKS / entry["file"]) as picture:
        picture.load()
        assert picture.size == (entry["width"], entry["height"])
    assert len(entry["keypoints"]) == 17
    for x, y, seen in entry["keypoints"]:
        assert seen in (0, 1, 2)
        assert 0 <= x < entry["width"]
        assert 0 <= y < entry["height"]
    assert abs(entry["yaw"]) <= 60
    assert 1 <= len(entry["items"]) <= 6
    groups = [item["group"] for item in entry["items"]]
    assert len(set(groups)) == len(groups)
    for item in entry["items"]:
        product = PRODUCTS[item["product_id"]]
        assert product["group"] == item["group"]
        assert product["gender"] in (entry["gender"], "unisex")
        x0, y0, x1, y1 = item["box"]
        assert 0 <= x0 < x1 <= entry["width"]
        assert 0 <= y0 < y1 <= entry["height"]


def test_coco_and_table_say_the_same() -> None:
    coco = json.loads((LOOKS / "coco.json").read_text("utf-8"))
    with (LOOKS / "looks.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    worn = [item for entry in ENTRIES for item in entry["items"]]
    assert [image["file_name"] for image in coco["images"]] == [entry["file"] for entry in ENTRIES]
    garments = [each for each in coco["annotations"] if "product_id" in each]
    assert [each["product_id"] for each in garments] == [item["product_id"] for item in worn]
    assert [row["product_id"] for row in rows] == [item["product_id"] for item in worn]
    assert sum("keypoints" in each for each in coco["annotations"]) == len(ENTRIES)


def test_all_looks_together_are_small() -> None:
    assert sum(path.stat().st_size for path in LOOKS.iterdir()) < 15_000_000
