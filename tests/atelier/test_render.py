"""One product, rendered tiny, where Blender is installed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

pytest.importorskip("bpy", reason="rendering has its own environment (atelier/requirements.txt)")

from atelier.__main__ import main
from atelier.lines import all_designs
from atelier.palette import rgb

pytestmark = pytest.mark.rendering


def test_a_product_is_rendered_by_its_id_on_white(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ATELIER_BUILD", str(tmp_path))
    design = next(d for d in all_designs() if d.parameters.get("cut") == "pencil" and d.pattern == "solid")
    command = ["render", "--product", design.product_id, "--out", str(tmp_path), "--samples", "2", "--size", "96x120"]
    assert main(command) == 0
    picture = np.asarray(Image.open(tmp_path / f"{design.product_id}.webp").convert("RGB")) / 255.0
    assert picture.shape == (120, 96, 3)
    assert picture[:8].min() > 0.97, "the background is not white"
    assert np.abs(np.median(picture[50:80, 35:61], axis=(0, 1)) - rgb(design.colour)).max() < 0.15
    assert not list(tmp_path.glob("*.tmp*"))
    assert not list(tmp_path.glob("*.raw.png"))


def test_an_unknown_product_is_bad_usage(tmp_path: Path) -> None:
    assert main(["render", "--product", "TW-nothing", "--out", str(tmp_path)]) == 2
