"""What colour a garment is, and how different two colours look."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

SIDE_PX = 48  # a garment's colour needs no more
CLUSTERS, ROUNDS = 5, 8
# The middle of a crop is garment, its frame mostly what lies around it.
MIDDLE, FRAME = (0.22, 0.78), 0.08
FORE = 0.8  # a colour is the garment's when its share of the middle is at least this much of its share of the frame
LEAST_SHARE = 0.05  # of the middle: less is a seam or a speck

# linear sRGB -> CIE XYZ, and the white of both, D65: IEC 61966-2-1.
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])

Lab = tuple[float, float, float]


@dataclass(frozen=True)
class Colour:
    """One of a garment's colours. lab: CIE L* (0..100), a*, b* under D65. hex: as sRGB. share: 0..1 of the garment."""

    lab: Lab
    hex: str
    share: float


def garment_colours(crop: NDArray[np.uint8]) -> tuple[Colour, ...]:
    """The colours of the garment in a crop, uint8 (h, w, 3), the largest first; their shares sum to 1.

    The pixels are parted into a few colours (k-means in Lab). What fills the frame rather than the middle is taken for
    background; the rest is the garment. Only the middle counts.
    """
    small = np.asarray(Image.fromarray(crop).resize((SIDE_PX, SIDE_PX), Image.Resampling.BOX), np.uint8).reshape(-1, 3)
    lab = to_lab(small)
    labels, (middle, frame) = _parted(lab), _zones()
    inside = np.bincount(labels[middle], minlength=CLUSTERS) / middle.sum()
    outside = np.bincount(labels[frame], minlength=CLUSTERS) / frame.sum()
    fore = (inside >= FORE * outside) & (inside >= LEAST_SHARE)
    if not fore.any():
        fore = inside == inside.max()
    colours = []
    for part in sorted(np.flatnonzero(fore), key=lambda each: -inside[each]):
        own = (labels == part) & middle
        lightness, a, b = np.median(lab[own], axis=0)
        red, green, blue = np.median(small[own], axis=0)
        name = f"#{round(red):02X}{round(green):02X}{round(blue):02X}"
        colours.append(Colour((float(lightness), float(a), float(b)), name, float(inside[part] / inside[fore].sum())))
    return tuple(colours)


def palette_difference(first: Sequence[Colour], second: Sequence[Colour]) -> float:
    """How different two garments' colours look, in units of CIEDE2000: each colour against the nearest of the other
    garment, weighted by its share, both ways."""
    between = np.array([[ciede2000(one.lab, other.lab) for other in second] for one in first])
    there = sum(colour.share * row.min() for colour, row in zip(first, between, strict=True))
    back = sum(colour.share * column.min() for colour, column in zip(second, between.T, strict=True))
    return float(there + back) / 2


def to_lab(pixels: NDArray[np.uint8]) -> NDArray[np.float64]:
    """sRGB (..., 3) in 0..255 -> CIE L*a*b* under D65, same shape."""
    encoded = pixels / 255.0
    linear = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)
    ratio = linear @ TO_XYZ.T / WHITE
    root = np.where(ratio > (6 / 29) ** 3, np.cbrt(ratio), ratio / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = root[..., 0], root[..., 1], root[..., 2]
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def ciede2000(first: Lab, second: Lab) -> float:
    """Colour difference after Sharma, Wu and Dalal, Color Res. Appl. 30(1), 2005; 1 is just visible."""
    (l1, a1, b1), (l2, a2, b2) = first, second
    mean_chroma = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    grow = 1.5 - 0.5 * _saturation(mean_chroma)
    c1, c2 = math.hypot(grow * a1, b1), math.hypot(grow * a2, b2)
    h1, h2 = _hue(grow * a1, b1), _hue(grow * a2, b2)
    turn = h2 - h1 if abs(h2 - h1) <= 180 else h2 - h1 - math.copysign(360, h2 - h1)
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = _mean_hue(h1, h2) if c1 * c2 else h1 + h2
    # Without chroma there is no hue: delta_h is 0 then by itself.
    delta_h = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn) / 2)
    weight_h = (
        1
        - 0.17 * _cos(mean_h - 30)
        + 0.24 * _cos(2 * mean_h)
        + 0.32 * _cos(3 * mean_h + 6)
        - 0.20 * _cos(4 * mean_h - 63)
    )
    scale_l = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    light, chroma, hue = (
        (l2 - l1) / scale_l,
        (c2 - c1) / (1 + 0.045 * mean_c),
        delta_h / (1 + 0.015 * mean_c * weight_h),
    )
    rotation = -2 * _saturation(mean_c) * math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    return math.sqrt(light**2 + chroma**2 + hue**2 + rotation * chroma * hue)


def _zones() -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which of the pixels, row by row, lie in the middle, and which in the frame."""
    places = (np.arange(SIDE_PX) + 0.5) / SIDE_PX
    central = (places >= MIDDLE[0]) & (places <= MIDDLE[1])
    inner = (places >= FRAME) & (places <= 1 - FRAME)
    return np.outer(central, central).ravel(), ~np.outer(inner, inner).ravel()


def _parted(lab: NDArray[np.float64]) -> NDArray[np.int64]:
    """k-means; starts from colours far apart, so the same crop always gives the same parts."""
    centres = [lab.mean(axis=0)]
    while len(centres) < CLUSTERS:
        distances = np.min([((lab - centre) ** 2).sum(axis=1) for centre in centres], axis=0)
        centres.append(lab[int(np.argmax(distances))])
    labels = np.zeros(len(lab), np.int64)
    for _ in range(ROUNDS):
        labels = np.argmin([((lab - centre) ** 2).sum(axis=1) for centre in centres], axis=0)
        centres = [lab[labels == n].mean(axis=0) if (labels == n).any() else centres[n] for n in range(CLUSTERS)]
    return labels


def _saturation(chroma: float) -> float:
    return math.sqrt(chroma**7 / (chroma**7 + 25.0**7))


def _hue(a: float, b: float) -> float:
    return math.degrees(math.atan2(b, a)) % 360 if a or b else 0.0


def _mean_hue(first: float, second: float) -> float:
    if abs(first - second) <= 180:
        return (first + second) / 2
    return (first + second + (360 if first + second < 360 else -360)) / 2


def _cos(degrees: float) -> float:
    return math.cos(math.radians(degrees))
