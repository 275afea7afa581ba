"""One epoch of the real training on a handful of drawn pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

for package in ("torch", "ultralytics", "cv2"):
    pytest.importorskip(package)

from training.detector.dataset import write_part  # noqa: E402
from training.detector.geometry import GarmentBox  # noqa: E402
from training.detector.network import open_yolo  # noqa: E402
from training.detector.samples import Sample  # noqa: E402
from training.detector.street import GROUPS  # noqa: E402
from training.detector.train import Settings, train  # noqa: E402

pytestmark = pytest.mark.training


def drawn(number: int) -> Sample:
    """A coloured rectangle on grey."""
    rng = np.random.default_rng(number)
    pixels = np.full((96, 80, 3), 160, np.uint8)
    x, y = (int(value) for value in rng.integers(4, 30, 2))
    pixels[y : y + 50, x : x + 40] = rng.integers(0, 255, 3)
    return Sample(f"drawn_{number}", pixels, (GarmentBox(GROUPS[number % 8], x, y, x + 40, y + 50),))


def test_an_epoch_trains_and_leaves_a_checkpoint_with_the_eight_groups(tmp_path: Path) -> None:
    samples = [drawn(number) for number in range(8)]
    for part in ("train", "val"):
        assert write_part(samples, tmp_path / "data", part) == {"drawn": 8}
    names = dict(enumerate(GROUPS))
    data = tmp_path / "data/data.yaml"
    data.write_text(f"path: {tmp_path / 'data'}\ntrain: images/train\nval: images/val\nnames: {names}\n", "utf-8")
    settings = Settings(size=64, epochs=1, batch=4, plain_epochs=1)
    best = train(settings, open_yolo("yolov5n.yaml"), data, tmp_path / "run")
    assert best.exists()
    assert open_yolo(best).names == names


def test_labels_are_written_as_shares_of_the_picture(tmp_path: Path) -> None:
    sample = Sample("one", np.zeros((100, 200, 3), np.uint8), (GarmentBox("bag", 50, 25, 150, 75),))
    write_part([sample], tmp_path, "train")
    (label,) = (tmp_path / "labels/train").glob("*.txt")
    assert label.read_text("utf-8").split() == ["5", "0.500000", "0.500000", "0.500000", "0.500000"]
