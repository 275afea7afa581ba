"""Folds drawn in pattern space and pressed into the simulated cloth; a seed gives each product its own wrinkles."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from atelier import mesh
from atelier.geometry import Array, distance_to, smoothstep

OPEN_EDGES = ("d_neck", "d_cuff", "d_hem", "d_waist")


@dataclass(frozen=True)
class Zone:
    """A patch of similar strokes on the right half (x > 0); the left half gets fresh ones. Metres, degrees, mm."""

    count: int
    x: float
    z: float
    spread_x: float
    spread_z: float
    angle: float
    angle_spread: float
    length: float
    width: float
    depth_mm: float


@dataclass(frozen=True)
class Stroke:
    """One fold: a polyline in the pattern of one side."""

    side: int
    path: Array
    width: float
    depth_mm: float


def strokes(zones: Iterable[Zone], seed: int) -> list[Stroke]:
    """Return random strokes for all zones, front and back, right and left."""
    rng = np.random.default_rng(seed)
    out = []
    t = np.linspace(0, 1, 9)[:, None]
    for zone in zones:
        for side in (-1, 1):
            for hand in (-1, 1):
                for _ in range(zone.count):
                    start = np.array([
                        zone.x + rng.uniform(-zone.spread_x, zone.spread_x),
                        zone.z + rng.uniform(-zone.spread_z, zone.spread_z),
                    ])  # fmt: skip
                    angle = math.radians(zone.angle + rng.uniform(-zone.angle_spread, zone.angle_spread))
                    length, bend = zone.length * rng.uniform(0.6, 1.25), rng.uniform(-0.5, 0.5)
                    heading = angle + bend * (t - 0.3)
                    path = (start + length * t * np.c_[np.cos(heading), np.sin(heading)]) * [hand, 1]
                    out.append(
                        Stroke(
                            side,
                            path,
                            zone.width * rng.uniform(0.75, 1.3),
                            zone.depth_mm * rng.uniform(0.5, 1.15),
                        )
                    )
    return out


def press(garment: mesh.Object, zones: Sequence[Zone], seed: int, strength: float = 1.0) -> mesh.Object:
    """Displace a sewn garment along its normals by the strokes: a ridge with a wider trough.

    Folds fade at seams (a clean silhouette) and near open edges.
    """
    points = np.c_[mesh.value(garment, "px"), mesh.value(garment, "pz")]
    side, lift = mesh.value(garment, "side"), np.zeros(len(points))
    for stroke in strokes(zones, seed):
        reach = np.ptp(stroke.path, 0).max() / 2 + 4 * stroke.width
        near = np.abs(points - stroke.path.mean(0)).max(1) < reach
        k = np.nonzero((side * stroke.side > -0.5) & near)[0]
        if not len(k):
            continue
        gaps = np.linalg.norm(points[k, None] - stroke.path[None], axis=2)
        taper = np.sin(np.pi * np.clip(gaps.argmin(1) / (len(stroke.path) - 1) * 0.92 + 0.04, 0, 1)) ** 0.8
        e = distance_to(points[k], stroke.path) / stroke.width
        lift[k] += stroke.depth_mm * 0.001 * taper * (np.exp(-(e**2)) - 0.45 * np.exp(-((e / 2.2) ** 2)))
    lift *= strength * (0.2 + 0.8 * smoothstep(0.004, 0.035, mesh.value(garment, "d_seam")))
    rims = [mesh.value(garment, key) for key in OPEN_EDGES if mesh.has(garment, key)]
    if rims:
        lift *= 0.25 + 0.75 * smoothstep(0.0, 0.03, np.min(rims, 0))
    mesh.move_to(garment, mesh.positions(garment) + mesh.normals(garment) * lift[:, None])
    return mesh.relax(garment, 1, 0.4)


def ripple(obj: mesh.Object, depth_m: float, scale: float, seed: int) -> None:
    """Displace along normals by soft random waves: cloth is never perfectly smooth."""
    vertices, rng = mesh.positions(obj), np.random.default_rng(seed)
    wave = np.zeros(len(vertices))
    for _ in range(10):
        direction = rng.normal(0, 1, 3) * scale * [1, 0.6, 0.8]
        wave += np.sin(vertices @ direction * 2 + rng.uniform(0, 6)) / 10**0.5
    mesh.move_to(obj, vertices + mesh.normals(obj) * (wave * depth_m)[:, None])


def raise_edge(obj: mesh.Object, tag: str, width: float, height_mm: float) -> None:
    """Lift the band along an edge (collar, hem, waistband) by a fraction of a millimetre or more."""
    band = 1 - smoothstep(width * 0.8, width * 1.15, mesh.value(obj, f"d_{tag}"))
    mesh.move_to(obj, mesh.positions(obj) + mesh.normals(obj) * (height_mm * 0.001 * band)[:, None])
