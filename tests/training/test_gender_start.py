"""Training goes on from the shipped file: its weights come back as they were before conversion; who is learned from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

for package in ("cv2", "keras", "tensorflow", "tf2onnx"):
    pytest.importorskip(package)

import keras  # noqa: E402
import onnx  # noqa: E402

from convert.half import store_large_weights_in_half  # noqa: E402
from convert.to_onnx import convert  # noqa: E402
from tests.places import MODELS, SHARED, needs_shared  # noqa: E402
from training.backbones import Backbone, gender_backbone, initial_weights  # noqa: E402
from training.gender.__main__ import SOURCES, people_of  # noqa: E402
from training.gender.fit import Recipe, assemble, head  # noqa: E402
from training.gender.shipped import read_shipped  # noqa: E402

pytestmark = pytest.mark.training
ENTRY = {
    "input": {"name": "input", "shape": [None, None, None, 3]},
    "outputs": {"probabilities": {"shape": [None, 2]}},
}


def drawn(seed: int, norms: int = 7) -> tuple[Backbone, keras.Model]:
    """A network of random weights and a batch norm that scales. norms: another seed stands for other start weights."""
    keras.utils.set_random_seed(seed)
    backbone = gender_backbone("mobilenetv2", None)
    rng = np.random.default_rng(norms)  # the same for all: training leaves it as ImageNet has it
    for layer in [*backbone.lower.layers, *backbone.upper.layers]:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.set_weights([rng.uniform(0.5, 1.5, value.shape) for value in layer.get_weights()])
    top = head(backbone.features, Recipe())
    top.set_weights([np.random.default_rng(seed).normal(size=value.shape) for value in top.get_weights()])
    return backbone, top


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> tuple[Path, list[np.ndarray]]:
    """A converted model, and the weights that it had."""
    backbone, top = drawn(1)
    path = tmp_path_factory.mktemp("shipped") / "gender.onnx"
    convert(assemble(backbone, top, 1.3, 0.4), ENTRY, path)
    onnx.save(store_large_weights_in_half(onnx.load(path)), path)
    return path, [*backbone.upper.get_weights(), *top.get_weights()]


def test_the_weights_come_back(shipped):
    path, before = shipped
    backbone, top = drawn(2)
    read_shipped(path, backbone, top)
    for found, value in zip([*backbone.upper.get_weights(), *top.get_weights()], before, strict=True):
        assert found == pytest.approx(value, rel=2e-3, abs=1e-4)


def test_another_file_is_refused(shipped, tmp_path):
    model = onnx.load(shipped[0])
    del model.graph.initializer[:]
    onnx.save(model, tmp_path / "other.onnx")
    backbone, top = drawn(2)
    with pytest.raises(ValueError, match="no gender model"):
        read_shipped(tmp_path / "other.onnx", backbone, top)


def test_other_start_weights_are_refused(shipped):
    backbone, top = drawn(2, norms=8)
    with pytest.raises(ValueError, match="--weights"):
        read_shipped(shipped[0], backbone, top)


@needs_shared
def test_the_shipped_file_rests_on_the_shared_start_weights():
    backbone = gender_backbone("mobilenetv2", initial_weights(SHARED, None))
    read_shipped(MODELS / "gender.onnx", backbone, head(backbone.features, Recipe()))


@needs_shared
@pytest.mark.parametrize("sources", [SOURCES, ("street",), ("shop",)])
def test_nobody_of_the_test_part_is_learned_from(sources, tmp_path):
    data = SHARED / "data"
    parts = {part: people_of(sources, data, tmp_path, part) for part in ("train", "val", "test")}
    names = {part: {person.name for person in found} for part, found in parts.items()}
    assert all(names.values())
    assert not names["train"] & names["test"]
    assert not names["train"] & names["val"]
    assert {person.photo.parent.parent.name for person in parts["train"]} == set(sources) - {"looks"}
    assert len(people_of(sources, data, tmp_path, "train", 5)) == 5 * len(set(sources) - {"looks"})
