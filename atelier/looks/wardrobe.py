"""Dress the mannequin: fetch modelled products, layer them, bend them into the pose, hang bags, put hats on."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from atelier import boutique, mesh, studio
from atelier.accessories import footwear
from atelier.accessories.grids import moved
from atelier.accessories.pieces import Finish, material
from atelier.body import make_body, push_out, surface, tuck
from atelier.design import Design
from atelier.garments.upper_cut import CUTS
from atelier.geometry import Array, smoothstep
from atelier.looks import figure, pose
from atelier.looks.pose import Pose
from atelier.mesh import Object
from atelier.shapes import build_root

Worn = dict[str, list[Object]]  # group -> the product's objects
SLEEVE_X = 0.205  # near the waist, what lies further out than this is a sleeve, metres
BARE_ARMS = 18.0  # degrees off the vertical where no sleeve says otherwise
FINISHES = {"white": "#d3cfc8", "sand": "#cdb59b", "warm grey": "#a9a19a", "clay": "#a87f66", "graphite": "#4a4a4d"}


@dataclass
class Person:
    """The dressed mannequin: its own objects, and what it wears by group."""

    own: list[Object] = field(default_factory=list)
    worn: Worn = field(default_factory=dict)

    @property
    def objects(self) -> list[Object]:
        return [*self.own, *(part for parts in self.worn.values() for part in parts)]


def parts_path(design: Design) -> Path:
    """Where a product's modelled parts are kept for looks."""
    return build_root() / "looks" / "parts" / f"{design.product_id}.blend"


def prepare(design: Design) -> None:
    """Model a product once and keep its parts (one right shoe of a pair). Empties the scene."""
    path = parts_path(design)
    if path.exists():
        return
    studio.clear()
    seed = design.seed(boutique.SEED)
    if design.group == "footwear":
        parts = footwear.SHOES[design.builder.split(":")[1]](seed, **design.parameters)
    else:
        parts = design.build(seed)
    mesh.save(path, parts)


def arms_of(designs: Sequence[Design]) -> float:
    """How far the arms hang off the vertical: as the outermost sleeved garment was draped."""
    sleeved = _sleeved(designs)
    return CUTS[sleeved[0].parameters["cut"]].arms_to if sleeved else BARE_ARMS


def _sleeved(designs: Sequence[Design]) -> list[Design]:
    """What has sleeves, outermost first."""
    order = ("outerwear", "topwear", "dress")
    tops = sorted((d for d in designs if d.group in order), key=lambda d: order.index(d.group))
    return [d for d in tops if CUTS[d.parameters["cut"]].sleeve]


def dress(
    designs: Sequence[Design], kind: str, stance: Pose, finish: str, tucked: bool, bag_side: int, yaw: float = 0.0
) -> Person:
    """Load the prepared products into the (empty) scene and dress a mannequin of body `kind` ('m' or 'f')."""
    person = Person()
    for design in designs:
        person.worn[design.group] = mesh.load(parts_path(design))
    bpy.context.view_layer.update()
    skin = material("mannequin", FINISHES[finish], Finish(roughness=0.45, specular=0.35))
    arms = arms_of(designs)
    clothes = [g for g in ("bottomwear", "topwear", "dress", "outerwear") if g in person.worn]
    for group in clothes:
        for part in person.worn[group]:
            _settle(part)
    _layer(person.worn, kind, tucked)
    _bend(person, clothes, kind, arms, stance, skin, bare=not _sleeved(designs))
    lift = 0.018
    for design in designs:
        if design.group == "footwear":
            lift = _put_on_shoes(person, design, kind, stance, skin)
    for part in [*person.own, *(p for g in clothes for p in person.worn[g])]:
        if not part.get("foot"):
            part.location.z += lift
    for design in designs:
        if design.group in ("headwear", "eyewear"):
            _put_on_head(person.worn[design.group], design, lift)
        elif design.group == "bag":
            at = moved(pose.grip(bag_side, stance, arms), 0, 0, lift)
            _hang(person.worn["bag"], at, bag_side, bag_side * 38 - 0.6 * yaw)
    bpy.context.view_layer.update()
    return person


def _settle(part: Object) -> None:
    """Write an object's transform into its vertices."""
    mesh.move_to(part, mesh.world_positions(part))
    part.matrix_world = Matrix.Identity(4)


def _layer(worn: Worn, kind: str, tucked: bool) -> None:
    """Sort out who lies over whom: tops tucked in or falling over the waistband, coats over everything."""
    if "topwear" in worn and "bottomwear" in worn:
        waist = float(mesh.positions(worn["bottomwear"][0])[:, 2].max())
        if tucked:
            _tuck_in(worn["topwear"], worn["bottomwear"][0], kind, waist)
        else:
            _fall_over(worn["topwear"], worn["bottomwear"][0], waist)
    if "outerwear" in worn:
        coat = worn["outerwear"]
        if "bottomwear" in worn:
            _fall_over(coat, worn["bottomwear"][0], float(mesh.positions(worn["bottomwear"][0])[:, 2].max()))
        if "topwear" in worn:
            for part in worn["topwear"]:
                centre = mesh.positions(part)
                _cut_away(part, (np.abs(centre[:, 0]) > 0.13) | (centre[:, 2] < 1.12) | (centre[:, 1] > 0.05))
            _press_to_body(worn["topwear"], kind)


def _fall_over(over: list[Object], under: Object, waist: float) -> None:
    """Push a top's lower part out of the garment below it."""
    for part in over:
        points = mesh.positions(part)
        low = points[:, 2] < waist - 0.006
        points[low] = push_out(points[low], under, 0.008)
        mesh.move_to(part, points)
    mesh.relax(over[0], 2, 0.4)


def _tuck_in(top: list[Object], bottom: Object, kind: str, waist: float) -> None:
    """Draw the top to the body at the waist and cut off what the waistband hides."""
    body = make_body(kind, 42)
    tree = surface(body)
    for part in top:
        points = mesh.positions(part)
        sleeve = np.abs(points[:, 0]) > SLEEVE_X
        weight = (1 - smoothstep(waist - 0.005, waist + 0.075, points[:, 2])) * ~sleeve
        for k in np.nonzero(weight > 0)[0]:
            near, normal, _, _ = tree.find_nearest(Vector(points[k]), 0.4)
            if near is not None:
                points[k] += weight[k] * (np.array(near + normal * 0.004) - points[k])
        mesh.move_to(part, points)
        _cut_away(part, (points[:, 2] < waist - 0.045) & ~sleeve)
    points = mesh.positions(bottom)
    high = points[:, 2] > waist - 0.06
    points[high] = push_out(points[high], top[0], 0.004)
    mesh.move_to(bottom, points)
    bpy.data.objects.remove(body)


def _press_to_body(top: list[Object], kind: str) -> None:
    """A top under a coat: skin-tight, so that it shows in the neckline and nowhere else."""
    body = make_body(kind, 42)
    tree = surface(body)
    for part in top:
        points = mesh.positions(part)
        for k, p in enumerate(points):
            near, normal, _, distance = tree.find_nearest(Vector(p), 0.3)
            if near is not None and distance > 0.002:
                points[k] = near + normal * 0.002
        mesh.move_to(part, points)
        part.modifiers.clear()
    bpy.data.objects.remove(body)


def _cut_away(part: Object, gone: np.ndarray) -> None:
    """Delete the vertices where `gone` is true."""
    import bmesh  # exists only once bpy has been imported

    shape = bmesh.new()
    shape.from_mesh(part.data)
    shape.verts.ensure_lookup_table()
    bmesh.ops.delete(shape, geom=[shape.verts[int(k)] for k in np.nonzero(gone)[0]], context="VERTS")
    shape.to_mesh(part.data)
    shape.free()


def _bend(person: Person, clothes: list[str], kind: str, arms: float, stance: Pose, skin: Any, bare: bool) -> None:
    """Make the figure at the sleeves' angle; bend it and the clothes into the pose; draw it in under cloth."""
    torso = figure.torso(kind, arms)
    person.own = [torso, figure.head(), *(figure.hand(side, arms) for side in (1, -1))]
    for part in person.own:
        part.data.materials.append(skin)
    for part in [*person.own, *(p for g in clothes for p in person.worn[g])]:
        points = mesh.positions(part)
        if len(points):
            mesh.move_to(part, pose.apply(points, stance, arms))
    covers = [person.worn[g][0] for g in clothes if len(person.worn[g][0].data.vertices)]
    tuck(torso, covers, *((0.022, 0.010) if bare else (0.035, 0.028)))
    if "outerwear" in clothes and "bottomwear" in clothes and person.worn["outerwear"]:
        tuck(person.worn["bottomwear"][0], [person.worn["outerwear"][0]], 0.02, 0.012)


def _put_on_shoes(person: Person, design: Design, kind: str, stance: Pose, skin: Any) -> float:
    """Stand both shoes under the ankles; return how far they lift the figure."""
    last = footwear.last_of(design)
    lift = float(last.feather[0, 2]) - 0.010
    right = list(person.worn["footwear"])
    low = design.builder.split(":")[1] in ("loafer", "flat")
    if low:
        step_in = figure.foot(last, lift, kind, skin)
        step_in["foot"] = True
        person.own.append(step_in)
        right = [*right, step_in]
    pair = []
    for part in right:
        twin = part.copy()
        bpy.context.scene.collection.objects.link(twin)
        twin.scale.y = -1
        pair.append((part, -1))
        pair.append((twin, 1))
        (person.own if part.get("foot") else person.worn["footwear"]).append(twin)
    offset = figure.ankle_x(last)
    for part, side in pair:
        turn = math.radians(-90 + side * 9)
        at = pose.ankle(side, stance)
        part.rotation_euler = (0, 0, turn)
        part.location = (at[0] - offset * math.cos(turn), at[1] - offset * math.sin(turn), 0)
    return lift


HEAD_FIT = {  # builder -> height of the hat's opening, scale, tilt in degrees (back of the head down)
    "beanie": (1.652, 1.03, -10.0), "cap": (1.682, 1.07, -4.0), "brimmed": (1.690, 1.07, -6.0),
    "bucket": (1.676, 1.07, -3.0),
}  # fmt: skip


def _put_on_head(parts: list[Object], design: Design, lift: float) -> None:
    if design.group == "eyewear":
        place = Matrix.Translation((0, -0.118, 1.652 - 0.026 + lift)) @ Matrix.Scale(1.12, 4)
    else:
        z, scale, tilt = HEAD_FIT[design.builder.split(":")[1]]
        place = (
            Matrix.Translation((0, -0.002, z + lift))
            @ Matrix.Rotation(math.radians(tilt), 4, "X")
            @ Matrix.Scale(scale, 4)
        )
    for part in parts:
        part.matrix_world = place @ part.matrix_world


def _hang(parts: list[Object], grip: Array, side: int, turn_degrees: float) -> None:
    """Hang a bag by the top of its handle from the hand, its front turned half outwards."""
    points = np.vstack([mesh.world_positions(part) for part in parts])
    top = points[points[:, 2] > points[:, 2].max() - 0.01].mean(0)
    turn = Matrix.Rotation(math.radians(turn_degrees), 4, "Z")
    place = (
        Matrix.Translation(Vector(moved(grip, side * 0.004, -0.012, 0.012))) @ turn @ Matrix.Translation(-Vector(top))
    )
    for part in parts:
        part.matrix_world = place @ part.matrix_world


def turn(person: Person, yaw_degrees: float) -> None:
    """Turn the dressed figure about the vertical."""
    matrix = Matrix.Rotation(math.radians(yaw_degrees), 4, "Z")
    bpy.context.view_layer.update()
    for part in person.objects:
        part.matrix_world = matrix @ part.matrix_world
    bpy.context.view_layer.update()
