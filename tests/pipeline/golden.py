"""What the shipped models answer on pictures of our own. After a new model: `python -m tests.pipeline.golden`."""

from __future__ import annotations

import json
from dataclasses import astuple
from pathlib import Path
from typing import Any

from pipeline import ShopTheLook
from pipeline.pose import KEYPOINTS
from pipeline.taxonomy import GROUPS
from tests.pipeline.fakes import outfit
from tests.places import LOOKS, sample_looks

GOLDEN = Path(__file__).with_name("golden.json")
FIRST = 6
POINTS = ("nose", "left shoulder", "right ankle")


def answers() -> dict[str, Any]:
    """Gender probabilities, the pose, the three best boxes and the first numbers of every head's embedding."""
    shop = ShopTheLook.open()
    photo = LOOKS / sample_looks()[0]["file"]
    analysis = shop.analyse(photo)
    points = dict(zip(KEYPOINTS, analysis.pose.keypoints, strict=True))
    return {
        "models": {role: facts["sha256"] for role, facts in shop.identity.models.items()},
        "gender": {"look": analysis.gender.probabilities, "drawing": shop.analyse(outfit()).gender.probabilities},
        "pose": {
            "framing": analysis.pose.framing,
            "facing": analysis.pose.facing,
            "keypoints": {name: astuple(points[name]) for name in POINTS},
        },
        "detector": [
            {"group": each.group, "score": each.score, "box": list(each.box)} for each in shop.detect(photo, 0.2)[:3]
        ],
        "embedder": {group: shop.embed([outfit()], group)[0, :FIRST].tolist() for group in GROUPS},
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(answers(), indent=1) + "\n", "utf-8")
    print(f"wrote {GOLDEN.name}")
