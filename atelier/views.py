"""Training pictures of products: another angle, other folds, other light and paper than the catalogue's picture."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from atelier import boutique
from atelier.design import Camera, Design

SIZE = (240, 300)
YAW_DEGREES = 35
PER_MODEL = 2  # views that share one build, and so their folds
PAPERS = ((255, 255, 255), (244, 242, 238), (232, 230, 226), (226, 232, 238), (238, 228, 220), (205, 205, 205))


@dataclass(frozen=True)
class View:
    """How one training picture deviates from the catalogue's."""

    camera: Camera
    turn: float
    power: float
    world: float
    tone: tuple[float, float, float]
    paper: tuple[int, int, int]


def view_path(out: Path, design: Design, n: int) -> Path:
    """Return where the n-th view of a product belongs."""
    return out / f"{design.product_id}-{n}{boutique.PICTURE_SUFFIX}"


def view_of(design: Design, n: int, seed: int = boutique.SEED) -> View:
    """Draw the n-th view of a product from its own seed."""
    rng = np.random.default_rng(zlib.crc32(f"{seed}:{design.product_id}:view:{n}".encode()))
    hint = design.camera
    camera = Camera(
        yaw=hint.yaw + float(rng.uniform(-YAW_DEGREES, YAW_DEGREES)),
        pitch=hint.pitch + float(rng.uniform(-3, 8)),
        margin=hint.margin * float(rng.uniform(0.94, 1.12)),
        floor_gap_m=hint.floor_gap_m,
        key=hint.key,
        shadow="drawn" if hint.shadow == "drawn" else "plan",
    )
    warmth = float(rng.uniform(-0.16, 0.22))
    return View(
        camera,
        turn=float(rng.uniform(-70, 70)),
        power=float(rng.uniform(0.70, 1.15)),
        world=float(rng.uniform(0.22, 0.55)),
        tone=(1.0, 1.0 - 0.4 * max(warmth, 0), 1.0 - warmth) if warmth > 0 else (1.0 + warmth, 1.0 + 0.5 * warmth, 1.0),
        paper=PAPERS[int(rng.integers(len(PAPERS)))],
    )


def shoot(design: Design, out: Path, count: int, samples: int, size: tuple[int, int] = SIZE) -> None:
    """Model the product anew for every PER_MODEL views and photograph those that are missing."""
    for first in range(0, count, PER_MODEL):
        missing = [n for n in range(first, min(first + PER_MODEL, count)) if not view_path(out, design, n).exists()]
        if missing:
            _shoot_model(design, out, missing, first, samples, size)


def _shoot_model(
    design: Design, out: Path, numbers: list[int], first: int, samples: int, size: tuple[int, int]
) -> None:
    from atelier import light, studio  # Blender is only needed here

    studio.clear()
    objects = design.build(zlib.crc32(f"{design.product_id}:folds:{first}".encode()))
    for n in numbers:
        view = view_of(design, n)
        studio.forget_light()
        lamps = light.Light(view.turn, view.power, view.world, view.tone)
        studio.photograph(objects, view_path(out, design, n), view.camera, samples, size, lamps, view.paper)
