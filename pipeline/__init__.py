"""Shop the look: from a photo of an outfit to the catalogue products that look most alike."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

# onnxruntime writes usage telemetry below the home directory, unless it is told not to before its import.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")

__version__ = "0.1.0"
__all__ = ["Analysis", "Filters", "Look", "ShopTheLook", "__version__"]

if TYPE_CHECKING:
    from pipeline.filters import Filters
    from pipeline.look import Analysis, Look
    from pipeline.shop import ShopTheLook


def __getattr__(name: str) -> Any:
    """Import on first use, so that `python -m pipeline --version` does not wait for onnxruntime."""
    if name == "ShopTheLook":
        from pipeline.shop import ShopTheLook

        return ShopTheLook
    if name in ("Analysis", "Look"):
        from pipeline import look

        return getattr(look, name)
    if name == "Filters":
        from pipeline.filters import Filters

        return Filters
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
