"""A converted detector back as an ultralytics checkpoint: what training goes on from without an earlier run's file.

`python -m training.detector.shipped exported_models/detector.onnx --model yolo11n --out build/detector/shipped.pt`. It
reads what ultralytics' exporter wrote under its own layers' names (simplified, opset 17), COCO's too; tried with
YOLOv5n and YOLO11n, in fp32 and fp16.
"""

from __future__ import annotations

import argparse
import ast
import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from training.detector.inputs import real_inputs
from training.detector.network import open_yolo
from training.detector.train import Settings

SIZE_PX = 416  # of the photos by which the norms are set
PHOTOS = 64
REPOSITORY = Path(__file__).resolve().parents[2]


def read_converted(path: Path, model: str, photos: list[torch.Tensor], out: Path) -> Path:
    """Write the weights of an exported `model` ("yolov5n", ...) as a checkpoint that trains on; returns `out`.

    Conversion merged each batch norm into its convolution. The merged kernel stays; the norm's mean and variance are
    what the convolution gives on `photos` (float32 (1, 3, height, width), 0..1), its scale and bias undo them: the
    network answers as the file does, and its norms are those of its own pictures when it trains.

    Raises:
        ValueError: the file holds other layers than the network, or no names of classes.
    """
    converted = onnx.load(path)
    yolo: Any = open_yolo(f"{model}.yaml")
    _name_classes(yolo.model, _labels(converted))
    norms = _fill(yolo.model, _layers(converted))
    _estimate(yolo.model, norms, photos)
    out.parent.mkdir(parents=True, exist_ok=True)
    yolo.save(out)
    return out


def _layers(converted: onnx.ModelProto) -> dict[str, list[torch.Tensor]]:
    """Kernel and bias, where it has one, of every convolution, by the kernel's name (equal biases share a tensor)."""
    stored = {each.name.removesuffix("_half"): numpy_helper.to_array(each) for each in converted.graph.initializer}
    return {
        node.input[1]: [torch.from_numpy(stored[name].astype(np.float32)) for name in node.input[1:]]
        for node in converted.graph.node
        if node.op_type == "Conv" and all(name in stored for name in node.input[1:])
    }


def _labels(converted: onnx.ModelProto) -> dict[int, str]:
    """What the file says its classes are: `labels`, as `convert` writes them, or `names`, as ultralytics does."""
    written = {each.key: each.value for each in converted.metadata_props}
    if "labels" in written:
        return dict(enumerate(json.loads(written["labels"])))
    if "names" not in written:
        raise ValueError("The file does not say what its classes are.")
    return dict(ast.literal_eval(written["names"]))


def _name_classes(model: Any, names: dict[int, str]) -> None:
    """As ultralytics trains on from COCO's 80 classes: the class branches keep their width, the last layer is new."""
    head = model.model[-1]
    for branch in head.cv3:
        branch[-1] = torch.nn.Conv2d(branch[-1].in_channels, len(names), 1)
    head.nc, head.no = len(names), len(names) + 4 * head.reg_max
    model.names, model.nc, model.yaml["nc"] = names, len(names), len(names)


def _fill(model: torch.nn.Module, converted: dict[str, list[torch.Tensor]]) -> dict[str, torch.Tensor]:
    """Give every convolution its kernel; return the bias of those that a norm follows, by the norm's name."""
    norms = {}
    for name, layer in model.named_modules():
        if not isinstance(layer, torch.nn.Conv2d):
            continue
        kernel, *biases = converted.get(f"{name}.weight", [torch.empty(0)])
        if kernel.shape != layer.weight.shape:
            raise ValueError(f"{name} is not in the file, or of another shape: this is another network's.")
        layer.weight.data = kernel
        if layer.bias is not None:
            layer.bias.data = biases[0]
        elif biases:
            norms[f"{name.removesuffix('.conv')}.bn"] = biases[0]
    return norms


def _estimate(model: torch.nn.Module, norms: dict[str, torch.Tensor], photos: list[torch.Tensor]) -> None:
    """Set every norm from what flows through it."""
    layers: dict[str, Any] = {name: layer for name, layer in model.named_modules() if name in norms}
    sums = {name: torch.zeros(3, len(bias), dtype=torch.float64) for name, bias in norms.items()}

    def listen(name: str) -> Any:
        def note(_: Any, given: tuple[torch.Tensor]) -> None:
            values = given[0].double()
            shares = (torch.ones_like(values), values, values**2)
            sums[name] += torch.stack([share.sum(dim=(0, 2, 3)) for share in shares])

        return note

    hooks = [layer.register_forward_pre_hook(listen(name)) for name, layer in layers.items()]
    for name, layer in layers.items():
        layer.running_var.fill_(1 - layer.eps)
        layer.bias.data = norms[name].clone()
    model.eval()
    with torch.inference_mode():
        for photo in photos:
            model(photo)
    for hook in hooks:
        hook.remove()
    for name, layer in layers.items():
        count, total, squares = sums[name]
        mean = total / count
        variance = (squares / count - mean**2).clamp_min(0)
        layer.running_mean.copy_(mean)
        layer.running_var.copy_(variance)
        layer.weight.data = (variance + layer.eps).sqrt().float()
        layer.bias.data = (norms[name] + mean).float()


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.detector.shipped", description=main.__doc__)
    parser.add_argument("file", type=Path, help="the ONNX file")
    parser.add_argument("--model", default=Settings.model, help="ultralytics' name of the architecture")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "build/detector/shipped.pt")
    arguments = parser.parse_args()
    photos = [torch.from_numpy(each)[None] for each in real_inputs(arguments.shared, SIZE_PX, "train", PHOTOS)]
    print(read_converted(arguments.file, arguments.model, photos, arguments.out))


if __name__ == "__main__":
    main()
