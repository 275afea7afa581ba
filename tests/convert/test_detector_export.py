"""Export of a small untrained detector: the ONNX file is the same function, for any batch and shape."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort
import pytest

for package in ("torch", "ultralytics", "onnx", "onnxruntime"):
    pytest.importorskip(package)

import torch  # noqa: E402

from convert import detector as command  # noqa: E402
from convert.detector import MAX_DIFFERENCE, describe, export, parity  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from training.detector.average import average  # noqa: E402
from training.detector.network import open_yolo  # noqa: E402
from training.detector.told import tell, told  # noqa: E402

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


@pytest.mark.parametrize(
    ("batch", "width", "anchors"), [(1, SIZE, ANCHORS), (3, SIZE, ANCHORS), (2, 64, ANCHORS * 64 // SIZE)]
)
def test_any_batch_and_shape_has_the_plain_head(exported: Path, batch: int, width: int, anchors: int) -> None:
    pictures = np.random.default_rng(0).random((batch, 3, SIZE, width), np.float32)
    (output,) = ort.InferenceSession(exported).run(None, {"images": pictures})
    assert output.shape == (batch, 4 + len(GROUPS), anchors)
    assert ((output[:, 4:] >= 0) & (output[:, 4:] <= 1)).all()


def test_the_export_is_the_same_function(checkpoint: Path, exported: Path) -> None:
    pictures = [np.random.default_rng(1).random((3, SIZE, width), np.float32) for width in (SIZE, 64)]
    assert parity(checkpoint, exported, pictures) < MAX_DIFFERENCE


def test_the_entry_tells_what_the_file_is(checkpoint: Path) -> None:
    entry = describe(checkpoint, SIZE)
    assert entry["labels"] == list(GROUPS)
    assert entry["input"]["shape"] == [None, 3, None, None]
    assert (entry["input"]["size_px"], entry["input"]["stride"]) == (SIZE, 32)
    assert entry["outputs"]["output0"]["shape"] == [None, 12, None]
    assert entry["architecture"].startswith("yolov5n")
    unknown, start = entry["training_data"]
    assert "does not name" in unknown
    assert start.startswith("COCO start of YOLOv5n ")


def test_the_card_names_the_pictures_that_were_there(checkpoint: Path, tmp_path: Path) -> None:
    taught = Path(shutil.copyfile(checkpoint, tmp_path / "taught.pt"))
    (tmp_path / "data/images/train").mkdir(parents=True)
    for name in ("00000_street_0001", "00001_street_0002", "00002_look_training-0001", "00003_upper"):
        (tmp_path / f"data/images/train/{name}.jpg").touch()
    tell(taught, tmp_path / "data")
    assert told(taught) == {"look": 1, "street": 2, "upper": 1}
    learned = describe(taught, SIZE)["training_data"]
    assert [each.split()[0] for each in learned] == ["Clothing", "rendered", "COCO"]
    assert learned[-1].startswith("COCO start of YOLOv5n ")
    # One that goes on from it with other pictures, and the average of both, have learned from both kinds.
    later = Path(shutil.copyfile(checkpoint, tmp_path / "later.pt"))
    (tmp_path / "more/images/train").mkdir(parents=True)
    (tmp_path / "more/images/train/00000_shop_mh01.jpg").touch()
    tell(later, tmp_path / "more")
    assert told(average(taught, later, 0.5, tmp_path / "mixed.pt")) == {"look": 1, "shop": 1, "street": 2, "upper": 1}
    tell(later, tmp_path / "more", start=taught)
    assert told(later) == {"look": 1, "shop": 1, "street": 2, "upper": 1}


@pytest.mark.parametrize(
    ("noted", "asked", "size"),
    [({"imgsz": 352}, [], 352), ({"imgsz": 352}, ["--size", "320"], 320), ({}, [], 416)],
    ids=["as trained", "as asked", "not noted"],
)
def test_a_checkpoint_is_converted_at_the_size_it_was_trained_at(monkeypatch, tmp_path, noted, asked, size) -> None:
    path, sizes = tmp_path / "best.pt", []
    torch.save({"train_args": {"task": "detect", **noted}}, path)

    def stop(_checkpoint: Path, size: int, _path: Path) -> Path:
        sizes.append(size)
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "export", stop)
    monkeypatch.setattr(sys, "argv", ["convert.detector", "--checkpoint", str(path), *asked])
    with pytest.raises(KeyboardInterrupt):
        command.main()
    assert sizes == [size]
