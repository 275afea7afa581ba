"""Headwear, as the product table names its builders."""

from __future__ import annotations

from atelier.accessories.hat_beanie import beanie, beret
from atelier.accessories.hat_brimmed import brimmed, bucket
from atelier.accessories.hat_cap import cap

__all__ = ["beanie", "beret", "brimmed", "bucket", "cap"]
