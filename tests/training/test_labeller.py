"""Boxes are noted for the checkpoint and the sizes that gave them; which stage is gone on with must be said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from PIL import Image

for package in ("torch", "ultralytics", "cv2"):
    pytest.importorskip(package)

from training.detector import __main__ as command  # noqa: E402
from training.detector import labeller  # noqa: E402
from training.detector.geometry import GarmentBox  # noqa: E402
from training.detector.labeller import yolo_labeller  # noqa: E402


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes at which a network was asked, which sees a bag everywhere."""
    sizes: list[int] = []

    def look(_model, pixels, size, _floor):
        sizes.append(size)
        return [(0.9, GarmentBox("bag", 0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0])))]

    monkeypatch.setattr(labeller, "open_yolo", lambda _: None)
    monkeypatch.setattr(labeller, "look", look)
    return sizes


def test_another_checkpoint_or_size_does_not_take_over_earlier_boxes(asked: list[int], tmp_path: Path) -> None:
    picture, checkpoint, notes = tmp_path / "0001.png", tmp_path / "best.pt", tmp_path / "run"
    Image.new("RGB", (40, 30)).save(picture)
    checkpoint.write_bytes(b"first")
    ((score, box),) = yolo_labeller(checkpoint, (64,), notes)(picture)
    assert (score, box.group) == (pytest.approx(0.9), "bag")
    yolo_labeller(checkpoint, (64,), notes)(picture)
    assert asked == [64, 64], "as it is and mirrored, once"
    yolo_labeller(checkpoint, (96,), notes)(picture)
    assert asked[2:] == [96, 96]
    checkpoint.write_bytes(b"trained again")
    yolo_labeller(checkpoint, (64,), notes)(picture)
    assert asked[4:] == [64, 64]
    assert len(list(notes.iterdir())) == 3


def test_what_is_gone_on_with_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(command, "resume", lambda *_: pytest.fail("a stage was gone on with"))
    monkeypatch.setattr(sys, "argv", ["training.detector", "--resume"])
    with pytest.raises(SystemExit) as stop:
        command.main()
    assert stop.value.code == 2
    assert "--resume needs --stage" in capsys.readouterr().err
