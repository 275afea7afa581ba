"""What all hats share: rings round a head, and cotton twill.

Hats stand on z = 0 with the face side towards -y; a head of about 56 cm fits in, its half axes are HEAD_A and HEAD_B.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from atelier.accessories.grids import Points, loft
from atelier.accessories.skin import Skin
from atelier.geometry import Array
from atelier.palette import rgb

HEAD_A, HEAD_B = 0.080, 0.098  # half width and half depth of the opening, metres


def revolve(profile: Sequence[tuple[float, float]], columns: int, spacing: float = 0.004) -> Points:
    """Elliptical rings from a profile of (radius relative to the opening, z in metres); column 0 faces -y."""
    angle = np.linspace(0, 2 * np.pi, columns, endpoint=False) - np.pi / 2
    rings = [
        np.stack([HEAD_A * r * np.cos(angle), HEAD_B * r * np.sin(angle), np.full(columns, z)], 1) for r, z in profile
    ]
    return loft(np.array(rings), spacing)


def angle_of(points: Array) -> Array:
    """Angle about the head's axis, 0 at the face, in -pi..pi."""
    return np.arctan2(points[..., 0] / HEAD_A, -points[..., 1] / HEAD_B)


def paint_twill(skin: Skin, colour: str) -> None:
    twill = np.sin((skin.u + skin.v) * 2 * np.pi / 0.0024)
    cloud = skin.noise(0.015, 3)
    skin.colour = rgb(colour) * (1 + 0.03 * twill + 0.04 * cloud)[..., None]
    skin.height += 0.10 * twill + 0.05 * skin.noise(0.001)
