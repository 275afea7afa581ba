"""Dress the mannequin: fetch modelled products, layer them at rest, bend them into the pose, settle them again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import bpy
import numpy as np
from mathutils import Matrix, Vector
from mathutils.kdtree import KDTree

from atelier import boutique, mesh, studio
from atelier.accessories import footwear
from atelier.accessories.pieces import Finish, material
from atelier.body import push_out, tuck
from atelier.design import Design
from atelier.garments.upper_cut import CUTS
from atelier.geometry import Array
from atelier.looks import carry, figure, layers, pose, stances, weights
from atelier.looks.pose import Stand
from atelier.looks.table import Look
from atelier.looks.weights import Weights
from atelier.mesh import Object
from atelier.shapes import build_root

BARE_ARMS = 18.0  # degrees off the vertical where no sleeve says otherwise
CLOTHES = ("bottomwear", "topwear", "dress", "outerwear")  # from the skin outwards
BULKY = {"coat": 0.03, "jacket": 0.10, "bomber": 0.07, "hoodie": 0.06, "puffer": 0.12}
FINISHES = {
    "white": "#d3cfc8", "sand": "#cdb59b", "warm grey": "#a9a19a", "clay": "#a87f66", "graphite": "#4a4a4d",
    "walnut": "#6b4a38", "pearl": "#dcd6d2", "slate": "#767c84",
}  # fmt: skip


@dataclass
class Person:
    """The dressed mannequin: its own objects, what it wears by group, and where its joints are (world, metres)."""

    own: list[Object] = field(default_factory=list)
    worn: dict[str, list[Object]] = field(default_factory=dict)
    joints: dict[str, Array] = field(default_factory=dict)

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
    """How far the arms hang off the vertical at rest: as the outermost sleeved garment was draped."""
    order = ("outerwear", "topwear", "dress")
    tops = sorted((d for d in designs if d.group in order), key=lambda d: order.index(d.group))
    cuts = [CUTS[d.parameters["cut"]] for d in tops]
    return next((cut.arms_to for cut in cuts if cut.sleeve), BARE_ARMS)


def dress(look: Look, designs: Sequence[Design]) -> Person:
    """Load the prepared products into the (empty) scene and dress the look's mannequin, facing -y."""
    person = Person()
    by_group = {d.group: d for d in designs}
    for design in designs:
        person.worn[design.group] = mesh.load(parts_path(design))
    bpy.context.view_layer.update()
    for group in CLOTHES:
        for part in person.worn.get(group, []):
            _settle(part)
    arms = arms_of(designs)
    last = footwear.last_of(by_group["footwear"])
    lift = carry.lift_of(last)
    stand = pose.stand(_pose_of(look, by_group), arms, carry.ball_of(last), lift)
    skin = material("mannequin", FINISHES[look.finish], Finish(roughness=0.45, specular=0.35))
    _layer(person.worn, by_group, look)
    _bend(person, by_group, look, stand)
    for part in person.own:
        part.data.materials.append(skin)
        part.location.z += lift
    for group in CLOTHES:
        for part in person.worn.get(group, []):
            part.location.z += lift
    person.worn["footwear"], insteps = carry.shoes(
        person.worn["footwear"], by_group["footwear"], look.body, stand, skin
    )  # fmt: skip
    person.own += insteps
    for group in ("headwear", "eyewear"):
        if group in by_group:
            carry.on_head(person.worn[group], by_group[group], stand, lift)
    if "bag" in by_group:
        how = "crook" if look.arms[look.bag_side > 0] == "crook" else "hand"
        carry.hang(person.worn["bag"], by_group["bag"], look.bag_side, how, stand, lift, look.yaw)
    person.joints = {name: at + np.array([0, 0, lift]) for name, at in pose.joints(stand).items()}
    bpy.context.view_layer.update()
    return person


def _pose_of(look: Look, by_group: dict[str, Design]) -> pose.Pose:
    outer = by_group.get("outerwear") or by_group.get("topwear")
    bulk = 0.0
    if outer is not None:
        bulk = BULKY["puffer"] if "puff_m" in outer.parameters else BULKY.get(outer.category, 0.0)
    lower = by_group.get("dress") or by_group["bottomwear"]
    wide = 0.10 if lower.group == "dress" or lower.category == "skirt" else 0.0
    return stances.stance(look.legs, look.arms, bulk, look.head_turn, look.sway, wide)


def _settle(part: Object) -> None:
    """Write an object's transform into its vertices."""
    mesh.move_to(part, mesh.world_positions(part))
    part.matrix_world = Matrix.Identity(4)


def _layer(worn: dict[str, list[Object]], by_group: dict[str, Design], look: Look) -> None:
    """At rest: tuck tops in, slim them under coats, unbutton coats."""
    if "topwear" in worn and "bottomwear" in worn and look.tucked and not ("outerwear" in worn and not look.open_m):
        layers.tuck_in(worn["topwear"], worn["bottomwear"][0], look.body)
    if "outerwear" not in worn:
        return
    inner = "topwear" if "topwear" in worn else "dress"
    if inner == "topwear":
        arms = [w.arm.max(1) for w in _weights(worn["topwear"], by_group["topwear"])]
        layers.slim_under_coat(worn["topwear"], arms, look.body, look.open_m > 0)
    if look.open_m:
        layers.open_front(worn["outerwear"], look.open_m)


def _weights(parts: Sequence[Object], design: Design) -> list[Weights]:
    """Weights of a garment's parts; what has no place in the pattern follows the nearest cloth."""
    cloth = parts[0]
    points = mesh.positions(cloth)
    if mesh.has(cloth, "px"):
        pattern = np.c_[mesh.value(cloth, "px"), mesh.value(cloth, "pz")]
        if design.group == "bottomwear":
            found = weights.trousers(points, pattern)
        else:
            cut = CUTS[design.parameters["cut"]]
            found = weights.upper(points, pattern, cut.shoulder, cut.armpit)
    else:
        found = weights.skirt(points)
    tree = KDTree(len(points))
    for k, p in enumerate(points):
        tree.insert(Vector(p), k)
    tree.balance()
    made = [found]
    for part in parts[1:]:
        near = np.array([tree.find(Vector(p))[1] for p in mesh.positions(part)], int)
        made.append(found.take(near))
    return made


def _bend(person: Person, by_group: dict[str, Design], look: Look, stand: Stand) -> None:
    """Build the figure in its pose, bend the clothes into it, and let each layer settle over the one below."""
    torso = figure.torso(look.body, stand)
    head = figure.head()
    skull = mesh.positions(head)
    mesh.move_to(head, pose.apply(skull, Weights.rigid(len(skull), head=1), stand))
    hidden = [side for side, word in zip(pose.SIDES, look.arms, strict=True) if word == "pocket"]
    if look.arms == ("crossed", "crossed"):
        hidden = [pose.SIDES[0]]  # under the other arm
    hands = [figure.hand(side, stand) for side in pose.SIDES if side not in hidden]
    person.own = [torso, head, *hands]
    low: dict[str, list[np.ndarray]] = {}
    waist = layers.waist_of(person.worn["bottomwear"][0]) if "bottomwear" in person.worn else 0.0
    for group in CLOTHES:
        for part, weight in zip(
            person.worn.get(group, []), _weights_of(person, by_group, group), strict=True
        ):  # fmt: skip
            points = mesh.positions(part)
            body = weight.arm.max(1) < 0.3
            below = points[:, 2] < (waist - 0.006 if group == "topwear" else 9.0)
            low.setdefault(group, []).append(body & below)
            mesh.move_to(part, pose.apply(points, weight, stand))
    _settle_layers(person.worn, low, torso, look)
    covers = [person.worn[g][0] for g in CLOTHES if g in person.worn and len(person.worn[g][0].data.vertices)]
    bare = not any(CUTS[d.parameters["cut"]].sleeve for g, d in by_group.items() if g in CLOTHES[1:])
    tuck(torso, covers, *((0.022, 0.010) if bare else (0.035, 0.028)))


def _weights_of(person: Person, by_group: dict[str, Design], group: str) -> list[Weights]:
    return _weights(person.worn[group], by_group[group]) if person.worn.get(group) else []


def _settle_layers(
    worn: dict[str, list[Object]], low: dict[str, list[np.ndarray]], torso: Object, look: Look
) -> None:  # fmt: skip
    """Push each layer out of the one below it."""
    for group in ("bottomwear", "dress"):
        if group in worn and look.legs != "even":
            cloth = worn[group][0]
            if group == "dress" or not mesh.has(cloth, "px"):
                points = mesh.positions(cloth)
                rows = low[group][0] & (points[:, 2] < 0.95)
                points[rows] = push_out(points[rows], torso, 0.006)
                mesh.move_to(cloth, points)
                mesh.relax(cloth, 2, 0.4)
    if "topwear" in worn and "bottomwear" in worn and not look.tucked:
        layers.fall_over(worn["topwear"], worn["bottomwear"][0], low["topwear"])
    if "outerwear" in worn:
        for group in ("bottomwear", "dress", "topwear"):
            if group in worn and len(worn[group][0].data.vertices):
                layers.fall_over(worn["outerwear"], worn[group][0], low["outerwear"], 0.006)
        if look.open_m:
            layers.sew_on_again(worn["outerwear"])
        if "bottomwear" in worn:
            tuck(worn["bottomwear"][0], [worn["outerwear"][0]], 0.012, 0.006)


def turn(person: Person, yaw_degrees: float) -> None:
    """Turn the dressed figure about the vertical."""
    matrix = Matrix.Rotation(math.radians(yaw_degrees), 4, "Z")
    bpy.context.view_layer.update()
    for part in person.objects:
        part.matrix_world = matrix @ part.matrix_world
    person.joints = {name: np.array(matrix @ Vector(at)) for name, at in person.joints.items()}
    bpy.context.view_layer.update()
