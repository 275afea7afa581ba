"""How the forms of a model are compared, and which one should ship."""

from __future__ import annotations

import hashlib
import inspect
from pathlib import Path
from types import SimpleNamespace

import pytest

for package in ("torch", "ultralytics", "tensorflow", "tf2onnx"):
    pytest.importorskip(package)

from convert import compare as comparison  # noqa: E402
from convert.compare import METRICS, PART, Places, best, check_shipped, same_detections  # noqa: E402
from convert.forms import SHIPPED, form_path  # noqa: E402
from pipeline.detector import Detection  # noqa: E402

pytestmark = pytest.mark.conversion

BAG = Detection("bag", 0.9, (0, 0, 100, 100))


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param((BAG,), (1, 1), id="the same"),
        pytest.param((Detection("bag", 0.5, (0, 0, 100, 75)),), (1, 1), id="overlap 0.75"),
        pytest.param((Detection("bag", 0.5, (0, 0, 100, 65)),), (0, 1), id="overlap 0.65"),
        pytest.param((Detection("dress", 0.9, BAG.box),), (0, 1), id="another group"),
        pytest.param((), (0, 1), id="nothing"),
    ],
)
def test_agreement(second: tuple[Detection, ...], expected: tuple[int, int]) -> None:
    assert same_detections((BAG,), second) == expected


def test_nothing_agrees_with_nothing() -> None:
    assert same_detections((), (BAG,)) == (0, 0)


def form(metric: float, milliseconds: float) -> dict[str, float]:
    return {"metric": metric, "milliseconds": milliseconds}


@pytest.mark.parametrize(
    ("fp16", "int8", "expected"),
    [
        pytest.param(form(0.9, 12), form(0.9, 7), "int8", id="faster and as good"),
        pytest.param(form(0.9, 12), form(0.8951, 7), "int8", id="loses less than half a point"),
        pytest.param(form(0.9, 12), form(0.8949, 7), "fp32", id="loses more than half a point"),
        pytest.param(form(0.9, 8), form(0.88, 7), "fp16", id="the faster one loses too much"),
        pytest.param(form(0.95, 12), form(0.95, 9.8), "fp32", id="hardly faster"),
    ],
)
def test_the_fastest_without_loss_is_best(fp16, int8, expected) -> None:
    assert best({"fp32": form(0.9, 10), "fp16": fp16, "int8": int8}) == expected


@pytest.mark.parametrize("content", [None, b"another file", b"shipped"], ids=["missing", "another", "shipped"])
def test_only_forms_of_the_shipped_file_are_measured(tmp_path: Path, content: bytes | None) -> None:
    path = form_path("gender", SHIPPED["gender"], tmp_path)
    path.parent.mkdir(parents=True)
    if content:
        path.write_bytes(content)
    spec = SimpleNamespace(path=Path("gender.onnx"), sha256=hashlib.sha256(b"shipped").hexdigest())
    if content == b"shipped":
        check_shipped("gender", spec, tmp_path)
        return
    with pytest.raises(SystemExit, match="python -m convert gender"):
        check_shipped("gender", spec, tmp_path)


# What the readers of pictures give, as far as a metric looks at it.
READ = {
    "evaluate_gender": {"street": {"balanced_accuracy": 1.0}},
    "evaluate_street": {"eight_groups": {"ap50_95": 1.0}},
    "street_set": None,
    "shop_set": None,
    "worn_set": None,
    "street_poses": None,
}
OPENED = ("_detector", "GenderClassifier", "PoseEstimator", "Detector", "OnnxHeads", "with_low_floor", "finder_of")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("gender", ["evaluate_gender"]),
        ("detector", ["evaluate_street"]),
        ("embedder", ["street_set", "shop_set", "worn_set"]),
        ("pose", ["street_poses"]),
    ],
)
def test_a_form_is_chosen_on_validation(monkeypatch: pytest.MonkeyPatch, name: str, expected: list[str]) -> None:
    parts: dict[str, str] = {}

    def reader(read: str):
        signature = inspect.signature(getattr(comparison, read))

        def note(*args, **kwargs):
            given = signature.bind(*args, **kwargs)
            given.apply_defaults()
            parts[read] = given.arguments.get("part", "val")  # what training looks wear has one part
            return READ[read]

        return note

    for read in READ:
        monkeypatch.setattr(comparison, read, reader(read))
    for each in OPENED:
        monkeypatch.setattr(comparison, each, lambda *_: None)
    monkeypatch.setattr(comparison, "measure", lambda *_: {"recall@1": 1.0})
    monkeypatch.setattr(comparison, "street_figures", lambda *_: {"street, keypoints": {"pck@0.05": {"all": 1.0}}})
    assert METRICS[name](None, Places(Path(), Path())) == 1.0
    assert parts == dict.fromkeys(expected, PART) == dict.fromkeys(expected, "val")
