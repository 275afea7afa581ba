"""From mask to boxes: parts, specks and labels; and the shared boxes again, from the shared masks."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy")

from PIL import Image

from tests.places import SHARED, needs_shared
from training.fetch.boxes import boxes_of

pytestmark = pytest.mark.training

LABELS = ("null", "coat", "hat", "jacket", "shoes", "skin", "skirt", "suit")


def test_two_parts_of_a_group_are_one_box_named_by_the_label_with_most_pixels() -> None:
    mask = np.zeros((50, 60), np.uint8)
    mask[5:20, 10:20], mask[5:20, 30:50] = LABELS.index("coat"), LABELS.index("jacket")
    (box,) = boxes_of(mask, LABELS)
    assert (box.group, box.label, box.parts, box.mask_pixels) == ("outerwear", "jacket", 2, 450)
    assert (box.x0, box.y0, box.x1, box.y1) == (10, 5, 50, 20)


@pytest.mark.parametrize(
    ("label", "pixels", "kept"),
    [("coat", 49, False), ("coat", 60, True), ("shoes", 80, False), ("shoes", 95, True), ("hat", 19, False)],
)
def test_specks_do_not_widen_a_box(label: str, pixels: int, kept: bool) -> None:
    mask = np.zeros((40, 200), np.uint8)
    mask[0:20, 0:50] = LABELS.index(label)
    mask[30, 100 : 100 + pixels] = LABELS.index(label)
    (box,) = boxes_of(mask, LABELS)
    assert (box.parts == 2) is kept
    assert (box.x1 == 100 + pixels) is kept


@pytest.mark.parametrize(
    ("worn", "expected"),
    [
        ({"suit": slice(5, 60)}, ["dress suit"]),
        ({"suit": slice(5, 45)}, ["outerwear suit"]),
        ({"suit": slice(5, 60), "skirt": slice(60, 90)}, ["bottomwear skirt", "outerwear suit"]),
        ({"suit": slice(5, 40), "coat": slice(40, 60)}, ["outerwear suit"]),
        ({"suit": slice(5, 20), "coat": slice(20, 60)}, ["outerwear coat"]),
    ],
    ids=["one piece", "jacket", "with a skirt", "over a coat", "under a coat"],
)
def test_a_suit_is_a_jacket_unless_it_is_in_one_piece(worn: dict[str, slice], expected: list[str]) -> None:
    mask = np.zeros((100, 40), np.uint8)
    for label, rows in worn.items():
        mask[rows, 10:30] = LABELS.index(label)
    boxes = boxes_of(mask, LABELS)
    assert [f"{box.group} {box.label}" for box in boxes] == expected
    assert boxes[-1].mask_pixels == 20 * len(range(100)[worn[expected[-1].split()[1]]])


def test_diagonal_neighbours_are_one_part() -> None:
    mask = np.zeros((40, 40), np.uint8)
    mask[0:10, 0:10] = mask[10:20, 10:20] = LABELS.index("hat")
    assert [box.parts for box in boxes_of(mask, LABELS)] == [1]


def test_an_empty_mask_and_bare_skin_have_no_box() -> None:
    assert boxes_of(np.zeros((8, 8), np.uint8), LABELS) == []
    assert boxes_of(np.full((8, 8), LABELS.index("skin"), np.uint8), LABELS) == []


@needs_shared
def test_shared_masks_give_the_shared_boxes_again_but_for_what_was_read_by_eye() -> None:
    """Every tenth mask. Boxes whose group was changed, or that were dropped, are not derivable and left out."""
    from training.detector.street import mask_labels, read_rows

    street = SHARED / "data/street"
    names = sorted(path.stem for path in (street / "masks").iterdir())[::10]
    read = {
        (row["id"], row[key]) for row in read_rows(street / "box_corrections.csv") for key in ("group", "new_group")
    }
    columns = ("label", "x0", "y0", "x1", "y1", "mask_pixels", "parts")
    shared = {(row["id"], row["group"]): [row[key] for key in columns] for row in read_rows(street / "boxes.csv")}
    found = {
        (name, box.group): [str(getattr(box, key)) for key in columns]
        for name in names
        for box in boxes_of(np.asarray(Image.open(street / f"masks/{name}.png")), mask_labels(street))
    }
    expected = {key for key in shared.keys() - read if key[0] in names}
    assert len(expected) > 300
    assert [key for key in expected if found.get(key) != shared[key]] == []
