"""The notation of cloths, the patterns behind it, and ranges made from them. No Blender."""

from __future__ import annotations

import numpy as np
import pytest

from atelier.canvas import Canvas
from atelier.cloths import PATTERNS, cloth
from atelier.fabrics import paint
from atelier.palette import rgb
from atelier.ranges import cloths, torso

COLOURS = "ecru navy rust forest-green"


def test_a_plain_word_is_a_colour() -> None:
    made = cloth("light-blue", finish="crisp")
    assert (made.colour, made.pattern) == ("light blue", "solid")
    assert made.fabric == {"weave": "plain", "colours": ["light blue"], "finish": "crisp"}
    assert made.name("shirt") == "Light blue shirt"


def test_gingham_is_woven_with_white_and_named_by_its_colour() -> None:
    made = cloth("gingham red")
    assert made.colour == "red"
    assert made.fabric["colours"] == ["white", "red"]


@pytest.mark.parametrize("words", ["mauve", "stripes white mauve", "tartan red"])
def test_a_misspelt_word_is_an_error(words: str) -> None:
    with pytest.raises(KeyError):
        cloth(words)


@pytest.mark.parametrize("pattern", sorted(PATTERNS))
def test_a_pattern_is_painted_in_its_own_colours(pattern: str) -> None:
    made = cloth(f"{pattern} {COLOURS}")
    canvas = Canvas([-0.25, 0.9, 0.5, 0.5], 400)
    colour, height = paint(made.fabric, canvas.x, canvas.z, np.random.default_rng(1))
    assert colour.shape == (*canvas.x.shape, 3)
    assert height.shape == canvas.x.shape
    assert np.isfinite(colour).all()
    ground = np.abs(colour - rgb(made.colour)).max(2) < 0.2
    assert ground.mean() > 0.15, "the first colour is not the ground"
    assert "{" not in made.name("top")


@pytest.mark.parametrize("pattern", ["stripes", "dots", "floral", "leaves", "zebra", "leopard"])
def test_the_first_colour_covers_more_than_any_other(pattern: str) -> None:
    made = cloth(f"{pattern} {COLOURS}")
    canvas = Canvas([-0.25, 0.9, 0.5, 0.5], 400)
    colour, _ = paint(made.fabric, canvas.x, canvas.z, np.random.default_rng(2))
    gaps = np.stack([np.abs(colour - rgb(c)).sum(2) for c in made.fabric["colours"]])
    shares = np.bincount(gaps.argmin(0).ravel(), minlength=4)
    assert shares.argmax() == 0


def test_a_range_is_one_cut_in_several_cloths() -> None:
    made = torso("topwear", "tee", "men", "t-shirt", "tee_m", "cotton", cloths("navy, stripes white red"), neck="bound")
    assert [d.title for d in made] == ["Navy tee", "Striped tee, white and red"]
    assert {d.parameters["cut"] for d in made} == {"tee_m"}
    assert all(d.parameters["neck"] == "bound" for d in made)
    assert len({d.product_id for d in made}) == 2
