"""Where folds fall on garments of the torso."""

from __future__ import annotations

import math

import numpy as np

from atelier import mesh
from atelier.folds import Zone
from atelier.garments.upper_outline import SHOULDER_JOINT, UpperCut
from atelier.geometry import smoothstep


def zones(cut: UpperCut) -> list[Zone]:
    """Return armpit, drape, sleeve and skirt folds that fit the cut."""
    hem_x, hem_z = cut.side[-1]
    stiff = {"jersey": 1.0, "woven": 1.0, "satin": 1.1, "fleece": 1.3, "wool": 1.0, "denim": 1.0}[cut.cloth]
    pit_x, pit_z = cut.armpit
    found = [
        Zone(3, pit_x - 0.03, pit_z + 0.02, 0.015, 0.02, 215, 30, 0.15, 0.012, 7 * stiff),
        Zone(3, 0.55 * pit_x, 1.08, 0.09, 0.10, 262, 14, 0.22, 0.019, 7 * stiff),
    ]
    if hem_z > 0.75:
        found.append(Zone(2, 0.10, hem_z + 0.12, 0.10, 0.05, 205, 40, 0.10, 0.013, 5 * stiff))
    else:
        found += _skirt(hem_x, hem_z)
    if cut.sleeve > 0.4:
        found += _sleeve(cut.sleeve, 1.25 * stiff)
    elif cut.sleeve:
        found.append(Zone(2, pit_x + 0.02, pit_z + 0.03, 0.02, 0.02, 40, 40, 0.09, 0.010, 6))
    return found


def _skirt(hem_x: float, hem_z: float) -> list[Zone]:
    """A few long soft folds and some at the waist; the fan of a full skirt is `flare`'s."""
    length = 0.94 - hem_z
    return [
        Zone(2, 0.5 * hem_x, hem_z + 0.6 * length, 0.38 * hem_x, 0.10, 266, 5, 0.6 * length, 0.022, 5),
        Zone(2, 0.07, 1.06, 0.06, 0.04, 255, 30, 0.12, 0.012, 4),
    ]


def flare(garment: mesh.Object, cut: UpperCut, seed: int) -> None:
    """Wave a skirt in and out: folds that fan from the hip to the hem, deeper the fuller the skirt."""
    heights, widths = zip(*sorted((z, x) for x, z in cut.side), strict=True)
    x, z, side = (mesh.value(garment, key) for key in ("px", "pz", "side"))
    hem_x, hem_z = cut.side[-1]
    full = max(hem_x - 0.22, 0.02)
    rng = np.random.default_rng(seed)
    across = x / np.interp(z, heights, widths)
    phase = rng.uniform(0, 6.28, 3)
    waves = (4 + 22 * full) * np.pi * across + 0.9 * np.sin(3 * across + phase[0]) + phase[1] + 1.3 * side
    swell = 0.75 + 0.35 * np.sin(4 * across + phase[2])
    grow = 1 - smoothstep(hem_z, 1.0, z)
    depth = (0.004 + 0.11 * full) * grow * swell * np.cos(waves)
    depth *= smoothstep(0.0, 0.06, mesh.value(garment, "d_seam"))
    mesh.move_to(garment, mesh.positions(garment) + mesh.normals(garment) * depth[:, None])
    mesh.relax(garment, 1, 0.4)


def _sleeve(length: float, stiff: float) -> list[Zone]:
    """Folds across the sleeve at the armpit, in the elbow's bend and above the cuff."""
    a = math.radians(42)
    found = []
    for along, count, depth in ((0.12, 3, 8), (0.27, 4, 9), (0.36, 3, 9), (length - 0.10, 4, 8)):
        x, z = SHOULDER_JOINT + along * np.array([math.sin(a), -math.cos(a)])
        found.append(Zone(count, x - 0.02, z - 0.01, 0.03, 0.03, 25, 35, 0.10, 0.011, depth * stiff))
    return found


def quilt(garment: mesh.Object, depth_m: float, pitch_m: float = 0.075) -> None:
    """Blow up horizontal baffles: rounded between stitch lines, a sharp valley at each."""
    xyz, outward = mesh.positions(garment), mesh.normals(garment)
    bulge = np.abs(np.sin(np.pi * mesh.value(garment, "pz") / pitch_m)) ** 0.6
    mesh.move_to(garment, xyz + outward * (depth_m * (bulge - 0.25))[:, None])


def overlap(garment: mesh.Object, half_width: float, lift_m: float = 0.003) -> None:
    """Lift the buttoned side of the front over the other one: a real step at the closing edge."""
    x, side = mesh.value(garment, "px"), mesh.value(garment, "side")
    over = smoothstep(-half_width - 0.003, -half_width + 0.003, x) * (1 - smoothstep(0.02, 0.06, x)) * (side < 0)
    mesh.move_to(garment, mesh.positions(garment) + mesh.normals(garment) * (lift_m * over)[:, None])
