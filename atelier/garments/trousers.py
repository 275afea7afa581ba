"""Jeans, chinos, wide trousers, shorts and leggings: two-legged garments."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from atelier import folds, materials, mesh
from atelier.body import make_body, push_out, remove
from atelier.canvas import Canvas
from atelier.cloth import drape
from atelier.fabrics import paint
from atelier.folds import Zone
from atelier.garments import trims, trouser_paint
from atelier.garments.cuts_trousers import TROUSERS
from atelier.garments.trouser_cut import CUTS, TrouserCut
from atelier.geometry import Array
from atelier.sewing import sew, soft_depth, straighten_seams
from atelier.shapes import load_or_make


def drape_trousers(cut: TrouserCut) -> list[mesh.Object]:
    """Sew the cut, hang it from its waist on the mannequin, smooth the seams, subdivide."""
    body = make_body(cut.body, 42)

    def depth(radius: Array, points: Array, side: int) -> Array:
        seat = 0.08 * (side > 0) * np.exp(-(((points[:, 1] - 0.90) / 0.08) ** 2))
        return soft_depth(radius, points, side) * (1 + seat)

    garment = sew("trousers", cut.front(), cut.back(), cut.step, depth)
    mesh.move_to(garment, push_out(mesh.positions(garment), body, 0.005))
    held = (mesh.value(garment, "d_waist") < 0.035) * 1.0
    drape(garment, body, cut.cloth, cut.frames, held)
    remove(body)
    mesh.relax(garment, 2, 0.5)
    straighten_seams(garment, sigma_m=0.032, step=cut.step)
    mesh.relax(garment, 25, 0.6, near=("d_seam", 0.045))
    return [mesh.subdivide(garment)]


def zones(cut: TrouserCut) -> list[Zone]:
    """Return crotch whiskers, thigh, knee and hem folds."""
    deep = {"jersey": 0.5, "fleece": 1.3}.get(cut.cloth, 1.0)
    found = [
        Zone(4, 0.030, cut.crotch_z + 0.015, 0.018, 0.02, 28, 20, 0.13, 0.009, 7 * deep),
        Zone(3, 0.10, cut.crotch_z - 0.06, 0.04, 0.05, 245, 30, 0.14, 0.014, 6 * deep),
    ]
    if cut.length_z > 0.45:
        found.append(Zone(3, 0.11, cut.length_z + 0.16, 0.07, 0.04, 258, 14, 0.15, 0.017, 8 * deep))
        return found
    knee_in, knee_out = cut.knee
    found += [
        Zone(4, knee_in + 0.015, 0.49, 0.015, 0.05, 12, 25, 0.09, 0.011, 8 * deep),
        Zone(3, knee_out - 0.025, 0.47, 0.015, 0.05, 172, 28, 0.08, 0.012, 8 * deep),
        Zone(2, 0.5 * (knee_in + knee_out), 0.34, 0.03, 0.06, 255, 30, 0.14, 0.015, 6 * deep),
    ]
    if cut.hem[1] - cut.hem[0] > 0.20:  # wide legs hang in long folds
        middle = 0.5 * sum(cut.hem)
        found += [
            Zone(3, middle, 0.62, 0.07, 0.10, 268, 5, 0.50, 0.020, 13),
            Zone(2, middle, 0.40, 0.08, 0.06, 268, 4, 0.33, 0.026, 14),
        ]
    else:
        found += [
            Zone(5, cut.hem[0] + 0.02, 0.17, 0.02, 0.05, 8, 22, 0.08, 0.010, 9 * deep),
            Zone(4, cut.hem[1] - 0.03, 0.16, 0.02, 0.05, 176, 22, 0.07, 0.010, 8 * deep),
        ]
    return found


def trousers(
    seed: int,
    cut: str,
    fabric: Mapping[str, Any],
    thread: str | None = None,
    button: str = "#b88a5c",
    turn_up: bool = False,
    stripe: str | None = None,
    cargo: bool = False,
) -> list[mesh.Object]:
    """Return a finished pair; `thread` is the colour of the top stitching, `stripe` one down the side seam,
    `cargo` adds pockets with flaps on the thighs.
    """
    shape = (CUTS | TROUSERS)[cut]
    garment = load_or_make(f"{cut}-{shape.key}", lambda: drape_trousers(shape))[0]
    mesh.relax(garment, 7, 0.5, near=("d_seam", 0.04), shrink=True)
    canvas = Canvas(garment["canvas"], 850)
    canvas.colour, canvas.height = paint(fabric, canvas.x, canvas.z, np.random.default_rng(seed))
    trouser_paint.details(canvas, shape, thread, turn_up, stripe)
    if cargo:
        trouser_paint.cargo_pockets(canvas, shape)
    folds.press(garment, zones(shape), seed)
    folds.ripple(garment, 0.0007, 9, seed)
    folds.raise_edge(garment, "waist", 0.040, 1.2 if shape.style != "plain" else -1.0)
    folds.raise_edge(garment, "cuff", 0.045 if turn_up else 0.014, 2.5 if turn_up else 1.0)
    materials.paint(garment, materials.cloth("cloth", canvas, **materials.finish_of(fabric)))
    objects = [garment]
    if shape.style != "plain":
        metal = 1.0 if shape.style == "jeans" else 0.0
        objects.append(trims.button(garment, 0.0, shape.waist_z - 0.030, button, 0.0085, metal))
    mesh.thicken(garment, 0.0022 if shape.cloth == "jersey" else 0.003)
    return objects
