"""What a run tells of those that it went on from."""

from __future__ import annotations

import pytest

from training.told import inherited, told_of, write_told


def test_what_an_earlier_run_learned_from_counts_too(tmp_path):
    before = {"sources": ["street", "looks"], "averaged": {"share": 0.6}, "starts": ["a.onnx"], "recipe": {"steps": 3}}
    told = inherited({"sources": ["shop", "street"], "starts": ["b.keras"], "recipe": {"steps": 5}}, before)
    assert told["sources"] == ["shop", "street", "looks"]
    assert told["starts"] == ["b.keras", "a.onnx"], "the last first"
    assert told["recipe"] == {"steps": 5}, "its own"
    assert "averaged" not in told, "trained on, it is no average any more"
    write_told(told, tmp_path)
    assert told_of(tmp_path / "gender.keras") == told


def test_a_run_from_nothing_has_nothing_to_inherit(tmp_path):
    run = {"sources": ["street"]}
    assert inherited(run, told_of(None)) == run
    assert told_of(tmp_path / "gender.keras") == {}


def test_a_converted_file_says_itself_how_it_was_made(tmp_path):
    onnx = pytest.importorskip("onnx")
    graph = onnx.helper.make_graph([], "empty", [], [])
    onnx.save(onnx.helper.make_model(graph), tmp_path / "silent.onnx")
    assert told_of(tmp_path / "silent.onnx") == {}
    model = onnx.helper.make_model(graph)
    model.metadata_props.add(key="source", value="python -m training.gender; python -m convert gender")
    onnx.save(model, tmp_path / "gender.onnx")
    before = told_of(tmp_path / "gender.onnx")
    assert before == {"before": "python -m training.gender"}
    assert inherited(inherited({}, before), {})["before"] == "python -m training.gender"
