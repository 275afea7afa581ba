"""Rib-knit beanies with a turned cuff, and pompoms."""

from __future__ import annotations

import numpy as np

from atelier import mesh
from atelier.accessories.grids import moved, rounded_section
from atelier.accessories.hat_forms import HEAD_A, HEAD_B, angle_of, revolve
from atelier.accessories.pieces import WOOL, material, painted, strip, surface
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def beanie(
    seed: int, colour: str, stripe: str | None = None, cuff: float = 0.068, ribs: int = 54, slouch: float = 0.0,
    pompom: str | None = None, melange: float = 0.0, patch: str | None = None,
) -> list[Object]:  # fmt: skip
    """A rib-knit beanie; a turned cuff of `cuff` metres, slouch in 0..1 makes it longer and leaning back."""
    rng = np.random.default_rng(seed)
    top = 0.205 + 0.05 * slouch
    fold = [
        (1.06, 0.016),
        (1.08, 0.002),
        (1.15, 0.001),
        (1.18, 0.006),
        (1.20, cuff * 0.5),
        (1.18, cuff - 0.003),
        (1.14, cuff + 0.001),
        (1.11, cuff - 0.003),
    ]
    crown = [
        (1.13, cuff + 0.010),
        (1.16, cuff + 0.04),
        (1.12, top * 0.72),
        (0.97, top * 0.86),
        (0.70, top * 0.955),
        (0.36, top * 1.0),
        (0.12, top * 1.005),
        (0.02, top * 0.998),
    ]
    grid = revolve(fold + crown, ribs * 8, 0.003)
    phase = np.cos(np.arange(ribs * 8) / 8 * 2 * np.pi)
    radius = np.hypot(grid[..., 0] / HEAD_A, grid[..., 1] / HEAD_B)
    fade = smoothstep(0.05, 0.8, radius)
    out = 1 + 0.022 * phase[None] * fade
    dents = (
        0.010
        * np.sin(3 * angle_of(grid) + 9 * grid[..., 2] / 0.1 + rng.uniform(0, 6))
        * smoothstep(cuff, cuff + 0.05, grid[..., 2])
    )
    grid[..., 0] *= out + dents
    grid[..., 1] *= out + dents
    lift, side = smoothstep(cuff, top, grid[..., 2]), smoothstep(0.05, 0.7, radius)
    turn = angle_of(grid)
    grid[..., 1] += (0.018 + 0.03 * slouch) * lift**1.5
    grid[..., 2] -= side * lift * (0.010 * np.cos(turn) + 0.006 * np.sin(2 * turn + rng.uniform(0, 6)))
    skin = Skin.over(grid, wrap=True, seed=seed)
    base = rgb(colour) * np.ones((*skin.x.shape, 1))
    if stripe:
        band = (skin.z > cuff + 0.018) & (skin.z < cuff + 0.072) & (((skin.z - cuff - 0.018) / 0.018) % 2 < 1)
        base = np.where(band[..., None], rgb(stripe), base)
    column = (np.linspace(0, ribs, skin.w, endpoint=False)[None] * 2) % 1 - 0.5
    stitch = np.sin((skin.v + np.abs(column) * 0.006) * 2 * np.pi / 0.0058)
    skin.colour = base * (1 + 0.07 * stitch + 0.04 * skin.noise(0.004, 2))[..., None]
    valley = 0.5 - 0.5 * np.cos(np.linspace(0, ribs, skin.w, endpoint=False) * 2 * np.pi)[None]
    skin.shade(valley**2, 0.62)
    if melange:
        flecks = smoothstep(0.2, 0.7, skin.noise(0.0022))
        skin.mix(melange * flecks, rgb("white"))
    skin.height += 0.55 * stitch - 0.5 * np.exp(-((column / 0.08) ** 2)) + 0.2 * skin.noise(0.0015)
    if patch:
        d = (
            np.maximum(np.abs(skin.x) - 0.019, np.abs(skin.z - cuff * 0.5) - 0.011)
            + 0.05 * (skin.y > 0)
            + 0.05 * (skin.v < 0.02)
        )
        skin.panel(d, rgb(patch), 0.8, rgb("ecru") * 0.8, margin=0.002)
    made = [surface("beanie", grid, painted("knit", skin, WOOL))]
    if pompom:
        crown_top = grid[-1].mean(0) + np.array([0, 0, 0.022])
        made.append(_pompom(crown_top, 0.036, pompom, rng))
    return made


def _pompom(centre: Array, radius: float, colour: str, rng: np.random.Generator, strands: int = 2600) -> Object:
    """A ball of yarn ends: thin tapered ribbons standing out from a core, as one mesh."""
    direction = rng.normal(size=(strands, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    side = np.cross(direction, rng.normal(size=(strands, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    third = np.cross(direction, side)
    length = radius * rng.uniform(0.85, 1.08, (strands, 1))
    droop = np.array([0, 0, -0.004])
    rows = []
    for t, w in ((0.25, 0.0014), (0.65, 0.0013), (0.9, 0.001), (1.0, 0.0003)):
        core = centre + direction * length * t + droop * t * t
        rows.append(np.stack([core + w * (np.cos(a) * side + np.sin(a) * third) for a in (0, 2.09, 4.19)], 1))
    stacked = np.stack(rows, 1)  # strand, row, corner, xyz
    faces = []
    for s in range(strands):
        for r in range(3):
            for c in range(3):
                a, b = s * 12 + r * 3 + c, s * 12 + r * 3 + (c + 1) % 3
                faces.append((a, b, b + 3, a + 3))
    made = mesh.make("pompom", stacked.reshape(-1, 3), faces)
    made.data.materials.append(material("pompom", colour, WOOL))
    return made


def beret(seed: int, colour: str, band: str | None = None) -> list[Object]:
    """A felt beret: a soft disc pulled to one side, with its stalk; `band` is the colour of a leather binding."""
    rng = np.random.default_rng(seed)
    profile = [(1.0, 0.0), (1.02, 0.014), (1.10, 0.028), (1.36, 0.044), (1.52, 0.058), (1.50, 0.072), (1.28, 0.084),
               (0.90, 0.091), (0.45, 0.094), (0.10, 0.095), (0.02, 0.095)]  # fmt: skip
    grid = revolve(profile, 200, 0.003)
    turn, up = angle_of(grid), smoothstep(0.02, 0.06, grid[..., 2])
    wave = 0.012 * np.sin(3 * turn + rng.uniform(0, 6)) + 0.006 * np.sin(7 * turn + rng.uniform(0, 6))
    grid[..., 0] = grid[..., 0] * (1 + up * wave) + 0.030 * up
    grid[..., 2] += up * (0.4 * wave - 0.22 * np.clip(grid[..., 0], 0, 0.2))
    skin = Skin.over(grid, wrap=True, seed=seed)
    skin.colour = rgb(colour) * (1 + 0.05 * skin.noise(0.012, 3) + 0.04 * skin.noise(0.0012))[..., None]
    skin.height += 0.12 * skin.noise(0.0011)
    skin.panel(skin.v - 0.014, rgb(band or colour) * 0.9, 0.6)
    made = [surface("beret", grid, painted("felt", skin, WOOL))]
    top = grid[-1].mean(0)
    stalk = np.array([top, moved(top, 0.002, 0, 0.010), moved(top, 0.006, 0, 0.020)])
    made.append(strip("stalk", stalk, rounded_section(0.005, 0.005, 8, 2.0), material("stalk", colour, WOOL)))
    return made
