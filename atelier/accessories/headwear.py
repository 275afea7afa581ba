"""Headwear: builders of beanies, baseball caps, bucket hats and brimmed hats, called by the product table.

Hats stand on z = 0 with the face side towards -y; a head of about 56 cm fits in, its half axes are HEAD_A and HEAD_B.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from atelier import mesh
from atelier.accessories.grids import Points, loft, offset_ring, rounded_section, spline
from atelier.accessories.pieces import CANVAS, SUEDE, WOOL, Finish, material, painted, strip, surface
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

HEAD_A, HEAD_B = 0.080, 0.098  # half width and half depth of the opening, metres
FELT = Finish(roughness=0.95, specular=0.05, sheen=0.35)
STRAW = Finish(roughness=0.7, specular=0.2, sheen=0.05, bump=1.2)


def revolve(profile: Sequence[tuple[float, float]], columns: int, spacing: float = 0.004) -> Points:
    """Elliptical rings from a profile of (radius relative to the opening, z in metres); column 0 faces -y."""
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False) - np.pi / 2
    rings = [
        np.stack([HEAD_A * r * np.cos(angle), HEAD_B * r * np.sin(angle), np.full(columns, z)], 1) for r, z in profile
    ]
    return loft(np.array(rings), spacing)


def _angle(points: Array) -> Array:
    """Angle about the head's axis, 0 at the face, in -pi..pi."""
    return np.arctan2(points[..., 0] / HEAD_A, -points[..., 1] / HEAD_B)


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
        * np.sin(3 * _angle(grid) + 9 * grid[..., 2] / 0.1 + rng.uniform(0, 6))
        * smoothstep(cuff, cuff + 0.05, grid[..., 2])
    )
    grid[..., 0] *= out + dents
    grid[..., 1] *= out + dents
    lift, side = smoothstep(cuff, top, grid[..., 2]), smoothstep(0.05, 0.7, radius)
    turn = _angle(grid)
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


def cap(
    seed: int, colour: str, brim: str | None = None, letters: str = "", letter_colour: str = "white", stuff: str = "canvas",
    mesh_back: bool = False, front: str | None = None, button: str | None = None,
) -> list[Object]:  # fmt: skip
    """A six-panel baseball cap with a curved peak."""
    profile = [
        (1.0, 0.0),
        (1.012, 0.018),
        (1.02, 0.040),
        (1.0, 0.066),
        (0.93, 0.090),
        (0.80, 0.108),
        (0.60, 0.121),
        (0.36, 0.1275),
        (0.14, 0.130),
        (0.015, 0.1305),
    ]
    grid = revolve(profile, 192, 0.004)
    phi = _angle(grid)
    high = smoothstep(0.0, 0.1, grid[..., 2])
    front_lift = 0.010 * np.maximum(0, np.cos(phi)) * smoothstep(0.02, 0.09, grid[..., 2])
    grid[..., 1] -= front_lift * 0.9
    grid[..., 2] += front_lift * 0.6 - 0.008 * high * np.maximum(0, -np.cos(phi))
    seam = np.abs(((phi + np.pi) / (np.pi / 3)) % 1 - 0.0)
    seam = np.minimum(seam, 1 - seam) * np.pi / 3
    pinch = 1 - 0.010 * np.exp(-((seam / 0.05) ** 2)) * smoothstep(0.01, 0.06, grid[..., 2])
    grid[..., :2] *= pinch[..., None]
    skin = Skin.over(grid, wrap=True, seed=seed)
    _twill(skin, colour)
    angle = _angle(np.stack([skin.x, skin.y, skin.z], 2))
    if front:
        skin.panel((np.abs(angle) - np.pi / 3) * 0.085, rgb(front), 0.2)
    if mesh_back:
        row = np.floor(skin.v / 0.0034)
        hole = np.hypot(((skin.u / 0.0040 + 0.5 * (row % 2)) % 1) - 0.5, ((skin.v / 0.0034) % 1) - 0.5)
        mask = (
            (1 - smoothstep(0.24, 0.36, hole)) * (np.abs(angle) > np.pi / 3 + 0.03) * smoothstep(0.016, 0.018, skin.v)
        )
        skin.shade(mask, 0.45)
        skin.height -= 0.6 * mask
    reach = np.minimum(np.hypot(skin.x, skin.y), 0.09)
    offset = ((angle + np.pi) / (np.pi / 3)) % 1
    offset = np.minimum(offset, 1 - offset) * np.pi / 3 * reach
    thread = rgb(colour) * 0.8
    skin.seam(offset, 0.9)
    skin.stitches(offset - 0.0038, thread)
    skin.stitches(np.abs(skin.v - 0.020), thread)
    for k in range(6):
        a = (k + 0.5) * np.pi / 3
        at = np.unravel_index(
            np.argmin((np.angle(np.exp(1j * (angle - a))) * 0.08) ** 2 + (skin.z - 0.100) ** 2), angle.shape
        )
        skin.eyelet((skin.x[at], skin.y[at], skin.z[at]), 0.0038, rgb(colour) * 0.85)
    if letters:
        _embroider(skin, letters, rgb(letter_colour))
    finish = SUEDE if stuff == "suede" else CANVAS
    made = [surface("crown", grid, painted("twill", skin, finish))]
    inner = grid * [0.985, 0.985, 0.985] + [0, 0, -0.0005]
    made.append(surface("lining", inner, material("lining", "black", CANVAS), flip=True))
    tone = brim or colour
    made += _peak(grid[0], tone, thread if brim is None else rgb(tone) * 0.8, seed, finish)
    crown_top = grid[-1].mean(0)
    ball = revolve([(0.10, -0.002), (0.095, 0.002), (0.06, 0.0045), (0.005, 0.0055)], 24, 0.002)
    made.append(surface("button", ball + crown_top, material("button", button or tone, CANVAS)))
    return made


def _twill(skin: Skin, colour: str) -> None:
    twill = np.sin((skin.u + skin.v) * 2 * np.pi / 0.0024)
    cloud = skin.noise(0.015, 3)
    skin.colour = rgb(colour) * (1 + 0.03 * twill + 0.04 * cloud)[..., None]
    skin.height += 0.10 * twill + 0.05 * skin.noise(0.001)


def _embroider(skin: Skin, letters: str, colour: Array) -> None:
    """Raised satin-stitch letters on the front panels."""
    size = 220
    font = ImageFont.load_default(size)
    box = font.getbbox(letters)
    page = Image.new("L", (box[2] - box[0] + 20, box[3] - box[1] + 20), 0)
    ImageDraw.Draw(page).text((10 - box[0], 10 - box[1]), letters, fill=255, font=font)
    plate = np.asarray(page) / 255.0
    height = 0.034
    width = height * plate.shape[1] / plate.shape[0]
    col = ((skin.x + width / 2) / width * (plate.shape[1] - 1)).astype(int)
    row = ((0.088 - skin.z) / height * (plate.shape[0] - 1)).astype(int)
    on = (col >= 0) & (col < plate.shape[1]) & (row >= 0) & (row < plate.shape[0]) & (skin.y < 0)
    mask = np.where(on, plate[row.clip(0, plate.shape[0] - 1), col.clip(0, plate.shape[1] - 1)], 0.0)
    satin = np.sin(skin.z * 2 * np.pi / 0.0016)
    skin.mix(mask, colour * (1 + 0.08 * satin[..., None]))
    skin.height += mask * (1.6 + 0.15 * satin)


def _peak(rim: Array, colour: str, thread: Array, seed: int, finish: Finish) -> list[Object]:
    """The peak: from the rim's front outwards, curved down at the sides, six rows of stitches."""
    across = np.linspace(-1, 1, 61)
    phi = across * 1.22
    inner = np.stack([HEAD_A * np.sin(phi), -HEAD_B * np.cos(phi), np.full(61, 0.002)], 1)
    outer_x = 0.089 * np.sin(across * np.pi / 2 * 0.985)
    outer_y = -0.055 - 0.125 * np.cos(across * np.pi / 2 * 0.985) ** 0.72
    outer = np.stack([outer_x, outer_y, np.zeros(61)], 1)
    rows = []
    for s in np.linspace(0, 1, 24):
        row = inner * (1 - s) + outer * s
        row[:, 2] = (
            0.002 - 0.014 * s - 0.026 * (row[:, 0] / 0.088) ** 2 * smoothstep(0, 0.5, s) + 0.004 * np.sin(np.pi * s)
        )
        rows.append(row)
    grid = np.array(rows)
    skin = Skin.over(grid, wrap=False, seed=seed + 2)
    _twill(skin, colour)
    for k in range(7):
        skin.stitches(np.abs(skin.top - 0.0035 - 0.0085 * k), thread)
    made = surface("peak", grid, painted("peak", skin, finish), wrap=False, flip=True)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.0032, 0.0
    return [made]


def brimmed(
    seed: int,
    colour: str,
    stuff: str = "felt",
    band: str = "black",
    brim: float = 0.065,
    style: str = "fedora",
    bow: bool = True,
) -> list[Object]:
    """A fedora (creased crown, snapped brim), a boater-like sun hat (round crown, wide brim) in felt or straw."""
    high = 0.112 if style == "fedora" else 0.095
    sides = [(1.03, 0.0), (1.02, high * 0.2), (0.99, high * 0.55), (0.95, high * 0.84), (0.90, high * 0.96)]
    roof = [(0.82, high * 1.0), (0.62, high * 1.015), (0.38, high * 1.02), (0.18, high * 1.02), (0.02, high * 1.02)]
    crown = revolve(sides + roof, 160, 0.004)
    if style == "fedora":
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
    made += _ribbon(crown, high, band, bow, seed)
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
    phi = _angle(base)
    rings = []
    for t in np.linspace(0, 1, 14):
        ring = offset_ring(base, width * t)
        front, back = np.maximum(0, np.cos(phi)), np.maximum(0, -np.cos(phi))
        if style == "fedora":
            rise = 0.016 * np.abs(np.sin(phi)) ** 2 + 0.020 * back**2 - 0.012 * front**2
            ring[:, 2] = 0.002 + rise * t**2 + 0.002 * t
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
        _twill(skin, colour)
        for k in range(8):
            skin.stitches(np.abs(skin.top - 0.004 - 0.0085 * k) + 0.01 * (skin.v.max() > 0.09), rgb(colour) * 0.8)
        return
    cloud = skin.noise(0.012, 3)
    skin.colour = rgb(colour) * (1 + 0.05 * cloud + 0.03 * skin.noise(0.0012))[..., None]
    skin.height += 0.10 * skin.noise(0.0011)


def _ribbon(crown: Points, high: float, colour: str, bow: bool, seed: int) -> list[Object]:
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
                    spline([(*at, 0.0015, s * 0.002, 0), (*at, 0.004, s * 0.012, 0), (*at, 0.002, s * 0.024, 0)], 12),
                    rounded_section(0.028, 0.0022),
                    stuff,
                    up=(1, 0, 0),
                    scale=np.stack([np.linspace(0.75, 1, 12), np.ones(12)], 1),
                )
            )
        made.append(
            strip(
                "knot",
                spline([(*at, 0.0045, 0, -0.016), (*at, 0.006, 0, 0), (*at, 0.0045, 0, 0.016)], 10),
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
        _twill(skin, colour)
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
