"""The looks: what is worn, how boxes and keypoints are read, which files tell the truth. No Blender."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from atelier.__main__ import main
from atelier.design import GROUPS
from atelier.lines import all_designs
from atelier.looks import records
from atelier.looks.chance import can_open, training_looks
from atelier.looks.demo import LOOKS
from atelier.looks.stances import ARMS, LEGS
from atelier.looks.table import FRAMINGS, SHOWN, Look
from atelier.looks.truth import KEYPOINTS, Item, box_of, code_colour, items, keypoints, numbered, read_codes

DESIGNS = all_designs()
DEALT = list(training_looks(DESIGNS, 150))


@pytest.mark.parametrize("look", [*LOOKS, *DEALT[:40]], ids=lambda k: k.name)
def test_a_look_is_wearable(look: Look) -> None:
    designs = look.designs(DESIGNS)
    groups = [d.group for d in designs]
    assert len(groups) == len(set(groups))
    assert set(groups) <= set(GROUPS)
    assert "footwear" in groups
    assert "dress" in groups or {"bottomwear"} < set(groups) & {"topwear", "bottomwear", "outerwear"}
    assert {d.gender for d in designs} <= {look.gender, "unisex"}
    assert look.framing in FRAMINGS
    assert look.legs in LEGS
    assert set(look.arms) <= set(ARMS)
    assert not look.open_m or can_open(next(d for d in designs if d.group == "outerwear"))
    if "bag" in groups:
        assert look.arms[look.bag_side > 0] in ("hang", "crook"), "the hand that carries does nothing else"


def test_dealt_looks_are_the_same_whatever_the_count_and_none_is_a_demo_look() -> None:
    assert list(training_looks(DESIGNS, 20)) == DEALT[:20]
    assert not {frozenset(look.wears) for look in DEALT} & {frozenset(look.wears) for look in LOOKS}
    assert not {look.seed for look in DEALT} & {look.seed for look in LOOKS}


def test_dealt_looks_use_everything() -> None:
    assert {d.group for look in DEALT for d in look.designs(DESIGNS)} == set(GROUPS)
    assert {look.facing for look in DEALT} == {"front", "side", "back"}
    assert {look.framing for look in DEALT} == set(FRAMINGS)
    worn = Counter(title for look in DEALT for title in look.wears)
    assert max(worn.values()) <= 12, "no product comes up much more often than the others"


def test_an_unknown_title_is_an_error() -> None:
    with pytest.raises(KeyError):
        Look("x", "men", ("no such thing",), "street").designs(DESIGNS)


@pytest.mark.parametrize("more", [[], ["--training", "3"]])
def test_an_unknown_look_is_bad_usage_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str]
) -> None:
    names = [argument for name in ("typo", "camel-coat", "also") for argument in ("--look", name)]
    assert main(["looks", *names, *more, "--out", str(tmp_path / "looks")]) == 2
    said = capsys.readouterr().err
    assert "also" in said
    assert "typo" in said
    assert ("camel-coat" in said) == bool(more), "a demo look is none of those dealt by chance"
    assert not (tmp_path / "looks").exists()


@pytest.mark.parametrize(("yaw", "facing"), [(0, "front"), (-44, "front"), (50, "side"), (-100, "side"),
                                             (170, "back"), (-140, "back"), (350, "front")])  # fmt: skip
def test_facing_follows_the_yaw(yaw: float, facing: str) -> None:
    assert Look("x", "men", (), "street", yaw).facing == facing


def test_codes_survive_the_picture_and_lone_pixels_are_no_garment() -> None:
    picture = np.zeros((40, 30, 3))
    picture[5:25, 10:20] = code_colour(0)
    picture[30:39, 2:28] = code_colour(7)
    picture[0, 0] = code_colour(0)
    codes = read_codes(np.rint(picture * 255).astype(np.uint8))
    worn = [("topwear", "TW-1")] + [("bag", f"BG-{k}") for k in range(6)] + [("footwear", "FW-1")]
    found = items(codes, worn)
    assert found == [
        Item("topwear", "TW-1", (10, 5, 20, 25)), Item("footwear", "FW-1", (2, 30, 28, 39)),
    ]  # fmt: skip
    places = numbered(codes, worn, found[1:])
    assert places[35, 10] == 1
    assert set(places[:28].ravel()) == {0}


def test_code_colours_are_distinct_and_never_black() -> None:
    colours = [code_colour(k) for k in range(26)]
    assert len(set(colours)) == 26
    assert (0.0, 0.0, 0.0) not in colours


def test_a_garment_of_a_few_pixels_has_no_box() -> None:
    mask = np.zeros((20, 20), bool)
    mask[3:6, 3:6] = True
    assert box_of(mask) is None


@pytest.mark.parametrize("seed", range(5))
def test_a_box_lies_inside_the_picture_and_is_tight(seed: int) -> None:
    rng = np.random.default_rng(seed)
    mask = np.zeros((50, 70), bool)
    x0, y0 = rng.integers(0, 40, 2)
    mask[y0 : y0 + 25, x0 : x0 + 45] = True
    x1, y1 = min(70, x0 + 45), min(50, y0 + 25)
    assert box_of(mask) == (x0, y0, x1, y1)


def test_what_pokes_through_a_coat_does_not_widen_the_box_a_strap_does() -> None:
    mask = np.zeros((300, 200), bool)
    mask[50:250, 80:120] = True  # a shirt in an open coat
    mask[140:144, 10:20] = True  # a bit of it through the coat's sleeve
    assert box_of(mask) == (80, 50, 120, 250)
    mask[20:48, 99:101] = True  # a strap that is held to it by a gap of two pixels
    assert box_of(mask) == (80, 20, 120, 250)


def test_keypoints_are_seen_covered_or_outside() -> None:
    pixels = {name: (10.0 + k, 20.0) for k, name in enumerate(KEYPOINTS)} | {"nose": (-3.0, 5.0)}
    covered = dict.fromkeys(KEYPOINTS, False) | {"left_eye": True}
    made = keypoints(pixels, covered, 100, 50)
    assert len(made) == 17
    assert made[0] == (0.0, 0.0, 0)
    assert made[1] == (11.0, 20.0, 1)
    assert made[2] == (12.0, 20.0, 2)


def _entry() -> dict[str, object]:
    look = Look("x", "women", (), "street", yaw=50, framing="three_quarter", title="Rainy day")
    points = [(5.0 + k, 8.0, 2) for k in range(16)] + [(0.0, 0.0, 0)]
    return records.entry(look, [Item("bag", "BG-1", (1, 2, 30, 44))], points, (48, 64))


def test_an_entry_carries_the_whole_truth() -> None:
    made = _entry()
    assert made["items"] == [{"group": "bag", "product_id": "BG-1", "box": [1, 2, 30, 44]}]
    assert (made["facing"], made["framing"], made["sample"]) == ("side", SHOWN["three_quarter"], True)
    assert len(made["keypoints"]) == 17  # type: ignore[arg-type]


def test_the_three_files_agree(tmp_path: Path) -> None:
    records.write_all(tmp_path, [_entry(), _entry()])
    coco = json.loads((tmp_path / "coco.json").read_text("utf-8"))
    assert len(json.loads((tmp_path / "looks.json").read_text("utf-8"))) == len(coco["images"]) == 2
    person, bag = coco["annotations"][:2]
    assert person["num_keypoints"] == 16
    assert len(person["keypoints"]) == 51
    assert person["bbox"] == [1, 2, 29, 42]
    assert bag["bbox"] == [1, 2, 29, 42]
    assert coco["categories"][bag["category_id"] - 1]["name"] == "bag"
    assert [a["id"] for a in coco["annotations"]] == [1, 2, 3, 4]
    lines = (tmp_path / "looks.csv").read_text("utf-8").splitlines()
    assert lines[0] == ",".join(records.COLUMNS)
    assert len(lines) == 3
    assert lines[1].endswith("bag,BG-1,1,2,30,44")
