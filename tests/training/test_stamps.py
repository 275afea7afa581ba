"""A cache's name changes with what it was made from."""

from __future__ import annotations

from pathlib import Path

from training.stamps import stamp


def test_the_same_gives_the_same_and_everything_counts(tmp_path: Path) -> None:
    table, folder = tmp_path / "table.csv", tmp_path / "code"
    folder.mkdir()
    stamps = []
    for write in (lambda: None, lambda: table.write_text("a"), lambda: (folder / "views.py").write_text("1")):
        write()
        stamps.append(stamp("name", 7, table, folder))
    assert len(set(stamps)) == 3
    assert stamp("name", 7, table, folder) == stamps[-1]
    assert stamp("name", 8, table, folder) != stamps[-1]
    assert len(stamps[-1]) == 8


def test_all_bytes_count() -> None:
    many = bytes(10_000)
    assert stamp(many) == stamp(bytes(10_000)) != stamp(many + b"1")
