"""Hit rates and average precision, on cases worked out by hand."""

from __future__ import annotations

import math
from types import SimpleNamespace
from typing import Any

import pytest

from benchmarks.truth import Worn, _new_products, average_precision, judge_boxes, overlapping, rank_of
from pipeline.detector import Detection


def _item(group: str, score: float, box: tuple[int, int, int, int], *ids: str) -> Any:
    matches = tuple(SimpleNamespace(product=SimpleNamespace(product_id=i)) for i in ids)
    return SimpleNamespace(detection=Detection(group, score, box), matches=matches)


@pytest.mark.parametrize(("hits", "positives", "expected"), [
    ([True, True], 2, 1.0),
    ([], 3, 0.0),
    ([True], 2, 51 / 101),  # recall 0.5 at full precision, nothing beyond
    ([False, True], 1, 0.5),
    ([True, False, True], 2, (51 + 50 * 2 / 3) / 101),
])  # fmt: skip
def test_average_precision(hits: list[bool], positives: int, expected: float) -> None:
    assert average_precision(hits, positives) == pytest.approx(expected)


def test_without_a_true_box_there_is_no_precision() -> None:
    assert math.isnan(average_precision([False], 0))


def test_a_true_box_is_taken_once_by_the_surest() -> None:
    box = (0, 0, 10, 10)
    assert judge_boxes([(0.5, box), (0.9, box), (0.4, (50, 50, 60, 60))], [box]) == [True, False, False]
    assert judge_boxes([(0.9, (0, 0, 10, 4))], [box]) == [False], "less than half overlaps"


def test_the_rank_is_the_best_of_the_rows() -> None:
    rows = [_item("topwear", 0.9, (40, 0, 50, 10), "C", "B"), _item("topwear", 0.6, (0, 0, 10, 10), "B", "A")]
    assert [rank_of(each, rows) for each in "ABCD"] == [1, 0, 0, None]
    assert rank_of("A", []) is None


def test_the_row_on_a_garment_is_the_surest_that_overlaps_it_by_half() -> None:
    rows = [
        _item("topwear", 0.6, (0, 0, 10, 10), "A"),
        _item("topwear", 0.7, (0, 0, 10, 8), "B"),
        _item("topwear", 0.9, (0, 0, 10, 4), "C"),
    ]
    assert overlapping(rows, (0, 0, 10, 9)) is rows[1]
    assert overlapping(rows, (30, 0, 40, 10)) is None


def test_products_that_nothing_was_trained_on_stand_by_themselves() -> None:
    worn = [Worn("dress", True, 0, 0), Worn("dress", True, None, None), Worn("topwear", True, 3, None)]
    figures = _new_products(worn)
    assert figures["garments"] == 3
    assert figures["hit@1"] == pytest.approx((0.5 + 0) / 2), "each group counts alike"
    assert figures["hit@5"] == pytest.approx((0.5 + 1) / 2)
    assert figures["on_it_hit@10"] == pytest.approx((0.5 + 0) / 2)
    assert _new_products([]) == {"garments": 0}
