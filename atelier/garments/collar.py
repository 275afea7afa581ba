"""Collars, lapels and lowered hoods: a strip that stands on the neckline and falls over the garment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from atelier import mesh
from atelier.body import push_out
from atelier.geometry import Array, resample, smoothstep

Profile = tuple[tuple[float, float], ...]  # (place: 0 centre front, 1 centre back; metres)


@dataclass(frozen=True)
class Collar:
    """Heights along the neckline, from the centre front (0) to the centre back (1)."""

    stand: Profile
    fall: Profile
    outward_m: float = 0.010  # how far the fall stands off the stand
    point_m: float = 0.0  # how far the tips spread
    padding: float = 0.0
    start_m: float = 0.004  # gap to the centre front


COLLARS: dict[str, Collar] = {
    "shirt": Collar(((0, 0.022), (1, 0.034)), ((0, 0.062), (0.25, 0.052), (1, 0.044)), point_m=0.024),
    "polo": Collar(((0, 0.016), (1, 0.028)), ((0, 0.056), (0.3, 0.048), (1, 0.040)), point_m=0.020, padding=0.001),
    "bomber": Collar(((0, 0.040), (1, 0.045)), ((0, 0.0), (1, 0.0)), padding=0.003),
    "stand": Collar(((0, 0.052), (1, 0.060)), ((0, 0.0), (1, 0.0)), padding=0.004),
    "roll": Collar(((0, 0.060), (1, 0.070)), ((0, 0.052), (1, 0.052)), padding=0.003, start_m=0.0),
    "band": Collar(((0, 0.024), (1, 0.030)), ((0, 0.0), (1, 0.0)), padding=0.001),
    "camp": Collar(((0, 0.0), (0.35, 0.006), (1, 0.016)), ((0, 0.004), (0.10, 0.040), (0.42, 0.070), (0.46, 0.052),
                   (0.50, 0.066), (1, 0.046)), outward_m=0.007, padding=0.001),
    "coat": Collar(
        ((0, 0.0), (0.30, 0.008), (0.55, 0.030), (1, 0.040)),
        ((0, 0.004), (0.08, 0.030), (0.34, 0.086), (0.385, 0.082), (0.41, 0.045), (0.44, 0.072), (0.60, 0.062),
         (1, 0.060)),
        outward_m=0.012, padding=0.001,
    ),
}  # fmt: skip


def neck_loop(garment: mesh.Object, n: int) -> Array:
    """Return n points of the neckline, from the centre front over the wearer's side and back round again."""
    rim = mesh.positions(garment)[mesh.value(garment, "d_neck") < 2e-4]
    centre_y = rim[:, 1].mean()
    angle = np.arctan2(rim[:, 0], -(rim[:, 1] - centre_y)) % (2 * np.pi)
    ordered = rim[np.argsort(angle)]
    closed = np.vstack([ordered, ordered[:1]])
    length = np.linalg.norm(np.diff(closed, axis=0), axis=1).sum()
    return resample(closed, length / (n - 1))[:n]


def make_collar(garment: mesh.Object, collar: Collar, n: int = 161) -> mesh.Object:
    """Return the collar as a smooth strip with UVs (around, up the strip)."""
    loop = _smooth(neck_loop(garment, n))
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(loop, axis=0), axis=1))]
    loop = loop[(along >= collar.start_m) & (along <= along[-1] - collar.start_m)]
    place = 1 - np.abs(np.linspace(-1, 1, len(loop)))
    stand, fall = (np.interp(place, *zip(*p, strict=True)) for p in (collar.stand, collar.fall))
    centre = loop.mean(0)
    outward = (loop - centre) * [1, 1, 0]
    outward /= np.linalg.norm(outward, axis=1)[:, None]
    lean = 0.12 + 0.43 * smoothstep(0.05, 0.40, place)  # the tips hang down, the sides lie on the shoulders
    apart = np.stack([np.sign(loop[:, 0]), 0 * place, 0 * place], 1) * (1 - smoothstep(0, 0.25, place))[:, None]
    up = np.array([0, 0, 1.0])
    # the stand leans towards the neck
    rows = [loop + up * stand[:, None] * t - outward * (0.006 * t) for t in np.linspace(-0.1, 1, 5)]
    top = rows[-1]
    if fall.max() > 0:
        for t in np.linspace(0.12, 1, 8):
            off = collar.outward_m * np.sin(min(t * 2.2, 1.0) * np.pi / 2)
            slide = outward * (off + fall * lean * t)[:, None]
            rows.append(top + slide - up * (fall * (1.0 - 0.4 * lean) * t)[:, None] + apart * (collar.point_m * t))
    xyz = np.vstack(rows)
    count = 5 * len(loop)
    xyz[count:] = push_out(xyz[count:], garment, 0.004 + collar.padding)
    gap = np.concatenate([np.full(len(loop), r) for r in range(len(rows))])
    uv = np.c_[np.tile(np.linspace(0, 1, len(loop)), len(rows)), gap / (len(rows) - 1)]
    keep = collar.start_m <= 0
    strip = mesh.make("collar", xyz, mesh.grid_faces(len(loop), len(rows), closed=keep), uv=uv)
    return mesh.subdivide(strip)


def _smooth(loop: Array) -> Array:
    for _ in range(6):
        loop = np.vstack([loop[:1], 0.25 * loop[:-2] + 0.5 * loop[1:-1] + 0.25 * loop[2:], loop[-1:]])
    return loop
