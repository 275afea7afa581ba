"""Training goes on from a converted detector: the checkpoint answers as the file does and has norms of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

for package in ("torch", "ultralytics", "onnx"):
    pytest.importorskip(package)

import onnx  # noqa: E402
import onnxruntime as ort  # noqa: E402
import torch  # noqa: E402

from convert.detector import export  # noqa: E402
from convert.half import store_large_weights_in_half  # noqa: E402
from convert.manifest import IN_METADATA, set_metadata  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from training.detector.network import open_yolo  # noqa: E402
from training.detector.shipped import read_converted  # noqa: E402

pytestmark = pytest.mark.training

SIZE = 96


def photos(seed: int) -> list[torch.Tensor]:
    return [torch.rand(1, 3, SIZE, 64, generator=torch.Generator().manual_seed(seed + k)) for k in range(4)]


@pytest.fixture(scope="module")
def trained() -> torch.nn.Module:
    """A YOLO11n of eight groups whose norms have seen something."""
    open_yolo("yolo11n.yaml")  # makes sure that ultralytics imports
    from ultralytics.nn.tasks import DetectionModel

    torch.manual_seed(0)
    network = DetectionModel("yolo11n.yaml", verbose=False)
    for branch in network.model[-1].cv3:
        branch[-1] = torch.nn.Conv2d(branch[-1].in_channels, len(GROUPS), 1)
    network.model[-1].nc, network.model[-1].no = len(GROUPS), len(GROUPS) + 64
    network.names, network.yaml["nc"] = dict(enumerate(GROUPS)), len(GROUPS)
    for layer in network.modules():
        if isinstance(layer, torch.nn.BatchNorm2d):
            layer.running_mean.uniform_(-0.2, 0.2)
            layer.running_var.uniform_(0.5, 1.5)
            layer.weight.data.uniform_(0.7, 1.3)
    return network.eval()


@pytest.fixture(scope="module", params=["as ultralytics exports it", "as it is shipped"])
def converted(request, trained: torch.nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("converted")
    torch.save({"model": trained, "train_args": {"task": "detect"}}, folder / "trained.pt")
    path = export(folder / "trained.pt", SIZE, folder / "detector.onnx")
    if request.param == "as it is shipped":
        model = store_large_weights_in_half(onnx.load(path))
        set_metadata(model, dict.fromkeys(IN_METADATA, "") | {"labels": list(GROUPS)})
        onnx.save(model, path)
    return path


def test_the_checkpoint_answers_as_the_file_does(converted: Path, tmp_path: Path) -> None:
    read = open_yolo(read_converted(converted, "yolo11n", photos(0), tmp_path / "read.pt"))
    session = ort.InferenceSession(converted)
    assert read.names == dict(enumerate(GROUPS))
    for photo in photos(10):
        (wanted,) = session.run(None, {"images": photo.numpy()})
        with torch.inference_mode():
            found = read.model.float().eval()(photo)[0].numpy()
        assert found[:, 4:] == pytest.approx(wanted[:, 4:], abs=5e-3)
        assert found[:, :4] == pytest.approx(wanted[:, :4], abs=0.5)  # px; the checkpoint is kept in half precision


def test_its_norms_are_those_of_the_photos(converted: Path, tmp_path: Path) -> None:
    """A convolution's output, normalised as when training, is what it is when serving."""
    network = open_yolo(read_converted(converted, "yolo11n", photos(0), tmp_path / "read.pt")).model.float().eval()
    first = network.model[0]
    with torch.inference_mode():
        values = first.conv(torch.cat(photos(0)))
        served = first.bn(values)
        first.bn.train()
        assert torch.allclose(first.bn(values), served, atol=0.02)


def test_another_networks_file_is_refused(converted: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="another network"):
        read_converted(converted, "yolov5n", photos(0), tmp_path / "read.pt")
    assert not (tmp_path / "read.pt").exists()


def test_a_file_that_names_no_classes_is_refused(converted: Path, tmp_path: Path) -> None:
    model = onnx.load(converted)
    del model.metadata_props[:]
    onnx.save(model, tmp_path / "nameless.onnx")
    with pytest.raises(ValueError, match="classes"):
        read_converted(tmp_path / "nameless.onnx", "yolo11n", photos(0), tmp_path / "read.pt")
