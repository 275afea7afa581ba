"""A short notation for what a garment is made of: "navy", "stripes white navy", "floral mint white coral".

The first word may name a pattern of PATTERNS; the others are palette colours, hyphens for spaces.  The first colour
is the dominant one (the ground), but for gingham, whose ground is white.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from atelier.palette import rgb


@dataclass(frozen=True)
class Pattern:
    """How a pattern is called in the table, in a title, and woven."""

    name: str
    title: str  # {c} first colour, {both} first two colours, {n} the garment
    weave: str
    settings: tuple[tuple[str, Any], ...] = ()


def _pattern(name: str, title: str, weave: str, **settings: Any) -> Pattern:
    return Pattern(name, title, weave, tuple(settings.items()))


PATTERNS: dict[str, Pattern] = {
    "stripes": _pattern("stripes", "Striped {n}, {both}", "stripes", period=0.036, share=0.4),
    "fine-stripes": _pattern("stripes", "Fine-striped {n}, {both}", "stripes", period=0.016, share=0.35),
    "wide-stripes": _pattern("stripes", "Wide-striped {n}, {both}", "stripes", period=0.13, share=0.45),
    "tall-stripes": _pattern("stripes", "{n} with vertical stripes, {both}", "stripes", period=0.045, share=0.4,
                             vertical=True),
    "shirting": _pattern("stripes", "Shirting-striped {n}, {both}", "stripes", period=0.015, share=0.3, vertical=True),
    "pinstripes": _pattern("stripes", "Pinstriped {n}, {both}", "stripes", period=0.020, share=0.08, vertical=True),
    "check": _pattern("checks", "Check {n}, {both}", "check", period=0.075),
    "big-check": _pattern("checks", "Large-check {n}, {both}", "check", period=0.13),
    "small-check": _pattern("checks", "Small-check {n}, {both}", "check", period=0.04),
    "gingham": _pattern("checks", "Gingham {n}, {c}", "gingham", period=0.024),
    "houndstooth": _pattern("checks", "Houndstooth {n}, {both}", "houndstooth", period=0.034),
    "herringbone": _pattern("herringbone", "Herringbone {n}, {both}", "herringbone", period=0.034),
    "dots": _pattern("dots", "Dotted {n}, {both}", "dots", period=0.036, size=0.22),
    "pin-dots": _pattern("dots", "Pin-dot {n}, {both}", "dots", period=0.02, size=0.16),
    "big-dots": _pattern("dots", "Polka-dot {n}, {both}", "dots", period=0.07, size=0.28),
    "floral": _pattern("floral", "Floral {n}, {both}", "floral", density=800, size=0.011),
    "ditsy": _pattern("floral", "Ditsy floral {n}, {both}", "floral", density=1500, size=0.0055),
    "big-floral": _pattern("floral", "Large-flowered {n}, {both}", "floral", density=170, size=0.026),
    "leaves": _pattern("floral", "Leaf-print {n}, {both}", "leaves"),
    "leopard": _pattern("animal print", "Leopard {n}, {c}", "leopard"),
    "zebra": _pattern("animal print", "Zebra {n}, {both}", "zebra"),
    "camo": _pattern("camouflage", "Camouflage {n}, {c}", "camo"),
    "tie-dye": _pattern("tie-dye", "Tie-dye {n}, {both}", "tie_dye"),
    "triangles": _pattern("geometric", "Geometric {n}, {both}", "triangles"),
    "brush": _pattern("graphic", "Brush-print {n}, {both}", "brush"),
    "argyle": _pattern("argyle", "Argyle {n}, {both}", "argyle"),
    "fair-isle": _pattern("fair isle", "Fair Isle {n}, {c}", "fair_isle"),
    "melange": _pattern("solid", "{c} melange {n}", "melange"),
    "cable": _pattern("cable", "Cable-knit {n}, {c}", "cable"),
    "chunky": _pattern("solid", "Chunky {n}, {c}", "chunky"),
    "rib": _pattern("solid", "Ribbed {n}, {c}", "rib"),
    "waffle": _pattern("solid", "Waffle {n}, {c}", "chunky", period=0.012),
}  # fmt: skip
SOLID = Pattern("solid", "{c} {n}", "plain")


@dataclass(frozen=True)
class Cloth:
    """One cloth: what the table says and what the weaver does."""

    title: str  # with {n} for the garment's name
    colour: str
    pattern: str
    fabric: dict[str, Any]

    def name(self, noun: str) -> str:
        """Return the product's title for a garment called `noun`."""
        words = self.title.replace("{n}", noun)
        return words[0].upper() + words[1:]


def cloth(words: str, finish: str | None = None, weave: str | None = None, **settings: Any) -> Cloth:
    """Read the notation; `finish`, `weave` (of solid cloths) and further settings go to the fabric.

    Raises:
        KeyError: unknown pattern or colour.
    """
    first, *rest = words.split()
    pattern = PATTERNS.get(first, SOLID)
    names = [w.replace("-", " ") for w in (rest if first in PATTERNS else [first, *rest])]
    for name in names:
        rgb(name)
    woven = ["white", *names] if first == "gingham" else names
    made = {"weave": (weave or "plain") if pattern is SOLID else pattern.weave, "colours": woven}
    extra = settings if pattern is SOLID else dict(pattern.settings)
    both = " and ".join(names[:2])
    title = pattern.title.replace("{both}", both).replace("{c}", names[0])
    return Cloth(title, names[0], pattern.name, {**made, **extra, **({"finish": finish} if finish else {})})
