"""An exported model in three forms: float32, float16 and static int8; and which of them the app ships.

All three are kept under build/forms/<model>/, where `python -m convert.compare` measures them.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnxruntime.transformers.float16 import convert_float_to_float16
from onnxruntime.transformers.onnx_model import OnnxModel

from convert.half import store_large_weights_in_half
from convert.manifest import set_metadata
from convert.quantise import quantise

BUILT = Path(__file__).resolve().parents[1] / "build/forms"
# As convert.compare finds: fastest by 5 % at least, less than half a point lost; it says so when this is stale.
SHIPPED = {"gender": "fp32", "detector": "fp16", "embedder": "fp32", "pose": "fp32"}
# Convolutions and dense layers carry the weights and most of the time. The embedder's heads are one batched product,
# for which onnxruntime has no kernel with weights scaled per channel; in the heads of detector and pose, places in
# pixels and scores in 0..1 would share a scale.
QUANTISED = {
    "gender": ("Conv", "MatMul", "Gemm"),
    "detector": ("Conv",),
    "embedder": ("Conv",),
    "pose": ("Conv",),
}
CALIBRATION_PICTURES = 128


def form_path(name: str, form: str, built: Path = BUILT) -> Path:
    """Where a form of a model is kept."""
    return built / name / f"{form}.onnx"


def make_forms(
    name: str, plain: Path, entry: Mapping[str, Any], pictures: Iterable[NDArray[np.float32]], built: Path = BUILT
) -> None:
    """Write the three forms of an exported float32 model, each with the entry as metadata.

    In fp32 and int8 what stays in float is stored in half precision where it is large; fp16 computes in it too.

    Args:
        plain: the export, its weights still in float32.
        pictures: what int8 is calibrated with, one input without batch dimension each; never test pictures.
    """
    (built / name).mkdir(parents=True, exist_ok=True)
    _save(store_large_weights_in_half(onnx.load(plain)), entry, form_path(name, "fp32", built))
    _save(_in_half_precision(plain), entry, form_path(name, "fp16", built))
    int8 = form_path(name, "int8", built)
    quantise(plain, int8, pictures, QUANTISED[name])
    _save(store_large_weights_in_half(onnx.load(int8)), entry, int8)


def keep(name: str, made: Path, built: Path = BUILT) -> None:
    """Let forms made in another folder take the place of the earlier ones."""
    built.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(built / name, ignore_errors=True)
    shutil.move(made / name, built / name)


def ship(name: str, entry: Mapping[str, Any], out: Path, built: Path = BUILT) -> dict[str, Any]:
    """Copy the form that the app uses to `out`, complete or not at all; the entry with its name."""
    unfinished = out / f".{entry['file']}"
    out.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(form_path(name, SHIPPED[name], built), unfinished)
    unfinished.replace(out / entry["file"])
    return {**entry, "form": SHIPPED[name]}


def _in_half_precision(plain: Path) -> onnx.ModelProto:
    """Computes in float16 between float32 input and output; its nodes in order again, as casts are appended."""
    model = OnnxModel(convert_float_to_float16(onnx.load(plain), keep_io_types=True))
    model.topological_sort()
    return model.model


def _save(model: onnx.ModelProto, entry: Mapping[str, Any], path: Path) -> None:
    set_metadata(model, entry)
    onnx.save(model, path)
