"""Three places to stand in: a blurred street, a paper studio, a furnished room. Each brings its own light."""

from __future__ import annotations

import math
from typing import Any

import bpy
import numpy as np

from atelier import mesh
from atelier.light import lamp
from atelier.materials import paint, plain, shader
from atelier.palette import linear, rgb

Colour = str


def build(name: str, rng: np.random.Generator) -> None:
    """Put up one of SETS in the current scene."""
    SETS[name](rng)


def _box(low: tuple[float, float, float], high: tuple[float, float, float], stuff: Any) -> mesh.Object:
    corners = [(x, y, z) for z in (low[2], high[2]) for y in (low[1], high[1]) for x in (low[0], high[0])]
    faces = [(0, 2, 3, 1), (4, 5, 7, 6), (0, 1, 5, 4), (2, 6, 7, 3), (0, 4, 6, 2), (1, 3, 7, 5)]
    made = paint(mesh.make("box", corners, faces), stuff)
    made.data.shade_flat()
    return made


def _plane(corners: list[tuple[float, float, float]], stuff: Any) -> mesh.Object:
    return paint(mesh.make("plane", corners, [(0, 1, 2, 3)]), stuff)


def _sky(colour: tuple[float, float, float], strength: float) -> None:
    world = bpy.data.worlds.new("sky")
    bpy.context.scene.world, world.use_nodes = world, True
    background = world.node_tree.nodes["Background"].inputs
    background["Color"].default_value, background["Strength"].default_value = (*colour, 1), strength


def _sun(watts: float, softness: float, pitch: float, yaw: float, colour: tuple[float, float, float]) -> None:
    light = bpy.data.lights.new("sun", "SUN")
    light.energy, light.angle, light.color = watts, math.radians(softness), colour
    made = bpy.data.objects.new("sun", light)
    bpy.context.scene.collection.objects.link(made)
    made.rotation_euler = (math.radians(pitch), 0, math.radians(yaw))


def _tiles(
    name: str, tones: tuple[Colour, Colour, Colour], scale: float, mortar: float, wide: float, roughness: float
) -> Any:
    """A brick pattern in world coordinates: paving or floorboards."""
    made = plain(name, tones[0], roughness)
    nodes, link = made.node_tree.nodes, made.node_tree.links.new
    bricks, place = nodes.new("ShaderNodeTexBrick"), nodes.new("ShaderNodeNewGeometry")
    for key, tone in zip(("Color1", "Color2", "Mortar"), tones, strict=True):
        bricks.inputs[key].default_value = (*linear(rgb(tone)), 1)
    bricks.inputs["Scale"].default_value, bricks.inputs["Mortar Size"].default_value = scale, mortar
    bricks.inputs["Brick Width"].default_value = wide
    link(place.outputs["Position"], bricks.inputs["Vector"])
    link(bricks.outputs["Color"], shader(made).inputs["Base Color"])
    return made


def _facade(wall: Colour, lit: float) -> Any:
    """A wall with rows of dark windows, some of them lit, in world coordinates."""
    made = plain("facade", wall, 0.8)
    nodes, link = made.node_tree.nodes, made.node_tree.links.new

    def math_node(operation: str, a: Any, b: Any = 0.0) -> Any:
        node = nodes.new("ShaderNodeMath")
        node.operation = operation
        for socket, value in zip(node.inputs, (a, b), strict=False):
            if isinstance(value, int | float):
                socket.default_value = value
            else:
                link(value, socket)
        return node.outputs[0]

    split = nodes.new("ShaderNodeSeparateXYZ")
    link(nodes.new("ShaderNodeNewGeometry").outputs["Position"], split.inputs[0])
    along = math_node("DIVIDE", math_node("ADD", split.outputs["X"], split.outputs["Y"]), 1.9)
    above = math_node("DIVIDE", split.outputs["Z"], 3.1)
    across = math_node("LESS_THAN", math_node("ABSOLUTE", math_node("SUBTRACT", math_node("FRACT", along), 0.5)), 0.28)
    upright = math_node(
        "LESS_THAN", math_node("ABSOLUTE", math_node("SUBTRACT", math_node("FRACT", above), 0.52)), 0.30
    )
    window = math_node("MULTIPLY", across, upright)
    blend = nodes.new("ShaderNodeMix")
    blend.data_type = "RGBA"
    link(window, blend.inputs["Factor"])
    blend.inputs["A"].default_value = (*linear(rgb(wall)), 1)
    blend.inputs["B"].default_value = (0.05, 0.07, 0.10, 1)
    bsdf = shader(made).inputs
    link(blend.outputs["Result"], bsdf["Base Color"])
    chance, cell = nodes.new("ShaderNodeTexWhiteNoise"), nodes.new("ShaderNodeCombineXYZ")
    chance.noise_dimensions = "2D"
    link(math_node("FLOOR", along), cell.inputs[0])
    link(math_node("FLOOR", above), cell.inputs[1])
    link(cell.outputs[0], chance.inputs["Vector"])
    glow = math_node(
        "MULTIPLY", window, math_node("MULTIPLY", math_node("LESS_THAN", chance.outputs["Value"], lit), 2.2)
    )
    link(glow, bsdf["Emission Strength"])
    bsdf["Emission Color"].default_value = (1, 0.78, 0.5, 1)
    return made


WALLS = ("#b9a58a", "#9c6b52", "#c9c2b4", "#7d8288", "#a98f76", "#8d5a48", "#d6cdbd", "#59646b")
AWNINGS = ("#7a2f2f", "#2f5d50", "#d8c9a0", "#31445e", "#20242a")


def street(rng: np.random.Generator) -> None:
    """A shopping street with awnings, trees and parked cars; morning or overcast light."""
    paving = _tiles("paving", ("#94908a", "#87837d", "#5f5c58"), 1.6, 0.008, 0.5, 0.75)
    _plane([(-60, -20, 0), (60, -20, 0), (60, 120, 0), (-60, 120, 0)], paving)
    _plane([(2.2, -20, 0.004), (9, -20, 0.004), (9, 120, 0.004), (2.2, 120, 0.004)], plain("road", "#55555a", 0.9))
    lit = float(rng.uniform(0.1, 0.4))
    for side in (-1, 1):
        y = float(rng.uniform(1, 4))
        near = -3.6 if side < 0 else 11.0
        while y < 80:
            wide, high = float(rng.uniform(6, 12)), float(rng.uniform(9, 20))
            wall = _facade(WALLS[rng.integers(len(WALLS))], lit)
            x = (near - 10, near) if side < 0 else (near, near + 10)
            _box((x[0], y, 0), (x[1], y + wide - 0.1, high), wall)
            awning = plain("awning", AWNINGS[rng.integers(len(AWNINGS))], 0.8)
            if side < 0:
                _box((near, y + 1, 2.6), (near + 1.1, y + wide - 2, 3.0), awning)
            y += wide
    _box((-30, 82, 0), (30, 85, 16), _facade("#a9b0b5", lit))
    for k in range(5):
        _tree(1.6, 8 + 8 * k + float(rng.uniform(-2, 2)), rng)
        _car(2.7, 6 + 9 * k, rng)
    warm = bool(rng.random() < 0.6)
    _sky((0.72, 0.84, 1.0) if warm else (0.86, 0.90, 0.96), 0.9 if warm else 1.25)
    _sun(
        2.6 if warm else 0.9,
        6 if warm else 40,
        float(rng.uniform(40, 55)),
        float(rng.uniform(-50, 30)),
        (1, 0.92, 0.80),
    )
    lamp((-2.2, -2.6, 2.4), (0, 0, 1.1), (1.6, 1.6), 80)


def _tree(x: float, y: float, rng: np.random.Generator) -> None:
    leaves = plain("leaves", np.array([0.20 + 0.1 * rng.random(), 0.36, 0.16]), 0.8)
    for _ in range(4):
        at = (x + float(rng.uniform(-0.9, 0.9)), y + float(rng.uniform(-0.9, 0.9)), float(rng.uniform(3.6, 5.4)))
        bpy.ops.mesh.primitive_ico_sphere_add(subdivisions=2, radius=float(rng.uniform(0.8, 1.4)), location=at)
        paint(bpy.context.object, leaves)
    _box((x - 0.1, y - 0.1, 0), (x + 0.1, y + 0.1, 3.6), plain("trunk", "#4a3526", 0.9))


def _car(x: float, y: float, rng: np.random.Generator) -> None:
    body = plain("car", ("#a33333", "#dcdcdc", "#2b3440", "#4a6a8a", "#8c8f92")[rng.integers(5)], 0.25)
    _box((x, y, 0.3), (x + 1.7, y + 4.2, 0.95), body)
    _box((x + 0.1, y + 1, 0.95), (x + 1.6, y + 3.4, 1.45), plain("glass", "#20262c", 0.1))


def studio(rng: np.random.Generator) -> None:
    """Seamless coloured paper, a large key light, a rim."""
    tone = ("#d9d4cc", "#c9b8a6", "#a9b6bd", "#b9c0ae", "#8f9298", "#d7c3bd")[rng.integers(6)]
    profile = [
        (-6, 0),
        (1.6, 0),
        *[(1.6 + 1.4 * math.sin(a), 1.4 - 1.4 * math.cos(a)) for a in np.linspace(0, math.pi / 2, 12)],
        (3.0, 7),
    ]
    vertices = [(x, y, z) for y, z in profile for x in (-7, 7)]
    paper = mesh.make("paper", vertices, [(2 * k, 2 * k + 1, 2 * k + 3, 2 * k + 2) for k in range(len(profile) - 1)])
    paint(paper, plain("paper", tone, 0.95))
    _sky((1, 1, 1), 0.30)
    side = 1 if rng.random() < 0.5 else -1
    lamp((-2.4 * side, -2.6, 2.9), (0, 0, 1.0), (1.8, 2.2), 190)
    lamp((2.6 * side, -1.8, 1.4), (0, 0, 0.9), (1.0, 2.2), 45)
    lamp((0.8 * side, 1.6, 3.2), (0, 0, 1.2), (1.6, 0.8), 20)
    lamp((0, 1.4, 3.8), (0, 3.0, 2.6), (3.0, 1.0), 60)


def interior(rng: np.random.Generator) -> None:
    """A living room: boards, a wall with pictures, a window on the left, sofa, shelf, plant, floor lamp."""
    boards = _tiles("boards", ("#9a744f", "#8c6845", "#5d4530"), 1.4, 0.004, 2.4, 0.45)
    _plane([(-6, -8, 0), (6, -8, 0), (6, 4, 0), (-6, 4, 0)], boards)
    wall = plain("wall", ("#d8d2c6", "#b9c2bd", "#cdb9a8", "#a8b2bb")[rng.integers(4)], 0.9)
    _plane([(-6, 3.2, 0), (6, 3.2, 0), (6, 3.2, 3.2), (-6, 3.2, 3.2)], wall)
    _plane([(4.2, -8, 0), (4.2, 4, 0), (4.2, 4, 3.2), (4.2, -8, 3.2)], wall)
    _box((-6, 3.16, 0), (6, 3.2, 0.12), plain("skirting", "#eeeae2", 0.6))
    glow = plain("daylight", "#ffffff", 0.5)
    shader(glow).inputs["Emission Color"].default_value = (0.86, 0.93, 1.0, 1)
    shader(glow).inputs["Emission Strength"].default_value = 3.0
    _box((-2.6, 3.12, 0.9), (-1.2, 3.19, 2.5), glow)
    frame = plain("frame", "#f2efe8", 0.5)
    for x in (-2.66, -1.93, -1.2):
        _box((x, 3.06, 0.84), (x + 0.06, 3.2, 2.56), frame)
    _sofa(("#5c6b5a", "#7a4a3a", "#3f4a5c", "#9b8a74")[rng.integers(4)])
    for x, tone in ((0.3, "#7f98a8"), (1.15, "#b9765a")):
        _box((x, 3.15, 1.5), (x + 0.62, 3.19, 2.25), plain("frame", "#2a2522", 0.5))
        _box((x + 0.06, 3.13, 1.56), (x + 0.56, 3.18, 2.19), plain("picture", tone, 0.8))
    _plant((-3.0, 2.5), rng)
    _box((2.75, 2.7, 0), (3.9, 3.1, 1.9), plain("shelf", "#6e5139", 0.6))
    for k in range(26):
        x, z = 2.82 + 0.083 * (k % 13), 0.55 + 0.62 * (k // 13)
        tone = AWNINGS[rng.integers(len(AWNINGS))]
        _box((x, 2.64, z), (x + 0.07, 2.75, z + float(rng.uniform(0.26, 0.4))), plain("book", tone, 0.8))
    _sky((1.0, 0.97, 0.92), 0.35)
    lamp((-3.4, -2.0, 2.3), (0, 0, 1.0), (1.6, 2.2), 170)
    lamp((2.8, -2.2, 2.0), (0, 0, 1.0), (1.4, 1.4), 40)
    lamp((0.0, 1.4, 3.1), (0.5, 3.0, 1.0), (2.4, 1.0), 55)


def _sofa(tone: Colour) -> None:
    cloth = plain("sofa", tone, 0.95)
    for low, high in (((-0.6, 2.2, 0.15), (1.9, 3.1, 0.45)), ((-0.6, 2.85, 0.45), (1.9, 3.1, 0.95)),
                      ((-0.75, 2.2, 0.1), (-0.5, 3.1, 0.68)), ((1.8, 2.2, 0.1), (2.05, 3.1, 0.68))):  # fmt: skip
        made = _box(low, high, cloth)
        soft = made.modifiers.new("soft", "BEVEL")
        soft.width, soft.segments = 0.06, 4


def _plant(at: tuple[float, float], rng: np.random.Generator) -> None:
    bpy.ops.mesh.primitive_cone_add(radius1=0.16, radius2=0.22, depth=0.4, location=(*at, 0.2))
    paint(bpy.context.object, plain("pot", "#c9c0b0", 0.7))
    green = plain("leaf", "#3f6b3f", 0.6)
    for _ in range(26):
        a, tilt, length = rng.uniform(0, 6.28), rng.uniform(0.2, 1.0), rng.uniform(0.6, 1.1)
        out = np.array([math.cos(a) * math.sin(tilt), math.sin(a) * math.sin(tilt), math.cos(tilt)])
        side = np.array([-math.sin(a), math.cos(a), 0]) * 0.055
        root = np.array([*at, 0.4])
        _plane(
            [
                tuple(root),
                tuple(root + out * length * 0.5 + side),
                tuple(root + out * length),
                tuple(root + out * length * 0.5 - side),
            ],
            green,
        )


SETS = {"street": street, "studio": studio, "interior": interior}
