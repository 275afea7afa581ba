"""A tiny Keras model through the real conversion: names, metadata, parity, half-stored weights, int8."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytestmark = pytest.mark.conversion
keras = pytest.importorskip("keras")
onnx = pytest.importorskip("onnx")
pytest.importorskip("tf2onnx")

from convert.entries import nhwc_input  # noqa: E402
from convert.quantise import milliseconds, quantise  # noqa: E402
from convert.to_onnx import ParityError, check_parity, convert, run  # noqa: E402
from tests.convert.test_manifest import ENTRY  # noqa: E402

SIZE = 32
TINY = {
    **ENTRY,
    "input": nhwc_input(SIZE, 114),
    "outputs": {"second": {"shape": [None, 2]}, "first": {"shape": [None, 3]}},
}


def tiny_model(seed: int) -> keras.Model:
    keras.utils.set_random_seed(seed)
    pixels = keras.Input((SIZE, SIZE, 3), name="input")
    maps = keras.layers.Conv2D(16, 3, strides=2, activation="relu")(keras.layers.Rescaling(1 / 255)(pixels))
    wide = keras.layers.Dense(4096, activation="relu")(keras.layers.GlobalAveragePooling2D()(maps))
    outputs = {name: keras.layers.Dense(units, name=name)(wide) for name, units in (("first", 3), ("second", 2))}
    return keras.Model(pixels, outputs)


@pytest.fixture(scope="module")
def batch() -> np.ndarray:
    return np.random.default_rng(1).integers(0, 256, (6, SIZE, SIZE, 3), np.uint8)


@pytest.fixture(scope="module")
def converted(tmp_path_factory: pytest.TempPathFactory) -> tuple[keras.Model, Path]:
    model, path = tiny_model(1), tmp_path_factory.mktemp("models") / "tiny.onnx"
    convert(model, TINY, path)
    return model, path


def test_file_says_what_it_is(converted: tuple[keras.Model, Path]) -> None:
    proto = onnx.load(converted[1])
    assert [value.name for value in proto.graph.output] == ["second", "first"]
    assert proto.graph.input[0].name == "input"
    ends = [*proto.graph.input, *proto.graph.output]
    assert {value.type.tensor_type.shape.dim[0].dim_param for value in ends} == {"batch"}
    assert next(opset.version for opset in proto.opset_import if opset.domain in ("", "ai.onnx")) == 17
    metadata = {each.key: each.value for each in proto.metadata_props}
    assert metadata["labels"] == '["men", "women"]'
    assert metadata["licence"] == "Apache-2.0"


def test_large_weights_are_stored_in_half(converted: tuple[keras.Model, Path]) -> None:
    kinds = {tensor.data_type for tensor in onnx.load(converted[1]).graph.initializer if np.prod(tensor.dims) >= 50_000}
    assert kinds == {onnx.TensorProto.FLOAT16}


def test_parity_holds_for_any_batch(converted: tuple[keras.Model, Path], batch: np.ndarray) -> None:
    model, path = converted
    for count in (1, 6):
        assert check_parity(model, path, batch[:count]) < 1e-3


def test_parity_fails_for_another_model(converted: tuple[keras.Model, Path], batch: np.ndarray) -> None:
    with pytest.raises(ParityError, match="allowed"):
        check_parity(tiny_model(2), converted[1], batch)


def test_int8_form_agrees_and_can_be_timed(
    converted: tuple[keras.Model, Path], batch: np.ndarray, tmp_path: Path
) -> None:
    path = tmp_path / "tiny_int8.onnx"
    quantise(converted[1], path, batch.astype(np.float32))
    exact, int8 = run(converted[1], batch), run(path, batch)
    for name, values in exact.items():
        assert np.corrcoef(values.ravel(), int8[name].ravel())[0, 1] > 0.95
    assert any(node.op_type == "QuantizeLinear" for node in onnx.load(path).graph.node)
    assert milliseconds(path, batch[0].astype(np.float32), repeats=3) > 0
