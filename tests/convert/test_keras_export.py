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
from convert.forms import SHIPPED, form_path, keep, make_forms, ship  # noqa: E402
from convert.manifest import FORMS  # noqa: E402
from convert.quantise import milliseconds  # noqa: E402
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
def built(batch: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The forms of a tiny model, kept as those of the gender model are."""
    folder = tmp_path_factory.mktemp("forms")
    convert(tiny_model(1), TINY, form_path("gender", "plain", folder))
    make_forms("gender", form_path("gender", "plain", folder), TINY, batch.astype(np.float32), folder)
    return folder


@pytest.fixture(scope="module")
def converted(built: Path) -> tuple[keras.Model, Path]:
    return tiny_model(1), form_path("gender", "fp32", built)


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
        assert check_parity(model, path, [batch[:count]]) < 1e-3


def test_parity_fails_for_another_model(converted: tuple[keras.Model, Path], batch: np.ndarray) -> None:
    with pytest.raises(ParityError, match="allowed"):
        check_parity(tiny_model(2), converted[1], [batch])


@pytest.mark.parametrize("form", ["fp16", "int8"])
def test_other_forms_agree_and_can_be_timed(built: Path, batch: np.ndarray, form: str) -> None:
    exact, other = (run(form_path("gender", name, built), [batch]) for name in ("fp32", form))
    for name, values in exact.items():
        assert np.corrcoef(values.ravel(), other[name].ravel())[0, 1] > 0.95
    assert milliseconds({form: form_path("gender", form, built)}, batch[0].astype(np.float32), repeats=3)[form] > 0


def test_forms_compute_in_their_own_precision(built: Path) -> None:
    graphs = {form: onnx.load(form_path("gender", form, built)).graph for form in FORMS}
    kinds = {form: {tensor.data_type for tensor in graph.initializer} for form, graph in graphs.items()}
    assert onnx.TensorProto.INT8 in kinds["int8"]
    assert onnx.TensorProto.FLOAT not in kinds["fp16"]
    assert [node.op_type for node in graphs["int8"].node].count("QuantizeLinear")
    assert not [node for node in graphs["fp32"].node if node.op_type == "QuantizeLinear"]


@pytest.mark.parametrize("form", FORMS)
def test_every_form_is_a_valid_file(built: Path, form: str) -> None:
    onnx.checker.check_model(onnx.load(form_path("gender", form, built)), full_check=True)


def test_one_form_ships(built: Path, tmp_path: Path) -> None:
    entry = ship("gender", {**TINY, "file": "gender.onnx"}, tmp_path, built)
    assert entry["form"] == SHIPPED["gender"]
    assert (tmp_path / "gender.onnx").read_bytes() == form_path("gender", entry["form"], built).read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["gender.onnx"]
    assert {each.key: each.value for each in onnx.load(tmp_path / "gender.onnx").metadata_props}[
        "licence"
    ] == "Apache-2.0"


def test_forms_of_any_shape_name_their_free_sides_and_agree_in_each(tmp_path: Path) -> None:
    rng = np.random.default_rng(3)
    shapes = [rng.integers(0, 256, (1, *sides, 3), np.uint8) for sides in ((64, 32), (32, 64), (48, 48))]
    pixels = keras.Input((None, None, 3), name="input")
    maps = keras.layers.Conv2D(16, 3, strides=2, activation="relu")(keras.layers.Rescaling(1 / 255)(pixels))
    model = keras.Model(pixels, keras.layers.Dense(2, name="p")(keras.layers.GlobalAveragePooling2D()(maps)))
    entry = {**ENTRY, "input": nhwc_input(None, 114), "outputs": {"p": {"shape": [None, 2]}}}
    convert(model, entry, form_path("gender", "plain", tmp_path))
    make_forms(
        "gender", form_path("gender", "plain", tmp_path), entry, [each[0].astype("f4") for each in shapes], tmp_path
    )
    for form in FORMS:
        sides = onnx.load(form_path("gender", form, tmp_path)).graph.input[0].type.tensor_type.shape.dim
        assert [side.dim_param for side in sides][:3] == ["batch", "height", "width"]
    assert check_parity(model, form_path("gender", "fp32", tmp_path), shapes) < 1e-3
    assert check_parity(model, form_path("gender", "int8", tmp_path), shapes, 0.1) > 0


def test_kept_forms_replace_the_earlier_ones(tmp_path: Path) -> None:
    for folder, form in (("earlier", "int8"), ("made", "fp32")):
        path = form_path("gender", form, tmp_path / folder)
        path.parent.mkdir(parents=True)
        path.write_text(folder)
    keep("gender", tmp_path / "made", tmp_path / "earlier")
    assert [path.name for path in (tmp_path / "earlier/gender").iterdir()] == ["fp32.onnx"]
