"""What the soak counts as the answer that a single user gets, and when it fails."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager

import pytest

from benchmarks import soak
from benchmarks.soak import Soak, is_answer

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


@pytest.mark.parametrize(
    ("result", "log", "code"),
    [
        (Soak(1, photos=3), "all is well\n", 0),
        (Soak(1, photos=3, errors=["ValueError: a"]), "", 1),
        (Soak(1, photos=3, wrong=1), "", 1),
        (Soak(1, photos=3), "mishap 1a2b\n", 1),
        (Soak(1), "", 1),
    ],
    ids=["right", "an error", "another answer", "a mishap in the log", "nothing answered"],
)
def test_the_command_fails_where_something_went_wrong(monkeypatch, tmp_path, result, log, code):
    @contextmanager
    def served(path):
        path.write_text(log)
        yield

    monkeypatch.setattr(soak, "served", served)
    monkeypatch.setattr(soak, "soak", lambda *_: result)
    monkeypatch.setattr(soak, "single_user_answers", lambda _: {})
    monkeypatch.setattr(soak.ShopTheLook, "open", lambda: None)
    monkeypatch.setattr(sys, "argv", ["soak", "--out", str(tmp_path / "soak.json")])
    assert soak.main() == code
    assert json.loads((tmp_path / "soak.json").read_text())["photos"] == result.photos
