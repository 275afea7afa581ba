"""Promises that only real, unseen photos can show. They need ../shared."""

from __future__ import annotations

import csv

import pytest

from pipeline import ShopTheLook
from tests.places import ROOT, SHARED, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def analyses():
    """100 street photos of the test split, which no model was trained on."""
    with (ROOT / "training" / "splits.csv").open() as file:
        ids = [row["id"] for row in csv.DictReader(file) if row["source"] == "street" and row["split"] == "test"]
    shop = ShopTheLook.open()
    photos = [SHARED / "data" / "street" / "photos" / f"{photo}.webp" for photo in sorted(ids)[:100]]
    return [shop.analyse(photo) for photo in photos]


def test_enough_garments_are_found(analyses):
    assert len(analyses) == 100
    items = [len(analysis.look(confidence=0.35).items) for analysis in analyses]
    assert sum(items) / len(items) >= 2.5


def test_every_match_is_of_the_group_and_the_department(analyses):
    for analysis in analyses:
        look = analysis.look(k=6, confidence=0.35)
        for item in look.items:
            for match in item.matches:
                assert match.product.group == item.detection.group
                assert match.product.gender in look.searched


def test_boxes_stay_inside_the_photo(analyses):
    for analysis in analyses:
        for candidate in analysis.candidates:
            x0, y0, x1, y1 = candidate.detection.box
            assert 0 <= x0 < x1 <= analysis.photo.width
            assert 0 <= y0 < y1 <= analysis.photo.height
