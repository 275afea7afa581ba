"""Average of a network and the one it was fine-tuned from: keeps what the start knew, adds what is new.

`python -m training.detector.average START TUNED --share 0.6 --out CHECKPOINT`: choose the share on validation. Weight
interpolation after Wortsman et al., "Robust fine-tuning of zero-shot models" (2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import torch

from training.detector.told import KEY
from training.torchvision_cpu import ensure_torchvision


def average(start: Path, tuned: Path, share: float, out: Path) -> Path:
    """Write `out` = (1 - share) of the checkpoint `start` + share of `tuned`, every float of them; returns it.

    Both are ultralytics checkpoints of one architecture (stripped, as training leaves them).
    """
    ensure_torchvision()
    first: Any = torch.load(start, map_location="cpu", weights_only=False)
    second: Any = torch.load(tuned, map_location="cpu", weights_only=False)
    before, model = first["model"].float().state_dict(), second["model"].float()
    weights = {
        name: before[name] * (1 - share) + value * share if value.is_floating_point() else value
        for name, value in model.state_dict().items()
    }
    model.load_state_dict(weights)
    kinds = {**first.get(KEY, {}), **second.get(KEY, {})}  # what either learned from; see told.py
    torch.save({**second, "model": model.half(), "ema": None, KEY: kinds}, out)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(prog="python -m training.detector.average", description=main.__doc__)
    parser.add_argument("start", type=Path)
    parser.add_argument("tuned", type=Path)
    parser.add_argument("--share", type=float, required=True, help="of TUNED, 0 to 1")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    print(average(arguments.start, arguments.tuned, arguments.share, arguments.out))


if __name__ == "__main__":
    main()
