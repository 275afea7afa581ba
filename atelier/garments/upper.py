"""Tops, dresses and coats: one builder, many cuts and finishings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from atelier import folds, materials, mesh
from atelier.body import make_body, push_out, remove
from atelier.canvas import Canvas
from atelier.cloth import drape
from atelier.fabrics import paint
from atelier.garments import prints, trims, upper_details, upper_folds, upper_paint
from atelier.garments.collar import COLLARS, make_collar
from atelier.garments.opening import open_front
from atelier.garments.upper_cut import CUTS
from atelier.garments.upper_outline import UpperCut
from atelier.sewing import sew, straighten_seams
from atelier.shapes import load_or_make

Fabric = Mapping[str, Any]
THICKNESS_M = {
    "jersey": 0.0022,
    "woven": 0.0016,
    "satin": 0.0012,
    "fleece": 0.004,
    "wool": 0.0045,
    "denim": 0.003,
}


def drape_upper(cut: UpperCut) -> list[mesh.Object]:
    """Sew the cut, hang it on the mannequin with sinking arms, smooth the seams, subdivide."""
    body = make_body(cut.body, 42)
    garment = sew("garment", cut.front(), cut.back(), cut.step)
    mesh.move_to(garment, push_out(mesh.positions(garment), body, cut.gap_m))
    # held at the shoulders: thin straps would slip off, and necklines would sag
    held = (mesh.value(garment, "pz") > (1.455 if cut.sleeve else 1.40)) * 1.0
    arms_to = cut.arms_to if cut.sleeve else None
    drape(garment, body, cut.cloth, cut.frames, held, arms_to, gap_m=cut.gap_m)
    remove(body)  # it would be evaluated again with every later step: 3 of 8 seconds
    mesh.relax(garment, 2, 0.5)
    straighten_seams(garment, step=cut.step)
    mesh.relax(garment, 25, 0.6, near=("d_seam", 0.045))
    mesh.subdivide(garment)
    return [garment]


def upper(
    seed: int,
    cut: str,
    fabric: Fabric,
    neck: str = "rib",
    front: str = "closed",
    edges: str = "hem",
    trim: str | None = None,
    art: Mapping[str, Any] | None = None,
    details: Sequence[str] = (),
    buttons: str = "white",
    collar_fabric: Fabric | None = None,
    puff_m: float = 0.0,
    fold_strength: float = 1.0,
    open_m: float = 0.0,
) -> list[mesh.Object]:
    """Return a finished garment.

    `neck`: rib, bound, or a collar of collar.COLLARS; `front`: one of upper_paint.FRONTS; `open_m`: how far each half
    of the front hangs open; `edges`: hem or rib; `trim`: colour of ribs and bindings; `details`: painted parts of
    upper_details.DETAILS.
    """
    shape = CUTS[cut]
    garment = load_or_make(f"{cut}-{shape.key}", lambda: drape_upper(shape))[0]
    mesh.relax(garment, 9, 0.5, near=("d_seam", 0.05), shrink=True)
    if open_m:
        open_front(garment, shape, open_m)
    rng = np.random.default_rng(seed)
    canvas = Canvas(garment["canvas"], 900 if shape.side[-1][1] > 0.7 else 750)
    canvas.colour, canvas.height = paint(fabric, canvas.x, canvas.z, rng)
    if art:
        prints.ARTS[art["kind"]](canvas, **{k: v for k, v in art.items() if k != "kind"})
    upper_paint.seams(canvas, shape)
    upper_paint.edges(canvas, shape, neck, edges, trim)
    for detail in details:
        upper_details.DETAILS[detail](canvas, shape)
    upper_paint.FRONTS[front](canvas, shape)
    _press(garment, shape, seed, neck, front, edges, puff_m, fold_strength)
    finish = materials.finish_of(fabric)
    materials.paint(garment, materials.cloth("cloth", canvas, **finish))
    thickness = THICKNESS_M[shape.cloth]
    objects = [garment]
    if neck == "hood":
        objects += trims.hood(garment, fabric, trim or "ecru", shape.neck_front_z, rng)
    elif neck in COLLARS:
        objects.append(_collar(garment, neck, collar_fabric or fabric, thickness, rng))
    objects += trims.fasten(garment, front, shape, buttons, 0.02 if open_m else 0.0)
    mesh.thicken(garment, thickness)
    return objects


def _press(
    garment: mesh.Object,
    cut: UpperCut,
    seed: int,
    neck: str,
    front: str,
    edges: str,
    puff_m: float,
    strength: float,
) -> None:
    folds.press(garment, upper_folds.zones(cut), seed, strength)
    if cut.side[-1][1] < 0.75 and cut.cloth != "wool":
        upper_folds.flare(garment, cut, seed)
    folds.ripple(garment, 0.0007 if cut.cloth in ("jersey", "satin", "woven") else 0.001, 8, seed)
    if puff_m:
        upper_folds.quilt(garment, puff_m)
    if neck == "rib":
        folds.raise_edge(garment, "neck", 0.020, 1.6)
    if edges == "rib":
        for tag in ("hem", "cuff"):
            folds.raise_edge(garment, tag, 0.055, -1.8)
    else:
        for tag in ("hem", "cuff"):
            folds.raise_edge(garment, tag, 0.022, 0.7)
    if front in ("buttons", "double", "zip"):
        upper_folds.overlap(garment, 0.0 if front == "zip" else 0.016)


def _collar(garment: mesh.Object, name: str, fabric: Fabric, thickness: float, rng: np.random.Generator) -> mesh.Object:
    strip = make_collar(garment, COLLARS[name])
    canvas = Canvas([0.0, 0.0, 0.30, 0.20])
    across = canvas.x + np.where(canvas.is_back, canvas.width_m, 0)
    canvas.colour, canvas.height = paint(fabric, across, canvas.z, rng)
    edge = np.exp(-(((canvas.z / canvas.height_m - 0.93) / 0.01) ** 2))
    canvas.stitch(edge, depth_mm=0.6)
    materials.paint(strip, materials.cloth("collar", canvas, **materials.finish_of(fabric)))
    return mesh.thicken(strip, thickness + COLLARS[name].padding)
