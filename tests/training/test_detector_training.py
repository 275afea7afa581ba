"""One epoch of the real training on a handful of drawn pictures."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

for package in ("ultralytics", "cv2"):
    pytest.importorskip(package)
torch = pytest.importorskip("torch")

from ultralytics.nn.tasks import DetectionModel  # noqa: E402

from training.detector.adjust import adjust  # noqa: E402
from training.detector.average import average  # noqa: E402
from training.detector.dataset import write_part  # noqa: E402
from training.detector.geometry import GarmentBox  # noqa: E402
from training.detector.network import open_yolo  # noqa: E402
from training.detector.samples import Sample  # noqa: E402
from training.detector.street import GROUPS  # noqa: E402
from training.detector.train import Settings, resume, train  # noqa: E402

pytestmark = pytest.mark.training

NAMES = dict(enumerate(GROUPS))


def drawn(number: int) -> Sample:
    """A coloured rectangle on grey."""
    rng = np.random.default_rng(number)
    pixels = np.full((96, 80, 3), 160, np.uint8)
    x, y = (int(value) for value in rng.integers(4, 30, 2))
    pixels[y : y + 50, x : x + 40] = rng.integers(0, 255, 3)
    return Sample(f"drawn_{number}", pixels, (GarmentBox(GROUPS[number % 8], x, y, x + 40, y + 50),))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """data.yaml of eight drawn pictures."""
    samples = [drawn(number) for number in range(8)]
    for part in ("train", "val"):
        assert write_part(samples, tmp_path / "data", part) == {"drawn": 8}
    path = tmp_path / "data/data.yaml"
    path.write_text(f"path: {tmp_path / 'data'}\ntrain: images/train\nval: images/val\nnames: {NAMES}\n", "utf-8")
    return path


def test_an_epoch_trains_and_leaves_a_checkpoint_with_the_eight_groups(data: Path, tmp_path: Path) -> None:
    settings = Settings(size=64, epochs=1, batch=4, plain_epochs=1)
    best = train(settings, open_yolo("yolov5n.yaml"), data, tmp_path / "run")
    assert best.exists()
    assert open_yolo(best).names == NAMES
    # Gone on with, and averaged with what it was before: every weight lies where the share says.
    tuned = train(settings, open_yolo(best), data, tmp_path / "again")
    mixed = open_yolo(average(best, tuned, 0.25, tmp_path / "mixed.pt")).model.state_dict()
    before, after = open_yolo(best).model.state_dict(), open_yolo(tuned).model.state_dict()
    name = "model.0.conv.weight"
    assert (before[name] != after[name]).any()
    wanted = 0.75 * before[name].float() + 0.25 * after[name].float()
    assert (mixed[name].float() - wanted).abs().max() < 2e-3


def test_a_group_is_raised_by_what_is_asked_and_the_others_stay(tmp_path: Path) -> None:
    torch.manual_seed(1)
    network = open_yolo("yolo11n.yaml")
    network.model = DetectionModel("yolo11n.yaml", nc=len(GROUPS), verbose=False)
    network.save(tmp_path / "start.pt")
    picture = torch.rand(1, 3, 64, 64)

    def logits(path: Path) -> torch.Tensor:
        with torch.no_grad():
            return torch.logit(open_yolo(path).model.float().eval()(picture)[0][0, 4:], eps=1e-9)

    before = logits(tmp_path / "start.pt")
    after = logits(adjust(tmp_path / "start.pt", {"dress": 0.75, "bag": -0.5}, tmp_path / "raised.pt"))
    wanted = torch.zeros(len(GROUPS))
    wanted[GROUPS.index("dress")], wanted[GROUPS.index("bag")] = 0.75, -0.5
    assert torch.allclose(after - before, wanted[:, None].expand_as(before), atol=0.01)
    with pytest.raises(ValueError, match="No such group: shoes"):
        adjust(tmp_path / "start.pt", {"shoes": 1.0}, tmp_path / "none.pt")


def test_an_interrupted_training_goes_on_where_it_stopped(data: Path, tmp_path: Path) -> None:
    def interrupt(_trainer: object) -> None:
        raise KeyboardInterrupt

    settings = Settings(size=64, epochs=2, batch=4, plain_epochs=1)
    model = open_yolo("yolov5n.yaml")
    model.add_callback("on_model_save", interrupt)
    with pytest.raises(KeyboardInterrupt):
        train(settings, model, data, tmp_path / "run")
    resume(tmp_path / "run", settings)
    results = (tmp_path / "run/results.csv").read_text("utf-8").splitlines()
    assert results[-1].startswith("2,")


def test_the_rate_falls_within_an_epoch_too(data: Path, tmp_path: Path) -> None:
    rates: list[float] = []
    model = open_yolo("yolov5n.yaml")
    model.add_callback("on_train_batch_end", lambda trainer: rates.append(trainer.optimizer.param_groups[0]["lr"]))
    train(Settings(size=64, epochs=2, batch=2, plain_epochs=1), model, data, tmp_path / "run")
    assert len(rates) == 2 * 4
    after_warm_up = rates[3:]
    assert all(before > after for before, after in pairwise(after_warm_up))
    assert after_warm_up[-1] < 0.25 * max(rates)


def test_labels_are_written_as_shares_of_the_picture(tmp_path: Path) -> None:
    sample = Sample("one", np.zeros((100, 200, 3), np.uint8), (GarmentBox("bag", 50, 25, 150, 75),))
    write_part([sample], tmp_path, "train")
    (label,) = (tmp_path / "labels/train").glob("*.txt")
    assert label.read_text("utf-8").split() == ["5", "0.500000", "0.500000", "0.500000", "0.500000"]
