"""Six-panel baseball caps."""

from __future__ import annotations

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from atelier.accessories.hat_forms import HEAD_A, HEAD_B, angle_of, paint_twill, revolve
from atelier.accessories.pieces import CANVAS, SUEDE, Finish, material, painted, surface
from atelier.accessories.skin import Skin
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb


def cap(
    seed: int, colour: str, brim: str | None = None, letters: str = "", letter_colour: str = "white",
    stuff: str = "canvas",
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
    phi = angle_of(grid)
    high = smoothstep(0.0, 0.1, grid[..., 2])
    front_lift = 0.010 * np.maximum(0, np.cos(phi)) * smoothstep(0.02, 0.09, grid[..., 2])
    grid[..., 1] -= front_lift * 0.9
    grid[..., 2] += front_lift * 0.6 - 0.008 * high * np.maximum(0, -np.cos(phi))
    seam = np.abs(((phi + np.pi) / (np.pi / 3)) % 1 - 0.0)
    seam = np.minimum(seam, 1 - seam) * np.pi / 3
    pinch = 1 - 0.010 * np.exp(-((seam / 0.05) ** 2)) * smoothstep(0.01, 0.06, grid[..., 2])
    grid[..., :2] *= pinch[..., None]
    skin = Skin.over(grid, wrap=True, seed=seed)
    paint_twill(skin, colour)
    angle = angle_of(np.stack([skin.x, skin.y, skin.z], 2))
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
    made += _peak(tone, thread if brim is None else rgb(tone) * 0.8, seed, finish)
    crown_top = grid[-1].mean(0)
    ball = revolve([(0.10, -0.002), (0.095, 0.002), (0.06, 0.0045), (0.005, 0.0055)], 24, 0.002)
    made.append(surface("button", ball + crown_top, material("button", button or tone, CANVAS)))
    return made


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


def _peak(colour: str, thread: Array, seed: int, finish: Finish) -> list[Object]:
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
    paint_twill(skin, colour)
    for k in range(7):
        skin.stitches(np.abs(skin.top - 0.0035 - 0.0085 * k), thread)
    made = surface("peak", grid, painted("peak", skin, finish), wrap=False, flip=True)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.0032, 0.0
    return [made]
