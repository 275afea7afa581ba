"""What a run tells of those that it went on from."""

from __future__ import annotations

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
    assert told_of(tmp_path / "gender.onnx") == {}
