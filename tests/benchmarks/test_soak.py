"""What the soak counts as the answer that a single user gets."""

from __future__ import annotations

import pytest

from benchmarks.soak import is_answer

BOX = (10, 20, 30, 40)
DUE = [("dress", BOX, ["D-1", "D-2", "D-3"]), ("bag", BOX, [])]


@pytest.mark.parametrize(
    "found",
    [DUE, [("dress", BOX, ["D-1", "D-2"]), ("bag", BOX, [])]],
    ids=["the same", "fewer products, from the first"],
)
def test_an_answer(found):
    assert is_answer(found, DUE)


@pytest.mark.parametrize(
    "found",
    [
        [],
        DUE[:1],
        [*DUE, DUE[0]],
        [("topwear", BOX, ["D-1", "D-2"]), DUE[1]],
        [("dress", (11, 20, 30, 40), ["D-1", "D-2"]), DUE[1]],
        [("dress", BOX, ["D-2", "D-1"]), DUE[1]],
        [("dress", BOX, ["D-2", "D-3"]), DUE[1]],
        [("dress", BOX, []), DUE[1]],
        [DUE[0], ("bag", BOX, ["B-1"])],
    ],
    ids=["nothing", "fewer", "more", "group", "box", "order", "others", "none of those due", "some where none is due"],
)
def test_another_answer(found):
    assert not is_answer(found, DUE)
