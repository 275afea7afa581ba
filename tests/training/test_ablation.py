"""What a row of the ablation learns from: its kinds of pictures, as many as every other row."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

for package in ("torch", "ultralytics", "cv2"):
    pytest.importorskip(package)

from training.detector.ablation import KINDS, drawn, kind_of, listed, table  # noqa: E402


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("00001_street_0012.jpg", "masked"),
        ("00002_street_0013.jpg", "street"),
        ("00003_upper_0012.jpg", "upper"),
        ("00004_look_training-0001.jpg", "look"),
    ],
)
def test_a_picture_tells_its_kind(name: str, kind: str) -> None:
    assert kind_of(Path(name), {"0012"}) == kind
    assert sum(kind in kinds for kinds in KINDS.values()) == 1


def test_every_row_learns_from_equally_many() -> None:
    few, many = ([Path(str(number)) for number in range(count)] for count in (10, 100))
    again = Counter(drawn(few, 25, seed=7))
    assert sum(again.values()) == 25 == len(drawn(many, 25, seed=7))
    assert set(again.values()) == {2, 3}
    assert drawn(many, 25, seed=7) == drawn(many, 25, seed=7) != drawn(many, 25, seed=8)


def test_a_rows_pictures_are_listed_beside_the_whole_validation_part(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/data.yaml").write_text("path: /data\ntrain: images/train\nval: images/val\nnames:\n  0: bag\n")
    described = listed([tmp_path / "a.jpg"], tmp_path / "data", tmp_path / "run").read_text()
    assert f"train: {tmp_path}/run/train.txt\nval: images/val\n" in described
    assert (tmp_path / "run/train.txt").read_text() == f"{tmp_path}/a.jpg\n"


def test_the_table_is_markdown() -> None:
    assert table({"one": {"street": 0.5, "shop": 0.25}}).splitlines() == [
        "| learned from | street | shop |",
        "|---|---|---|",
        "| one | 0.500 | 0.250 |",
    ]
