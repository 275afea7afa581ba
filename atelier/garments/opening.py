"""Worn open: the front is cut along its middle and both halves swing apart."""

from __future__ import annotations

import bmesh

from atelier import mesh
from atelier.garments.upper_outline import UpperCut
from atelier.geometry import smoothstep

REACH_M = 0.17  # how far from the middle the cloth gives way


def open_front(garment: mesh.Object, cut: UpperCut, gap_m: float) -> None:
    """Cut the front from neckline to hem and pull each half `gap_m` aside at the hem, a third of it at the neck."""
    cutter = bmesh.new()
    cutter.from_mesh(garment.data)
    side = cutter.verts.layers.float["side"]
    front = [f for f in cutter.faces if min(v[side] for v in f.verts) < -0.5]
    around = {g for f in front for g in (*f.verts, *f.edges)}
    made = bmesh.ops.bisect_plane(
        cutter, geom=[*front, *around], dist=0.0004, plane_co=(0, 0, 0), plane_no=(1, 0, 0)
    )  # fmt: skip
    edges = [g for g in made["geom_cut"] if isinstance(g, bmesh.types.BMEdge)]
    bmesh.ops.split_edges(cutter, edges=edges)
    for vertex in cutter.verts:
        if vertex[side] > -0.5 or abs(vertex.co.x) > REACH_M or not vertex.link_faces:
            continue
        middle = sum(f.calc_center_median().x for f in vertex.link_faces)
        hand = 1.0 if middle > 0 else -1.0
        down = float(smoothstep(0.0, 1.0, (cut.neck_front_z - vertex.co.z) / (cut.neck_front_z - cut.side[-1][1])))
        yielding = 1.0 - float(smoothstep(0.0, REACH_M, abs(vertex.co.x)))
        vertex.co.x += hand * gap_m * (0.3 + 0.7 * down) * yielding
    cutter.to_mesh(garment.data)
    cutter.free()
    garment.data.update()
