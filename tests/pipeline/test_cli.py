"""The command line on the embedded models and catalogue: contract, exit codes, bad input among good."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline import Filters
from pipeline.cli import main
from pipeline.shop import ShopTheLook
from tests.pipeline.fakes import outfit
from tests.pipeline.web import Site, serve
from tests.places import LOOKS, ROOT, sample_looks


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def photos():
    return [LOOKS / look["file"] for look in sample_looks()[:2]]


def test_version_answers_without_the_heavy_imports():
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.strip()


def test_look_starts_without_pandas(photos):
    command = [sys.executable, "-X", "importtime", "-m", "pipeline", "look", photos[0]]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "pyarrow" in imported
    assert "pandas" not in imported, "a quarter of the time, for nothing"


def test_look_prints_one_json_line_per_photo_in_order(photos):
    done = run("look", *photos, "-k", 3)
    assert done.returncode == 0, done.stderr
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["photo"]["name"] for line in lines] == [photo.name for photo in photos]
    for line in lines:
        assert line["items"]
        for item in line["items"]:
            assert item["score"] >= 0.35
            assert len(item["matches"]) <= 3
            for match in item["matches"]:
                assert match["group"] == item["group"]
                assert match["gender"] in line["gender"]["searched"]


@pytest.fixture
def asked(monkeypatch) -> list:
    """What `look` asks of a shop that finds nothing."""
    seen = []

    def opened(models, catalogue):
        seen.append((models, catalogue))
        return SimpleNamespace(analyse=lambda _: SimpleNamespace(look=told))

    def told(*settings):
        seen.append(settings)
        return SimpleNamespace(to_dict=dict)

    monkeypatch.setattr(ShopTheLook, "open", opened)
    return seen


def test_every_option_of_look_reaches_the_search(asked, capsys):
    options = "-k 3 --confidence 0.5 --gender women --models M --catalogue C --min-price 5 --max-price 9"
    words = "--category tee --colour red --colour blue --brand Maker"
    assert main(["look", "a.jpg", *options.split(), *words.split()]) == 0
    wanted = Filters({"tee"}, {"red", "blue"}, {"Maker"}, 5, 9)
    assert asked == [(Path("M"), Path("C")), (3, 0.5, "women", wanted)]
    assert capsys.readouterr().out == "{}\n"


def test_without_options_look_narrows_nothing(asked):
    assert main(["look", "a.jpg"]) == 0
    assert asked[1:] == [(6, None, "auto", Filters())]


def test_a_reader_that_goes_away_is_no_error(asked, monkeypatch):
    class Gone(io.StringIO):
        def write(self, _):
            raise BrokenPipeError

    monkeypatch.setattr(sys, "stdout", Gone())
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert main(["look", "a.jpg", "b.jpg"]) == 0
    assert len(asked) == 2, "nothing more is looked at"


def test_bad_photos_among_good_ones(photos, tmp_path):
    (tmp_path / "text.jpg").write_text("not a picture")
    buffer = io.BytesIO()
    outfit().save(buffer, "JPEG")
    (tmp_path / "cut.jpg").write_bytes(buffer.getvalue()[:1500])
    outfit(1, 1).save(tmp_path / "tiny.png")
    (tmp_path / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic" + bytes(100))
    bad = [tmp_path / name for name in ("text.jpg", "cut.jpg", "tiny.png", "absent.jpg", "phone.heic")]
    done = run("look", bad[0], photos[0], *bad[1:], photos[1])
    assert done.returncode == 3
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert ["error" in line for line in lines] == [True, False, True, True, True, True, False]
    types = [line["error"]["type"] for line in lines if "error" in line]
    assert types == [*["UnreadablePhotoError"] * 2, "PhotoTooSmallError", *["UnreadablePhotoError"] * 2]
    is_read = find_spec("pi_heif") is not None
    assert ["pip install pi-heif" in text for text in (lines[5]["error"]["message"], done.stderr)] == [not is_read] * 2
    assert all(set(line) == {"photo", "error"} for line in lines if "error" in line)
    assert "Traceback" not in done.stderr


def test_names_that_are_no_utf8_or_do_not_fit_the_terminal(photos, tmp_path):
    names = [b"caf\xe9.webp", "φόρεμα.webp".encode(), b"gone\xff.webp"]
    paths = [tmp_path / os.fsdecode(name) for name in names]
    for path in paths[:2]:
        shutil.copyfile(photos[0], path)
    command = [sys.executable, "-m", "pipeline", "look", *paths]
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=False, env={**os.environ, "PYTHONIOENCODING": "latin-1"}
    )
    assert done.returncode == 3, done.stderr
    shown = [json.loads(line)["photo"]["name"] for line in done.stdout.decode("ascii").splitlines()]
    assert shown == ["caf\ufffd.webp", "φόρεμα.webp", "gone\ufffd.webp"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["look"],
        ["look", "a.jpg", "-k", "0"],
        ["look", "a.jpg", "--confidence", "2"],
        ["look", "a.jpg", "--gender", "kids"],
        ["look", "a.jpg", "--models", "EMPTY"],
        ["look", "a.jpg", "--catalogue", "EMPTY"],
        ["embed", "--group", "socks", "--out", "EMPTY/v.npy", "a.jpg"],
        ["catalogue", "build", "--products", "absent.csv", "--images", "EMPTY", "--out", "EMPTY/out"],
        ["catalogue", "build", "--out", "EMPTY/out"],
        ["catalogue", "build", "--images", "EMPTY", "--out", "EMPTY/out", "--index", "milvus"],
        ["catalogue", "build", "--images", "EMPTY", "--out", "EMPTY/out", "--workers", "0"],
        ["catalogue", "update", "--images", "EMPTY", "--out", "EMPTY/out"],
        ["catalogue", "build", "--images", "EMPTY", "--out", "."],
        ["catalogue", "update", "--images", "EMPTY", "--out", ".."],
        ["catalogue", "pull", "--out", "/", "clothing-dataset"],
        ["catalogue", "pull", "--out", "EMPTY/out"],
        ["catalogue", "pull", "no-such", "--out", "EMPTY/out"],
        ["catalogue", "pull", "--url", "http://localhost:9/a.zip", "--out", "EMPTY/out"],
        ["catalogue", "info", "EMPTY"],
        ["nonsense"],
    ],
)
def test_bad_usage_exits_2_with_a_message(arguments, tmp_path):
    done = run(*[str(each).replace("EMPTY", str(tmp_path)) for each in arguments])
    assert done.returncode == 2
    assert done.stdout == ""
    assert "error:" in done.stderr
    assert "Traceback" not in done.stderr


def test_embed_writes_unit_vectors(photos, tmp_path):
    done = run("embed", "--group", "topwear", *photos, "--out", tmp_path / "vectors.npy")
    assert done.returncode == 0, done.stderr
    vectors = np.load(tmp_path / "vectors.npy")
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1], abs=1e-4)


def test_embed_names_the_picture_that_is_none_and_does_the_others(photos, tmp_path):
    done = run("embed", "--group", "topwear", photos[0], tmp_path / "absent.jpg", "--out", tmp_path / "vectors")
    assert done.returncode == 3
    assert f"{tmp_path / 'absent.jpg'}: " in done.stderr
    assert f"{tmp_path / 'vectors'}: float32 (1, " in done.stderr
    assert len(np.load(tmp_path / "vectors")) == 1
    done = run("embed", "--group", "topwear", tmp_path / "absent.jpg", "--out", tmp_path / "none.npy")
    assert done.returncode == 3
    assert len(np.load(tmp_path / "none.npy")) == 0


def test_doctor_finds_the_embedded_files_right():
    done = run("doctor")
    assert done.returncode == 0, done.stdout
    assert "WRONG" not in done.stdout


def test_doctor_names_what_is_wrong(tmp_path):
    done = run("doctor", "--catalogue", tmp_path)
    assert done.returncode == 1
    assert "manifest.json is missing" in done.stdout


def test_build_and_use_a_catalogue_of_ones_own(tmp_path):
    """The embedded catalogue's own pictures, as somebody else's table."""
    table = ["sku,name,kind,picture"]
    thumbnails = ROOT / "catalog_index" / "thumbnails"
    pictures = sorted(thumbnails.rglob("*.webp"))[:6]
    places = [path.relative_to(thumbnails) for path in pictures]
    table += [f"{number},Tee {number},T-Shirt,{place}" for number, place in enumerate(places)]
    (tmp_path / "mine.csv").write_text("\n".join(table))
    build = run(
        *("catalogue", "build", "--products", tmp_path / "mine.csv", "--images", thumbnails),
        *("--out", tmp_path / "mine", "--map", "product_id=T-{sku}", "--map", "title=name", "--map", "category=kind"),
        *("--map", "image=picture", "--set", "currency=EUR"),
    )
    assert build.returncode == 0, build.stderr
    last = build.stderr.splitlines()[-1]
    assert re.match(r"6 products, 0 rejected, embedding [\d.]+ ms a product, .*\([\d.]+ ms of processor time", last)
    info = run("catalogue", "info", tmp_path / "mine")
    assert json.loads(info.stdout)["products"] == 6
    assert run("doctor", "--catalogue", tmp_path / "mine").returncode == 0
    table[1] = table[1].replace("Tee 0", "Renamed")
    (tmp_path / "mine.csv").write_text("\n".join(table[:-1]))
    update = run(
        *("catalogue", "update", "--products", tmp_path / "mine.csv", "--images", thumbnails),
        *("--out", tmp_path / "mine", "--map", "product_id=T-{sku}", "--map", "title=name", "--map", "category=kind"),
        *("--map", "image=picture", "--set", "currency=EUR"),
    )
    assert "5 products" in update.stderr
    assert "0 pictures embedded, 5 known; 1 products removed" in update.stderr


def test_pull_from_a_server_on_this_machine(tmp_path):
    thumbnails = sorted((ROOT / "catalog_index" / "thumbnails").rglob("*.webp"))[:3]
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for number, path in enumerate(thumbnails):
            archive.writestr(f"bag/{number}.webp", path.read_bytes())
    with serve(Site({"/bags.zip": buffer.getvalue()})) as site:
        arguments = ["catalogue", "pull", "--url", f"{site.url}/bags.zip", "--out", tmp_path / "bags"]
        assert "no public address" in run(*arguments).stderr
        pulled = run(*arguments, "--private-addresses", "--sha256", hashlib.sha256(buffer.getvalue()).hexdigest())
    assert pulled.returncode == 0, pulled.stderr
    assert "3 products" in pulled.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["bags"]


def test_the_guide_names_no_option_that_is_not_there():
    named = set(re.findall(r"--[a-z][a-z0-9-]+", (ROOT / "docs" / "catalogues.md").read_text("utf-8")))
    commands = (["look"], ["catalogue", "build"], ["catalogue", "update"], ["catalogue", "pull"])
    known = {
        option for command in commands for option in re.findall(r"--[a-z][a-z0-9-]+", run(*command, "--help").stdout)
    }
    assert named - known == set()
    assert {"--products", "--images", "--map", "--set", "--word", "--predict-group", "--url", "--sha256"} <= named
