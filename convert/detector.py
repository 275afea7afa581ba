"""YOLO checkpoint -> exported_models/detector.onnx by ultralytics' exporter, checked and described in the manifest.

`python -m convert.detector` exports the plain head (boxes and scores of every anchor, before suppression), compares
the ONNX file with its source on real photos and fails above 1e-3 (scores; boxes in shares of the input's side).
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

from convert.half import store_large_weights_in_half
from convert.manifest import set_metadata, write_entry
from pipeline.photo import read_photo
from pipeline.preprocess import letterbox
from training.detector.network import open_yolo
from training.splits import load_splits

OPSET = 17
PAD_VALUE = 114
MAX_DIFFERENCE = 1e-3
MAX_BYTES = 10_000_000
PARITY_PHOTOS = 16
# confidence: where the app's slider starts. iou, iou_between_groups: suppression within a group and between groups.
SETTINGS = {"confidence": 0.35, "iou": 0.5, "iou_between_groups": 0.85, "score_floor": 0.1}
REPOSITORY = Path(__file__).resolve().parents[1]


def export(checkpoint: Path, size: int, path: Path) -> Path:
    """Write `path`: dynamic batch, opset 17, simplified, large weights stored in half precision. Returns it."""
    model = open_yolo(checkpoint)
    exported = model.export(format="onnx", imgsz=size, opset=OPSET, simplify=True, dynamic=True, device="cpu")
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.move(exported, path)
    onnx.save(store_large_weights_in_half(_only_batch_free(onnx.load(path), size)), path)
    if path.stat().st_size > MAX_BYTES:
        raise SystemExit(f"{path} is over {MAX_BYTES} bytes: too large for the repository.")
    return path


def _only_batch_free(model: onnx.ModelProto, size: int) -> onnx.ModelProto:
    """Fix height and width of the input and name the batch axis; the network is used at one size only."""
    (image,), (output,) = model.graph.input, model.graph.output
    for value, shape in ((image, ("batch", 3, size, size)), (output, ("batch", None, _anchors(size)))):
        for axis, length in zip(value.type.tensor_type.shape.dim, shape, strict=True):
            if isinstance(length, str):
                axis.dim_param = length
            elif length is not None:
                axis.dim_value = length
    del model.graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def _anchors(size: int) -> int:
    return sum((size // stride) ** 2 for stride in (8, 16, 32))


def real_inputs(shared: Path, size: int, count: int = PARITY_PHOTOS, part: str = "test") -> NDArray[np.float32]:
    """Street photos of a part as the detector sees them: float32 (count, 3, size, size), 0..1."""
    names = load_splits().ids("street", part)[:count]
    photos = [read_photo(shared / f"data/street/photos/{name}.webp") for name in names]
    squares = np.stack([letterbox(photo.pixels, size, PAD_VALUE).pixels for photo in photos])
    return np.ascontiguousarray(squares.transpose(0, 3, 1, 2)).astype(np.float32) / np.float32(255)


def run_onnx(path: Path, batch: NDArray[np.float32]) -> NDArray[np.float32]:
    """Output (n, 4 + groups, anchors) of an ONNX file."""
    session = ort.InferenceSession(path, providers=["CPUExecutionProvider"])
    (output,) = session.run(None, {session.get_inputs()[0].name: batch})
    return np.asarray(output, np.float32)


def parity(checkpoint: Path, path: Path, batch: NDArray[np.float32]) -> float:
    """Largest difference between torch and ONNX over all anchors; boxes count in shares of the input's side."""
    network: Any = open_yolo(checkpoint).model
    network = network.float().fuse().eval()
    with torch.inference_mode():
        source = network(torch.from_numpy(batch))
    source = (source[0] if isinstance(source, Sequence) else source).numpy()
    difference = np.abs(source - run_onnx(path, batch))
    difference[:, :4] /= batch.shape[-1]
    return float(difference.max())


def describe(checkpoint: Path, size: int, difference: float) -> dict[str, Any]:
    """The manifest's entry."""
    model = open_yolo(checkpoint)
    labels = [model.names[index] for index in sorted(model.names)]
    architecture = Path(model.model.yaml["yaml_file"]).stem
    return {
        "file": "detector.onnx",
        "task": "garment detection",
        "architecture": f"{architecture} (ultralytics {version('ultralytics')}, anchor-free head)",
        "input": {
            "name": "images",
            "shape": [None, 3, size, size],
            "layout": "NCHW",
            "dtype": "float32",
            "colour": "RGB",
            "range": [0, 1],
            "resize": "letterbox",
            "pad_value": PAD_VALUE,
        },
        "outputs": {
            "output0": {
                "shape": [None, 4 + len(labels), _anchors(size)],
                "format": "cxcywh + class scores, pixels of the letterboxed input, before NMS",
            }
        },
        "labels": labels,
        "settings": SETTINGS,
        "licence": "AGPL-3.0",
        "training_data": [
            "Clothing Co-Parsing street photos (Apache-2.0), training part of training/splits.csv",
            "clothing-dataset single garments (CC0), training part",
            "Magento sample data shop photos (OSL-3.0 / AFL-3.0), training part, boxes by the model itself",
            "the boutique's own renders, made by atelier/: products cut out, training looks (no demo look)",
            "COCO start of YOLOv5n (ultralytics, AGPL-3.0)",
        ],
        "source": "python -m training.detector; python -m convert.detector",
        "metrics": {"parity": {"max_difference": difference, "photos": PARITY_PHOTOS}},
    }


def main() -> None:
    """Export, check, describe."""
    parser = argparse.ArgumentParser(prog="python -m convert.detector", description=main.__doc__)
    parser.add_argument("--checkpoint", type=Path, default=REPOSITORY / "build/detector/best.pt")
    parser.add_argument("--size", type=int, default=416, help="side of the square input, px")
    parser.add_argument("--shared", type=Path, default=REPOSITORY.parent / "shared")
    parser.add_argument("--out", type=Path, default=REPOSITORY / "exported_models")
    arguments = parser.parse_args()
    # Nothing in the folder changes unless the export is right.
    unfinished = export(arguments.checkpoint, arguments.size, REPOSITORY / "build/detector/unfinished.onnx")
    difference = parity(arguments.checkpoint, unfinished, real_inputs(arguments.shared, arguments.size))
    print(f"max difference torch - onnxruntime on {PARITY_PHOTOS} photos: {difference:.2e}")
    if difference > MAX_DIFFERENCE:
        raise SystemExit(f"Above {MAX_DIFFERENCE}: the export is not the trained model. Nothing was written.")
    entry = describe(arguments.checkpoint, arguments.size, difference)
    model = onnx.load(unfinished)
    set_metadata(model, entry)
    path = arguments.out / entry["file"]
    arguments.out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, path)
    write_entry("detector", entry, arguments.out)
    print(f"wrote {path} ({path.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
