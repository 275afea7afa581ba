"""What is not cloth: shoes under the ankles, hats and glasses on the head, bags in the hand or on the forearm."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np
from mathutils import Matrix, Vector

from atelier import mesh
from atelier.accessories import footwear
from atelier.accessories.grids import moved
from atelier.accessories.shoe_nets import Last
from atelier.design import Design
from atelier.geometry import Array
from atelier.looks import figure, pose
from atelier.looks.pose import Stand
from atelier.looks.weights import Weights
from atelier.mesh import Object

BALL = 0.70  # where the foot bends, as a share of the shoe's length
STEPPED_IN = ("loafer", "flat", "sandal")  # low shoes that show the instep
HEAD_FIT = {  # builder -> height of the hat's opening, scale, tilt in degrees (back of the head down)
    "beanie": (1.652, 1.03, -10.0), "cap": (1.682, 1.07, -4.0), "brimmed": (1.690, 1.07, -6.0),
    "bucket": (1.676, 1.07, -3.0),
}  # fmt: skip


def lift_of(last: Last) -> float:
    """How far a shoe lifts the figure, metres."""
    return float(last.feather[0, 2]) - 0.010


def ball_of(last: Last) -> float:
    """From the ankle to the ball of the foot, metres along the shoe."""
    return BALL * float(last.feather[:, 0].max()) - figure.ankle_x(last)


def shoes(right: list[Object], design: Design, kind: str, stand: Stand, skin: Any) -> tuple[list[Object], list[Object]]:
    """Put the right shoe and its mirror image under the ankles; return (pair, insteps that show)."""
    last = footwear.last_of(design)
    step_in = []
    if design.builder.split(":")[1] in STEPPED_IN:
        step_in = [figure.foot(last, lift_of(last), kind, skin)]
    pair, insteps = [], []
    ball = Matrix.Translation((BALL * float(last.feather[:, 0].max()), 0, 0))
    for part in [*right, *step_in]:
        twin = part.copy()
        bpy.context.scene.collection.objects.link(twin)
        base = part.matrix_world.copy()
        for k, (obj, side) in enumerate(((part, -1), (twin, 1))):
            foot = stand.pose.feet[k]
            turn = math.radians(-90 + side * foot.out)
            ahead = np.array([math.cos(turn), math.sin(turn), 0])
            at = np.array([foot.x, foot.y, 0]) - figure.ankle_x(last) * ahead
            heel = ball @ Matrix.Rotation(math.radians(foot.heel), 4, "Y") @ ball.inverted()
            flip = Matrix.Scale(-1, 4, (0, 1, 0)) if side > 0 else Matrix.Identity(4)
            obj.matrix_world = Matrix.Translation(at) @ Matrix.Rotation(turn, 4, "Z") @ heel @ flip @ base
            (insteps if part in step_in else pair).append(obj)
    return pair, insteps


def on_head(parts: list[Object], design: Design, stand: Stand, lift_m: float) -> None:
    """Put a hat or glasses on; they turn with the head."""
    if design.group == "eyewear":
        place = Matrix.Translation((0, -0.118, 1.652 - 0.026)) @ Matrix.Scale(1.12, 4)
    else:
        z, scale, tilt = HEAD_FIT.get(design.builder.split(":")[1], HEAD_FIT["cap"])
        place = (
            Matrix.Translation((0, -0.002, z)) @ Matrix.Rotation(math.radians(tilt), 4, "X") @ Matrix.Scale(scale, 4)
        )
    head = Matrix(pose.rigid_matrix(Weights.rigid(4, head=1), stand).tolist())
    for part in parts:
        part.matrix_world = Matrix.Translation((0, 0, lift_m)) @ head @ place @ part.matrix_world


def hang(parts: list[Object], design: Design, side: int, how: str, stand: Stand, lift_m: float, yaw: float) -> None:
    """Hang a bag by the top of its handle: from the hand, or from the crook of the arm; a clutch lies in the hand."""
    points = np.vstack([mesh.world_positions(part) for part in parts])
    high = points[points[:, 2] > points[:, 2].max() - 0.01].mean(0)
    turn = side * 38 - 0.6 * yaw
    if how == "crook":
        at, turn = pose.grip(side, stand, 0.42) + np.array([side * 0.0, 0.0, 0.030]), side * 70 - 0.4 * yaw
    else:
        at = moved(pose.grip(side, stand), side * 0.004, -0.012, 0.012)
    if design.category == "clutch" and not _has_handle(points):
        high = (points.min(0) + points.max(0)) / 2 + np.array([0, 0, 0.04])
        at, turn = _beside_palm(at, side), side * 62 - 0.3 * yaw
    spin = Matrix.Rotation(math.radians(turn), 4, "Z")
    place = Matrix.Translation(Vector(at) + Vector((0, 0, lift_m))) @ spin @ Matrix.Translation(-Vector(high))
    for part in parts:
        part.matrix_world = place @ part.matrix_world


def _has_handle(points: Array) -> bool:
    """A handle is thin: little of the bag's width is left near the top."""
    low, high = points.min(0), points.max(0)
    top = points[points[:, 2] > high[2] - 0.12 * (high[2] - low[2])]
    return bool(np.ptp(top[:, 0]) < 0.5 * (high[0] - low[0]))


def _beside_palm(at: Array, side: int) -> Array:
    return at + np.array([side * 0.012, -0.02, 0.02])
