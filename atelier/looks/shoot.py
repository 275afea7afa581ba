"""Photograph the looks and write their truth: python -m atelier looks."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from atelier.design import Design
from atelier.lines import all_designs
from atelier.looks.table import FRAMINGS, LOOKS, Look
from atelier.looks.truth import Item, code_colour, items, read_codes

SIZE = (600, 800)
EXPOSURE = {"street": -0.35, "studio": -0.05, "interior": -0.05}  # stops


@dataclass(frozen=True)
class Quality:
    """How finely to render, pixels and samples."""

    samples: int = 18
    width: int = SIZE[0]
    height: int = SIZE[1]


def shoot(look: Look, designs: Sequence[Design], out: Path, quality: Quality) -> list[Item]:
    """Dress, place, light and photograph one look; return what is seen in it."""
    import bpy

    from atelier import studio
    from atelier.looks import sets, wardrobe

    for design in designs:
        wardrobe.prepare(design)
    studio.clear()
    person = wardrobe.dress(designs, look.body, look.pose, look.finish, look.tucked, look.bag_side, look.yaw)
    wardrobe.turn(person, look.yaw)
    sets.build(look.place, np.random.default_rng(look.seed))
    _point_camera(look)
    size = (quality.width, quality.height)
    raw = out / f"{look.name}.raw.png"
    studio.render(raw, quality.samples, size, transparent=False, exposure=EXPOSURE[look.place])
    scratch = out / f"{look.name}.tmp.webp"
    Image.open(raw).convert("RGB").save(scratch, quality=94, method=6)
    scratch.replace(out / f"{look.name}.webp")
    worn = [(d.group, d.product_id) for d in designs]
    _render_codes(bpy, [person.worn[group] for group, _ in worn], raw)
    found = items(read_codes(np.asarray(Image.open(raw).convert("RGB"))), worn)
    raw.unlink()
    return found


def _point_camera(look: Look) -> None:
    from mathutils import Vector

    from atelier import studio

    height, centre = FRAMINGS[look.framing]
    camera = studio.aim(np.array([0.0, 0.0, centre]), height, 0.0, 0.0, 0.0)
    camera.location.z = look.camera_z
    camera.rotation_euler = (Vector((0, 0, centre)) - camera.location).to_track_quat("-Z", "Y").to_euler()
    lens = camera.data.dof
    lens.use_dof, lens.focus_distance, lens.aperture_fstop = True, camera.location.length, 0.8


def _render_codes(bpy: Any, worn: Sequence[Sequence[Any]], path: Path) -> None:
    """Render again with every garment in its flat code colour and all else black, one ray per pixel."""
    scene = bpy.context.scene
    black = _flat(bpy, (0.0, 0.0, 0.0))
    codes = {part.name: _flat(bpy, code_colour(k)) for k, parts in enumerate(worn) for part in parts}
    own_meshes = set()
    for obj in scene.objects:
        if obj.type == "MESH":
            if obj.data.name in own_meshes:
                continue  # the second shoe shares the first one's mesh and material
            own_meshes.add(obj.data.name)
            obj.data.materials.clear()
            obj.data.materials.append(codes.get(obj.name, black))
            for polygon in obj.data.polygons:
                polygon.material_index = 0
        elif obj.type == "LIGHT":
            obj.hide_render = True
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


def shoot_all(names: Sequence[str], out: Path, quality: Quality, force: bool = False) -> int:
    """Photograph looks (all if none are named) that are not yet there; write looks.json; return how many failed."""
    out.mkdir(parents=True, exist_ok=True)
    catalogue = {d.title: d for d in all_designs()}
    failures = 0
    for look in LOOKS:
        if (names and look.name not in names) or ((out / f"{look.name}.json").exists() and not force):
            continue
        started = time.perf_counter()
        try:
            found = shoot(look, look.designs(catalogue), out, quality)
        except Exception as error:  # one broken look must not stop the others; it is reported and counted
            print(f"{look.name}: {type(error).__name__}: {error}", file=sys.stderr)
            failures += 1
            continue
        entry = record(look, found, quality)
        (out / f"{look.name}.json").write_text(json.dumps(entry), encoding="utf-8")
        print(f"{look.name}: {len(found)} items, {time.perf_counter() - started:.0f} s", file=sys.stderr)
    collect(out)
    return failures


def record(look: Look, found: Sequence[Item], quality: Quality) -> dict[str, Any]:
    """A look's entry in looks.json."""
    return {
        "id": look.name, "file": f"{look.name}.webp", "gender": look.gender, "width": quality.width,
        "height": quality.height, "items": [asdict(item) for item in found],
    }  # fmt: skip


def collect(out: Path) -> None:
    """Gather the looks' entries into looks.json, in the order of the table, atomically."""
    done = [out / f"{look.name}.json" for look in LOOKS]
    entries = [json.loads(path.read_text(encoding="utf-8")) for path in done if path.exists()]
    scratch = out / "looks.json.tmp"
    scratch.write_text(json.dumps(entries, indent=1), encoding="utf-8")
    scratch.replace(out / "looks.json")
