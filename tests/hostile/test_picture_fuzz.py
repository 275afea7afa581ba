"""Ten thousand damaged pictures: each ends in pixels or in a typed error, quickly and in little memory."""

from __future__ import annotations

import json
import subprocess
import sys

from pipeline.photo import read_photo
from tests.hostile.attack import EXAMPLES, SEEDS
from tests.hostile.pictures import Case, formats
from tests.places import ROOT

LIMIT_S = 3
LIMIT_MB = 1500


def test_ten_thousand_damaged_pictures():
    """In a process of its own: its memory is that of the attack, not of the tests before."""
    command = [sys.executable, "-m", "tests.hostile.attack"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    answers = {kind: found[kind] for kind in ("photo", "error")}
    assert sum(answers.values()) >= EXAMPLES
    assert min(answers.values()) > EXAMPLES / 20, f"both ways must have been tried: {answers}"
    assert all(message.endswith(".") and "object at" not in message for message in found["messages"])
    assert found["slowest_s"] < LIMIT_S
    assert found["peak_mb"] < LIMIT_MB


def test_a_seed_is_a_good_picture():
    assert len(SEEDS) > 40
    assert all(isinstance(case, Case) for case in formats())
    for seed in SEEDS:
        assert read_photo(seed).pixels.size
