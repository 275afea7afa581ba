"""What the manifest says of a Keras model comes from what its training wrote down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from convert.entries import GARMENTS, SHOP, STREET, WORN, embedder_entry, gender_entry, pose_entry, read_told
from convert.manifest import IN_METADATA
from pipeline.manifest_checks import model_complaints
from pipeline.taxonomy import GROUPS

WEIGHTS = {"file": "start.weights.h5", "sha256": "1" * 64, "source": "ImageNet weights of somebody"}
STARTED = "ImageNet weights of somebody (start.weights.h5)"
GENDER = {
    "backbone": "mobilenetv2",
    "size": 224,
    "part_size": 208,
    "stride": 32,
    "pad_value": 114,
    "labels": ["men", "women"],
    "sources": ["street", "shop"],
    "validation": {"min_probability": 0.8},
    "weights": WEIGHTS,
}
EMBEDDER = {
    "size": 192,
    "dimensions": 256,
    "pad_value": 255,
    "crop_margin": 0.05,
    "sources": ["worn", "street", "garments"],
    "runs": [1500, 600],
    "averaged": {"share": 0.4},
    "weights": WEIGHTS,
}
POSE = {
    "size": 192,
    "pad_value": 114,
    "classes": {"framing": ["full", "upper", "lower", "detail"], "facing": ["front", "side", "back"]},
    "recipe": {"steps": 450},
    "weights": WEIGHTS,
}
MADE = {"gender": (gender_entry, GENDER), "embedder": (embedder_entry, EMBEDDER), "pose": (pose_entry, POSE)}


@pytest.mark.parametrize("role", MADE)
def test_an_entry_is_whole_and_names_its_start(role: str) -> None:
    make, told = MADE[role]
    entry = make(told)
    assert not set(IN_METADATA) - set(entry)
    assert entry["file"] == f"{role}.onnx"
    assert not list(model_complaints(role, {**entry, "sha256": "1" * 64}))
    assert entry["training_data"][0] == STARTED
    assert entry["input"]["pad_value"] == told["pad_value"]


@pytest.mark.parametrize(
    ("weights", "line"),
    [
        (WEIGHTS, STARTED),
        ({"file": "imagenet", "source": "ImageNet weights of Keras"}, "ImageNet weights of Keras"),
        (None, "start weights that the run did not note; see training/README.md"),
    ],
)
def test_a_start_is_told_as_far_as_it_was_noted(weights: dict[str, str] | None, line: str) -> None:
    assert gender_entry({**GENDER, "weights": weights})["training_data"] == [line, STREET, SHOP]


def test_a_run_that_went_on_says_from_what() -> None:
    entry = gender_entry(
        {**GENDER, "starts": ["mixed/gender.keras", "earlier/gender.onnx"], "averaged": {"share": 0.6}}
    )
    assert entry["training_data"][-1] == "what earlier/gender.onnx had learned from"
    assert "--start mixed/gender.keras, averaged with an earlier run (0.6 of the last)" in entry["source"]
    assert gender_entry({**GENDER, "starts": ["earlier/gender.keras"]})["training_data"][1:] == [STREET, SHOP]


def test_the_embedder_tells_its_pictures_and_runs() -> None:
    entry = embedder_entry(EMBEDDER)
    assert entry["training_data"][1:] == [STREET, GARMENTS, WORN]
    assert list(entry["outputs"]) == list(GROUPS)
    assert "1500 steps, then 600 more with --start, averaged with an earlier run (0.4 of the last)" in entry["source"]
    converted = embedder_entry({**EMBEDDER, "starts": ["b/embedder.keras", "a/embedder.onnx"]})
    assert converted["training_data"][-1] == "what a/embedder.onnx had learned from"
    assert "1500 steps from a/embedder.onnx, then 600 more" in converted["source"]


def test_an_embedder_with_kinds_says_so_and_how_the_file_came_to_be_that_they_were_added_to() -> None:
    assert "kind" not in embedder_entry({**EMBEDDER, "kind_share": 0})["architecture"]
    fitted = {**EMBEDDER, "runs": [0], "starts": ["a/embedder.onnx"], "kind_share": 0.15}
    entry = embedder_entry({**fitted, "before": "python -m training.embedder, 1500 steps"})
    assert entry["architecture"].endswith("beside them the kind of garment, 0.15 of the similarity")
    made = "its kinds fitted from a/embedder.onnx (python -m training.embedder, 1500 steps), averaged"
    assert made in entry["source"]
    gone_on = {**GENDER, "starts": ["a/gender.onnx"], "before": "python -m training.gender"}
    assert "--start a/gender.onnx (python -m training.gender);" in gender_entry(gone_on)["source"]


def test_a_run_that_has_not_finished_names_its_command(tmp_path: Path) -> None:
    folder = tmp_path / "pose"
    folder.mkdir()
    with pytest.raises(FileNotFoundError, match=r"python -m training\.pose"):
        read_told(folder)
    (folder / "training.json").write_text(json.dumps(POSE))
    assert read_told(folder) == POSE
