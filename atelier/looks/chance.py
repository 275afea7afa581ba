"""Looks drawn by chance, as many as training wants: every product gets its turn, every pose, place and framing.

They share no seed with the demo looks, and their outfits are dealt, not chosen. No Blender here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from atelier.design import Design
from atelier.looks.stances import LEGS
from atelier.looks.table import Look

SEED = 20261
FINISHES = ("white", "sand", "warm grey", "clay", "graphite", "walnut", "pearl", "slate")
NARROW = ("pencil", "slip", "T-shirt dress")  # words of titles of skirts that allow no wide step
UNSEEN = ("sandals",)  # the mannequin has no bare foot to show in them
EXTRAS = {"outerwear": 0.50, "bag": 0.34, "headwear": 0.30, "eyewear": 0.28}


class _Deck:
    """Deals products like cards: all once, then all again in another order."""

    def __init__(self, products: Sequence[Design], rng: np.random.Generator) -> None:
        self._products, self._rng = list(products), rng
        self._left: list[Design] = []

    def deal(self, gender: str) -> Design | None:
        """The next product that this gender may wear, None where there is none."""
        for _ in range(2):
            for k, design in enumerate(self._left):
                if design.gender in (gender, "unisex"):
                    return self._left.pop(k)
            fresh = [p for p in self._products if p not in self._left]
            self._left += [fresh[k] for k in self._rng.permutation(len(fresh))]
        return None


def training_looks(designs: Sequence[Design], count: int, seed: int = SEED) -> Iterator[Look]:
    """Deal `count` looks; the first n are the same whatever the count."""
    rng = np.random.default_rng(seed)
    wearable = [d for d in designs if d.category not in UNSEEN]
    groups = sorted({d.group for d in wearable})
    decks = {g: _Deck([d for d in wearable if d.group == g], rng) for g in groups}
    for number in range(1, count + 1):
        gender = "men" if rng.random() < 0.45 else "women"
        outfit = {d.group: d for d in _outfit(decks, gender, rng)}
        yield _look(f"training-{number:04d}", gender, outfit, rng)


def _outfit(decks: dict[str, _Deck], gender: str, rng: np.random.Generator) -> list[Design]:
    in_dress = gender == "women" and rng.random() < 0.33
    wanted = ["dress"] if in_dress else ["topwear", "bottomwear"]
    wanted += ["footwear", *(g for g, chance in EXTRAS.items() if rng.random() < chance)]
    if in_dress and "outerwear" in wanted:
        wanted.remove("outerwear")
    dealt = [decks[g].deal(gender) for g in wanted if g in decks]
    return [d for d in dealt if d is not None]


def _look(name: str, gender: str, outfit: dict[str, Design], rng: np.random.Generator) -> Look:
    bag_side = 1 if rng.random() < 0.5 else -1
    outer = outfit.get("outerwear")
    tucked = "topwear" in outfit and outer is None and bool(rng.random() < (0.5 if gender == "women" else 0.2))
    framing = str(rng.choice(["full", "three_quarter", "upper", "lower"], p=[0.46, 0.17, 0.17, 0.20]))
    height = {"full": (0.7, 1.6), "three_quarter": (1.0, 1.6), "upper": (1.2, 1.7), "lower": (0.4, 1.1)}[framing]
    return Look(
        name, gender, tuple(d.title for d in outfit.values()),
        place=str(rng.choice(["street", "studio", "interior"], p=[0.4, 0.25, 0.35])),
        yaw=_yaw(rng), framing=framing, legs=_legs(outfit, rng), arms=_arms(outfit, tucked, bag_side, rng),
        finish=str(rng.choice(FINISHES)), tucked=tucked,
        open_m=float(rng.uniform(0.05, 0.12)) if outer and can_open(outer) and rng.random() < 0.75 else 0.0,
        bag_side=bag_side, camera_z=float(rng.uniform(*height)), head_turn=float(rng.normal(0, 14)),
        sway=float(rng.uniform(-1, 1)), zoom=float(rng.uniform(0.82, 1.10)), aside_m=float(rng.normal(0, 0.12)),
    )  # fmt: skip


def can_open(design: Design) -> bool:
    """Whether a coat may be worn open: it has a front that opens and no belt over it."""
    front = design.parameters.get("front", "closed")
    return front in ("buttons", "zip", "double") and "belt" not in design.parameters.get("details", ())


def _yaw(rng: np.random.Generator) -> float:
    kind = rng.random()
    if kind < 0.80:
        return float(np.clip(rng.normal(0, 24), -60, 60))
    side = 1 if rng.random() < 0.5 else -1
    return side * float(rng.uniform(60, 120) if kind < 0.91 else rng.uniform(145, 180))


def _legs(outfit: dict[str, Design], rng: np.random.Generator) -> str:
    lower = outfit.get("dress") or outfit["bottomwear"]
    narrow = any(word in lower.title for word in NARROW)
    skirt = lower.group == "dress" or lower.category == "skirt"
    allowed = [w for w in LEGS if not (narrow and w.startswith(("walk", "wide"))) and not (skirt and w == "wide")]
    return str(rng.choice(allowed))


def _arms(outfit: dict[str, Design], tucked: bool, bag_side: int, rng: np.random.Generator) -> tuple[str, str]:
    pocket = tucked or "outerwear" in outfit
    words = ["hang", "hang", "loose", "bent", "forward", "hip", *(["pocket"] * 2 if pocket else [])]
    bag = outfit.get("bag")
    if bag is None and "outerwear" not in outfit and rng.random() < 0.12:
        return "crossed", "crossed"
    arms = [str(rng.choice(words)) for _ in range(2)]
    if bag is not None:
        crook = bag.category in ("handbag", "tote bag", "shoulder bag") and rng.random() < 0.4
        arms[bag_side > 0] = "crook" if crook else "hang"
    return arms[0], arms[1]
