"""Bags: builders of totes, backpacks, flap bags, top-handle bags and clutches, called by the product table."""

from __future__ import annotations

from typing import Any

import numpy as np

from atelier.accessories.footwear import FINISHES, ground_paint
from atelier.accessories.grids import Points, loft, rounded_section, spline, superellipse, sweep
from atelier.accessories.pieces import (
    CANVAS,
    GOLD,
    GUNMETAL,
    METAL,
    SILVER,
    material,
    painted,
    ring,
    strip,
    surface,
)
from atelier.accessories.skin import Skin, enlarge
from atelier.geometry import Array, smoothstep
from atelier.mesh import Object
from atelier.palette import rgb

METALS = {"gold": GOLD, "silver": SILVER, "gunmetal": GUNMETAL}


def _metal(style: dict[str, Any]) -> Any:
    return material("metal", METALS[style.get("metal", "gold")], METAL)


def box_body(
    width: float,
    depth: float,
    height: float,
    taper: float = 1.0,
    power: float = 6.0,
    belly: float = 0.06,
    round_m: float = 0.012,
) -> Points:
    """A soft box standing on z = 0: rounded-rectangle rings, narrower towards the top by `taper`, slightly bulging."""
    levels = [0.0, 0.0, 0.35, 1.0, *np.linspace(1.6, 8.4, 14), 9.0, 9.65, 10.0, 10.0]
    shrink = [0.05, 0.55, 0.92, 1.0, *[1.0] * 14, 1.0, 0.96, 0.6, 0.05]
    rings = []
    for level, s in zip(levels, shrink, strict=True):
        t = level / 10
        z = height * t if 1 <= level <= 9 else (round_m * level if level < 1 else height - round_m * (10 - level))
        w = 1 + (taper - 1) * t
        swell = 1 + belly * np.sin(np.pi * t)
        edge = round_m * (1 - s) if s > 0.5 else 0
        if s > 0.5:
            plan = superellipse(width / 2 * w - edge, (depth / 2 * w) * swell - edge, 160, power)
        else:
            plan = superellipse(width / 2 * w - round_m, depth / 2 * w * swell - round_m, 160, power) * [1.0, s]
        rings.append(np.c_[plan, np.full(160, z)])
    return np.array(rings)


def front_of(body: Points, x: Array, z: Array) -> Array:
    """y of the body's front (towards -y) at points (x, z)."""
    points = body.reshape(-1, 3)
    front = points[points[:, 1] < 0]
    out = np.empty(np.broadcast(x, z).shape)
    xs, zs = np.broadcast_to(x, out.shape), np.broadcast_to(z, out.shape)
    for k in np.ndindex(out.shape):
        d = (front[:, 0] - xs[k]) ** 2 + (front[:, 2] - zs[k]) ** 2
        near = np.argsort(d)[:4]
        weight = 1 / (d[near] + 1e-7)
        out[k] = (front[near, 1] * weight).sum() / weight.sum()
    return out


def _painted_body(name: str, grid: Points, style: dict[str, Any], seed: int, wrap: bool = True) -> tuple[Skin, Any]:
    skin = Skin.over(grid, wrap=wrap, seed=seed, texel=0.0009)
    ground_paint(skin, style["colour"], style["material"])
    skin.height += 0.5 * skin.noise(0.03, 2)
    return skin, FINISHES[style["material"]]


def _flap(
    body: Points, width: float, depth: float, height: float, drop: float, curve: float, style: dict[str, Any], seed: int
) -> Object:
    """A flap from the upper back edge over the top and down the front, its lower edge curved by `curve` metres."""
    xs = np.linspace(-0.5, 0.5, 41)
    grid = []
    for t in np.linspace(0, 1, 44):
        row = []
        for x in xs:
            reach = drop - curve * (2 * abs(x)) ** 2.4
            s = t * (depth + reach)
            if s < depth:
                y, z = depth / 2 - s, height + 0.004 + 0.006 * np.sin(np.pi * s / depth)
            else:
                y, z = -depth / 2, height - (s - depth)
            row.append((x * width, y, z))
        grid.append(row)
    g = np.array(grid)
    front = g[..., 1] <= -depth / 2 + 1e-6
    y = front_of(body, g[::3, ::4, 0], np.clip(g[::3, ::4, 2], 0.02, height * 0.9))
    full = enlarge(y, g.shape[:2])
    bend = smoothstep(0, 0.035, height - g[..., 2])
    g[..., 1] = np.where(front, -depth / 2 * (1 - bend) + (full - 0.004) * bend - 0.003, g[..., 1])
    g[..., 2] = np.where(front, g[..., 2] + 0.003 * np.exp(-(((height - g[..., 2]) / 0.006) ** 2)), g[..., 2])
    skin, finish = _painted_body("flap", g, style, seed + 3, wrap=False)
    edge = np.minimum(skin.top, np.minimum(skin.u, skin.u.max(1, keepdims=True) - skin.u))
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    skin.stitches(edge - 0.0045, thread)
    skin.height -= 0.6 * np.exp(-((edge / 0.002) ** 2))
    if style.get("quilted"):
        quilt(skin, thread)
    made = surface("flap", g, painted("flap", skin, finish), wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.0035, 0.0
    return made


def quilt(skin: Skin, thread: Array, pitch: float = 0.034) -> None:
    """Diamond quilting: pillows between two families of stitched lines."""
    a = ((skin.x + skin.z) / pitch) % 1 - 0.5
    b = ((skin.x - skin.z) / pitch) % 1 - 0.5
    skin.height += 3.2 * (np.cos(np.pi * a) * np.cos(np.pi * b)) ** 0.6
    for d in (np.abs(np.abs(a) - 0.5), np.abs(np.abs(b) - 0.5)):
        skin.stitches(d * pitch, thread)


def flap_bag(seed: int, width: float = 0.25, height: float = 0.17, depth: float = 0.07, **style: Any) -> list[Object]:
    """A shoulder or crossbody bag with a flap, a lock and a strap or chain. Style: colour, material, metal, chain, lock."""
    style = {"material": "leather", "drop": 0.62, "curve": 0.02, **style}
    body = loft(box_body(width, depth, height, taper=0.96), 0.006)
    skin, finish = _painted_body("body", body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    skin.seam(np.abs(np.abs(skin.x) - width * 0.485) + 0.02 * (skin.z < 0.006), 0.8)
    if style.get("quilted"):
        quilt(skin, thread)
    metal = _metal(style)
    made = [surface("body", body, painted("body", skin, finish))]
    made.append(_flap(body, width * 0.985, depth, height, height * style["drop"], style["curve"], style, seed))
    z = height * (1 - style["drop"]) + 0.016
    y = float(front_of(body, np.array([0.0]), np.array([z]))[0]) - 0.010
    made += _lock(style.get("lock", "turn"), (0, y, z), metal)
    made += _shoulder_strap(width, depth, height, style, metal)
    return made


def _lock(kind: str, at: tuple[float, float, float], metal: Any) -> list[Object]:
    """A turn lock: an oval plate with a bar; or a round snap; or none."""
    x, y, z = at
    if kind == "none":
        return []
    a, b = (0.017, 0.011) if kind == "turn" else (0.009, 0.009)
    plan = superellipse(a, b, 40, 3.0 if kind == "turn" else 2.0)
    rows = [
        np.stack([x + plan[:, 0] * s, np.full(40, y + d), z + plan[:, 1] * s], 1)
        for s, d in ((1, 0.006), (1, 0.0), (0.92, -0.0015), (0.05, -0.002))
    ]
    made = [surface("lock", np.array(rows), metal, caps=True)]
    if kind == "turn":
        made.append(
            strip(
                "bar",
                [
                    (x, y - 0.002, z - 0.008),
                    (x, y - 0.007, z - 0.007),
                    (x, y - 0.007, z + 0.007),
                    (x, y - 0.002, z + 0.008),
                ],
                rounded_section(0.004, 0.004, 10, 2.0),
                metal,
                up=(1, 0, 0),
            )
        )
    return made


def _shoulder_strap(width: float, depth: float, height: float, style: dict[str, Any], metal: Any) -> list[Object]:
    """A strap (or chain) rising from rings at both sides in one arc."""
    rise = style.get("rise", 0.26)
    side = width / 2 * 0.96
    made: list[Object] = []
    for s in (-1, 1):
        made.append(ring("ring", (s * (side + 0.006), 0, height * 0.93), 0.010, 0.0020, metal, (0.1, 1, 0)))
    points = [
        (-side - 0.008, 0, height * 0.95),
        (-side - 0.010, 0.002, height + 0.03),
        (-side * 0.80, 0.012, height + rise * 0.60),
        (-side * 0.46, 0.02, height + rise * 0.90),
        (-side * 0.2, 0.022, height + rise * 0.985),
        (0, 0.022, height + rise),
    ]
    path = spline(points + [(-x, y, z) for x, y, z in points[-2::-1]], 90)
    if style.get("chain"):
        return made + _chain(path, metal)
    finish = CANVAS if style.get("webbing") else FINISHES[style["material"]]
    tone = style.get("strap", style["colour"])
    made.append(
        strip(
            "strap",
            path,
            rounded_section(style.get("strap_width", 0.018), 0.0035),
            material("strap", tone, finish),
            up=(0, 1, 0),
        )
    )
    return made


def _chain(path: Array, metal: Any, pitch: float = 0.011) -> list[Object]:
    """Links turned by a right angle from one to the next, as one object."""
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    links = []
    for k, at in enumerate(np.arange(0, along[-1], pitch)):
        p = np.array([np.interp(at, along, path[:, c]) for c in range(3)])
        q = np.array([np.interp(at + 0.001, along, path[:, c]) for c in range(3)])
        d = (q - p) / np.linalg.norm(q - p)
        across = np.cross(d, [0, 1, 0]) if k % 2 else np.array([0, 1.0, 0])
        a = np.linspace(0, 2 * np.pi, 14, endpoint=False)[:, None]
        loop = p + d * np.cos(a) * pitch * 0.72 + across * np.sin(a) * pitch * 0.42
        links.append(
            sweep(np.vstack([loop, loop[:2]]), rounded_section(0.0026, 0.0026, 6, 2.0), up=np.cross(d, across))[:15]
        )
    return [surface("chain", link, metal) for link in links]


def top_handle(seed: int, width: float = 0.28, height: float = 0.21, depth: float = 0.11, **style: Any) -> list[Object]:
    """A structured handbag with two handles, trapezoid front. Style: colour, material, metal, block (second colour)."""
    style = {"material": "leather", **style}
    body = loft(box_body(width, depth, height, taper=0.82, belly=0.03), 0.006)
    skin, finish = _painted_body("body", body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.85
    if style.get("block"):
        skin.panel(skin.z - height * 0.34, rgb(style["block"]), 0.8, thread)
    corner = 0.055
    for s in (-1, 1):
        d = np.hypot(skin.x - s * width * 0.5, skin.z) - corner
        skin.panel(d, rgb(style.get("corner", style.get("block", style["colour"]))), 0.7, thread)
    skin.panel(height * 0.88 - skin.z, None, 0.7, thread)
    skin.seam(np.abs(np.abs(skin.x) - width * 0.46), 0.8)
    zipped = np.maximum(np.abs(skin.y) - 0.006, height - 0.01 - skin.z)
    skin.mix(1 - smoothstep(-0.0005, 0.0005, zipped), np.array(METALS[style.get("metal", "gold")]) * 0.8)
    made = [surface("body", body, painted("body", skin, finish))]
    metal = _metal(style)
    handle = material("handle", style.get("handle", style["colour"]), finish)
    half, y0 = width * 0.21, depth / 2 * 0.86
    for s in (-1, 1):
        arc = [
            (-half, s * y0, height * 0.80),
            (-half, s * (y0 + 0.004), height * 0.93),
            (-half * 1.02, s * y0 * 0.95, height + 0.045),
            (-half * 0.55, s * y0 * 0.82, height + 0.105),
            (0, s * y0 * 0.78, height + 0.118),
        ]
        path = spline(arc + [(-x, y, z) for x, y, z in arc[-2::-1]], 70)
        made.append(strip("handle", path, rounded_section(0.0105, 0.0105, 14, 2.2), handle, up=(0, 1, 0)))
        for x in (-half, half):
            made.append(ring("ring", (x, s * (y0 + 0.006), height * 0.93), 0.010, 0.0018, metal, (1, 0.2, 0)))
            tab = [
                (x, s * (y0 + 0.0035), height * 0.70),
                (x, s * (y0 + 0.0065), height * 0.80),
                (x, s * (y0 + 0.006), height * 0.92),
            ]
            made.append(strip("tab", spline(tab, 10), rounded_section(0.017, 0.003), handle, up=(0, s, 0)))
    return made


def clutch(seed: int, width: float = 0.27, height: float = 0.165, depth: float = 0.028, **style: Any) -> list[Object]:
    """A flat clutch with an envelope or straight flap, leaning slightly. Style: colour, material, metal, envelope, wrist."""
    style = {"material": "leather", "lock": "snap", **style}
    body = loft(box_body(width, depth, height, power=8, belly=0.25, round_m=0.008), 0.006)
    skin, finish = _painted_body("body", body, style, seed)
    skin.seam(np.abs(np.abs(skin.x) - width * 0.488), 0.6)
    drop, curve = (0.80, height * 0.62) if style.get("envelope") else (0.55, 0.006)
    made = [surface("body", body, painted("body", skin, finish))]
    made.append(_envelope(body, width, depth, height, height * drop, curve, bool(style.get("envelope")), style, seed))
    z = height * (1 - drop) + 0.016
    y = float(front_of(body, np.array([0.0]), np.array([z]))[0]) - 0.008
    metal = _metal(style)
    made += _lock(style["lock"], (0, y, z), metal)
    if style.get("wrist"):
        at = np.array([width / 2 * 0.97, 0, height * 0.82])
        made.append(ring("ring", (*at, 0.006, 0, 0), 0.008, 0.0017, metal, (0, 1, 0)))
        loop = [
            (*at, 0.012, 0, 0),
            (*at, 0.035, -0.006, -0.02),
            (*at, 0.055, -0.01, -0.075),
            (*at, 0.045, -0.01, -0.115),
            (*at, 0.03, -0.006, -0.075),
            (*at, 0.024, 0.004, -0.02),
            (*at, 0.013, 0.002, 0.002),
        ]
        made.append(
            strip(
                "wrist",
                spline(loop, 60),
                rounded_section(0.010, 0.003),
                material("wrist", style["colour"], finish),
                up=(0, 1, 0.01),
            )
        )
    return made


def _envelope(
    body: Points,
    width: float,
    depth: float,
    height: float,
    drop: float,
    curve: float,
    pointed: bool,
    style: dict[str, Any],
    seed: int,
) -> Object:
    """The clutch's flap: pointed like a letter, or straight."""
    if not pointed:
        return _flap(body, width * 0.985, depth, height, drop, curve, style, seed)
    flap_style = {**style}
    xs, ts = np.linspace(-0.5, 0.5, 61), np.linspace(0, 1, 50)
    grid = np.empty((50, 61, 3))
    for j, t in enumerate(ts):
        reach = drop - curve * 2 * np.sqrt(xs**2 + 0.0006)
        s = t * (depth + reach)
        over = s < depth
        grid[j, :, 0] = xs * width * 0.985
        grid[j, :, 1] = np.where(over, depth / 2 - s, -depth / 2)
        grid[j, :, 2] = np.where(over, height + 0.003, height - (s - depth))
    front = grid[..., 1] <= -depth / 2 + 1e-6
    z = np.clip(grid[..., 2], 0.02, height * 0.92)
    y = enlarge(front_of(body, grid[::5, ::6, 0], z[::5, ::6]), grid.shape[:2])
    bend = smoothstep(0, 0.03, height - grid[..., 2])
    grid[..., 1] = np.where(front, -depth / 2 * (1 - bend) + (y - 0.003) * bend - 0.0025, grid[..., 1])
    skin, finish = _painted_body("flap", grid, flap_style, seed + 3, wrap=False)
    skin.stitches(skin.top - 0.0042, rgb(style["colour"]) * 0.8)
    made = surface("flap", grid, painted("flap", skin, finish), wrap=False)
    solid = made.modifiers.new("thickness", "SOLIDIFY")
    solid.thickness, solid.offset = 0.003, 0.0
    return made


def backpack(seed: int, width: float = 0.30, height: float = 0.43, depth: float = 0.13, **style: Any) -> list[Object]:
    """A backpack: body with an arched zip, zipped front pocket, top loop, straps. Style: colour, material, pocket, base, zip."""
    style = {"material": "canvas", "zip": "black", "metal": "silver", **style}
    body = loft(_pack_body(width, depth, height), 0.008)
    skin, finish = _painted_body("body", body, style, seed)
    thread = rgb(style.get("thread", style["colour"])) * 0.8
    trim = rgb(style["zip"])
    if style.get("base"):
        skin.panel(skin.z - height * 0.17, rgb(style["base"]), 0.8, thread)
    side = np.abs(skin.y - depth * 0.05)
    skin.seam(np.abs(side - depth * 0.27), 0.8)
    _zip(skin, side + 0.5 * (skin.z < height * 0.45), trim)
    made = [surface("body", body, painted("body", skin, finish))]
    made += _pocket(body, width, height, style, seed, trim)
    made += _pack_straps(width, depth, height, style)
    metal = _metal(style)
    for s in (-1, 1):
        pull = [
            (s * (width / 2 + 0.001), depth * 0.05, height * 0.47),
            (s * (width / 2 + 0.006), depth * 0.05 - 0.004, height * 0.41),
        ]
        made.append(strip("pull", spline(pull, 6), rounded_section(0.007, 0.003), metal, up=(s, 0, 0)))
    return made


def _pack_body(width: float, depth: float, height: float) -> Points:
    """Rounded-rectangle rings whose top closes like a dome seen from the front."""
    rings = []
    for t, s in (
        (0.0, 0.05),
        (0.0, 0.7),
        (0.012, 0.92),
        (0.05, 1.0),
        (0.2, 1.02),
        (0.4, 1.02),
        (0.6, 1.0),
        (0.74, 0.97),
        (0.84, 0.90),
        (0.91, 0.80),
        (0.96, 0.66),
        (0.985, 0.50),
        (1.0, 0.27),
        (1.004, 0.04),
    ):
        deep = depth / 2 * min(1.0, s * 1.06) * (1.0 - 0.16 * max(0, t - 0.3))
        plan = superellipse(width / 2 * s, deep, 160, 4.2)
        rings.append(np.c_[plan[:, 0], plan[:, 1] + 0.012 * t, np.full(160, height * t)])
    return np.array(rings)


def _zip(skin: Skin, distance: Array, tape: Array) -> None:
    """A zip along `distance` = 0: tape, teeth, stitching."""
    band = 1 - smoothstep(0.0065, 0.0072, distance)
    skin.mix(band, tape * 0.9)
    skin.height += 0.5 * band
    teeth = np.exp(-((distance / 0.0022) ** 2))
    tooth = 0.5 + 0.5 * np.sign(np.sin((skin.u + skin.v) * 2 * np.pi / 0.003))
    skin.height += 0.8 * teeth * tooth
    skin.mix(teeth * 0.5 * tooth, np.array([0.55, 0.55, 0.56]))
    skin.shade(np.exp(-(((distance - 0.0072) / 0.0008) ** 2)), 0.7)


def _pocket(body: Points, width: float, height: float, style: dict[str, Any], seed: int, trim: Array) -> list[Object]:
    """A bellows pocket on the front with a zip across its upper part."""
    w, h, z0, rise = width * 0.74, height * 0.40, height * 0.06, 0.032
    rows = []
    for s, out in (
        (1.0, -0.008),
        (1.0, 0.35),
        (0.985, 0.75),
        (0.95, 0.97),
        (0.86, 1.05),
        (0.6, 1.1),
        (0.3, 1.12),
        (0.03, 1.12),
    ):
        plan = superellipse(w / 2 * s, h / 2 * s, 120, 5.0)
        x, z = plan[:, 0], z0 + h / 2 + plan[:, 1]
        y = front_of(body, x, np.clip(z, 0.02, height * 0.9))
        rows.append(np.stack([x, y - rise * out, z], 1))
    grid = loft(np.array(rows), 0.006)
    pocket_style = {**style, "colour": style.get("pocket", style["colour"])}
    skin, finish = _painted_body("pocket", grid, pocket_style, seed + 5)
    line = np.abs(skin.z - (z0 + h * 0.84)) + 0.5 * (np.abs(skin.x) > w * 0.45)
    _zip(skin, line, trim)
    skin.stitches(np.abs(skin.v - 0.030), rgb(pocket_style["colour"]) * 0.75)
    patch = np.maximum(np.abs(skin.x) - 0.026, np.abs(skin.z - (z0 + h * 0.45)) - 0.015)
    skin.panel(patch, rgb(style.get("patch", "tan")), 0.8, rgb("ecru") * 0.8, margin=0.003)
    made = [surface("pocket", grid, painted("pocket", skin, finish), flip=True)]
    y = float(front_of(body, np.array([w * 0.4]), np.array([z0 + h * 0.84]))[0]) - rise * 1.1
    pull = [(w * 0.36, y - 0.004, z0 + h * 0.84), (w * 0.35, y - 0.008, z0 + h * 0.84 - 0.03)]
    made.append(strip("pull", spline(pull, 6), rounded_section(0.008, 0.003), _metal(style), up=(0, -1, 0)))
    return made


def _pack_straps(width: float, depth: float, height: float, style: dict[str, Any]) -> list[Object]:
    """A webbing loop on top and two padded straps at the back, seen beside the body."""
    webbing = material("webbing", style.get("strap", style["colour"]), CANVAS)
    back = depth / 2
    loop = [
        (-0.045, back * 0.5, height * 0.965),
        (-0.044, back * 0.55, height + 0.012),
        (-0.02, back * 0.6, height + 0.042),
        (0, back * 0.6, height + 0.047),
    ]
    made = [
        strip(
            "loop",
            spline(loop + [(-x, y, z) for x, y, z in loop[-2::-1]], 40),
            rounded_section(0.020, 0.004),
            webbing,
            up=(0, 1, 0),
        )
    ]
    for s in (-1, 1):
        path = [
            (s * 0.055, back * 0.7, height * 0.93),
            (s * 0.09, back + 0.02, height * 0.98),
            (s * 0.135, back + 0.055, height * 0.80),
            (s * 0.165, back + 0.06, height * 0.52),
            (s * 0.155, back + 0.03, height * 0.22),
            (s * 0.125, back * 0.8, height * 0.06),
        ]
        scale = np.interp(np.linspace(0, 1, 60), [0, 0.1, 0.55, 0.62, 1], [1, 1, 1, 0.45, 0.45])
        made.append(
            strip(
                "strap",
                spline(path, 60),
                rounded_section(0.055, 0.011),
                webbing,
                up=(0, 1, 0.2),
                scale=np.stack([scale, scale], 1),
            )
        )
    return made
