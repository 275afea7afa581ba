"""What the manifest says about the Keras models: composed from what training wrote down, never guessed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pipeline.taxonomy import GROUPS

STREET = "street photos: Clothing Co-Parsing, Yang, Luo, Lin, CVPR 2014 (Apache-2.0)"
SHOP = "shop pictures: magento2-sample-data (OSL-3.0 / AFL-3.0)"
GARMENTS = "garments alone: alexeygrigorev/clothing-dataset (CC0)"
PRODUCTS = "the boutique's own renders, made by atelier/: three products of four"
WORN = "what is worn in rendered training looks, made by atelier/ (no demo look)"
LOOKS = "mannequins of rendered training looks, made by atelier/ (no demo look)"
PEOPLE = {"street": STREET, "shop": SHOP, "looks": LOOKS}
# Of the embedder's regions (`training.embedder.regions`).
REGIONS = {"street": STREET, "shop": SHOP, "garments": GARMENTS, "rendered": PRODUCTS, "worn": WORN}


def nhwc_input(size: int | None, pad_value: int) -> dict[str, Any]:
    """The input of a Keras model: normalisation is inside the graph. size: None for one that takes other sizes, too."""
    return {
        "name": "input",
        "shape": [None, size, size, 3],
        "layout": "NHWC",
        "dtype": "float32",
        "colour": "RGB",
        "range": [0, 255],
        "resize": "letterbox",
        "pad_value": pad_value,
    }


def start_line(told: dict[str, Any]) -> str:
    """What the run says that it started from."""
    weights = told.get("weights")
    if not weights:
        return "start weights that the run did not note; see training/README.md"
    return f"{weights['source']} ({weights['file']})" if "sha256" in weights else weights["source"]


def _converted_starts(told: dict[str, Any]) -> list[str]:
    """A converted file does not tell what it learned from."""
    return [f"what {start} had learned from" for start in told.get("starts", ()) if start.endswith(".onnx")]


def _gone_on(told: dict[str, Any]) -> str:
    """starts: the last first."""
    start = f" --start {told['starts'][0]}{_before(told)}" if "starts" in told else ""
    return f"{start}{_averaged(told)}"


def _before(told: dict[str, Any]) -> str:
    """How the converted file came to be that training went on from, as it says itself."""
    return f" ({told['before']})" if "before" in told else ""


def _averaged(told: dict[str, Any]) -> str:
    return f", averaged with an earlier run ({told['averaged']['share']} of the last)" if "averaged" in told else ""


def gender_entry(told: dict[str, Any]) -> dict[str, Any]:
    """Entry of the gender model from training.json of `training.gender`."""
    backbone = {"mobilenetv2": "MobileNetV2 1.0", "resnet50": "ResNet50"}[told["backbone"]]
    return {
        "file": "gender.onnx",
        "task": "gender classification: the shopping department that the outfit suggests",
        "architecture": (
            f"{backbone}, pictures of any shape with the area of {told['size']} px squared, dropout, dense, softmax "
            "at a calibrated temperature"
        ),
        "input": {
            **nhwc_input(None, told["pad_value"]),
            "size_px": told["size"],
            "fit": "area",
            "stride": told["stride"],
        },
        "outputs": {"probabilities": {"shape": [None, len(told["labels"])]}},
        "labels": list(told["labels"]),
        "settings": {"min_probability": told["validation"]["min_probability"], "part_size_px": told["part_size"]},
        "licence": "Apache-2.0",
        "training_data": [start_line(told), *(PEOPLE[source] for source in told["sources"]), *_converted_starts(told)],
        "source": f"python -m training.gender --backbone {told['backbone']}{_gone_on(told)}; python -m convert gender",
        "metrics": {"validation": told["validation"]},
    }


def embedder_entry(told: dict[str, Any], groups: Sequence[str] = GROUPS) -> dict[str, Any]:
    """Entry of the embedder from training.json of `training.embedder`."""
    return {
        "file": "embedder.onnx",
        "task": "garment embedding: alike garments of one group lie close",
        "architecture": (
            f"MobileNetV2 1.0 trunk, {told['size']} px, four depths and a colour histogram pooled under a predicted "
            f"mask per group, one linear head per group, unit length{_kinds(told)}"
        ),
        "input": nhwc_input(told["size"], told["pad_value"]),
        "outputs": {group: {"shape": [None, told["dimensions"]]} for group in groups},
        "labels": list(groups),
        "heads": {group: group for group in groups},
        "dimensions": told["dimensions"],
        "settings": {"crop_margin": told["crop_margin"]},
        "licence": "Apache-2.0",
        "training_data": [
            start_line(told),
            *(REGIONS[source] for source in REGIONS if source in told["sources"]),
            *_converted_starts(told),
        ],
        "source": f"python -m training.embedder, {_runs(told)}; python -m convert embedder",
        "metrics": {},
    }


def _kinds(told: dict[str, Any]) -> str:
    share = told.get("kind_share", 0.0)
    return f"; beside them the kind of garment, {share} of the similarity" if share else ""


def _runs(told: dict[str, Any]) -> str:
    first, *later = told["runs"]
    more = f", then {', '.join(map(str, later))} more with --start" if later else ""
    start = "".join(told.get("starts", ())[-1:])
    converted = f" from {start}{_before(told)}" if start.endswith(".onnx") else ""
    steps = f"{first} steps" if first else "its kinds fitted"
    return f"{steps}{converted}{more}{_averaged(told)}"


def pose_entry(told: dict[str, Any]) -> dict[str, Any]:
    """Entry of the pose model from training.json of `training.pose`."""
    classes = told["classes"]
    return {
        "file": "pose.onnx",
        "task": "pose: 17 keypoints, how much of the person is shown, which way the torso faces",
        "architecture": (
            f"MobileNetV2 1.0 trunk, {told['size']} px, heat maps read by their centre of mass, two classifiers"
        ),
        "input": nhwc_input(told["size"], told["pad_value"]),
        "outputs": {
            "keypoints": {"format": "x, y as shares of the letterboxed input, score", "shape": [None, 17, 3]},
            "framing": {"shape": [None, len(classes["framing"])]},
            "facing": {"shape": [None, len(classes["facing"])]},
        },
        "labels": [*classes["framing"], *classes["facing"]],
        "classes": classes,
        "settings": {},
        "licence": "Apache-2.0",
        "training_data": [start_line(told), f"{STREET}, keypoints by MoveNet Lightning (Apache-2.0)", SHOP],
        "source": f"python -m training.pose --steps {told['recipe']['steps']}; python -m convert pose",
        "metrics": {},
    }


def read_told(folder: Path) -> dict[str, Any]:
    """training.json of a training run.

    Raises:
        FileNotFoundError: the run has not finished; the message says which command makes it.
    """
    path = folder / "training.json"
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing: run `python -m training.{folder.name}` first.")
    return json.loads(path.read_text("utf-8"))
