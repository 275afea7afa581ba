"""Every way in which a model or catalogue folder can be broken: found before serving, named, and with its remedy."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from pipeline.artefacts import LFS_POINTER, sealed, sha256_of
from pipeline.catalogue import Catalogue
from pipeline.cli import main
from pipeline.doctor import examine
from pipeline.errors import ArtefactError
from pipeline.integrity import check_everything, check_served
from pipeline.models import open_model, read_specs
from pipeline.papers import check_catalogue_papers, check_model_papers
from pipeline.sessions import EXTERNAL_DATA
from pipeline.shop import ShopTheLook
from tests.pipeline.fakes import DIMENSIONS
from tests.places import CATALOGUE, MODELS

POINTER = LFS_POINTER + b"v1\noid sha256:0000\nsize 4711\n"
COMMANDS = ("git ", "make ", "python -m pipeline", "Update the program")
Change = Callable[[bytes], bytes]


def cut(data: bytes) -> bytes:
    return data[: len(data) // 2]


def flip(data: bytes) -> bytes:
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]


def empty(_: bytes) -> bytes:
    return b""


def pointer(_: bytes) -> bytes:
    return POINTER


DAMAGE: dict[str, Change] = {"cut": cut, "one bit": flip, "empty": empty, "lfs pointer": pointer}


@pytest.fixture
def models(tmp_path) -> Path:
    return Path(shutil.copytree(MODELS, tmp_path / "models"))


@pytest.fixture
def catalogue(tmp_path, catalogue_folder) -> Path:
    return Path(shutil.copytree(catalogue_folder, tmp_path / "catalogue"))


def damage(path: Path, change: Change) -> None:
    path.write_bytes(change(path.read_bytes()))


def spoil(path: Path, kind: str) -> None:
    if kind == "missing":
        path.unlink()
    else:
        damage(path, DAMAGE[kind])


def rewrite(folder: Path, change: Callable[[dict], object]) -> None:
    """Change a manifest and seal it again, as a wrong program would."""
    path = folder / "manifest.json"
    manifest = json.loads(path.read_text("utf-8"))
    change(manifest)
    path.write_text(json.dumps(sealed(manifest)))


def resum(folder: Path, name: str) -> None:
    """Let the manifest agree with a changed file."""
    facts = {"sha256": sha256_of(folder / name), "bytes": (folder / name).stat().st_size}
    rewrite(folder, lambda manifest: manifest["files"].update({name: facts}))


def open_models(folder: Path) -> None:
    for spec in read_specs(folder).values():
        open_model(spec)


def open_catalogue(folder: Path) -> Catalogue:
    opened = Catalogue.open(folder)
    check_served(opened, DIMENSIONS)
    return opened


def assert_refused(opening: Callable[[], object], *words: str) -> None:
    """Opening fails, and the message names the file and a command."""
    with pytest.raises(ArtefactError) as caught:
        opening()
    message = str(caught.value)
    for word in words:
        assert word in message
    assert any(command in message for command in COMMANDS), message


def test_the_folders_are_right_before_they_are_broken(models, catalogue):
    open_models(models)
    assert len(open_catalogue(catalogue)) == 36


@pytest.mark.parametrize("kind", DAMAGE)
@pytest.mark.parametrize("file", ["detector.onnx", "embedder.onnx", "gender.onnx", "manifest.json"])
def test_a_damaged_models_folder(models, file, kind):
    rewrite(models, dict)
    damage(models / file, DAMAGE[kind])
    assert_refused(lambda: open_models(models), file)


@pytest.mark.parametrize("file", ["detector.onnx", "manifest.json"])
def test_a_missing_model_file(models, file):
    (models / file).unlink()
    assert_refused(lambda: open_models(models), file, "missing")


def test_a_missing_folder(tmp_path):
    assert_refused(lambda: open_models(tmp_path / "none"), "none")
    assert_refused(lambda: open_catalogue(tmp_path / "none"), "none")


def test_a_model_is_read_once_so_that_what_is_checked_is_what_is_opened(models, monkeypatch):
    reads, real = [], Path.open
    monkeypatch.setattr(Path, "open", lambda path, *mode, **more: reads.append(path) or real(path, *mode, **more))
    open_model(read_specs(models)["pose"], 1)
    assert len([path for path in reads if path.suffix == ".onnx"]) == 2, "its first bytes, and the whole"


def test_swapped_models(models):
    one, other = models / "gender.onnx", models / "embedder.onnx"
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    assert_refused(lambda: open_models(models), ".onnx", "sha256")


def test_models_swapped_together_with_their_checksums(models):
    def swap(manifest):
        one, other = manifest["models"]["gender"], manifest["models"]["embedder"]
        for key in ("file", "sha256"):
            one[key], other[key] = other[key], one[key]

    rewrite(models, swap)
    assert_refused(lambda: open_models(models), ".onnx", "declares")


def test_a_model_with_its_weights_elsewhere(models):
    damage(models / "gender.onnx", lambda data: data + b"\x12\x10" + EXTERNAL_DATA + b"\x12\x04w.bin")
    rewrite(models, lambda manifest: manifest["models"]["gender"].update(sha256=sha256_of(models / "gender.onnx")))
    assert_refused(lambda: open_models(models), "gender.onnx", "external data")


def test_a_file_that_is_no_model(models):
    (models / "gender.onnx").write_bytes(b"not a model" * 100)
    rewrite(models, lambda manifest: manifest["models"]["gender"].update(sha256=sha256_of(models / "gender.onnx")))
    assert_refused(lambda: open_models(models), "gender.onnx", "onnxruntime")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda manifest: manifest.update(format=2), "format 2"),
        (lambda manifest: manifest.update(format=0), "format 0"),
        (lambda manifest: manifest.update(format="1"), "format number"),
        (lambda manifest: manifest.update(models=[]), "describes no"),
        (lambda manifest: manifest["models"].pop("embedder"), "describes no embedder"),
        (lambda manifest: manifest["models"].update(gender=[]), "incomplete"),
        (lambda manifest: manifest["models"]["gender"].pop("sha256"), "sha256"),
        (lambda manifest: manifest["models"]["gender"].pop("labels"), "labels"),
        (lambda manifest: manifest["models"]["gender"]["input"].update(shape=[]), "incomplete"),
        (lambda manifest: manifest["models"]["detector"]["settings"].pop("iou"), "iou"),
        (lambda manifest: manifest["models"]["detector"]["settings"].update(iou="high"), "iou"),
        (lambda manifest: manifest["models"]["embedder"].pop("heads"), "heads"),
        (lambda manifest: manifest["models"]["gender"].update(file="../gender.onnx"), "not inside"),
        (lambda manifest: manifest["models"]["gender"].update(file="/etc/passwd"), "not inside"),
    ],
)
def test_a_wrong_models_manifest(models, change, word):
    rewrite(models, change)
    assert_refused(lambda: open_models(models), "models", word)


def of(role: str, path: str, value: object) -> Callable[[dict], None]:
    """A change of one value in a model's entry."""

    def change(manifest: dict) -> None:
        *parents, last = path.split(".")
        place = manifest["models"][role]
        for name in parents:
            place = place[name]
        place[last] = value

    return change


@pytest.mark.parametrize(
    ("role", "path", "value"),
    [
        ("gender", "labels", ["men"]),
        ("gender", "labels", ["men", "women", "unisex"]),
        ("gender", "labels", ["male", "female"]),
        ("gender", "settings.part_size_px", -1),
        ("detector", "labels", ["topwear"]),
        ("detector", "labels", ["topwear", "bottomwear", "dress", "outerwear", "footwear"]),
        ("detector", "labels", ["topwear"] * 8),
        ("detector", "settings.confidence", 7),
        ("detector", "input.stride", 7),
        ("detector", "input.size_px", -1),
        ("detector", "input.colour", "BGR"),
        ("detector", "input.layout", "CHWN"),
        ("detector", "input.pad_value", 999),
        ("detector", "input.range", [-1, 1]),
        ("detector", "sha256", None),
        ("embedder", "heads", {"topwear": "topwear"}),
        ("embedder", "heads.topwear", "nowhere"),
        ("embedder", "dimensions", 128),
        ("embedder", "dimensions", "many"),
        ("embedder", "settings.absent_below", None),
        ("embedder", "settings.absent_below", {"topwear": "low"}),
        ("pose", "classes.facing", ["front"]),
    ],
)
def test_a_model_that_does_not_fit_its_entry(models, role, path, value):
    rewrite(models, of(role, path, value))
    assert_refused(lambda: open_models(models), path.rpartition(".")[2], role)
    finding = next(examine(models, CATALOGUE))
    assert finding.subject.startswith(str(models))
    assert not finding.is_right


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000, '{"format": 1', "\x00"])
def test_a_manifest_that_is_none(models, catalogue, text):
    for folder, opening in ((models, open_models), (catalogue, open_catalogue)):
        (folder / "manifest.json").write_text(text)
        assert_refused(lambda folder=folder, opening=opening: opening(folder), "manifest.json")


@pytest.mark.parametrize("kind", [*DAMAGE, "missing", "folder"])
@pytest.mark.parametrize(
    "file", ["products.parquet", "embeddings.npy", "maps.npz", "topwear-men.ann", "thumbnail", "manifest.json"]
)
def test_a_damaged_catalogue(catalogue, file, kind):
    path = catalogue / file if file != "thumbnail" else next(catalogue.glob("thumbnails/**/*.webp"))
    if kind in DAMAGE:
        damage(path, DAMAGE[kind])
    else:
        path.unlink()
    if kind == "folder":
        path.mkdir()
    if (file, kind) == ("thumbnail", "one bit"):  # serving goes on with it; the doctor sees it
        opened = open_catalogue(catalogue)
        assert_refused(lambda: check_everything(opened), "thumbnails")
    else:
        assert_refused(lambda: open_catalogue(catalogue), path.name)


def test_swapped_indexes(catalogue):
    one, other = catalogue / "topwear-men.ann", catalogue / "topwear-women.ann"
    held = one.read_bytes()
    one.write_bytes(other.read_bytes())
    other.write_bytes(held)
    assert_refused(lambda: open_catalogue(catalogue), ".ann")
    for path in (one, other):
        resum(catalogue, path.name)
    assert_refused(lambda: open_catalogue(catalogue), "not found by its own vector")


def test_a_catalogue_of_another_embedder(catalogue):
    assert_refused(lambda: Catalogue.open(catalogue, "0" * 64), "another embedder")
    assert_refused(lambda: check_served(Catalogue.open(catalogue), DIMENSIONS + 1), "the embedder makes")


def test_more_vectors_than_rows(catalogue):
    vectors = np.load(catalogue / "embeddings.npy")
    np.save(catalogue / "embeddings.npy", vectors[:-1])
    resum(catalogue, "embeddings.npy")
    assert_refused(lambda: open_catalogue(catalogue), "embeddings.npy")


@pytest.mark.parametrize("value", [np.nan, 0.0, 7.0])
def test_vectors_that_are_none(catalogue, value):
    vectors = np.load(catalogue / "embeddings.npy")
    np.save(catalogue / "embeddings.npy", np.full_like(vectors, value))
    resum(catalogue, "embeddings.npy")
    assert_refused(lambda: open_catalogue(catalogue), "embeddings.npy")


def test_vectors_in_another_order(catalogue):
    vectors = np.load(catalogue / "embeddings.npy")
    np.save(catalogue / "embeddings.npy", np.roll(vectors, 1, axis=0))
    resum(catalogue, "embeddings.npy")
    assert_refused(lambda: open_catalogue(catalogue), "embeddings.npy")


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (lambda manifest: manifest.update(format=2), "Update the program"),
        (lambda manifest: manifest.update(products=7), "products.parquet"),
        (lambda manifest: manifest.update(products="many"), "products.parquet"),
        (lambda manifest: manifest.update(dimensions=9), "embeddings.npy"),
        (lambda manifest: manifest.update(files=[]), "incomplete"),
        (lambda manifest: manifest.update(indexes=None), "incomplete"),
        (lambda manifest: manifest.pop("name"), "name"),
        (lambda manifest: manifest["indexes"][0].update(items=1), ".ann"),
        (lambda manifest: manifest["indexes"][0].update(search_k="500"), "indexes[0].search_k"),
        (lambda manifest: manifest["indexes"][0].update(search_k=-5), "indexes[0].search_k"),
        (lambda manifest: manifest.update(files={}), "products.parquet"),
        (lambda manifest: manifest["files"].pop("topwear-men.ann"), "topwear-men.ann"),
        (lambda manifest: manifest["files"]["products.parquet"].update(sha256=None), "products.parquet"),
        (lambda manifest: manifest["files"].update({"../x": {"sha256": "", "bytes": 1}}), "not inside"),
        (lambda manifest: manifest["indexes"][0].update(file="/etc/passwd"), "does not list /etc/passwd"),
    ],
)
def test_a_wrong_catalogue_manifest(catalogue, change, word):
    rewrite(catalogue, change)
    assert_refused(lambda: open_catalogue(catalogue), word)


def test_a_thumbnail_outside_the_folder(catalogue):
    opened = open_catalogue(catalogue)
    column = opened.table.schema.get_field_index("image")
    names = [f"../../../etc/passwd{number}" for number in range(len(opened))]
    opened.table = opened.table.set_column(column, "image", [names])
    assert_refused(lambda: check_served(opened, DIMENSIONS), "not inside")


def test_the_shop_checks_before_it_serves(monkeypatch):
    seen = []
    monkeypatch.setattr(
        "pipeline.shop.check_served", lambda catalogue, dimensions: seen.append((catalogue, dimensions))
    )
    monkeypatch.setattr("pipeline.shop.open_model", lambda spec, _: SimpleNamespace(spec=spec))
    shop = ShopTheLook.open()
    assert seen == [(shop.catalogue, shop.embedder.dimensions)]


def test_doctor_raises_nothing(monkeypatch, capsys):
    def fails(*_):
        raise OverflowError("999")

    monkeypatch.setattr("pipeline.doctor.check_ranks", fails)
    monkeypatch.setattr("pipeline.doctor.read_specs", fails)
    assert main(["doctor", "--models", str(MODELS), "--catalogue", str(CATALOGUE)]) == 1
    assert "OverflowError('999')" in capsys.readouterr().out


def test_doctor_says_once_that_a_catalogue_is_missing(tmp_path, capsys):
    assert main(["doctor", "--models", str(MODELS), "--catalogue", str(tmp_path / "none")]) == 1
    assert capsys.readouterr().out.count("There is no folder") == 1


def test_doctor_says_what_is_wrong_and_exits_with_1(models, capsys):
    assert main(["doctor", "--models", str(MODELS), "--catalogue", str(CATALOGUE)]) == 0
    assert "WRONG" not in capsys.readouterr().out
    damage(models / "gender.onnx", cut)
    assert main(["doctor", "--models", str(models), "--catalogue", str(CATALOGUE)]) == 1
    said = capsys.readouterr().out
    assert f"WRONG {models / 'gender.onnx'}" in said
    assert "make models" in said
    assert f"ok    {models / 'detector.onnx'}" in said, "the others are still checked"


@pytest.mark.parametrize("kind", ["cut", "lfs pointer", "missing"])
@pytest.mark.parametrize("file", ["metrics.json", "detector.md"])
def test_papers_of_the_models(models, file, kind):
    check_model_papers(models, ["detector"])
    if (file, kind) == ("detector.md", "cut"):
        (models / file).write_bytes(b"\xff\xfe\xff")
    else:
        spoil(models / file, kind)
    assert_refused(lambda: check_model_papers(models, ["detector"]), file)


@pytest.mark.parametrize("kind", ["cut", "lfs pointer"])
@pytest.mark.parametrize("file", ["detector.webp", "detector.json"])
def test_pictures_of_failures(models, file, kind):
    check_model_papers(models, ["detector"])
    spoil(models / "failures" / file, kind)
    assert_refused(lambda: check_model_papers(models, ["detector"]), file)


def test_models_without_any_paper_are_somebodys_own(tmp_path):
    check_model_papers(tmp_path, ["detector"])


@pytest.mark.parametrize("kind", ["cut", "lfs pointer", "missing"])
@pytest.mark.parametrize("file", ["rejected.csv", "looks/looks.json", "looks/coco.json", "looks/picture"])
def test_papers_of_a_catalogue(tmp_path, file, kind):
    (tmp_path / "looks").mkdir()
    shutil.copyfile(CATALOGUE / "rejected.csv", tmp_path / "rejected.csv")
    picture = json.loads((CATALOGUE / "looks" / "looks.json").read_text("utf-8"))[0]["file"]
    for name in (picture, "coco.json"):
        shutil.copyfile(CATALOGUE / "looks" / name, tmp_path / "looks" / name)
    (tmp_path / "looks" / "looks.json").write_text(json.dumps([{"file": picture}]))
    check_catalogue_papers(tmp_path)
    path = tmp_path / file.replace("picture", picture)
    if (file, kind) == ("rejected.csv", "cut"):
        path.write_text('row,product_id,reason\n1,"half')
    else:
        spoil(path, kind)
    if (file, kind) == ("looks/coco.json", "missing"):
        check_catalogue_papers(tmp_path)  # a catalogue of one's own may have looks without it
    else:
        assert_refused(lambda: check_catalogue_papers(tmp_path), path.name)


def test_the_doctor_looks_at_the_papers(models, catalogue):
    (models / "metrics.json").unlink()
    (catalogue / "rejected.csv").unlink()
    embedder = read_specs(models)["embedder"].sha256
    rewrite(catalogue, lambda manifest: manifest.update(embedder_sha256=embedder))
    said = " ".join(finding.message for finding in examine(models, catalogue))
    assert "metrics.json is missing" in said
    assert "rejected.csv is missing" in said
