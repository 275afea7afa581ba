"""Golden values: the shipped models still say what they said when they were exported."""

from __future__ import annotations

import json

import pytest

from tests.pipeline.golden import GOLDEN, answers


@pytest.fixture(scope="module")
def golden():
    return json.loads(GOLDEN.read_text("utf-8"))


@pytest.fixture(scope="module")
def found():
    return answers()


def test_same_model_files(golden, found):
    assert found["models"] == golden["models"], "new models: look at their metrics, then run tests.pipeline.golden"


@pytest.mark.parametrize("picture", ["look", "drawing"])
def test_gender(golden, found, picture):
    assert found["gender"][picture] == pytest.approx(golden["gender"][picture], abs=1e-3)


def test_pose(golden, found):
    ours, theirs = found["pose"], golden["pose"]
    assert (ours["framing"], ours["facing"]) == (theirs["framing"], theirs["facing"])
    assert ours["keypoints"].keys() == theirs["keypoints"].keys()
    for name, (x, y, score) in theirs["keypoints"].items():
        assert ours["keypoints"][name][:2] == pytest.approx([x, y], abs=1), name
        assert ours["keypoints"][name][2] == pytest.approx(score, abs=1e-3), name


def test_detector(golden, found):
    assert [each["group"] for each in found["detector"]] == [each["group"] for each in golden["detector"]]
    for ours, theirs in zip(found["detector"], golden["detector"], strict=True):
        assert ours["score"] == pytest.approx(theirs["score"], abs=1e-3)
        assert ours["box"] == pytest.approx(theirs["box"], abs=1)


def test_embedder(golden, found):
    for group, numbers in golden["embedder"].items():
        assert found["embedder"][group] == pytest.approx(numbers, abs=1e-3)
