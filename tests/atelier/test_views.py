"""Training views: where they lie and how they deviate. No Blender."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image

from atelier import ground, rendering, views
from atelier.lines import all_designs

DESIGNS = all_designs()


def test_views_of_a_product_differ_and_are_drawn_from_its_seed() -> None:
    design = DESIGNS[0]
    first, second = views.view_of(design, 0), views.view_of(design, 1)
    assert first == views.view_of(design, 0)
    assert first != second
    assert first != views.view_of(design, 0, seed=7)


def test_a_view_turns_at_most_35_degrees_and_never_traces_its_shadow() -> None:
    for design in DESIGNS[::7]:
        for n in range(3):
            view = views.view_of(design, n)
            assert abs(view.camera.yaw - design.camera.yaw) <= views.YAW_DEGREES
            assert view.camera.shadow in ("drawn", "plan")
            assert min(view.tone) > 0.7


def test_work_is_missing_until_every_file_is_there(tmp_path: Path) -> None:
    work = rendering.training_views(tmp_path, rendering.Quality(), 2)
    design = DESIGNS[0]
    files = work.files(design)
    assert [f.name for f in files] == [f"{design.product_id}-0.webp", f"{design.product_id}-1.webp"]
    files[0].touch()
    assert work.missing(design)
    files[1].touch()
    assert not work.missing(design)


def test_a_shadow_is_darkest_where_the_product_touches_the_ground() -> None:
    sole = np.array([(40, 60), (60, 60), (60, 70), (40, 70)], float)
    dark = ground.plan_shadow((100, 125), [sole], [sole, sole - [0, 20]])
    assert dark.shape == (125, 100)
    assert dark[65, 50] > dark[45, 50] > dark[5, 5]
    assert 0 <= dark.min() <= dark.max() < 1


def test_nothing_throws_no_shadow() -> None:
    assert not ground.outline_shadow(np.zeros((60, 50), np.uint8), 3).any()


def test_a_picture_is_written_as_well_as_its_size_allows(tmp_path: Path) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (150, 120, 3)).astype(np.uint8)
    busy, plain = tmp_path / "busy.webp", tmp_path / "plain.webp"
    ground.save(Image.fromarray(noise), busy, most_bytes=12_000)
    ground.save(Image.new("RGB", (120, 150), "navy"), plain, most_bytes=12_000)
    assert plain.stat().st_size < busy.stat().st_size <= 12_000
    with Image.open(busy) as written:
        assert written.size == (120, 150)
    assert not list(tmp_path.glob("*.tmp*"))
