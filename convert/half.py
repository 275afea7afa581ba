"""Large weights stored in half precision: a file of half the size that still computes in float32."""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

WITH_WEIGHTS = ("Conv", "MatMul", "Gemm")
# Smaller tensors save nothing worth a node; biases and colour centres stay exact.
AT_LEAST_NUMBERS = 50_000


def store_large_weights_in_half(model: onnx.ModelProto) -> onnx.ModelProto:
    """Turn float32 weights of 50,000 numbers and more into float16 with a cast; changes and returns the model.

    onnxruntime folds the casts when it opens the file, so speed and arithmetic are float32's; the rounding of the
    weights is part of the parity that conversion measures.
    """
    used = {name for node in model.graph.node if node.op_type in WITH_WEIGHTS for name in node.input[1:]}
    casts = []
    for tensor in model.graph.initializer:
        large = np.prod(tensor.dims) >= AT_LEAST_NUMBERS and tensor.data_type == TensorProto.FLOAT
        if tensor.name in used and large:
            name = tensor.name
            half = numpy_helper.to_array(tensor).astype(np.float16)
            tensor.CopyFrom(numpy_helper.from_array(half, f"{name}_half"))
            casts.append(helper.make_node("Cast", [f"{name}_half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model
