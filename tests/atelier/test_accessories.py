"""Shoes, bags, hats and glasses: the designs and the geometry that needs no Blender."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from atelier.accessories import grids
from atelier.accessories.shoe_nets import NETS, make_last
from atelier.accessories.skin import Skin, distance_to, enlarge, signed_distance
from atelier.lines import all_designs

ROOT = Path(__file__).resolve().parents[2]
DESIGNS = [d for d in all_designs() if d.group in ("footwear", "bag", "headwear", "eyewear")]


@pytest.mark.parametrize(("group", "least"), [("footwear", 150), ("bag", 75), ("headwear", 50), ("eyewear", 45)])
def test_accessories_are_stocked_in_depth(group: str, least: int) -> None:
    assert sum(d.group == group for d in DESIGNS) >= least


def test_footwear_has_every_kind_for_its_wearers() -> None:
    kinds = Counter(d.category for d in DESIGNS if d.group == "footwear")
    assert {"sneakers", "running shoes", "ankle boots", "boots", "loafers", "flats", "heels", "sandals"} <= set(kinds)
    assert {d.gender for d in DESIGNS if d.group == "footwear"} == {"men", "women", "unisex"}


@pytest.mark.parametrize("builder", sorted({d.builder for d in all_designs()}))
def test_a_design_names_a_builder_that_exists(builder: str) -> None:
    module, function = builder.split(":")
    tree = ast.parse((ROOT / (module.replace(".", "/") + ".py")).read_text(encoding="utf-8"))
    defined = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    imported = {name.name for node in tree.body if isinstance(node, ast.ImportFrom) for name in node.names}
    assert function in defined | imported


@pytest.mark.parametrize("kind", sorted(NETS))
def test_a_last_is_closed_symmetrical_in_count_and_stands_on_the_ground(kind: str) -> None:
    last = make_last(kind)
    assert last.feather.shape == last.rim.shape
    assert last.upper.shape[1:] == last.feather.shape
    assert last.feather[:, 2].min() > 0, "the sole has no room below the feather"
    assert 0.2 < np.ptp(last.feather[:, 0]) < 0.32, "not the length of a foot in metres"
    assert last.rim[:, 2].max() > last.feather[:, 2].max()


def test_size_scales_a_last() -> None:
    assert np.allclose(make_last("loafer", 0.89).rings, 0.89 * make_last("loafer").rings)


def test_a_sweep_keeps_the_section_at_right_angles_to_the_path() -> None:
    path = np.array([[0.0, 0, 0], [0, 1, 0], [0, 2, 0], [0, 3, 0]])
    tube = grids.sweep(path, grids.rounded_section(0.4, 0.2, 16, 2.0))
    assert tube.shape == (4, 16, 3)
    assert np.allclose(tube[..., 1], path[:, None, 1])
    assert np.isclose(np.ptp(tube[..., 0]), 0.4)
    assert np.isclose(np.ptp(tube[..., 2]), 0.2)


def test_a_loft_passes_through_its_rings() -> None:
    rings = np.random.default_rng(1).normal(size=(4, 6, 3))
    rows = grids.loft(rings, spacing=0.5)
    for ring in rings:
        assert np.abs(rows - ring).max(axis=(1, 2)).min() < 1e-9


@pytest.mark.parametrize("distance", [0.05, -0.05])
def test_an_offset_ring_moves_by_its_distance(distance: float) -> None:
    circle = np.c_[grids.superellipse(1, 1, 120), np.zeros(120)]
    moved = grids.offset_ring(circle, distance)
    assert np.allclose(np.hypot(moved[:, 0], moved[:, 1]), 1 + distance, atol=1e-3)


def test_resample_spaces_points_evenly_and_keeps_the_ends() -> None:
    points = grids.resample([(0, 0), (1, 0), (1, 3)], 9)
    assert np.allclose(points[[0, -1]], [(0, 0), (1, 3)])
    assert np.allclose(np.linalg.norm(np.diff(points, axis=0), axis=1), 0.5)


def test_distances_of_texels_from_a_polyline_and_a_polygon() -> None:
    x, y = np.meshgrid(np.linspace(0, 1, 5), np.linspace(0, 1, 5))
    assert np.allclose(distance_to(x, y, [(0, 0), (0, 1)], reach=9), x)
    assert np.all(distance_to(x, y, [(0, 0), (0, 1)], reach=0.5) <= 0.5)
    square = signed_distance(x, y, [(0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75)], reach=9)
    assert square[2, 2] == -0.25
    assert square[2, 4] == 0.25


def test_enlarging_a_grid_keeps_corners_and_is_linear_between() -> None:
    big = enlarge(np.array([[0.0, 1.0], [2.0, 3.0]]), (3, 5))
    assert np.allclose(big[0], [0, 0.25, 0.5, 0.75, 1])
    assert np.allclose(big[:, 0], [0, 1, 2])


def test_a_skin_knows_where_its_texels_are_and_how_far_from_the_edges() -> None:
    u, v = np.meshgrid(np.linspace(0, 0.2, 11), np.linspace(0, 0.1, 6))
    skin = Skin.over(np.stack([u, np.zeros_like(u), v], 2), wrap=False, texel=0.002)
    assert (skin.h, skin.w) == (50, 100)
    assert np.allclose(skin.z, skin.v)
    assert np.allclose(skin.x, skin.u)
    assert np.allclose(skin.v + skin.top, 0.1)


def test_a_panel_colours_its_inside_only_and_stands_proud() -> None:
    u, v = np.meshgrid(np.linspace(0, 0.1, 11), np.linspace(0, 0.1, 11))
    skin = Skin.over(np.stack([u, np.zeros_like(u), v], 2), wrap=False, texel=0.001)
    skin.panel(np.hypot(skin.x - 0.05, skin.z - 0.05) - 0.03, (1.0, 0.0, 0.0), raised=0.8)
    assert np.allclose(skin.colour[50, 50], (1, 0, 0), atol=0.02)
    assert np.allclose(skin.colour[2, 2], 1, atol=0.02)
    assert skin.height[50, 50] > 0.7 > 0.1 > skin.height[2, 2]
