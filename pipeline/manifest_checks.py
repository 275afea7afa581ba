"""Whether what a manifest says fits what the code does with it: everything that a photo would else stumble over."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pipeline.taxonomy import GROUPS

DEPARTMENTS = ("men", "women")
SHA256 = re.compile("[0-9a-f]{64}")
KEYPOINTS_SHAPE = (17, 3)
SETTINGS = {
    "gender": ("min_probability",),
    "detector": ("confidence", "iou", "iou_between_groups", "score_floor"),
    "embedder": ("crop_margin",),
}
CATALOGUE_FILES = ("products.parquet", "embeddings.npy")


def model_complaints(role: str, entry: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one model's entry, each naming the key.

    Raises:
        KeyError, TypeError, AttributeError: a part is missing altogether, or of another kind.
    """
    yield from _file_complaints(entry)
    yield from _input_complaints(entry["input"])
    for name in SETTINGS.get(role, ()):
        value = entry["settings"].get(name)
        if not _is_share(value):
            yield f"settings.{name} is {value!r}, not a number from 0 to 1"
    if role in OF_ROLE:
        yield from OF_ROLE[role](entry)


def complaints_between(models: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    """What does not fit between the models' entries."""
    lost = [label for label in models["detector"]["labels"] if label not in models["embedder"]["heads"]]
    if lost:
        yield f"detector.labels has {', '.join(lost)}, for which embedder.heads names no output"


def catalogue_complaints(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a catalogue's manifest, beside the numbers that its files are compared with."""
    files, indexes = manifest["files"], manifest["indexes"]
    for number, entry in enumerate(indexes):
        for name in ("items", "search_k"):
            if not _is_count(entry[name]):
                yield f"indexes[{number}].{name} is {entry[name]!r}, not a whole number above 0"
    for name in (*CATALOGUE_FILES, *(entry["file"] for entry in indexes)):
        if name not in files:
            yield f"files does not list {name}"
    for name, facts in files.items():
        if not _is_sha256(facts["sha256"]):
            yield f"files has the sha256 {facts['sha256']!r} for {name}, which is none"


def _file_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    if not _is_sha256(entry["sha256"]):
        yield f"sha256 is {entry['sha256']!r}, not 64 hexadecimal digits"
    if not entry["outputs"]:
        yield "outputs is empty"


def _input_complaints(given: Mapping[str, Any]) -> Iterator[str]:
    if given.get("colour", "RGB") != "RGB":
        yield f"input.colour is {given['colour']!r}; only RGB is supported"
    if given["layout"] not in ("NHWC", "NCHW"):
        yield f"input.layout is {given['layout']!r}, neither NHWC nor NCHW"
    for name in ("size_px", "stride"):
        if given.get(name) is not None and not _is_count(given[name]):
            yield f"input.{name} is {given[name]!r}, not a whole number above 0"
    pad = given["pad_value"]
    if not (pad == 0 or _is_count(pad)) or not 0 <= pad <= 255:
        yield f"input.pad_value is {pad!r}, not a whole number from 0 to 255"
    low, high = given["range"]
    if low != 0 or high not in (1, 255):
        yield f"input.range is {given['range']!r}, neither [0, 1] nor [0, 255]"


def _gender_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _label_complaints(entry["labels"], DEPARTMENTS)
    yield from _output_complaints(entry, "probabilities", (None, len(entry["labels"])), "labels")
    size = entry["settings"].get("part_size_px")
    if size is not None and not _is_count(size):
        yield f"settings.part_size_px is {size!r}, not a whole number above 0"


def _detector_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    yield from _label_complaints(entry["labels"], GROUPS)
    if len(entry["outputs"]) != 1:
        yield f"outputs names {', '.join(entry['outputs'])}; a detector has one"
        return
    (name,) = entry["outputs"]
    yield from _output_complaints(entry, name, (None, 4 + len(entry["labels"]), None), "labels")


def _embedder_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    if not _is_count(entry["dimensions"]):
        yield f"dimensions is {entry['dimensions']!r}, not a whole number above 0"
        return
    if not entry["heads"]:
        yield "heads is empty"
    for group, output in entry["heads"].items():
        if group not in GROUPS:
            yield f"heads has {group!r}; groups are {', '.join(GROUPS)}"
        yield from _output_complaints(
            entry, output, (None, entry["dimensions"]), f"heads.{group} with {entry['dimensions']} dimensions"
        )
    limits = entry["settings"].get("absent_below", {})
    if not isinstance(limits, dict) or not all(_is_number(value) for value in limits.values()):
        yield f"settings.absent_below is {limits!r}, not a number for each group"


def _pose_complaints(entry: Mapping[str, Any]) -> Iterator[str]:
    for kind in ("framing", "facing"):
        yield from _output_complaints(entry, kind, (None, len(entry["classes"][kind])), f"classes.{kind}")
    yield from _output_complaints(entry, "keypoints", (None, *KEYPOINTS_SHAPE), "keypoints")


OF_ROLE: dict[str, Callable[[Mapping[str, Any]], Iterator[str]]] = {
    "gender": _gender_complaints,
    "detector": _detector_complaints,
    "embedder": _embedder_complaints,
    "pose": _pose_complaints,
}


def _label_complaints(labels: list[str], known: tuple[str, ...]) -> Iterator[str]:
    if not labels or len(set(labels)) != len(labels) or not set(labels) <= set(known):
        yield f"labels is {labels!r}; each must be another of {', '.join(known)}"


def _output_complaints(
    entry: Mapping[str, Any], name: str, shape: tuple[int | None, ...], because: str
) -> Iterator[str]:
    """shape: None where anything fits."""
    if name not in entry["outputs"]:
        yield f"{because} needs the output {name!r}; outputs are {', '.join(entry['outputs'])}"
        return
    found = entry["outputs"][name]["shape"]
    same = len(found) == len(shape) and all(
        None in (one, other) or one == other for one, other in zip(shape, found, strict=True)
    )
    if not same:
        yield f"{because} does not fit outputs.{name}.shape {found}, which should be {list(shape)}"


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_share(value: Any) -> bool:
    return _is_number(value) and 0 <= value <= 1


def _is_count(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _is_sha256(value: object) -> bool:
    return isinstance(value, str) and SHA256.fullmatch(value) is not None
