"""Fedoras, straw hats and bucket hats."""

from __future__ import annotations

import numpy as np

from atelier.accessories.grids import Points, moved, offset_ring, rounded_section, spline
from atelier.accessories.hat_forms import angle_of, paint_twill, revolve
from atelier.accessories.pieces import CANVAS, Finish, material, painted, strip, surface
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

FELT = Finish(roughness=0.95, specular=0.05, sheen=0.35)


STRAW = Finish(roughness=0.7, specular=0.2, sheen=0.05, bump=1.2)


def brimmed(
    seed: int,
    colour: str,
    stuff: str = "felt",
    band: str = "black",
    brim: float = 0.065,
    style: str = "fedora",
    bow: bool = True,
) -> list[Object]:
    """A fedora (creased, snapped brim), a western hat (brim rolled up at the sides) or a sun hat (round crown)."""
    high = 0.095 if style == "sun" else 0.112
    sides = [(1.03, 0.0), (1.02, high * 0.2), (0.99, high * 0.55), (0.95, high * 0.84), (0.90, high * 0.96)]
    roof = [(0.82, high * 1.0), (0.62, high * 1.015), (0.38, high * 1.02), (0.18, high * 1.02), (0.02, high * 1.02)]
    crown = revolve(sides + roof, 160, 0.004)
    if style != "sun":
        crown = _crease(crown, high)
    base = crown[0]
    flat = _brim(base, brim, style, seed)
    finish = STRAW if stuff == "straw" else FELT
    made = []
    for name, grid, flip in (("crown", crown, False), ("brim", flat, True)):
        skin = Skin.over(grid, wrap=True, seed=seed)
        _hat_paint(skin, colour, stuff)
        if name == "brim":
            skin.stitches(np.abs(skin.top - 0.006), rgb(colour) * 0.75)
            skin.height += 0.5 * np.exp(-((skin.top / 0.003) ** 2))
        part = surface(name, grid, painted(name, skin, finish), flip=flip)
        solid = part.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness, solid.offset = 0.0026, -1.0 if name == "crown" else 0.0
        made.append(part)
    lift = 0.5 * (flat[..., 2].min() < 0) * -flat[..., 2].min()
    made += _ribbon(crown, band, bow, seed)
    for part in made:
        part.location.z = lift
    return made


def _crease(crown: Points, high: float) -> Points:
    """Sink a lengthwise teardrop into the roof and pinch both sides of the front."""
    out = crown.copy()
    x, y, z = crown[..., 0], crown[..., 1], crown[..., 2]
    up = smoothstep(high * 0.55, high, z)
    groove = np.exp(-((x / (0.020 + 0.10 * np.maximum(0, y) * 0.2)) ** 2)) * (1 - smoothstep(0.055, 0.09, np.abs(y)))
    out[..., 2] -= 0.024 * groove * smoothstep(high * 0.93, high, z)
    out[..., 2] += 0.010 * up * smoothstep(-0.02, 0.08, -y)
    pinch = smoothstep(0.015, 0.075, -y) * up
    out[..., 0] *= 1 - 0.40 * pinch
    return out


def _brim(base: Array, width: float, style: str, seed: int) -> Points:
    rng = np.random.default_rng(seed)
    phase = rng.uniform(0, 6)
    phi = angle_of(base)
    rings = []
    for t in np.linspace(0, 1, 14):
        ring = offset_ring(base, width * t)
        front, back = np.maximum(0, np.cos(phi)), np.maximum(0, -np.cos(phi))
        if style == "fedora":
            rise = 0.016 * np.abs(np.sin(phi)) ** 2 + 0.020 * back**2 - 0.012 * front**2
            ring[:, 2] = 0.002 + rise * t**2 + 0.002 * t
        elif style == "western":
            rise = 0.060 * np.abs(np.sin(phi)) ** 3 - 0.010 * (front**2 + back**2)
            ring[:, 2] = 0.002 + rise * t**1.4
        elif style == "bucket":
            ring[:, 2] = 0.002 - 0.62 * width * t + 0.002 * np.sin(5 * phi + phase) * t
        else:
            ring[:, 2] = (
                0.002 - 0.012 * t + (0.007 * np.sin(2 * phi + phase) + 0.004 * np.sin(5 * phi + 2 * phase)) * t**1.5
            )
        rings.append(ring)
    return np.array(rings)


def _hat_paint(skin: Skin, colour: str, stuff: str) -> None:
    if stuff == "straw":
        row = np.floor(skin.v / 0.0045)
        braid = np.sin(skin.u * 2 * np.pi / 0.007 + np.pi * (row % 2))
        across = np.abs(((skin.v / 0.0045) % 1) - 0.5) * 2
        skin.height += 1.1 * braid * (1 - across**2) - 0.9 * across**4
        streak = skin.noise(0.006, 2)
        skin.colour = rgb(colour) * (1 + 0.12 * braid * (1 - across) + 0.10 * streak - 0.22 * across**6)[..., None]
        return
    if stuff in ("canvas", "denim"):
        paint_twill(skin, colour)
        for k in range(8):
            skin.stitches(np.abs(skin.top - 0.004 - 0.0085 * k) + 0.01 * (skin.v.max() > 0.09), rgb(colour) * 0.8)
        return
    cloud = skin.noise(0.012, 3)
    skin.colour = rgb(colour) * (1 + 0.05 * cloud + 0.03 * skin.noise(0.0012))[..., None]
    skin.height += 0.10 * skin.noise(0.0011)


def _ribbon(crown: Points, colour: str, bow: bool, seed: int) -> list[Object]:
    """A grosgrain band round the foot of the crown, with a flat bow on the wearer's left."""
    rows = []
    wide = 0.036 if bow else 0.022
    for z in np.linspace(0.003, wide, 8):
        index = int(np.argmin(np.abs(crown[:, 0, 2] - z)))
        ring = offset_ring(crown[index], 0.0012)
        ring[:, 2] = z
        rows.append(ring)
    grid = np.array(rows)
    skin = Skin.over(grid, wrap=True, seed=seed)
    rib = np.sin(skin.u * 2 * np.pi / 0.0018)
    skin.colour = rgb(colour) * (1 + 0.05 * rib)[..., None]
    skin.height += 0.15 * rib
    made = [surface("band", grid, painted("band", skin, Finish(roughness=0.6, specular=0.3)))]
    if bow:
        at = grid[4, 40] + np.array([0.002, 0, 0])
        stuff = material("bow", rgb(colour) * 0.96, Finish(roughness=0.6, specular=0.3))
        for s in (-1, 1):
            made.append(
                strip(
                    "bow",
                    spline(
                        [
                            moved(at, 0.0015, s * 0.002, 0),
                            moved(at, 0.004, s * 0.012, 0),
                            moved(at, 0.002, s * 0.024, 0),
                        ],
                        12,
                    ),
                    rounded_section(0.028, 0.0022),
                    stuff,
                    up=(1, 0, 0),
                    scale=np.stack([np.linspace(0.75, 1, 12), np.ones(12)], 1),
                )
            )
        made.append(
            strip(
                "knot",
                spline([moved(at, 0.0045, 0, -0.016), moved(at, 0.006, 0, 0), moved(at, 0.0045, 0, 0.016)], 10),
                rounded_section(0.009, 0.0024),
                stuff,
                up=(1, 0, 0),
            )
        )
    return made


def bucket(seed: int, colour: str, stuff: str = "canvas") -> list[Object]:
    """A soft bucket hat with a stitched, sloping brim."""
    high = 0.088
    sides = [(1.04, 0.0), (1.02, high * 0.3), (0.97, high * 0.7), (0.92, high * 0.94), (0.88, high)]
    roof = [(0.80, high * 1.02), (0.5, high * 1.03), (0.02, high * 1.03)]
    crown = revolve(sides + roof, 160, 0.004)
    finish = CANVAS
    made = []
    for name, grid in (("crown", crown), ("brim", _brim(crown[0], 0.058, "bucket", seed))):
        skin = Skin.over(grid, wrap=True, seed=seed)
        paint_twill(skin, colour)
        if stuff == "denim":
            skin.mix(0.35 * smoothstep(0.0, 0.8, skin.noise(0.02, 3)), rgb("light blue"))
        thread = rgb(colour) * 0.72
        if name == "brim":
            for k in range(7):
                skin.stitches(np.abs(skin.top - 0.004 - 0.008 * k), thread)
        else:
            skin.seam(np.abs(skin.z - high) + 0.05 * (np.hypot(skin.x, skin.y) < 0.05), 0.8)
            skin.stitches(np.abs(skin.z - high + 0.005), thread)
        part = surface(name, grid, painted(name, skin, finish), flip=name == "brim")
        solid = part.modifiers.new("thickness", "SOLIDIFY")
        solid.thickness, solid.offset = 0.002, 0.0
        made.append(part)
    return made
