"""Makes `import torchvision` work beside a CPU-only torch when its wheel was built for CUDA.

Such a wheel fails on import with "operator torchvision::nms does not exist". Call `ensure_torchvision()` before
ultralytics is imported: when torchvision imports by itself nothing is done; otherwise the operator is declared and
answered by ultralytics' own pure-torch suppression. Other compiled operators (roi_align, image decoding) stay
unavailable; none is used here.
"""

from __future__ import annotations

import importlib
import sys
from typing import Any

import torch

_LIBRARY: Any = None


def ensure_torchvision() -> None:
    """Import torchvision, declaring its missing operators if need be."""
    try:
        importlib.import_module("torchvision")
    except RuntimeError as error:
        if "torchvision::nms" not in str(error):
            raise
        for name in [name for name in sys.modules if name.split(".")[0] == "torchvision"]:
            del sys.modules[name]
        _declare_operators()


def _declare_operators() -> None:
    global _LIBRARY  # the declaration lives as long as this object does
    _LIBRARY = torch.library.Library("torchvision", "DEF")
    for operator in ("nms", "qnms"):
        _LIBRARY.define(f"{operator}(Tensor dets, Tensor scores, float iou_threshold) -> Tensor")
    _LIBRARY.impl("nms", _suppress, "CPU")
    importlib.import_module("torchvision")
    for module in ("torchvision.extension", "torchvision.ops.boxes"):
        importlib.import_module(module)._assert_has_ops = lambda: None


def _suppress(boxes: torch.Tensor, scores: torch.Tensor, iou_threshold: float) -> torch.Tensor:
    from ultralytics.utils.nms import TorchNMS

    return TorchNMS.nms(boxes, scores, iou_threshold)
