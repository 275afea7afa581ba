"""The boutique's named colours.  A title's colour word is always one of these names."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

COLOURS: dict[str, str] = {
    "white": "#f4f3ef",
    "ecru": "#e9dfc8",
    "beige": "#d3bd98",
    "camel": "#b98a52",
    "tan": "#a8713f",
    "brown": "#5d3d29",
    "chocolate": "#3d271c",
    "black": "#18181a",
    "charcoal": "#3b3d42",
    "grey": "#85888c",
    "light grey": "#bfc1c2",
    "navy": "#1a2744",
    "indigo": "#2a3c66",
    "blue": "#2458a8",
    "light blue": "#92b8dc",
    "sky blue": "#66a9d8",
    "teal": "#146068",
    "mint": "#a5d6bd",
    "green": "#2c7a47",
    "forest green": "#1f4431",
    "olive": "#62623a",
    "sage": "#93a285",
    "khaki": "#a59770",
    "yellow": "#eec22f",
    "mustard": "#c38f1f",
    "orange": "#e0712a",
    "rust": "#a2492a",
    "coral": "#ee7f68",
    "red": "#c02430",
    "burgundy": "#5f1826",
    "pink": "#ecaabb",
    "fuchsia": "#c22a78",
    "lilac": "#b9a2d2",
    "purple": "#573a7c",
}


def rgb(colour: str) -> NDArray[np.float64]:
    """Return sRGB in 0..1 of a palette name or of a #rrggbb string.

    Raises:
        KeyError: the name is not in the palette.
    """
    code = (colour if colour.startswith("#") else COLOURS[colour]).lstrip("#")
    return np.array([int(code[i : i + 2], 16) for i in (0, 2, 4)]) / 255.0


def linear(colour: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return linear light for sRGB values in 0..1 (IEC 61966-2-1)."""
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)
