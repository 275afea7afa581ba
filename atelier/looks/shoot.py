"""Photograph the looks and write their truth: python -m atelier looks."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from tqdm import tqdm

from atelier.design import Design
from atelier.lines import all_designs
from atelier.looks.records import entry, write_all
from atelier.looks.table import FRAMINGS, Look
from atelier.looks.truth import code_colour, items, keypoints, numbered, read_codes

SIZE = (480, 640)
DEEP_M = {"hip": 0.23, "shoulder": 0.17, "eye": 0.035, "ear": 0.035, "nose": 0.035}  # how deep a seen joint may lie
EXPOSURE = {"street": -0.35, "studio": -0.05, "interior": -0.05}  # stops


@dataclass(frozen=True)
class Quality:
    """How finely to render, pixels and samples; masks: whether to keep which garment is where."""

    samples: int = 12
    width: int = SIZE[0]
    height: int = SIZE[1]
    webp: int = 90
    masks: bool = False


def shoot(look: Look, designs: Sequence[Design], out: Path, quality: Quality) -> dict[str, Any]:
    """Dress, place, light and photograph one look; return its truth (records.entry)."""
    import bpy

    from atelier import studio
    from atelier.looks import sets, wardrobe

    for design in designs:
        wardrobe.prepare(design)
    studio.clear()
    person = wardrobe.dress(look, designs)
    wardrobe.turn(person, look.yaw)
    sets.build(look.place, np.random.default_rng(look.seed))
    camera = _point_camera(look)
    size = (quality.width, quality.height)
    points = _keypoints(bpy, person.joints, camera, size)
    raw = out / f"{look.name}.raw.png"
    studio.render(raw, quality.samples, size, transparent=False, exposure=EXPOSURE[look.place])
    scratch = out / f"{look.name}.tmp.webp"
    Image.open(raw).convert("RGB").save(scratch, quality=quality.webp, method=6)
    scratch.replace(out / f"{look.name}.webp")
    worn = [(d.group, d.product_id) for d in designs]
    _render_codes(bpy, [person.worn[group] for group, _ in worn], person.own, raw)
    codes = read_codes(np.asarray(Image.open(raw).convert("RGB")))
    found = items(codes, worn)
    if quality.masks:
        Image.fromarray(numbered(codes, worn, found)).save(out / f"{look.name}.masks.png", optimize=True)
    raw.unlink()
    return entry(look, found, points, size)


def _point_camera(look: Look) -> Any:
    from mathutils import Vector

    from atelier import studio

    height, centre = FRAMINGS[look.framing]
    camera = studio.aim(np.array([look.aside_m, 0.0, centre]), height / look.zoom, 0.0, 0.0, 0.0)
    camera.location.z = look.camera_z
    camera.rotation_euler = (Vector((look.aside_m, 0, centre)) - camera.location).to_track_quat("-Z", "Y").to_euler()
    lens = camera.data.dof
    lens.use_dof, lens.focus_distance, lens.aperture_fstop = True, camera.location.length, 0.8
    return camera


def _keypoints(
    bpy: Any, joints: dict[str, Any], camera: Any, size: tuple[int, int]
) -> list[tuple[float, float, int]]:  # fmt: skip
    """Project the joints; what the camera sees well before a joint covers it."""
    from mathutils import Vector

    from atelier import studio

    bpy.context.view_layer.update()
    graph = bpy.context.evaluated_depsgraph_get()
    names = list(joints)
    pixels = studio.project(np.array([joints[name] for name in names]), camera, size)
    covered = {}
    for name in names:
        way = Vector(joints[name]) - camera.location
        hit, place, *_ = bpy.context.scene.ray_cast(graph, camera.location, way.normalized(), distance=way.length)
        inside = DEEP_M.get(name.split("_")[-1], 0.13)
        covered[name] = bool(hit and (Vector(joints[name]) - place).length > inside)
    at = {name: (float(x), float(y)) for name, (x, y) in zip(names, pixels, strict=True)}
    return keypoints(at, covered, *size)


def _render_codes(bpy: Any, worn: Sequence[Sequence[Any]], body: Sequence[Any], path: Path) -> None:
    """Render again with every garment in its flat code colour, the body black, nothing else, one ray per pixel."""
    scene = bpy.context.scene
    black = _flat(bpy, (0.0, 0.0, 0.0))
    codes = {part.name: _flat(bpy, code_colour(k)) for k, parts in enumerate(worn) for part in parts}
    kept = codes.keys() | {part.name for part in body}
    done = set()
    for obj in scene.objects:
        if obj.name not in kept:
            obj.hide_render = obj.type != "CAMERA"
        elif obj.data.name not in done:  # the second shoe shares the first one's mesh and material
            done.add(obj.data.name)
            obj.data.materials.clear()
            obj.data.materials.append(codes.get(obj.name, black))
            for polygon in obj.data.polygons:
                polygon.material_index = 0
    scene.world.node_tree.nodes["Background"].inputs["Strength"].default_value = 0.0
    scene.camera.data.dof.use_dof = False
    scene.cycles.samples, scene.cycles.use_denoising, scene.cycles.max_bounces = 1, False, 0
    scene.cycles.pixel_filter_type = "BOX"
    view = scene.view_settings
    view.view_transform, view.look, view.exposure = "Raw", "None", 0.0
    scene.render.filepath = str(path.resolve())
    bpy.ops.render.render(write_still=True)


def _flat(bpy: Any, colour: tuple[float, float, float]) -> Any:
    made = bpy.data.materials.new("code")
    made.use_nodes = True
    nodes = made.node_tree.nodes
    nodes.clear()
    emission, output = nodes.new("ShaderNodeEmission"), nodes.new("ShaderNodeOutputMaterial")
    emission.inputs["Color"].default_value = (*colour, 1)
    made.node_tree.links.new(emission.outputs[0], output.inputs["Surface"])
    return made


def shoot_all(
    looks: Sequence[Look], out: Path, quality: Quality, only: Sequence[str] = (), force: bool = False
) -> int:  # fmt: skip
    """Photograph the looks (or only those named) that are not yet there, write the truth of all that are.

    Returns how many failed.
    """
    out.mkdir(parents=True, exist_ok=True)
    catalogue = all_designs()
    wanted = [look for look in looks if not only or look.name in only]
    wanted = [look for look in wanted if force or not (out / f"{look.name}.json").exists()]
    failures = 0
    for number, look in enumerate(tqdm(wanted, unit="look"), start=1):
        started = time.perf_counter()
        try:
            made = shoot(look, look.designs(catalogue), out, quality)
        except Exception as error:  # one broken look must not stop the others; it is reported and counted
            tqdm.write(f"{look.name}: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
            continue
        (out / f"{look.name}.json").write_text(json.dumps(made), encoding="utf-8")
        tqdm.write(f"{look.name}: {len(made['items'])} items, {time.perf_counter() - started:.0f} s", file=sys.stderr)
        if number % 10 == 0:
            collect(out, looks)
    collect(out, looks)
    return failures


def collect(out: Path, looks: Sequence[Look]) -> None:
    """Gather the looks' entries, in their order, into the truth files."""
    done = [out / f"{look.name}.json" for look in looks]
    write_all(out, [json.loads(path.read_text(encoding="utf-8")) for path in done if path.exists()])
