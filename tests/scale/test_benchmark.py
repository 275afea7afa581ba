"""The scale benchmark on a few hundred products: the engines build, open and find what exact search finds."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.places import ROOT

for needed in ("hnswlib", "faiss", "matplotlib"):
    pytest.importorskip(needed, reason=f"NO {needed} HERE: the scale benchmark is not tested (make test-all)")

pytestmark = [pytest.mark.scale, pytest.mark.timeout(900)]
FAST = ("Annoy, as shipped", "exact, numpy", "hnswlib", "faiss IVF")


def test_a_small_run(tmp_path):
    out = tmp_path / "scale.json"
    command = [sys.executable, "-m", "benchmarks.scale", "--sizes", "600", "--out", out, "--plot", tmp_path / "p.webp"]
    command += ["--engines", *FAST]
    done = subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    engines = json.loads(out.read_text())["sizes"]["600"]
    assert set(engines) == {*FAST, "catalogue"}
    assert engines["exact, numpy"]["recall"] == 1
    assert all(each["recall"] >= 0.97 for each in engines.values())
    assert (tmp_path / "p.webp").stat().st_size > 5000
