"""YOLO checkpoint -> exported_models/detector.onnx by ultralytics' exporter, checked and described in the manifest.

`python -m convert.detector` exports the plain head (boxes and scores of every anchor, before suppression), compares it
with the source on real photos and fails where they differ by more than 1e-3 (scores; boxes in shares of the side), then
makes its forms (forms.py); which of them may ship is for `convert.compare` to say.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime as ort
import torch
from numpy.typing import NDArray

from convert.forms import CALIBRATION_PICTURES, SHIPPED, form_path, make_forms, ship
from convert.manifest import write_entry
from training.detector.inputs import PAD_VALUE, STRIDE, real_inputs
from training.detector.network import open_yolo
from training.detector.told import told, trained_size

OPSET = 17
SIZE = 416  # of a checkpoint that does not note its own
MAX_DIFFERENCE = 1e-3
PARITY_PHOTOS = 16
# Kind of training pictures (`training.detector.dataset`) -> where they are from.
LEARNED_FROM = {
    "street": "Clothing Co-Parsing street photos (Apache-2.0), training part of training/splits.csv",
    "garment": "clothing-dataset single garments (CC0), training part",
    "shop": "Magento sample data shop photos (OSL-3.0 / AFL-3.0), training part, boxes by a detector of ours",
    "rendered": "the boutique's own rendered products, made by atelier/: cut out, on other grounds",
    "look": "rendered training looks, made by atelier/ (no demo look)",
}
# confidence: where the app's slider starts. iou, iou_between_groups: suppression within a group and between groups.
SETTINGS = {"confidence": 0.35, "iou": 0.5, "iou_between_groups": 0.85, "score_floor": 0.15}
REPOSITORY = Path(__file__).resolve().parents[1]


def export(checkpoint: Path, size: int, path: Path) -> Path:
    """Write `path` in float32: free batch, height and width, opset 17, simplified. Returns it."""
    model = open_yolo(checkpoint)
    exported = model.export(format="onnx", imgsz=size, opset=OPSET, simplify=True, dynamic=True, device="cpu")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(exported, path)
    onnx.save(_with_named_axes(onnx.load(path)), path)
    return path


def _with_named_axes(model: onnx.ModelProto) -> onnx.ModelProto:
    """Name the free axes of input and output."""
    (image,), (output,) = model.graph.input, model.graph.output
    for value, names in ((image, {0: "batch", 2: "height", 3: "width"}), (output, {0: "batch", 2: "anchors"})):
        for index, name in names.items():
            value.type.tensor_type.shape.dim[index].dim_param = name
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def parity(checkpoint: Path, path: Path, inputs: list[NDArray[np.float32]]) -> float:
    """Largest difference between torch and ONNX over all anchors; boxes count in shares of the longer side."""
    network: Any = open_yolo(checkpoint).model
    network = network.float().fuse().eval()
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    largest = 0.0
    for image in (each[None] for each in inputs):
        with torch.inference_mode():
            source = network(torch.from_numpy(image))
        source = (source[0] if isinstance(source, Sequence) else source).numpy()
        difference = np.abs(source - np.asarray(session.run(None, {session.get_inputs()[0].name: image})[0]))
        difference[:, :4] /= max(image.shape[2:])
        largest = max(largest, float(difference.max()))
    return largest


def describe(checkpoint: Path, size: int) -> dict[str, Any]:
    """The manifest's entry."""
    model = open_yolo(checkpoint)
    labels = [model.names[index] for index in sorted(model.names)]
    architecture = Path(model.model.yaml["yaml_file"]).stem
    kinds = told(checkpoint)
    learned = [source for kind, source in LEARNED_FROM.items() if kind in kinds]
    return {
        "file": "detector.onnx",
        "task": "garment detection",
        "architecture": f"{architecture} (ultralytics {version('ultralytics')}, anchor-free head)",
        "input": {
            "name": "images",
            "shape": [None, 3, None, None],
            "size_px": size,
            "stride": STRIDE,
            "layout": "NCHW",
            "dtype": "float32",
            "colour": "RGB",
            "range": [0, 1],
            "resize": "letterbox",
            "pad_value": PAD_VALUE,
        },
        "outputs": {
            "output0": {
                "shape": [None, 4 + len(labels), None],
                "format": "cxcywh + class scores, pixels of the letterboxed input, before NMS",
            }
        },
        "labels": labels,
        "settings": SETTINGS,
        "licence": "AGPL-3.0",
        "training_data": [
            *(learned or ["pictures that the checkpoint does not name; see training/README.md"]),
            f"COCO start of {architecture.replace('yolo', 'YOLO')} (ultralytics, AGPL-3.0)",
        ],
        "source": "python -m training.detector; python -m convert.detector",
        "metrics": {},
    }


def main() -> None:
    """Export, check, describe."""
    parser = argparse.ArgumentParser(prog="python -m convert.detector", description=main.__doc__)
    parser.add_argument("--checkpoint", type=Path, default=REPOSITORY / "build/detector/best.pt")
    parser.add_argument("--size", type=int, help="longer side of the input, px; default: as it was trained")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "exported_models")
    arguments = parser.parse_args()
    size = arguments.size or trained_size(arguments.checkpoint) or SIZE
    plain = export(arguments.checkpoint, size, form_path("detector", "plain"))
    held_out = real_inputs(arguments.shared, size, "test", PARITY_PHOTOS)
    exact = parity(arguments.checkpoint, plain, held_out)
    if exact > MAX_DIFFERENCE:
        raise SystemExit(f"{exact:.2e} from torch: the export is not the trained model. Nothing was written.")
    entry = describe(arguments.checkpoint, size)
    make_forms("detector", plain, entry, real_inputs(arguments.shared, size, "train", CALIBRATION_PICTURES))
    shipped = parity(arguments.checkpoint, form_path("detector", SHIPPED["detector"]), held_out)
    print(f"max difference to torch on {PARITY_PHOTOS} photos: {exact:.2e} as exported, {shipped:.2e} as shipped")
    parities = {"max_difference": exact, "max_difference_as_shipped": shipped, "photos": PARITY_PHOTOS}
    entry["metrics"] = {"parity": parities}
    written = write_entry("detector", ship("detector", entry, arguments.out), arguments.out)
    print(f"wrote {arguments.out / written['file']} ({(arguments.out / written['file']).stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
