"""Export of a small untrained detector: the ONNX file is the same function, with a free batch and fixed size."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

for package in ("torch", "ultralytics", "onnx", "onnxruntime"):
    pytest.importorskip(package)

import torch  # noqa: E402

from convert.detector import MAX_DIFFERENCE, describe, export, parity, run_onnx  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from training.detector.network import open_yolo  # noqa: E402

pytestmark = pytest.mark.conversion

SIZE = 96
ANCHORS = 12 * 12 + 6 * 6 + 3 * 3


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A YOLOv5n of eight groups as it is born."""
    open_yolo("yolov5n.yaml")  # makes sure that ultralytics imports
    from ultralytics.nn.tasks import DetectionModel

    torch.manual_seed(0)
    network = DetectionModel("yolov5n.yaml", nc=len(GROUPS), verbose=False)
    network.names = dict(enumerate(GROUPS))
    path = tmp_path_factory.mktemp("checkpoint") / "best.pt"
    torch.save({"model": network, "train_args": {"task": "detect"}}, path)
    return path


@pytest.fixture(scope="module")
def exported(checkpoint: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(checkpoint, SIZE, tmp_path_factory.mktemp("exported") / "detector.onnx")


@pytest.mark.parametrize("batch", [1, 3])
def test_any_batch_has_the_plain_head(exported: Path, batch: int) -> None:
    pictures = np.random.default_rng(0).random((batch, 3, SIZE, SIZE), np.float32)
    output = run_onnx(exported, pictures)
    assert output.shape == (batch, 4 + len(GROUPS), ANCHORS)
    assert ((output[:, 4:] >= 0) & (output[:, 4:] <= 1)).all()


def test_the_export_is_the_same_function(checkpoint: Path, exported: Path) -> None:
    pictures = np.random.default_rng(1).random((2, 3, SIZE, SIZE), np.float32)
    assert parity(checkpoint, exported, pictures) < MAX_DIFFERENCE


def test_the_entry_tells_what_the_file_is(checkpoint: Path) -> None:
    entry = describe(checkpoint, SIZE, 0.0)
    assert entry["labels"] == list(GROUPS)
    assert entry["input"]["shape"] == [None, 3, SIZE, SIZE]
    assert entry["outputs"]["output0"]["shape"] == [None, 12, ANCHORS]
    assert entry["architecture"].startswith("yolov5n")
