"""Logit adjustment: groups that share their boxes with others score too low, and get so much more.

`python -m training.detector.adjust CHECKPOINT --add topwear=0.9 dress=0.7 --out OUT`: choose on validation. The order
of a group's boxes stays; what passes a threshold changes, and which of two groups wins a box. After Menon et al.,
"Long-tail learning via logit adjustment" (2021).
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import Any

import torch

from training.detector.street import GROUPS
from training.torchvision_cpu import ensure_torchvision


def adjust(checkpoint: Path, shifts: Mapping[str, float], out: Path) -> Path:
    """Write `out` = the ultralytics `checkpoint` (stripped) with the groups' logits raised; returns it.

    Args:
        shifts: group -> what its logit gets, in nats; 0 for the others.

    Raises:
        ValueError: a group is unknown.
    """
    if unknown := sorted(set(shifts) - set(GROUPS)):
        raise ValueError(f"No such group: {', '.join(unknown)}. There are {', '.join(GROUPS)}.")
    ensure_torchvision()
    content: Any = torch.load(checkpoint, map_location="cpu", weights_only=False)
    model = content["model"].float()
    raised = torch.tensor([shifts.get(group, 0.0) for group in GROUPS])
    # The second branch is that of networks that need no suppression.
    branches = [getattr(model.model[-1], name, ()) for name in ("cv3", "one2one_cv3")]
    with torch.no_grad():
        for scores in chain(*branches):  # of each stride
            scores[-1].bias += raised
    torch.save({**content, "model": model.half(), "ema": None}, out)
    return out


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("--add", nargs="+", required=True, metavar="GROUP=LOGIT", type=_shift)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    print(adjust(arguments.checkpoint, dict(arguments.add), arguments.out))


def _shift(text: str) -> tuple[str, float]:
    group, _, value = text.partition("=")
    return group, float(value)


if __name__ == "__main__":
    main()
