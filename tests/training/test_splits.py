"""The split table's laws: one part per id, near-duplicates together, parts large enough, the same for every draw."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from training.splits import PARTS, SEED, SHARES, TABLE, TOGETHER, clusters, draw, load_splits


def test_no_id_stands_in_two_parts() -> None:
    with TABLE.open(newline="", encoding="utf-8") as lines:
        counts = Counter((row["source"], row["id"]) for row in csv.DictReader(lines))
    assert set(counts.values()) == {1}


def test_every_part_is_known() -> None:
    assert set(load_splits().parts.values()) == set(PARTS)


@pytest.mark.parametrize(
    ("source", "group"), [(source, group) for source, groups in TOGETHER.items() for group in groups]
)
def test_near_duplicates_stay_together(source: str, group: tuple[str, ...]) -> None:
    splits = load_splits()
    assert len({splits.part(source, item) for item in group}) == 1


def test_the_test_part_is_large_enough_to_measure() -> None:
    splits = load_splits()
    assert len(splits.ids("street", "test")) >= 300
    assert len(splits.ids("shop", "test")) >= 45
    assert len(splits.ids("garments", "test")) >= 60


def test_ids_of_several_parts_are_sorted_and_complete() -> None:
    splits = load_splits()
    everything = splits.ids("shop", *PARTS)
    assert everything == sorted(everything)
    assert len(everything) == sum(len(splits.ids("shop", part)) for part in PARTS)


def test_an_unknown_id_is_an_error() -> None:
    with pytest.raises(KeyError):
        load_splits().part("street", "no such photo")


def test_clusters_join_sets_that_share_a_member() -> None:
    assert clusters(["a", "b", "c", "d"], [("a", "b"), ("b", "c")]) == [("a", "b", "c"), ("d",)]


def test_clusters_leave_out_what_is_not_there() -> None:
    assert clusters(["a"], [("a", "gone")]) == [("a",)]


def test_a_draw_repeats_itself_and_depends_on_the_seed() -> None:
    strata = {str(number): "even" if number % 2 == 0 else "odd" for number in range(200)}
    first = draw(strata, [("3", "8")], (0.1, 0.2), SEED)
    assert first == draw(strata, [("3", "8")], (0.1, 0.2), SEED)
    assert first != draw(strata, [("3", "8")], (0.1, 0.2), SEED + 1)
    assert first["3"] == first["8"]


@pytest.mark.parametrize("shares", SHARES.values(), ids=SHARES)
def test_a_draw_keeps_the_shares_in_every_stratum(shares: tuple[float, float]) -> None:
    strata = {str(number): "large" if number < 150 else "small" for number in range(200)}
    parts = draw(strata, [], shares, SEED)
    for stratum, size in (("large", 150), ("small", 50)):
        counts = Counter(parts[item] for item, value in strata.items() if value == stratum)
        assert counts["val"] == round(size * shares[0])
        assert counts["test"] == round(size * shares[1])
