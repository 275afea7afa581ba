"""All cuts of garments worn on the torso, by name."""

from __future__ import annotations

from atelier.garments.cuts_dresses import DRESSES
from atelier.garments.cuts_outerwear import OUTERWEAR
from atelier.garments.cuts_tops import TOPS
from atelier.garments.upper_outline import UpperCut

CUTS: dict[str, UpperCut] = TOPS | DRESSES | OUTERWEAR
