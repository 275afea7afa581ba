"""Training goes on from the shipped embedder: its weights come back as they were before conversion."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

for package in ("keras", "tensorflow", "tf2onnx"):
    pytest.importorskip(package)

import keras  # noqa: E402
import onnx  # noqa: E402

from convert.half import store_large_weights_in_half  # noqa: E402
from convert.to_onnx import convert  # noqa: E402
from pipeline.models import open_model, read_specs  # noqa: E402
from pipeline.taxonomy import GROUPS  # noqa: E402
from tests.places import MODELS, SHARED, needs_shared  # noqa: E402
from training.backbones import initial_weights  # noqa: E402
from training.embedder.network import COLOURS, DIMENSIONS, SIZE, WithKinds, build_network, serving_network  # noqa: E402
from training.embedder.shipped import read_shipped  # noqa: E402

pytestmark = pytest.mark.training
ENTRY = {
    "input": {"name": "input", "shape": [None, SIZE, SIZE, 3]},
    "outputs": {group: {"shape": [None, DIMENSIONS + 3]} for group in GROUPS},
}


@pytest.fixture(scope="module")
def start(tmp_path_factory) -> Path:
    """A file of start weights: random, with batch norms that scale."""
    keras.utils.set_random_seed(7)
    network = keras.applications.MobileNetV2(input_shape=(SIZE, SIZE, 3), weights=None)
    rng = np.random.default_rng(7)
    for layer in network.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 1.5, value.shape) for value in layer.get_weights()])
    path = tmp_path_factory.mktemp("start") / "start.weights.h5"
    network.save_weights(path)
    return path


@pytest.fixture(scope="module")
def shipped(start: Path, tmp_path_factory) -> tuple[Path, list[np.ndarray]]:
    """A converted embedder with kinds, and the weights that it had before they were fitted."""
    rng = np.random.default_rng(1)
    network = build_network(start, rng.uniform(-40, 90, (COLOURS, 3)).astype(np.float32))
    for layer in network.layers:
        if layer.name != "trunk":
            layer.set_weights([value + rng.normal(0, 0.1, value.shape) for value in layer.get_weights()])
    path = tmp_path_factory.mktemp("shipped") / "embedder.onnx"
    convert(serving_network(network, WithKinds([2, 3, *[0] * (len(GROUPS) - 2)], 0.2, name="kinds")), ENTRY, path)
    onnx.save(store_large_weights_in_half(onnx.load(path)), path)
    return path, network.get_weights()


def test_the_weights_come_back(shipped, start):
    path, before = shipped
    for found, value in zip(read_shipped(path, start).get_weights(), before, strict=True):
        assert found == pytest.approx(value, rel=2e-3, abs=2e-4)


def test_other_start_weights_are_refused(shipped):
    with pytest.raises(ValueError, match="--weights"):
        read_shipped(shipped[0], None)


def test_another_file_is_refused(shipped, start, tmp_path):
    model = onnx.load(shipped[0])
    del model.graph.initializer[:]
    onnx.save(model, tmp_path / "other.onnx")
    with pytest.raises(ValueError, match="no embedder model"):
        read_shipped(tmp_path / "other.onnx", start)


@needs_shared
def test_the_shipped_file_comes_back_as_it_answers():
    network = serving_network(read_shipped(MODELS / "embedder.onnx", initial_weights(SHARED, None)))
    pictures = np.random.default_rng(3).integers(0, 256, (2, SIZE, SIZE, 3), np.uint8)
    wanted = open_model(read_specs(MODELS)["embedder"]).run(list(pictures))
    found = network(pictures.astype(np.float32), training=False)
    for group in GROUPS:  # the kinds, which are fitted anew after every run, stand behind the dimensions of training
        learned = wanted[group][:, :DIMENSIONS]
        learned /= np.linalg.norm(learned, axis=1, keepdims=True)
        assert np.abs(np.asarray(found[group]) - learned).max() < 1e-4
