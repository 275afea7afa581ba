"""How far from the machine's limit: arithmetic of our networks against a plain matrix product."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import onnx
from onnx import numpy_helper

from benchmarks.figures import milliseconds
from pipeline.models import Model, ModelSpec

MATRIX = 1536
REPEATS = 15


@dataclass(frozen=True)
class Share:
    """role -> gigaflop of one picture, milliseconds of the network alone, share (0..1) of the machine's peak."""

    role: str
    gflop: float
    p50_ms: float
    share: float


def matrix_gflops() -> float:
    """Billion floating-point operations a second of a float32 matrix product on every core (best of several)."""
    random = np.random.default_rng(0)
    left, right = (random.standard_normal((MATRIX, MATRIX), np.float32) for _ in range(2))
    best_ms = min(milliseconds(lambda: left @ right) for _ in range(REPEATS))
    return 2 * MATRIX**3 / best_ms / 1e6


def share(model: Model, peak_gflops: float) -> Share:
    """One picture through the network, against the peak."""
    spec = model.spec
    square = np.random.default_rng(0).integers(0, 256, (spec.input.size_px, spec.input.size_px, 3), np.uint8)
    model.run([square])
    p50_ms = float(np.median([milliseconds(lambda: model.run([square])) for _ in range(REPEATS)]))
    gflop = operations(spec) / 1e9
    return Share(spec.role, round(gflop, 3), round(p50_ms, 2), round(gflop / (p50_ms / 1000) / peak_gflops, 3))


def operations(spec: ModelSpec) -> int:
    """Floating-point operations of one picture in convolutions and matrix products (a multiply-add counts as two)."""
    proto = onnx.load(str(spec.path))
    for value in proto.graph.input:
        batch, *sides = value.type.tensor_type.shape.dim
        batch.dim_value = 1
        for side in sides:
            side.dim_value = side.dim_value or spec.input.size_px
    del proto.graph.value_info[:]  # with free sides; inference would leave them so
    graph = onnx.shape_inference.infer_shapes(proto, data_prop=True).graph
    shapes = {value.name: _dimensions(value) for value in (*graph.value_info, *graph.output, *graph.input)}
    shapes |= {each.name: list(numpy_helper.to_array(each).shape) for each in graph.initializer}
    return sum(_node_operations(node, shapes) for node in graph.node)


def _node_operations(node: onnx.NodeProto, shapes: dict[str, list[int]]) -> int:
    out = shapes.get(node.output[0], [])
    if node.op_type == "Conv":
        weights = shapes[node.input[1]]
        return 2 * math.prod(out) * math.prod(weights[1:])
    if node.op_type in ("MatMul", "Gemm") and (left := shapes.get(node.input[0])):
        return 2 * math.prod(out) * left[-1]
    return 0


def _dimensions(value: onnx.ValueInfoProto) -> list[int]:
    return [dimension.dim_value or 1 for dimension in value.type.tensor_type.shape.dim]
