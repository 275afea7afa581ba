"""Painting on a grid surface: every texel knows where it lies in space, so panels are drawn in metres.

A `Skin` holds, per texel, the position on the surface, a colour and a height in millimetres. Panels and seams are
drawn with signed distances: inside is negative. The result becomes two images (colour, bump) of one material.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from atelier.canvas import noise
from atelier.geometry import smoothstep

Field = NDArray[np.float64]


def enlarge(grid: Field, size: tuple[int, int]) -> Field:
    """Bilinear resize (rows, columns) -> (height, width) whose first and last texels hit the grid's border."""
    height, width = size
    r = np.linspace(0, grid.shape[0] - 1, height)
    c = np.linspace(0, grid.shape[1] - 1, width)
    r0, c0 = np.minimum(r.astype(int), grid.shape[0] - 2), np.minimum(c.astype(int), grid.shape[1] - 2)
    fr, fc = (r - r0)[:, None], (c - c0)[None, :]
    top = grid[r0][:, c0] * (1 - fc) + grid[r0][:, c0 + 1] * fc
    low = grid[r0 + 1][:, c0] * (1 - fc) + grid[r0 + 1][:, c0 + 1] * fc
    return top * (1 - fr) + low * fr


@dataclass
class Skin:
    """Texels of one surface: x, y, z; u, v, top (metres along a row, up from the first row, down from the last one);
    colour 0..1 sRGB; height mm."""

    x: Field
    y: Field
    z: Field
    u: Field
    v: Field
    top: Field
    colour: Field
    height: Field
    rng: np.random.Generator

    @classmethod
    def over(cls, grid: Field, wrap: bool, texel: float = 0.0006, seed: int = 0) -> Skin:
        """A blank skin over a grid (rows, columns, 3) in metres, about `texel` metres per texel, at most 2048 wide."""
        closed = np.concatenate([grid, grid[:, :1]], 1) if wrap else grid
        across = np.pad(np.linalg.norm(np.diff(closed, axis=1), axis=2).cumsum(1), ((0, 0), (1, 0)))
        along = np.pad(np.linalg.norm(np.diff(closed, axis=0), axis=2).cumsum(0), ((1, 0), (0, 0)))
        size = tuple(int(np.clip(length.max() / texel, 16, 2048)) for length in (along, across))
        x, y, z = (enlarge(closed[..., k], size) for k in range(3))
        u, v, top = (enlarge(length, size) for length in (across, along, along[-1:] - along))
        return cls(x, y, z, u, v, top, np.ones((*size, 3)), np.zeros(size), np.random.default_rng(seed))

    @property
    def w(self) -> int:
        return self.x.shape[1]

    @property
    def h(self) -> int:
        return self.x.shape[0]

    def noise(self, cell_m: float, octaves: int = 1) -> Field:
        """Smooth noise whose blobs measure `cell_m` metres."""
        texel = max(self.v.max() / self.h, 1e-6)
        return noise(self.x.shape, max(cell_m / texel, 1.0), self.rng, octaves)

    def mix(self, mask: Field, colour: ArrayLike) -> None:
        """Blend a colour ((3,) or (h, w, 3), sRGB 0..1) in by mask 0..1."""
        self.colour = self.colour * (1 - mask[..., None]) + np.asarray(colour) * mask[..., None]

    def shade(self, mask: Field, factor: float) -> None:
        """Darken (factor < 1) or lighten where the mask is 1."""
        self.colour = self.colour * (1 + (factor - 1) * mask)[..., None]

    def panel(
        self,
        inside: Field,
        colour: ArrayLike | None = None,
        raised: float = 0.8,
        stitch: ArrayLike | None = None,
        margin: float = 0.0025,
    ) -> None:
        """A piece sewn on where `inside` < 0 (metres): colour, raised edge, dark gap, a row of stitches at `margin`."""
        body = 1 - smoothstep(-0.0004, 0.0004, inside)
        if colour is not None:
            self.mix(body, colour)
        self.height += raised * (1 - smoothstep(-0.0012, 0.0002, inside))
        self.shade(np.exp(-(((inside - 0.0003) / 0.0007) ** 2)), 0.62)
        if stitch is not None:
            self.stitches(inside + margin, stitch)

    def seam(self, distance: Field, depth: float = 0.7, dark: float = 0.7, width: float = 0.0009) -> None:
        """A sunk line where `distance` is 0."""
        line = np.exp(-((distance / width) ** 2))
        self.height -= depth * line
        self.shade(line, dark)

    def stitches(self, distance: Field, colour: ArrayLike, width: float = 0.0007, pitch: float = 0.0042) -> None:
        """Thread along `distance` = 0: dashes of about `pitch` metres, raised, in a shallow groove."""
        groove = np.exp(-((distance / (2.2 * width)) ** 2))
        gap = ((self.u + self.v + 0.7 * self.x + 0.7 * self.z) / pitch) % 1
        line = np.exp(-((distance / width) ** 2)) * smoothstep(0.0, 0.1, gap) * (1 - smoothstep(0.68, 0.8, gap))
        self.height += 0.5 * line - 0.45 * groove
        self.shade(groove * (1 - line), 0.85)
        self.mix(np.clip(line * 1.15, 0, 1), colour)

    def from_point(self, point: ArrayLike) -> Field:
        """Distance in space of every texel from a point, metres."""
        px, py, pz = np.asarray(point, float)
        return np.sqrt((self.x - px) ** 2 + (self.y - py) ** 2 + (self.z - pz) ** 2)

    def eyelet(self, point: ArrayLike, radius: float, colour: ArrayLike) -> None:
        """A ring of metal round a dark hole."""
        d = self.from_point(point)
        self.mix(1 - smoothstep(radius - 0.0004, radius + 0.0002, d), colour)
        self.height += 0.9 * np.exp(-(((d - radius * 0.72) / (radius * 0.3)) ** 2))
        self.mix(1 - smoothstep(radius * 0.45, radius * 0.55, d), (0.03, 0.03, 0.03))


def distance_to(x: Field, y: Field, points: ArrayLike, reach: float = 0.02) -> Field:
    """Distance of each texel from a polyline (n, 2), in the plane (x, y); exact within `reach`, `reach` beyond it."""
    line = np.asarray(points, float)
    low, high = line.min(0) - reach, line.max(0) + reach
    near = (x > low[0]) & (x < high[0]) & (y > low[1]) & (y < high[1])
    px, py = x[near], y[near]
    best = np.full(px.shape, float(reach))
    for (ax, ay), (bx, by) in itertools.pairwise(line):
        dx, dy = bx - ax, by - ay
        t = np.clip(((px - ax) * dx + (py - ay) * dy) / max(dx * dx + dy * dy, 1e-12), 0, 1)
        best = np.minimum(best, np.hypot(px - ax - t * dx, py - ay - t * dy))
    out = np.full(x.shape, float(reach))
    out[near] = best
    return out


def signed_distance(x: Field, y: Field, polygon: ArrayLike, reach: float = 0.02) -> Field:
    """Like `distance_to` the closed polygon (n, 2), negative inside."""
    corners = np.asarray(polygon, float)
    ring = np.vstack([corners, corners[:1]])
    inside = np.zeros(x.shape, bool)
    for (ax, ay), (bx, by) in itertools.pairwise(ring):
        if ay != by:
            crosses = (ay > y) != (by > y)
            inside ^= crosses & (x < (bx - ax) * (y - ay) / (by - ay) + ax)
    return distance_to(x, y, ring, reach) * np.where(inside, -1.0, 1.0)
