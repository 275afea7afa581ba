"""What is made of the public repositories' files is what training's own readers read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("cv2")
pytest.importorskip("scipy")

from PIL import Image

from pipeline.errors import FetchError
from tests.places import SHARED, needs_shared
from tests.training import upstreams
from tests.training.upstreams import LABELS, PICTURES, SPLITS
from training.detector.garments import list_garments
from training.detector.street import load_street, mask_labels, read_rows
from training.fetch import garments, keypoints, shop, street
from training.pose.truth import agreement, teacher
from training.splits import Splits, load_splits, strata_of_garments, strata_of_shop, strata_of_street
from training.tables import PEOPLE, garment_pictures, people, shop_pictures

pytestmark = pytest.mark.training

TEACHER = SHARED / "weights/movenet_single_pose_lightning_ptq.tflite"
SAMPLE = ("0001", "0338", "1413")


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """The repository's files, and data/NAME to be filled."""
    (tmp_path / "data/one").mkdir(parents=True)
    (tmp_path / "files").mkdir()
    return tmp_path / "files", tmp_path / "data/one"


def test_street(folders: tuple[Path, Path]) -> None:
    files, ready = folders
    upstreams.street(files)
    notes = street.prepare(files, ready, SPLITS, Path("no/teacher"))
    assert mask_labels(ready) == LABELS
    (photo,) = load_street(ready, ["0001", "1005"])
    top, shoes = sorted(photo.boxes, key=lambda item: item.box.y0)
    assert (top.label, top.box.x0, top.box.y0, top.box.x1, top.box.y1) == ("top", 12, 10, 28, 40)
    assert (shoes.box.group, shoes.box.x0, shoes.box.y0, shoes.box.x1, shoes.box.y1) == ("footwear", 10, 50, 30, 55)
    assert photo.pixels().shape[:2] == photo.mask().shape == (60, 40)
    assert photo.mask()[20, 20] == LABELS.index("top")
    assert read_rows(ready / "tags.csv") == [{"id": "1005", "tags": "dress|shoes|purse"}]
    assert people(ready / "people.csv") == people(PEOPLE)
    assert not (ready / "photos/0002.webp").exists(), "a photo outside the split table is left out"
    assert any("raw boxes" in note for note in notes)
    assert any("no keypoints.csv" in note for note in notes)


def test_street_strata_are_those_of_the_split_table(tmp_path: Path) -> None:
    upstreams.street(tmp_path / "files")
    (tmp_path / "street").mkdir()
    street.prepare(tmp_path / "files", tmp_path / "street", SPLITS, Path("no/teacher"))
    assert strata_of_street(tmp_path).keys() == {"0001", "1005"}


def test_a_mask_that_does_not_fit_its_photo_is_refused(folders: tuple[Path, Path]) -> None:
    files, ready = folders
    upstreams.street(files)
    upstreams.picture(files / "photos/0001.jpg", 41, 60)
    with pytest.raises(FetchError, match="mask of photo 0001"):
        street.prepare(files, ready, SPLITS, Path("no/teacher"))


def test_a_photo_of_the_split_table_that_upstream_lacks_is_named(folders: tuple[Path, Path]) -> None:
    files, ready = folders
    upstreams.street(files)
    splits = Splits({("street", "0009"): "train"})
    with pytest.raises(FetchError, match=r"0009\.jpg"):
        street.prepare(files, ready, splits, Path("no/teacher"))


def test_garments(tmp_path: Path) -> None:
    upstreams.garments(tmp_path / "files")
    (tmp_path / "garments").mkdir()
    garments.prepare(tmp_path / "files", tmp_path / "garments", SPLITS)
    assert [(each.image, each.label, each.sender) for each in garment_pictures(tmp_path)] == [
        (PICTURES[0], "Dress", "7"),
        (PICTURES[1], "T-Shirt", "7"),
    ]
    assert len(list_garments(tmp_path / "garments", SPLITS, ("train",))) == 2
    assert strata_of_garments(tmp_path) == {"7": "occasional"}
    assert Image.open(tmp_path / f"garments/images/{PICTURES[0]}.jpg").size == (240, 320)
    assert len(list((tmp_path / "garments/images").iterdir())) == 2


def test_a_sender_of_ours_that_upstream_lacks_is_named(folders: tuple[Path, Path]) -> None:
    files, ready = folders
    upstreams.garments(files)
    with pytest.raises(FetchError, match="lacks 1 of our senders, 9"):
        garments.prepare(files, ready, Splits({**SPLITS.parts, ("garments", "9"): "test"}))


def test_shop(tmp_path: Path) -> None:
    upstreams.shop(tmp_path / "files")
    (tmp_path / "shop").mkdir()
    shop.prepare(tmp_path / "files", tmp_path / "shop", SPLITS)
    pictures = shop_pictures(tmp_path)
    assert [(each.image, each.product, each.view) for each in pictures] == [
        ("mh01-black_main.jpg", "mh01-black", "main"),
        ("mh01-gray_back.jpg", "mh01-gray", "back"),
        ("mh01-gray_main.jpg", "mh01-gray", "main"),
    ]
    assert {(each.gender, each.half, each.group) for each in pictures} == {("men", "Tops", "topwear")}
    assert strata_of_shop(tmp_path) == {"mh01": "Men Tops"}
    assert read_rows(tmp_path / "shop/products.csv")[0]["name"] == "Hoodie"
    assert Image.open(tmp_path / "shop/images/mh01-gray_back.jpg").size == (413, 512)


@needs_shared
@pytest.mark.parametrize("table", ["street/boxes.csv", "street/tags.csv", "street/box_corrections.csv"])
def test_the_columns_are_the_shared_ones(folders: tuple[Path, Path], table: str) -> None:
    files, ready = folders
    upstreams.street(files)
    street.prepare(files, ready, SPLITS, Path("no/teacher"))
    header = (ready / Path(table).name).read_text().splitlines()[0]
    assert header == (SHARED / "data" / table).read_text().splitlines()[0]


@needs_shared
def test_the_other_tables_columns_and_names_are_the_shared_ones() -> None:
    for table, header in (("garments/garments.csv", garments.HEADER), ("shop/products.csv", shop.HEADER)):
        assert tuple(read_rows(SHARED / "data" / table)[0]) == header
    assert all(shop.PICTURE.fullmatch(f"/m/h/{row['image']}") for row in read_rows(SHARED / "data/shop/products.csv"))
    masked = {name for name in load_splits().ids("street", "train", "val", "test") if int(name) <= 1004}
    assert masked == {path.stem for path in (SHARED / "data/street/masks").iterdir()}


@needs_shared
@pytest.mark.skipif(not TEACHER.exists(), reason="NO TEACHER HERE: its keypoints are not derived")
def test_the_teacher_sees_nearly_the_shared_keypoints() -> None:
    pytest.importorskip("tensorflow")
    photos = [SHARED / f"data/street/photos/{name}.webp" for name in SAMPLE]
    rows = list(keypoints.keypoint_rows(TEACHER, photos))
    assert all(len(row) == len(keypoints.HEADER) for row in rows)
    shared = SHARED / "data/street/keypoints.csv"
    assert tuple(read_rows(shared)[0]) == keypoints.HEADER
    known = teacher(shared)
    found = [np.array(row[1:], np.float64).reshape(17, 3) for row in rows]
    assert agreement(found, [known[name] for name in SAMPLE], 0.1)["all"] > 0.9
