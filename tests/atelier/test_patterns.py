"""Sewing patterns and painted fabrics: plane geometry and numpy, no Blender."""

from __future__ import annotations

import numpy as np
import pytest

from atelier.canvas import Canvas
from atelier.fabrics import WEAVES, paint
from atelier.garments.cuts_trousers import TROUSERS
from atelier.garments.skirt_cut import CUTS as SKIRTS
from atelier.garments.trouser_cut import CUTS as LEGS
from atelier.garments.upper_cut import CUTS
from atelier.geometry import distance_to, inside, mirror, resample, smoothstep, spline
from atelier.lines import all_designs
from atelier.palette import rgb

SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], float)


@pytest.mark.parametrize(
    ("point", "expected"),
    [
        pytest.param((0.5, 0.5), True, id="middle"),
        pytest.param((1.5, 0.5), False, id="right of it"),
        pytest.param((0.5, -0.1), False, id="below it"),
    ],
)
def test_inside_a_square(point: tuple[float, float], expected: bool) -> None:
    assert inside(np.array([point]), SQUARE)[0] == expected


def test_distance_to_a_line_counts_its_ends() -> None:
    points = np.array([[0.5, 0.2], [-0.3, 0.4]])
    assert distance_to(points, [(0, 0), (1, 0)]) == pytest.approx([0.2, 0.5])


def test_a_spline_passes_through_its_points() -> None:
    points = [(0, 0), (1, 2), (3, 1)]
    curve = spline(*points)
    assert min(np.hypot(*(curve - p).T).min() for p in points) == 0.0


def test_resampling_keeps_the_ends_and_evens_the_steps() -> None:
    line = resample([(0, 0), (1, 0), (1, 1)], 0.1)
    assert line[0].tolist() == [0, 0]
    assert line[-1].tolist() == [1, 1]
    assert np.linalg.norm(np.diff(line, axis=0), axis=1) == pytest.approx(np.full(20, 0.1))


def test_smoothstep_is_flat_outside() -> None:
    assert smoothstep(0, 1, [-1, 0, 0.5, 1, 2]).tolist() == [0, 0, 0.5, 1, 1]


ALL_CUTS = CUTS | {f"legs {name}": cut for name, cut in (LEGS | TROUSERS).items()}


@pytest.mark.parametrize("name", sorted(ALL_CUTS))
def test_a_cut_is_one_closed_symmetrical_line(name: str) -> None:
    for outline in (ALL_CUTS[name].front(), ALL_CUTS[name].back()):
        ends = [p[-1] for _, p in outline]
        starts = [p[0] for _, p in outline[1:]] + [outline[0][1][0]]
        assert np.allclose(ends, starts, atol=1e-9), "pieces do not meet"
        x = np.vstack([p for _, p in outline])[:, 0]
        assert x.max() == pytest.approx(-x.min())


def test_front_and_back_share_their_seams() -> None:
    for name, cut in ALL_CUTS.items():
        front = [p for tag, p in cut.front() if tag == "seam"]
        back = [p for tag, p in cut.back() if tag == "seam"]
        assert all(np.array_equal(a, b) for a, b in zip(front, back, strict=True)), name


def test_every_cut_is_sold_and_no_design_lacks_its_cut() -> None:
    asked = {d.parameters["cut"] for d in all_designs() if "cut" in d.parameters}
    assert asked == set(CUTS) | set(LEGS) | set(TROUSERS) | set(SKIRTS)


def test_mirror_closes_a_half() -> None:
    whole = mirror([("neck", [(0, 1), (1, 1)]), ("hem", [(1, 1), (0, 0)])])
    assert [tag for tag, _ in whole] == ["neck", "hem", "hem", "neck"]
    assert whole[-1][1].tolist() == [[-1, 1], [0, 1]]


@pytest.mark.parametrize("name", sorted(WEAVES))
def test_a_weave_paints_colour_and_height(name: str) -> None:
    canvas = Canvas([-0.1, 1.1, 0.2, 0.2], 500)
    colours = ["navy", "white", "red"]
    if name in ("plain", "denim", "rib", "cable", "chunky", "twill", "teddy"):
        colours = ["navy"]
    fabric = {"weave": name, "colours": colours, "finish": "matt"}
    first = paint(fabric, canvas.x, canvas.z, np.random.default_rng(3))
    again = paint(fabric, canvas.x, canvas.z, np.random.default_rng(3))
    assert first[0].shape == (canvas.h, canvas.w, 3)
    assert first[1].shape == (canvas.h, canvas.w)
    assert np.array_equal(first[0], again[0])
    assert np.array_equal(first[1], again[1])
    assert np.isfinite(first[0]).all()
    assert first[0].min() > -0.2
    assert first[0].max() < 1.3


def test_plain_cloth_keeps_its_colour() -> None:
    canvas = Canvas([-0.1, 1.1, 0.2, 0.2], 500)
    colour, _ = paint({"weave": "plain", "colours": ["teal"]}, canvas.x, canvas.z, np.random.default_rng(0))
    assert colour.mean((0, 1)) == pytest.approx(rgb("teal"), abs=0.01)


def test_an_unknown_weave_is_an_error() -> None:
    canvas = Canvas([0, 0, 0.01, 0.01])
    with pytest.raises(KeyError):
        paint({"weave": "tweed?", "colours": ["red"]}, canvas.x, canvas.z, np.random.default_rng(0))


def test_the_canvas_paints_front_left_and_back_right() -> None:
    canvas = Canvas([-0.1, 0.0, 0.2, 0.1])
    mask = canvas.dot((0.0, 0.05), 0.01, back=True, blur_px=0)
    rows, columns = np.nonzero(mask)
    assert columns.mean() == pytest.approx(300, abs=1.5)
    assert rows.mean() == pytest.approx(49, abs=1.5)
    assert canvas.is_back[rows, columns].all()
