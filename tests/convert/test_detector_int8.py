"""How detections of the float and the int8 detector are compared."""

from __future__ import annotations

import pytest

for package in ("torch", "ultralytics", "tensorflow", "tf2onnx"):
    pytest.importorskip(package)

from convert.detector_int8 import agreement  # noqa: E402
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
    assert agreement((BAG,), second) == expected


def test_nothing_agrees_with_nothing() -> None:
    assert agreement((), (BAG,)) == (0, 0)
