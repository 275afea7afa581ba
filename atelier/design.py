"""What a product is before it is rendered: shop facts, a builder and its parameters, camera hints.  No Blender here."""

from __future__ import annotations

import importlib
import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

GROUPS = ("topwear", "bottomwear", "dress", "outerwear", "footwear", "bag", "headwear", "eyewear")
PREFIXES = {
    "topwear": "TW", "bottomwear": "BW", "dress": "DR", "outerwear": "OW",
    "footwear": "FW", "bag": "BG", "headwear": "HW", "eyewear": "EW",
}  # fmt: skip


@dataclass(frozen=True)
class Camera:
    """How the product is photographed; angles in degrees."""

    yaw: float = 0.0
    pitch: float = 3.0
    margin: float = 1.14
    floor_gap_m: float = 0.004  # how far above the ground it stands or floats
    key: float = 1.0  # brightness of the lamps, 1 = studio default
    # cast: traced on the ground; a third of the time take drawn (painted from the outline, for what floats)
    # and plan (painted from the ground plan, for what stands)
    shadow: str = "cast"


@dataclass(frozen=True)
class Design:
    """One product: facts for the table and all that is needed to model it again.

    `builder` is "module:function", called as function(seed, **parameters); it returns the list of Blender
    objects to photograph, already in an empty scene. `parameters` must be JSON (str, numbers, lists, dicts).
    """

    title: str
    gender: str
    group: str
    category: str
    colour: str  # a name of palette.COLOURS
    material: str
    pattern: str
    builder: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    camera: Camera = Camera()
    price_factor: float = 1.0

    @property
    def product_id(self) -> str:
        """Return an id made from what is modelled: changing builder or parameters gives another product."""
        recipe = json.dumps([self.builder, dict(self.parameters), self.gender], sort_keys=True)
        return f"{PREFIXES[self.group]}-{zlib.crc32(recipe.encode()):08x}"

    def seed(self, boutique_seed: int) -> int:
        """Return the product's own seed (folds, fabric noise), independent of its place in the table."""
        return zlib.crc32(f"{boutique_seed}:{self.product_id}".encode())

    def build(self, seed: int) -> list[Any]:
        """Model the product in the current (empty) Blender scene and return its objects."""
        module, name = self.builder.split(":")
        return list(getattr(importlib.import_module(module), name)(seed, **self.parameters))
