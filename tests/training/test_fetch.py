"""A pinned commit comes home whole, or not at all: from a git server on this machine, well-behaved or not."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("cv2")
pytest.importorskip("scipy")

from pipeline.errors import FetchError
from tests.training import upstreams
from tests.training.upstreams import PICTURES, SPLITS, Server, commit, serving
from training.fetch import garments, shop, source
from training.fetch.__main__ import homes, main
from training.fetch.source import MARK, Source, bring
from training.splits import load_splits

pytestmark = pytest.mark.training


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with serving(tmp_path / "upstream") as running:
        yield running


@pytest.fixture
def origin(server: Server) -> Source:
    """The garments' stand-in, served."""
    upstreams.garments(server.root / "garments")
    return Source(
        "garments",
        server.url("garments"),
        commit(server.root / "garments"),
        "CC0-1.0",
        ("images", "images.csv"),
        garments.prepare,
    )


def test_a_pinned_commit_becomes_a_data_set_and_nothing_else_is_left(origin: Source, tmp_path: Path) -> None:
    assert bring(origin, tmp_path / "out", SPLITS) == []
    folder = tmp_path / "out/data/garments"
    assert sorted(path.name for path in folder.iterdir()) == [MARK, "garments.csv", "images"]
    assert json.loads((folder / MARK).read_text())["commit"] == origin.commit
    assert not list((tmp_path / "out" / source.WORK).rglob("*.*"))


def test_what_is_there_is_not_fetched_again(origin: Source, server: Server, tmp_path: Path) -> None:
    bring(origin, tmp_path, SPLITS)
    asked = server.packs
    assert "already there" in bring(origin, tmp_path, SPLITS)[0]
    assert server.packs == asked == 1


def test_another_revision_in_its_place_is_said(origin: Source, tmp_path: Path) -> None:
    bring(origin, tmp_path, SPLITS)
    with pytest.raises(FetchError, match="another revision"):
        bring(replace(origin, commit="0" * 40), tmp_path, SPLITS)


def test_a_folder_that_was_not_fetched_is_never_touched(origin: Source, tmp_path: Path) -> None:
    (tmp_path / "data/garments").mkdir(parents=True)
    (tmp_path / "data/garments/garments.csv").write_text("mine")
    with pytest.raises(FetchError, match="not made by this command"):
        bring(origin, tmp_path, SPLITS)
    assert (tmp_path / "data/garments/garments.csv").read_text() == "mine"


@pytest.mark.parametrize("wrong", ["0" * 40, "f" * 40])
def test_a_commit_that_is_not_there_is_refused(origin: Source, tmp_path: Path, wrong: str) -> None:
    with pytest.raises(FetchError, match=f"could not fetch {wrong}"):
        bring(replace(origin, commit=wrong), tmp_path, SPLITS)
    assert not (tmp_path / "data").exists()


def test_what_upstream_adds_later_does_not_come_along(origin: Source, server: Server, tmp_path: Path) -> None:
    upstreams.picture(server.root / "garments/images/extra.jpg", 30, 30)
    assert commit(server.root / "garments") != origin.commit
    names = bring(
        replace(origin, prepare=lambda files, *_: [path.name for path in (files / "images").iterdir()]),
        tmp_path,
        SPLITS,
    )
    assert sorted(names) == [f"{name}.jpg" for name in PICTURES]


def flipped(content: bytes) -> bytes:
    """One bit of the pack's middle changed."""
    middle = content.index(b"PACK") + (len(content) - content.index(b"PACK")) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


@pytest.mark.parametrize("spoil", [flipped, lambda content: content[: len(content) // 2]], ids=["changed", "cut off"])
def test_a_spoilt_answer_is_refused_and_the_next_run_succeeds(
    origin: Source, server: Server, tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    server.spoil = spoil
    with pytest.raises(FetchError, match="could not fetch"):
        bring(origin, tmp_path, SPLITS)
    assert not (tmp_path / "data").exists()
    server.spoil = bytes
    bring(origin, tmp_path, SPLITS)
    assert (tmp_path / "data/garments/garments.csv").exists()


def stop(*_: object) -> list[str]:
    raise KeyboardInterrupt


def test_an_interrupted_preparation_shows_nothing_and_needs_no_second_download(
    origin: Source, server: Server, tmp_path: Path
) -> None:
    with pytest.raises(KeyboardInterrupt):
        bring(replace(origin, prepare=stop), tmp_path, SPLITS)
    assert not (tmp_path / "data").exists()
    bring(origin, tmp_path, SPLITS)
    assert server.packs == 1


def test_a_kept_download_that_rotted_is_fetched_again(origin: Source, server: Server, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        bring(replace(origin, prepare=stop), tmp_path, SPLITS)
    (pack,) = (tmp_path / source.WORK).rglob("*.pack")
    pack.chmod(0o644)
    pack.write_bytes(flipped(pack.read_bytes()))
    bring(origin, tmp_path, SPLITS)
    assert server.packs == 2


def test_a_path_that_the_commit_lacks_is_named(origin: Source, tmp_path: Path) -> None:
    with pytest.raises(FetchError, match="annotations"):
        bring(replace(origin, paths=("images", "annotations")), tmp_path, SPLITS)
    assert not (tmp_path / "data").exists()


def test_too_little_room_is_said_before_anything_is_asked_for(
    origin: Source, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "ROOM_BYTES", 1 << 60)
    with pytest.raises(FetchError, match="GB free"):
        bring(origin, tmp_path, SPLITS)
    assert server.packs == 0


def test_one_failure_leaves_the_others_alone(
    origin: Source, server: Server, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("training.fetch.__main__.load_splits", lambda: SPLITS)
    nowhere = Source("shop", server.url("nowhere"), origin.commit, "", (shop.TABLE,), shop.prepare)
    assert main(["--out", str(tmp_path)], lambda _: (nowhere, origin)) == 1
    assert "FAILED" in capsys.readouterr().err
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["garments"]
    assert main(["--out", str(tmp_path), "garments"], lambda _: (nowhere, origin)) == 0


def test_the_pinned_homes_are_full_commit_ids_over_https_for_every_source_of_the_split_table() -> None:
    sources = homes(Path("none"))
    assert {each.name for each in sources} == {kind for kind, _ in load_splits().parts}
    for each in sources:
        assert each.url.startswith("https://github.com/")
        assert len(each.commit) == 40
        assert int(each.commit, 16)
