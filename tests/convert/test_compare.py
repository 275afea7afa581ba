"""How the forms of a model are compared, and which one should ship."""

from __future__ import annotations

import pytest

for package in ("torch", "ultralytics", "tensorflow", "tf2onnx"):
    pytest.importorskip(package)

from convert.compare import best, same_detections  # noqa: E402
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
