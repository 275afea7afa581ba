"""Products' pictures come back out of the embedded catalogue, each under its own product's name."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from atelier.__main__ import main
from atelier.lines import all_designs
from atelier.rendering import picture_path
from pipeline.catalogue import Catalogue
from tests.places import CATALOGUE


def test_every_product_has_its_picture_and_what_is_there_stays(tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    designs = all_designs()
    rendered = picture_path(tmp_path, designs[0])
    rendered.write_bytes(b"rendered here")
    assert main(["restore", "--catalogue", str(CATALOGUE), "--out", str(tmp_path)]) == 0
    assert f"{len(designs) - 1} pictures copied" in capsys.readouterr().out
    assert rendered.read_bytes() == b"rendered here"
    held = Catalogue.open(CATALOGUE)
    images = {product.product_id: held.image_path(product) for product in held.products(range(len(held)))}
    for design in designs[1:]:
        assert picture_path(tmp_path, design).read_bytes() == images[design.product_id].read_bytes()
