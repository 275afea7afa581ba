"""The yardstick's networks are kept whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.yardstick import kept


def test_a_build_that_is_broken_off_leaves_nothing_that_passes_for_whole(tmp_path):
    path = tmp_path / "cache" / "network.onnx"

    def broken(place: Path) -> None:
        place.write_bytes(b"half")
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        kept(path, broken)
    assert not path.exists()
    assert kept(path, lambda place: place.write_bytes(b"whole") and None).read_bytes() == b"whole"
    assert kept(path, broken).read_bytes() == b"whole"
    assert list(path.parent.iterdir()) == [path]
